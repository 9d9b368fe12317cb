"""What was executed of a budget (执行率): as it is printed, and as the money says."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from extractor.checks.budget import stands_for
from extractor.checks.cells import Cell, cell, once_a_form
from extractor.checks.interval import Interval
from extractor.form import Form

_MOST_AS_FRACTION = 2


class Rate(NamedTuple):
    """A rate in percent: as it is printed or follows from printed figures, and all that it may stand for."""

    value: Fraction
    possible: Interval

    def earning(self, most: Decimal) -> Rate:
        """The score that the rate earns of a weight, no more than all of it."""
        share = Fraction(most) / 100
        return Rate(min(self.value * share, Fraction(most)), self.possible.times(share).capped(most))


@once_a_form
def quotient_of(form: Form, line: int) -> Rate | None:
    """Executed money over the budget in percent, or None where one is missing or the budget may be zero."""
    if form.arithmetic.denominator is None:
        return None
    budget, executed = money_of(form, line)
    if executed.value is None or not budget.value:
        return None
    possible = stands_for(form, executed).over(stands_for(form, budget))
    if possible is None:
        return None
    return Rate(Fraction(executed.value) / Fraction(budget.value) * 100, possible.times(Fraction(100)))


def money_of(form: Form, line: int) -> tuple[Cell, Cell]:
    """The budget that the executed money is divided by, and the executed money."""
    denominator = form.arithmetic.denominator or "annual_budget"
    return cell(form, "budget", line, denominator), cell(form, "budget", line, "executed")


@once_a_form
def printed_rates(form: Form, line: int) -> tuple[Rate, ...]:
    """The rate as printed; without a percent sign a small figure (`0.95`) may also be the plain fraction."""
    rate = cell(form, "budget", line, "execution_rate")
    if rate.value is None:
        return ()
    found = Rate(Fraction(rate.value), stands_for(form, rate))
    if "%" in (rate.text or "%") or "％" in (rate.text or "") or rate.value > _MOST_AS_FRACTION:
        return (found,)
    return found, Rate(found.value * 100, found.possible.times(Fraction(100)))

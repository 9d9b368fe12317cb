"""B04: executed money is not above the budget."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.cells import Cell, cell, show, sum_of
from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent
from extractor.checks.interval import nearest
from extractor.checks.rates import money_of, printed_rates, quotient_of
from extractor.checks.why import NO_DENOMINATOR
from extractor.form import Form

_ALL = 100


def executed_within_budget(form: Form) -> Iterator[Result]:
    """Whether no line of the money block was executed to more than 100%."""
    for line in range(len(form.budget)):
        rate, quotient = cell(form, "budget", line, "execution_rate"), quotient_of(form, line)
        rates = [one.value for one in (*printed_rates(form, line)[:1], *([quotient] if quotient else []))]
        if not rates:
            yield from (NO_DENOMINATOR,) if money_of(form, line)[1].value else ()
        elif max(rates) <= _ALL:
            yield CONSISTENT
        else:
            yield _above(form, line, rate, show(nearest(max(rates), max(rate.places, 2))))


def _above(form: Form, line: int, rate: Cell, found: str) -> Result:
    item, money = form.budget[line].item, [one for one in money_of(form, line) if one.value is not None]
    shown = " / ".join(show(sum_of([one])) for one in reversed(money)) if len(money) > 1 else found
    return inconsistent(
        f"“{item}”的执行率 {found}% 超过 100%（{shown}）",
        f'The execution of "{item}" is {found}%, above 100% ({shown})',
        [one.where for one in (rate, *money) if one.value is not None],
        expected="<= 100",
        found=found,
    )


_B04 = Rule(
    code="B04",
    name="execution-above-100",
    severity="warning",
    summary="执行率超过 100%",
    summary_en="execution above 100%",
    explanation=(
        "要求：执行数不超过预算数，执行率不超过 100%。超过 100% 并不违规，但值得一看。\n"
        "容差：无，按所列数字比较。\n"
        "不查：未列执行数和执行率的行不适用；有执行数而缺预算数或预算数为 0、又未列执行率的，记为 not-checkable。\n"
        "对：全年预算数 200.00，执行数 199.80。\n"
        "错：全年预算数 200.00，执行数 205.18，执行率 102.59%。"
    ),
    explanation_en=(
        "Demand: executed money is not above the budget, nor the rate above 100%. More than that is legal and "
        "deserves a look.\n"
        "Tolerance: none; the figures are compared as printed.\n"
        "Not checked: lines without executed money or rate; executed money without a budget, or with one of 0, where "
        "no rate is printed, is not-checkable.\n"
        "Right: budget 200.00, executed 199.80.\n"
        "Wrong: budget 200.00, executed 205.18, rate 102.59%."
    ),
    demand=executed_within_budget,
)

RULES = (_B04,)

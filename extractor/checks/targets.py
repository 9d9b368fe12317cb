"""T01: a figure as target (年度指标值) that was missed does not have full score."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from extractor.checks.cells import show
from extractor.checks.finding import CONSISTENT, NOT_CHECKABLE, Result, Rule, inconsistent
from extractor.checks.rows import label_of, spans
from extractor.form import Form, Indicator, pointer
from extractor.quantities import measure, plain

_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_PERCENT = re.compile(r"%|百分比|百分之|百分率")


def missed_targets_lose_points(form: Form) -> Iterator[Result]:
    """Whether no indicator has full score that missed a figure set as its target."""
    for span in spans(form):
        for row in span.rows:
            indicator = form.indicators[row]
            if indicator.target_value is None or _has_no_place(form, row):
                continue
            met = is_met(indicator)
            if span.weight is None or span.score is None or met is None:
                yield NOT_CHECKABLE
            else:
                yield CONSISTENT if met or not span.has_full_score else _missed(form, row, span.weight, span.score)


def is_met(indicator: Indicator) -> bool | None:
    """Whether the actual value meets the target; None where the two cannot be compared.

    A bare target and one with `=` are met at or above the figure, as the ministry's systems score them; a target of
    zero is met at zero only.
    """
    target, actual, sign = indicator.target_value, indicator.actual_value, indicator.target_operator
    if target is None or actual is None or not _are_comparable(indicator):
        return None
    if sign in (None, "="):
        met = actual == 0 if target == 0 else actual >= target
    else:
        met = _HOLDS[sign](actual, target)
    return met or (None if _is_open(indicator) else False)


def _has_no_place(form: Form, row: int) -> bool:
    """Whether the form scores nothing at all, so that no score can be too high."""
    ...

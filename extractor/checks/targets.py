"""T01 and T02: a target (年度指标值) that was missed does not have full score, one that was met has."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from extractor.checks.cells import score_cells, show
from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent
from extractor.checks.rows import Span, label_of, spans
from extractor.checks.why import NO_FIGURES, NOT_COMPARABLE
from extractor.form import Form, Indicator, pointer
from extractor.quantities import measure, plain

_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.ge,
}
_PERCENT = re.compile(r"%|百分比|百分之|百分率")


def missed_targets_lose_points(form: Form) -> Iterator[Result]:
    """Whether no indicator has full score that missed a figure set as its target."""
    if all(score.is_absent for score in score_cells(form)):
        return
    for span in spans(form):
        for row in span.rows:
            if form.indicators[row].target_value is not None:
                yield _judged(form, row, span)


def met_targets_have_full_score(form: Form) -> Iterator[Result]:
    """Whether no indicator lost points whose targets are figures and were all met."""
    if all(score.is_absent for score in score_cells(form)):
        return
    for span in spans(form):
        rows = [form.indicators[row] for row in span.rows]
        if all(row.target_value is not None for row in rows):
            yield _judged_lost(form, span, [is_met(row) for row in rows])


def is_met(indicator: Indicator) -> bool | None:
    """Whether the actual value meets the target; None where the two cannot be compared.

    A bare target and one with `=` are met at or above the figure, as the ministry's systems score them; a target of
    zero is met at zero only.
    """
    target, actual, sign = indicator.target_value, indicator.actual_value, indicator.target_operator
    if target is None or actual is None or not _are_comparable(indicator):
        return None
    exact_zero = target == 0 and sign in (None, "=")
    met = actual == 0 if exact_zero else _HOLDS[sign or "="](actual, target)
    return met or (None if _is_open(indicator) else False)


def _judged(form: Form, row: int, span: Span) -> Result:
    met = is_met(form.indicators[row])
    if span.weight is None or span.score is None:
        return NO_FIGURES
    if met is None:
        return NOT_COMPARABLE
    if met or not span.has_full_score:
        return CONSISTENT
    return _missed(form, row, show(span.score), show(span.weight))


def _judged_lost(form: Form, span: Span, met: list[bool | None]) -> Result:
    if span.weight is None or span.score is None:
        return NO_FIGURES
    if None in met and False not in met:
        return NOT_COMPARABLE
    if not all(met) or not span.lost_points:
        return CONSISTENT
    return _met_and_lost(form, span, show(span.score), show(span.weight))


def _are_comparable(indicator: Indicator) -> bool:
    """Whether target and actual value are in the same unit, or one leaves it out and cannot mean a fraction of 1."""
    actual = measure(indicator.actual)
    units = [_unit(indicator.target_unit), _unit(actual.unit if actual else None)]
    values = [indicator.target_value or Decimal(0), indicator.actual_value or Decimal(0)]
    if None not in units:
        return units[0] == units[1]
    bare = [value for value, unit in zip(values, units, strict=True) if unit is None]
    return "%" not in units or not all(0 < value <= 1 for value in bare)


def _unit(text: str | None) -> str | None:
    """A unit in one spelling: 百分比 is %, brackets and blanks as in plain text."""
    return _PERCENT.sub("%", plain(text)) if text else None


def _is_open(indicator: Indicator) -> bool:
    """Whether the actual value is itself a bound (`≥85%`), so that the true one may be better."""
    actual = measure(indicator.actual)
    return actual is not None and actual.operator not in (None, "=")


def _missed(form: Form, row: int, score: str, weight: str) -> Result:
    indicator, (label, label_en) = form.indicators[row], label_of(form, pointer("indicators", row, "level3"))
    target, actual = indicator.target, indicator.actual
    return inconsistent(
        f"{label}未达到指标值（指标值 {target}，实际完成 {actual}），却得满分 {score}（分值 {weight}）",
        f"{label_en} missed its target (target {target}, actual {actual}) and has full score: {score} of {weight}",
        [pointer("indicators", row, field) for field in ("target", "actual", "score", "weight")],
        expected=f"< {weight}",
        found=score,
    )


def _met_and_lost(form: Form, span: Span, score: str, weight: str) -> Result:
    row = span.rows[0]
    indicator, (label, label_en) = form.indicators[row], label_of(form, pointer("indicators", row, "level3"))
    target, actual = indicator.target, indicator.actual
    return inconsistent(
        f"{label}已达到指标值（指标值 {target}，实际完成 {actual}），却只得 {score} 分（分值 {weight}）",
        f"{label_en} met its target (target {target}, actual {actual}) and lost points: {score} of {weight}",
        [pointer("indicators", each, field) for each in span.rows for field in ("target", "actual", "score", "weight")],
        expected=weight,
        found=score,
    )


_T01 = Rule(
    code="T01",
    name="missed-target-full-score",
    severity="error",
    summary="指标值为数字，未达到而得满分",
    summary_en="a figure as target, missed, and full score",
    explanation=(
        "要求：指标值为数字的指标，实际完成值未达到的，得分低于分值。没有符号的指标值和带“=”的，达到或超过即为完成；"
        "指标值为 0 的，只有 0 才是完成。\n"
        "容差：无，按所列数字比较。\n"
        "不查：定性的指标值不适用；缺实际完成值、分值或得分，两者单位不同（如万元与元），实际完成值本身是范围（≥85%）"
        "的，记为 not-checkable。\n"
        "对：指标值 ≥95%，实际完成 91%，分值 10，得分 9.58。\n"
        "错：指标值 ≥95%，实际完成 91%，分值 10，得分 10。"
    ),
    explanation_en=(
        "Demand: an indicator with a figure as target that the actual value does not reach has a score below its "
        "weight. A bare target and one with = are met at or above the figure; a target of 0 is met at 0 only.\n"
        "Tolerance: none; the figures are compared as printed.\n"
        "Not checked: targets in words; a missing actual value, weight or score, different units (万元 and 元), and "
        "an actual value that is itself a bound (≥85%) are not-checkable.\n"
        "Right: target ≥95%, actual 91%, weight 10, score 9.58.\n"
        "Wrong: target ≥95%, actual 91%, weight 10, score 10."
    ),
    demand=missed_targets_lose_points,
    source="财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）：未完成指标值的，按照完成值与指标值的比例记分",
)

_T02 = Rule(
    code="T02",
    name="met-target-lost-points",
    severity="warning",
    summary="指标值为数字，已达到而扣分",
    summary_en="target met, points lost",
    explanation=(
        "要求：指标值为数字、实际完成值已达到的指标，得满分。完成值高出指标值很多、因指标值定得过低而调减分值的，应说明"
        "原因，所以只是提醒。\n"
        "容差：无，按所列数字比较。\n"
        "不查：定性的指标值不适用；几行共用一个得分的，各行都达到才查；缺实际完成值、分值或得分，两者单位不同，实际完成"
        "值本身是范围的，记为 not-checkable。\n"
        "对：指标值 ≥95%，实际完成 97%，分值 10，得分 10。\n"
        "错：指标值 ≥95%，实际完成 97%，分值 10，得分 8。"
    ),
    explanation_en=(
        "Demand: an indicator with a figure as target that the actual value reaches has full score. Points may be "
        "taken off where a target set too low was far exceeded, which wants a reason; so this is a warning.\n"
        "Tolerance: none; the figures are compared as printed.\n"
        "Not checked: targets in words; rows that share a score, unless all of them met their targets; a missing "
        "actual value, weight or score, different units, and an actual value that is itself a bound are "
        "not-checkable.\n"
        "Right: target ≥95%, actual 97%, weight 10, score 10.\n"
        "Wrong: target ≥95%, actual 97%, weight 10, score 8."
    ),
    demand=met_targets_have_full_score,
    source="财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）：完成指标值的，记该指标所赋全部分值",
)

RULES = (_T01, _T02)

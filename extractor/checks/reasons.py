"""R01: points that an indicator lost have a reason (偏差原因), in its row or in the form's own text."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.cells import cell, show
from extractor.checks.finding import CONSISTENT, NOT_CHECKABLE, Result, Rule, inconsistent
from extractor.checks.naming import bare
from extractor.checks.rows import Span, label_of, spans
from extractor.form import Form, pointer
from extractor.quantities import is_blank

_SHORTFALL = pointer("narratives", "shortfall")


def losses_have_reasons(form: Form) -> Iterator[Result]:
    """Whether every indicator that lost points gives a reason, where the form has a place for it."""
    column = any(_place(row) in form.evidence for row in range(len(form.indicators)))
    if not column and _SHORTFALL not in form.evidence:
        return
    for span in spans(form):
        if span.weight is None or span.score is None:
            scores = (cell(form, "indicators", row, "score") for row in span.rows)
            yield from () if all(score.is_absent or score.is_struck for score in scores) else (NOT_CHECKABLE,)
        elif not span.lost_points or _gives_reason(form, span) or _text_explains(form, span, column):
            yield CONSISTENT
        else:
            yield _no_reason(form, span, column)


def _place(row: int) -> str:
    return pointer("indicators", row, "reason")


def _gives_reason(form: Form, span: Span) -> bool:
    """Whether a row gives a reason; where only the other column has a cell, it holds both."""
    rows = [(form.indicators[row], _place(row) in form.evidence) for row in span.rows]
    return any(not is_blank(row.reason) or (not here and not is_blank(row.improvement)) for row, here in rows)


def _text_explains(form: Form, span: Span, column: bool) -> bool:
    """Whether the form's own text will do: beside a column for reasons it must name the indicator."""
    text = form.narratives.shortfall
    if not column:
        return not is_blank(text)
    names = (bare(form.indicators[row].level3) for row in span.rows)
    return any(len(name) > 1 and name in bare(text) for name in names)


def _no_reason(form: Form, span: Span, column: bool) -> Result:
    """The finding, unless the rows have no cell for a reason in a form whose other rows have one."""
    places = [_place(row) for row in span.rows if _place(row) in form.evidence] if column else [_SHORTFALL]
    if not places or span.weight is None or span.score is None:
        return NOT_CHECKABLE
    label, label_en = label_of(form, _place(span.rows[0]))
    weight, score, lost = show(span.weight), show(span.score), show(span.weight - span.score)
    figures = [pointer("indicators", row, field) for row in span.rows for field in ("score", "weight")]
    return inconsistent(
        f"{label}扣 {lost} 分（分值 {weight}，得分 {score}），未说明原因",
        f"{label_en} lost {lost} points ({score} of {weight}) and no reason is given",
        places + [place for place in figures if place in form.evidence],
        expected="a reason",
        found=form.evidence[places[0]].text,
    )


_R01 = Rule(
    code="R01",
    name="no-reason-for-lost-points",
    severity="error",
    summary="指标扣分，表中有原因栏而未填写原因",
    summary_en="an indicator lost points, the form has a column or row for reasons, and neither gives one",
    explanation=(
        "要求：得分低于分值的指标说明原因。表中有原因栏的，在本行填写，或在全表的未完成原因中写出该指标名称；只有全表"
        "一行填写原因的，该行有文字即可。\n"
        "容差：无。“无”“/”等不是原因。\n"
        "不查：没有原因栏的表不适用；预算执行得分不需原因；缺分值或得分的，记为 not-checkable。\n"
        "对：分值 5，得分 4，原因：受疫情影响，培训减少。\n"
        "错：分值 5，得分 4，原因空白。"
    ),
    explanation_en=(
        "Demand: an indicator whose score is below its weight gives a reason. With a column for reasons it stands in "
        "the row, or the form's own text on shortfalls names the indicator; with a row for the whole form alone, any "
        "text there will do.\n"
        "Tolerance: none. 无 and marks such as / are no reason.\n"
        "Not checked: forms without a place for reasons; the execution score needs none; a missing weight or score "
        "is not-checkable.\n"
        "Right: weight 5, score 4, reason 受疫情影响，培训减少。\n"
        "Wrong: weight 5, score 4, reason blank."
    ),
    demand=losses_have_reasons,
    whole=True,
)

RULES = (_R01,)

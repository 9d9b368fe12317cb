"""R01 and R02: points that an indicator lost have a reason (偏差原因), and a reason stands where points were lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.checks.cells import cell, show
from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent, not_checkable
from extractor.checks.naming import bare
from extractor.checks.rows import Span, label_of, spans
from extractor.checks.why import NO_FIGURES
from extractor.form import Form, pointer
from extractor.quantities import is_blank

_SHORTFALL = pointer("narratives", "shortfall")


_NO_REASON = re.compile(
    r"(?:无|没有|未发生|不存在)(?:明显|较大)?(?:偏差|偏离|扣分|此项|问题)?(?:原因)?(?:分析)?(?:及改进措施)?[。.]?|"
    r"不(?:适用|涉及)[。.]?|(?:已|均|全部|如期|按期|按时|超额)*(?:完成|达标|达成|达到)(?:年度|年初)?(?:指标|目标|任务|值)*[。.]?"
)
"""What stands in a column of reasons and is none: 无偏差, 已完成."""


def losses_have_reasons(form: Form) -> Iterator[Result]:
    """Whether every indicator that lost points gives a reason, where the form has a place for it."""
    column = any(_place(row) in form.evidence for row in range(len(form.indicators)))
    if not column and _SHORTFALL not in form.evidence:
        return
    for span in spans(form):
        if span.weight is None or span.score is None:
            scores = (cell(form, "indicators", row, "score") for row in span.rows)
            yield from () if all(score.is_absent or score.is_struck for score in scores) else (NO_FIGURES,)
        elif _wants_no_reason(form, span) or _gives_reason(form, span) or _text_explains(form, span, column):
            yield CONSISTENT
        else:
            yield _no_reason(form, span, column)


def reasons_have_losses(form: Form) -> Iterator[Result]:
    """Whether a reason stands only in the rows of indicators that lost points."""
    for span in spans(form):
        rows = [row for row in span.rows if _tells_of_shortfall(form.indicators[row].reason)]
        if not rows:
            continue
        if span.weight is None or span.score is None:
            yield NO_FIGURES
        else:
            yield CONSISTENT if span.lost_points else _no_loss(form, span, rows)


def _tells_of_shortfall(reason: str | None) -> bool:
    """Whether a text in the column of reasons is one, and not a word that all was done."""
    return not is_blank(reason) and _NO_REASON.fullmatch(bare(reason)) is None


def _place(row: int) -> str:
    return pointer("indicators", row, "reason")


def _wants_no_reason(form: Form, span: Span) -> bool:
    """Whether no points were lost, or by the row of budget execution, which some layouts print among the indicators."""
    rows = [form.indicators[row] for row in span.rows]
    return not span.lost_points or all("执行" in (row.level1 or "") and "执行率" in (row.level3 or "") for row in rows)


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
        return not_checkable("本行没有原因栏的单元格", "the row has no cell for a reason")
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


def _no_loss(form: Form, span: Span, rows: list[int]) -> Result:
    label, label_en = label_of(form, _place(rows[0]))
    weight, score = show(span.weight or Decimal(0)), show(span.score or Decimal(0))
    figures = [pointer("indicators", row, field) for row in span.rows for field in ("score", "weight")]
    return inconsistent(
        f"{label}未扣分（分值 {weight}，得分 {score}），而填写了原因",
        f"{label_en} lost no points ({score} of {weight}) and a reason is given",
        [_place(row) for row in rows] + [place for place in figures if place in form.evidence],
        expected="",
        found=form.indicators[rows[0]].reason,
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
    source="财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）：未完成绩效目标的要分析并说明原因，研究提出改进措施",
)

_R02 = Rule(
    code="R02",
    name="reason-without-lost-points",
    severity="info",
    summary="填写了偏差原因而未扣分",
    summary_en="reason given, no points lost",
    explanation=(
        "要求：填写原因的指标，得分低于分值。\n"
        "容差：无。“无”“/”“无偏差”“已完成”等不是原因。\n"
        "不查：改进措施一栏；缺分值或得分的，记为 not-checkable。\n"
        "对：分值 5，得分 4，原因：受疫情影响，培训减少。\n"
        "错：分值 5，得分 5，原因：受疫情影响，培训减少。"
    ),
    explanation_en=(
        "Demand: an indicator with a reason has a score below its weight.\n"
        "Tolerance: none. 无, marks such as /, 无偏差 and 已完成 are no reason.\n"
        "Not checked: the column for improvement; a missing weight or score is not-checkable.\n"
        "Right: weight 5, score 4, reason 受疫情影响，培训减少。\n"
        "Wrong: weight 5, score 5, reason 受疫情影响，培训减少。"
    ),
    demand=reasons_have_losses,
)

RULES = (_R01, _R02)

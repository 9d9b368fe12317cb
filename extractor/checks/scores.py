"""S01 to S03: scores (得分, 自评分) lie between nothing and their weight, and add up to the total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.checks.cells import (
    Cell,
    addition,
    cell,
    column_places,
    execution_line,
    printed,
    score_cells,
    show,
    sum_of,
)
from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent
from extractor.checks.interval import rounded, total_of
from extractor.checks.rows import label_of, leaf_cells, spans
from extractor.checks.why import NO_FIGURES, NO_TOTAL, UNREADABLE
from extractor.form import Form, pointer


def scores_within_weights(form: Form) -> Iterator[Result]:
    """Whether no score is above its weight; a score that spans rows is held to their weights together."""
    for places in _scored_together(form):
        weights, scores = ([cell(form, *place, field) for place in places] for field in ("weight", "score"))
        there = [one for one in weights + scores if not one.is_absent]
        if all(one.is_absent for one in weights) or all(one.is_absent for one in scores):
            continue
        if len(printed(there)) == len(there):
            yield _within(form, weights, scores)
        elif printed(there) or any(one.is_unreadable for one in there):
            yield NO_FIGURES


def scores_not_negative(form: Form) -> Iterator[Result]:
    """Whether no score is below zero."""
    for score in score_cells(form):
        if score.value is not None:
            yield CONSISTENT if score.value >= 0 else _negative(form, score)
        elif score.is_unreadable:
            yield UNREADABLE


def scores_make_total(form: Form) -> Iterator[Result]:
    """Whether the indicators' scores and the execution score add up to the printed total."""
    leaves = list(leaf_cells(form, "score", range(len(form.indicators))))
    if not leaves:
        return
    parts, total = execution_score(form) + leaves, cell(form, "total", "score")
    if total.value is None or len(printed(parts)) < len(parts):
        yield NO_TOTAL
        return
    if sum_of(parts) == total.value:
        yield CONSISTENT
        return
    places = column_places(score_cells(form))
    computed = total_of(rounded(part.value, places) for part in parts if part.value is not None)
    meets = computed.meets(rounded(total.value, places))
    yield Result("within-rounding") if meets else _total_differs(parts, total)


def execution_score(form: Form) -> list[Cell]:
    """The score of the budget's execution: its cell, an absent one where only the template knows of it, or none."""
    line = execution_line(form)
    if line is not None:
        return [cell(form, "budget", line, "score")]
    return [Cell(pointer("budget", 0, "score"), None, None)] if form.arithmetic.execution_weight else []


def _scored_together(form: Form) -> Iterator[Sequence[tuple[str | int, ...]]]:
    """The places of what holds a weight and a score: money lines, spans of indicators, the total."""
    yield from ([("budget", line)] for line in range(len(form.budget)))
    yield from ([("indicators", row) for row in span.rows] for span in spans(form))
    yield [("total",)]


def _within(form: Form, weights: list[Cell], scores: list[Cell]) -> Result:
    weight, score = sum_of(weights), sum_of(scores)
    if score <= weight:
        return CONSISTENT
    label, label_en = label_of(form, scores[0].where)
    return inconsistent(
        f"{label}的得分 {show(score)} 大于分值 {show(weight)}",
        f"The score of {label_en}, {show(score)}, is above its weight {show(weight)}",
        [one.where for one in scores + weights if one.value is not None],
        expected=f"<= {show(weight)}",
        found=show(score),
    )


def _negative(form: Form, score: Cell) -> Result:
    label, label_en = label_of(form, score.where)
    found = show(sum_of([score]))
    return inconsistent(
        f"{label}的得分 {found} 小于 0",
        f"The score of {label_en}, {found}, is below zero",
        [score.where],
        expected=">= 0",
        found=found,
    )


def _total_differs(parts: list[Cell], total: Cell) -> Result:
    found, stated = show(sum_of(parts)), show(sum_of([total]))
    shown = addition(part.value for part in parts if part.value is not None)
    return inconsistent(
        f"各项得分之和 {found} 不等于总分 {stated}（{shown}）",
        f"The scores add up to {found} ({shown}), not to the printed total {stated}",
        [total.where, *(part.where for part in parts)],
        expected=found,
        found=stated,
    )


_S01 = Rule(
    code="S01",
    name="score-above-weight",
    severity="error",
    summary="得分大于分值",
    summary_en="score above weight",
    explanation=(
        "要求：指标、预算执行和总分的得分都不大于各自的分值；跨行合并的得分，与所跨各行的分值之和相比。\n"
        "容差：无。\n"
        "不查：未列分值或得分的；其中之一空白或无法识别的，记为 not-checkable。\n"
        "对：分值 5，得分 5。\n"
        "错：分值 5，得分 5.5。"
    ),
    explanation_en=(
        "Demand: no score of an indicator, of budget execution or of the total is above its weight; a score merged "
        "over rows is held to the sum of their weights.\n"
        "Tolerance: none.\n"
        "Not checked: where no weight or no score has a place; where one is blank or unreadable it is not-checkable.\n"
        "Right: weight 5, score 5.\n"
        "Wrong: weight 5, score 5.5."
    ),
    demand=scores_within_weights,
)

_S02 = Rule(
    code="S02",
    name="score-below-zero",
    severity="error",
    summary="得分小于 0",
    summary_en="score below zero",
    explanation=(
        "要求：指标、预算执行和总分的得分都不小于 0。\n"
        "容差：无。\n"
        "不查：空白的得分（见 S04）；无法识别的，记为 not-checkable。\n"
        "对：得分 0。\n"
        "错：得分 -1。"
    ),
    explanation_en=(
        "Demand: no score of an indicator, of budget execution or of the total is below zero.\n"
        "Tolerance: none.\n"
        "Not checked: blank scores (see S04); an unreadable one is not-checkable.\n"
        "Right: score 0.\n"
        "Wrong: score -1."
    ),
    demand=scores_not_negative,
)

_S03 = Rule(
    code="S03",
    name="scores-do-not-add-up-to-total",
    severity="error",
    summary="各项得分之和不等于总分",
    summary_en="scores do not add up to the printed total",
    explanation=(
        "要求：各指标得分与预算执行得分之和，等于表中的总分。预算执行得分只取资金总额一行，分项重复的不再计。\n"
        "容差：每个得分代表其所在列末位的正负半个单位，全表得分为一列；恰好相等为 consistent，只在此区间内相等为 "
        "within-rounding。\n"
        "不查：未列得分的表不适用；缺总分、任一得分空白或无法识别的，记为 not-checkable。\n"
        "对：60 + 28.50 + 9.99 = 98.49，总分 98.49。\n"
        "错：60 + 28.50 + 9.99 = 98.49，总分 97.19。"
    ),
    explanation_en=(
        "Demand: the scores of the indicators and of budget execution add up to the printed total. Execution counts "
        "once, in the total row of the money block, though its parts may repeat it.\n"
        "Tolerance: each score stands for half a unit of the last place of its column either way; the scores of a "
        "form are one column. What holds exactly is consistent, what holds within those intervals only is "
        "within-rounding.\n"
        "Not checked: forms without scores; a missing total and a blank or unreadable score are not-checkable.\n"
        "Right: 60 + 28.50 + 9.99 = 98.49, total 98.49.\n"
        "Wrong: 60 + 28.50 + 9.99 = 98.49, total 97.19."
    ),
    demand=scores_make_total,
    whole=True,
    source="财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）：总分由各项指标得分汇总形成",
)

RULES = (_S01, _S02, _S03)

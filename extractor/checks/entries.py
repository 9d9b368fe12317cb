"""S04 and S05: every score is entered, and what is entered as a score or weight is a number."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.cells import Cell, cell, cell_at, printed, score_cells
from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent
from extractor.checks.rows import label_of
from extractor.checks.why import NOT_YET_SCORED
from extractor.form import Form, pointer


def scores_entered(form: Form) -> Iterator[Result]:
    """Whether no score is left blank in a column that prints the others."""
    column = score_cells(form)
    filled = printed(column)
    blank = [score for score in column if score.is_empty and _wants_score(form, score)]
    if filled:
        yield CONSISTENT
    for score in blank:
        yield _blank(form, score) if len(filled) > len(blank) else NOT_YET_SCORED


def entries_are_numbers(form: Form) -> Iterator[Result]:
    """Whether whatever is printed as a score or weight is a number."""
    for one in _scores_and_weights(form):
        if one.is_unreadable:
            yield _no_number(form, one)
        elif one.value is not None:
            yield CONSISTENT


def _wants_score(form: Form, score: Cell) -> bool:
    """Whether points can be earned here: there is a weight, or the form has none and the row states its work."""
    weight = cell_at(form, score.where.removesuffix("score") + "weight")
    if weight.value is not None:
        return weight.value > 0
    if not score.where.startswith("/indicators/") or any(row.weight is not None for row in form.indicators):
        return False
    row = form.indicators[int(score.where.split("/")[2])]
    return row.level3 is not None and row.actual is not None


def _scores_and_weights(form: Form) -> Iterator[Cell]:
    """Every place of a weight or score, the weight of a branch once."""
    for n in range(len(form.budget)):
        yield from (cell(form, "budget", n, field) for field in ("weight", "score"))
    for n in range(len(form.indicators)):
        levels = [cell(form, "indicators", n, f"{level}_weight") for level in ("level1", "level2")]
        yield from (one for one in levels if n == 0 or not _repeats(form, one, n - 1))
        yield from (cell(form, "indicators", n, field) for field in ("weight", "score"))
    yield from (cell(form, "total", field) for field in ("weight", "score"))


def _repeats(form: Form, weight: Cell, row_above: int) -> bool:
    """Whether a level's weight is that of the row above, in a cell merged over both."""
    above = pointer("indicators", row_above, weight.where.rpartition("/")[2])
    return form.evidence.get(weight.where) == form.evidence.get(above)


def _blank(form: Form, score: Cell) -> Result:
    label, label_en = label_of(form, score.where)
    return inconsistent(
        f"{label}的得分空白，而同列其他得分均已填写",
        f"The score of {label_en} is blank where the others of its column are not",
        [score.where],
        expected="a score",
        found="",
    )


def _no_number(form: Form, one: Cell) -> Result:
    label, label_en = label_of(form, one.where)
    field, field_en = ("得分", "score") if one.where.endswith("score") else ("分值", "weight")
    return inconsistent(
        f"{label}的{field}“{one.text}”不是数字",
        f'The {field_en} of {label_en}, "{one.text}", is not a number',
        [one.where],
        expected="a number",
        found=one.text,
    )


_S04 = Rule(
    code="S04",
    name="score-blank",
    severity="error",
    summary="得分空白，而同列其他得分均已填写",
    summary_en="score visibly blank where the others of its column are not",
    explanation=(
        "要求：有分值的指标、预算执行和总分都填写得分。\n"
        "容差：不适用。\n"
        "不查：填“/”“—”“无”等记号的，视为有意不填；未列分值或分值为 0 的行，合并单元格所跨的其余各行。空白不少于已填"
        "写的，视为尚未评分，记为 not-checkable。\n"
        "对：分值 5，得分 0。\n"
        "错：分值 5，得分空白。"
    ),
    explanation_en=(
        "Demand: whatever has a weight has a score: indicators, budget execution, the total.\n"
        "Tolerance: not applicable.\n"
        "Not checked: a mark such as /, — or 无, which says that there is none on purpose; rows without a weight or "
        "with weight 0; the other rows of a merged cell. Where as many are blank as filled in, the form is not "
        "scored yet: not-checkable.\n"
        "Right: weight 5, score 0.\n"
        "Wrong: weight 5, score blank."
    ),
    demand=scores_entered,
)

_S05 = Rule(
    code="S05",
    name="not-a-number",
    severity="error",
    summary="得分或分值不是数字",
    summary_en="score or weight is not a number",
    explanation=(
        "要求：得分和分值的单元格里写的是数字，可带“分”或“%”。\n"
        "容差：不适用。\n"
        "不查：空白和“/”“—”“无”等记号。\n"
        "对：10，10分，9.50。\n"
        "错：得分一栏写“满分”。"
    ),
    explanation_en=(
        "Demand: what is printed as a score or weight is a number; 分 or % may follow it.\n"
        "Tolerance: not applicable.\n"
        "Not checked: blanks and marks such as /, — or 无.\n"
        "Right: 10, 10分, 9.50.\n"
        "Wrong: 满分 in the column of scores."
    ),
    demand=entries_are_numbers,
)

RULES = (_S04, _S05)

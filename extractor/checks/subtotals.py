"""S06: a printed subtotal (小计) is the sum of the rows that it closes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from extractor.checks.cells import Cell, addition, cell, column_places, printed, score_cells, show, sum_of
from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent
from extractor.checks.interval import rounded, total_of
from extractor.checks.rows import leaf_cells
from extractor.checks.why import MISSING
from extractor.form import Evidence, Form, GridCell, pointer
from extractor.quantities import figure, places

Field = Literal["weight", "score"]

_LABEL = re.compile(r"(?:本级)?小计(?: \d+)?")


class Subtotal(NamedTuple):
    """A subtotal row: its place in the form, the row of the grid, and the figures it prints under the columns."""

    where: str
    row: int
    weight: str | None
    score: str | None


def subtotals_are_sums(form: Form) -> Iterator[Result]:
    """Whether every subtotal is the sum of rows that it can stand for: since the last one, of its branch, or all."""
    subtotals = _subtotals(form)
    rows = _grid_rows(form) if subtotals else {}
    above = -1
    for one in subtotals:
        before = [n for n, row in rows.items() if row < one.row]
        for field in ("weight", "score"):
            yield from _judged(form, one, field, before, [n for n in before if rows[n] > above])
        above = one.row


def _judged(form: Form, one: Subtotal, field: Field, before: list[int], since: list[int]) -> Iterator[Result]:
    text = one.weight if field == "weight" else one.score
    stated = figure(text)
    if stated is None or not before:
        return
    readings = [_parts(form, field, rows) for rows in (since, *_branches_of(form, before), before) if rows]
    if any(len(printed(parts)) < len(parts) or not parts for parts in readings):
        yield MISSING
    elif any(sum_of(parts) == stated for parts in readings):
        yield CONSISTENT
    elif field == "score" and any(_within_rounding(form, parts, stated, text) for parts in readings):
        yield Result("within-rounding")
    else:
        yield _differs(one, field, readings[0], stated)


def _branches_of(form: Form, before: Sequence[int]) -> list[list[int]]:
    """The rows of the level 2 and of the level 1 that the last row stands under."""
    last = form.indicators[before[-1]]
    level1 = [row for row in before if form.indicators[row].level1 == last.level1]
    return [[row for row in level1 if form.indicators[row].level2 == last.level2], level1]


def _parts(form: Form, field: Field, rows: Sequence[int]) -> list[Cell]:
    return list(leaf_cells(form, field, rows))


def _within_rounding(form: Form, parts: list[Cell], stated: Decimal, text: str | None) -> bool:
    column = max(column_places(score_cells(form)), places(text) or 0)
    computed = total_of(rounded(part.value, column) for part in parts if part.value is not None)
    return computed.meets(rounded(stated, column))


def _differs(one: Subtotal, field: Field, parts: list[Cell], stated: Decimal) -> Result:
    found = show(sum_of(parts))
    shown = addition(part.value for part in parts if part.value is not None)
    name, name_en = ("分值", "weights") if field == "weight" else ("得分", "scores")
    return inconsistent(
        f"小计{name} {show(stated)} 不等于各行之和 {found}（{shown}）",
        f"The {name_en} of the rows add up to {found} ({shown}), not to the subtotal {show(stated)}",
        [one.where, *(part.where for part in parts)],
        expected=found,
        found=show(stated),
    )


def _subtotals(form: Form) -> list[Subtotal]:
    """The subtotals of the indicator table, from top to bottom."""
    found: list[Subtotal] = []
    keys = [key for key in form.extra if _LABEL.fullmatch(key)]
    columns = {field: _column(form, field) for field in ("weight", "score") if keys}
    for key in keys:
        where = pointer("extra", key)
        if where in form.evidence:
            cells = _row_of(form, form.evidence[where])
            texts = {field: _text_under(cells, span) for field, span in columns.items()}
            found += [Subtotal(where, cells[0].row, **texts)] if cells else []
    return sorted(found, key=lambda one: one.row)


def _grid_rows(form: Form) -> dict[int, int]:
    """The row of the grid that each indicator stands in."""
    rows: dict[int, int] = {}
    for n in range(len(form.indicators)):
        places_of = (form.evidence.get(pointer("indicators", n, field)) for field in ("weight", "score", "level3"))
        at = [found.row for read in places_of if read and (found := _cell_of(form, read))]
        rows |= {n: max(at)} if at else {}
    return rows


def _column(form: Form, field: Field) -> tuple[int, int] | None:
    """The columns of the grid that the weights or scores of the indicators stand in."""
    for n in range(len(form.indicators)):
        read = form.evidence.get(cell(form, "indicators", n, field).where)
        found = _cell_of(form, read) if read else None
        if found is not None:
            return found.col, found.col + found.colspan
    return None


def _text_under(cells: Sequence[GridCell], span: tuple[int, int] | None) -> str | None:
    return next((one.text for one in cells if span and one.col < span[1] and one.col + one.colspan > span[0]), None)


def _cell_of(form: Form, read: Evidence) -> GridCell | None:
    """The cell of the grid that holds the middle of a reading."""
    if read.bbox is None:
        return None
    x, y = (read.bbox[0] + read.bbox[2]) / 2, (read.bbox[1] + read.bbox[3]) / 2
    return next((one for one in form.grid.cells if one.page == read.page and _holds(one, x, y)), None)


def _row_of(form: Form, read: Evidence) -> list[GridCell]:
    """The cells that begin in the row of the grid at the left end of a reading."""
    if read.bbox is None:
        return []
    x, y = read.bbox[0] + 1, (read.bbox[1] + read.bbox[3]) / 2
    first = next((one for one in form.grid.cells if one.page == read.page and _holds(one, x, y)), None)
    return [one for one in form.grid.cells if first is not None and one.row == first.row]


def _holds(one: GridCell, x: float, y: float) -> bool:
    return one.bbox is not None and one.bbox[0] <= x <= one.bbox[2] and one.bbox[1] <= y <= one.bbox[3]


_S06 = Rule(
    code="S06",
    name="subtotal-differs",
    severity="error",
    summary="小计不等于所含各行之和",
    summary_en="printed subtotal differs from its parts",
    explanation=(
        "要求：指标表中“小计”行的分值和得分，等于上一小计以来各行之和，或该行所在二级、一级指标各行之和，或以上全部各行"
        "之和，合其一即可。\n"
        "容差：分值无；得分代表其所在列末位的正负半个单位，恰好相等为 consistent，只在此区间内相等为 "
        "within-rounding。\n"
        "不查：没有小计行的表，以及由文本读出而没有格子的表，不适用；有分值或得分空白、无法识别的，记为 "
        "not-checkable。\n"
        "对：小计 50，各行 20 + 20 + 10。\n"
        "错：小计 50，各行 20 + 18 + 10 = 48。"
    ),
    explanation_en=(
        "Demand: weight and score of a 小计 row of the indicators are the sums of the rows since the last subtotal, or "
        "of the rows of its level 2 or level 1, or of all rows above; one of these will do.\n"
        "Tolerance: none for weights; a score stands for half a unit of the last place of its column either way. What "
        "holds exactly is consistent, what holds within those intervals only is within-rounding.\n"
        "Not checked: forms without such rows, and forms read from plain text, which have no cells; a blank or "
        "unreadable weight or score is not-checkable.\n"
        "Right: subtotal 50, rows 20 + 20 + 10.\n"
        "Wrong: subtotal 50, rows 20 + 18 + 10 = 48."
    ),
    demand=subtotals_are_sums,
    whole=True,
)

RULES = (_S06,)

"""The total row and the grade row under the indicators, or the labels of a total in the form's head."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.form import Total
from extractor.layout import Cell
from extractor.quantities import exact, figure, is_blank, plain
from extractor.rules.columns import Columns
from extractor.rules.draft import Draft
from extractor.ticks import offered, ticked

_BAND = re.compile(r"(优|良|中|差)\D*?(\d+(?:\.\d+)?)分?\s*[≤<＜⩽]=?\s*(?:得分|总分|分值|[xXSs])")
_OPEN_BAND = re.compile(r"(优|良|中|差)[^优良中差]*(?:[≥⩾]|>=)\s*(\d+(?:\.\d+)?)")

_TOTALS = {"weight": "weight", "score": "score", "total": "score"}
"""The labels beside that of the total, and what they name."""

_MISREAD = re.compile(r"总[^，。；：:]{0,7}")
"""The label of a total of which OCR read the first character and hardly more."""

_GRADES = ("优", "优秀", "良", "良好", "中", "中等", "一般", "差", "较差")

_FEWEST_OFFERED = 3  # different grades, in a row to tick

_OUTCOMES = re.compile(r"[^：:]{0,6}(?:结论|结果|评定|评级|等级|等次|级别)")
"""Labels that may stand before a grade, though before a text (评价结论), or over a column of scores (自评结果) too."""


def total(draft: Draft) -> None:
    """Read the total row: the figures under the columns of weight and score, else the figures it holds in order.

    A row under the indicators goes before a label in the form's head: it may print the weights' total too.
    """
    head = draft.first_header
    for row in (*range(head, draft.table.rows), *range(head)):
        label = next((cell for cell in draft.own(row) if _is_total(draft, cell)), None)
        if label is None or label in draft.taken:
            continue
        if _read_inside(draft, row):
            draft.taken.add(label)
            return
        weight, score = _labelled(draft, label)
        if weight is None and score is None:
            header = next((header for header in reversed(draft.headers) if header.end <= row), None)
            weight, score = _under_columns(draft, header, label) if header else (None, _beside(draft, label))
        if weight or score:
            _read(draft, label, weight, score)
            return


def _is_total(draft: Draft, cell: Cell) -> bool:
    inside = draft.inline("rows", cell)
    inline = inside is not None and inside[0] == "total" and figure(inside[1]) is not None
    return inline or draft.named("rows", cell) == "total" or _is_head_total(draft, cell) or _is_misread(draft, cell)


def _is_misread(draft: Draft, cell: Cell) -> bool:
    """Whether what begins as the total's label does stands below all names, with a figure under the scores."""
    if not _MISREAD.fullmatch(plain(cell.text)):
        return False
    header = next((header for header in reversed(draft.headers) if header.end <= cell.row), None)
    if header is None or "level3" not in header.fields:
        return False
    is_below = cell.col <= header.fields["level3"][0] and cell.col_end >= header.fields["level3"][1] > 1
    score = _at([one for one in draft.own(cell.row) if one.col >= cell.col_end], header, "score")
    return is_below and cell.col_end - cell.col > 1 and score is not None and figure(score.text) is not None


def _is_head_total(draft: Draft, cell: Cell) -> bool:
    """Whether a score's label stands over the indicators with a figure at its right, and so is the form's own."""
    over = cell.row < draft.first_header and cell not in draft.taken
    return over and draft.named("columns", cell) == "score" and _beside(draft, cell) is not None


def _inside(draft: Draft, cell: Cell) -> tuple[str, Decimal] | None:
    """What of the total a cell prints with its label: `总分：98.5`, and `总分值：100` beside it."""
    found = draft.inline("rows", cell) or draft.inline("columns", cell)
    value = figure(found[1]) if found and found[0] in _TOTALS else None
    return (_TOTALS[found[0]], value) if found and value is not None else None


def _read_inside(draft: Draft, row: int) -> bool:
    """Whether cells of a row print the total with its label, which is then read."""
    found: dict[str, Decimal] = {}
    for cell in draft.own(row):
        inside = _inside(draft, cell)
        if inside is not None and inside[0] not in found:
            found[inside[0]] = inside[1]
            draft.note([cell], cell.text, "total", inside[0])
    if "score" in found:
        draft.fields["total"] = Total(weight=found.get("weight"), score=found["score"])
    return "score" in found


def _labelled(draft: Draft, label: Cell) -> tuple[Cell | None, Cell | None]:
    """The weight and the score that labels of their own name beside that of the total: 总分值 100 总得分 98.5."""
    found: dict[str, Cell] = {}
    for row in range(label.row, label.row_end):
        for cell in (cell for cell in draft.own(row) if cell.col >= label.col_end):
            field = draft.named("columns", cell) or draft.named("rows", cell)
            value = _figure_of(draft, cell) if field in _TOTALS else None
            if value is not None:
                found.setdefault(_TOTALS[str(field)], value)
                draft.taken.add(cell)
    return found.get("weight"), found.get("score")


def _figure_of(draft: Draft, label: Cell) -> Cell | None:
    """The cell with a figure at the right of a label, or under it."""
    near = (draft.right_of(label), draft.below(label))
    return next((cell for cell in near if cell is not None and figure(cell.text) is not None), None)


def _under_columns(draft: Draft, header: Columns, label: Cell) -> tuple[Cell | None, Cell | None]:
    cells = [cell for cell in draft.own(label.row) if cell.col >= label.col_end]
    grades = [cell.col for cell in cells if draft.named("rows", cell) == "grade"]
    cells = [cell for cell in cells if cell.col < min(grades, default=cell.col_end)]
    weight, score = (_at(cells, header, field) for field in ("weight", "score"))
    if weight is None and score is None:
        figures = [cell for cell in cells if figure(cell.text) is not None]
        return (figures[0], figures[1]) if len(figures) > 1 else (None, figures[0] if figures else None)
    return weight, score


def _at(cells: list[Cell], header: Columns, field: str) -> Cell | None:
    span = header.fields.get(field)
    return next((cell for cell in cells if span and cell.col < span[1] and cell.col_end > span[0]), None)


def _beside(draft: Draft, label: Cell) -> Cell | None:
    right = draft.right_of(label)
    return right if right is not None and right not in draft.taken and figure(right.text) is not None else None


def _read(draft: Draft, label: Cell, weight: Cell | None, score: Cell | None) -> None:
    draft.taken.add(label)
    if weight is score:
        weight = None
    draft.fields["total"] = Total(
        weight=draft.number([weight], "total", "weight") if weight else None,
        score=draft.number([score], "total", "score") if score else None,
    )


def grade(draft: Draft) -> None:
    """Read the grade row: the one grade that is ticked, and the bands that the row prints."""
    for row in range(draft.table.rows):
        for label in draft.own(row):
            cells = _grade_cells(draft, label)
            if cells and label not in draft.taken:
                draft.taken.add(label)
                _read_grade(draft, cells)
                return
            if not cells and _is_bare_grade(draft, label):
                _read_grade(draft, [label])
                return


def _is_bare_grade(draft: Draft, cell: Cell) -> bool:
    """Whether a grade stands alone in a row that begins with the label of the total."""
    if plain(cell.text) not in _GRADES or cell in draft.taken:
        return False
    first = next((one for one in draft.own(cell.row) if one.lines), None)
    return first is not cell and draft.named("rows", first) == "total"


def _grade_cells(draft: Draft, label: Cell) -> list[Cell]:
    """The cells of a grade: those behind its label, or the label's own where it holds the grade too."""
    if draft.named("rows", label) == "grade":
        return _values(draft, label) or _grades_under(draft, label)
    if _OUTCOMES.fullmatch(plain(label.text)):
        values = _values(draft, label)
        if len(values) == 1 and _is_grade(values[0].text):
            return values
    found = draft.inline("rows", label)
    return [label] if found and found[0] == "grade" else []


def _is_grade(printed: str) -> bool:
    """Whether a text is a grade, or a row of grades to tick, and nothing else."""
    return plain(printed) in _GRADES or len(set(offered(printed))) >= _FEWEST_OFFERED


def _grades_under(draft: Draft, label: Cell) -> list[Cell]:
    """The cell under the label of a grade that ends its row, where it holds a grade."""
    below = draft.below(label)
    return [below] if below is not None and plain(below.text) in _GRADES else []


def _values(draft: Draft, label: Cell) -> list[Cell]:
    return [cell for cell in draft.own(label.row) if cell.col >= label.col_end]


def _read_grade(draft: Draft, cells: list[Cell]) -> None:
    printed = " ".join(cell.text for cell in cells if cell.lines)
    draft.note([cell for cell in cells if cell.lines] or cells[:1], printed, "grade")
    if is_blank(printed):
        return
    chosen = ticked(re.sub(r"^[^：:]{1,16}[：:]", "", printed))
    draft.fields["grade"] = chosen[0] if len(chosen) == 1 else None
    draft.fields["bands"] = _bands(plain(printed))


def _bands(printed: str) -> tuple[tuple[str, Decimal], ...]:
    """The grades with the least total of each as the row prints them, best first; none where it prints no such row."""
    found = dict(_BAND.findall(printed)) or dict(_OPEN_BAND.findall(printed))
    least = {name: exact(number) for name, number in found.items()}
    if not {"优", "良", "中"} <= least.keys() or not least["优"] > least["良"] > least["中"]:
        return ()
    return (("优", least["优"]), ("良", least["良"]), ("中", least["中"]), ("差", Decimal(0)))

"""The running texts: goals, what was achieved, reasons and measures of the form as a whole."""

from __future__ import annotations

import re

from extractor.form import Narratives
from extractor.layout import Cell
from extractor.quantities import plain
from extractor.rules.draft import Draft

_NUMBER = re.compile(r"(?<![\d(])(?:\d{1,2}|[一二三四五六七八九十])(?=\D|$)")
_GOAL = re.compile(r"\s*(?:年度|绩效|总体)*目标\s*(?:\d{1,2}|[一二三四五六七八九十])\s*[：:、.]")


def narratives(draft: Draft) -> None:
    """Read the text beside or under every label of a narrative outside the indicator table."""
    found: dict[str, str | None] = {}
    used: dict[str, tuple[Cell, list[Cell]]] = {}  # by field: its last label, and the cells of its text
    for row in range(draft.table.rows):
        if _in_header(draft, row):
            continue
        for label in draft.own(row):
            field = draft.named("narratives", label) if label not in draft.taken else None
            cells = _text_of(draft, label) if field else []
            if not field or not cells:
                continue
            last, before = used.get(field, (None, []))
            if last is None or _is_next(label, last):
                draft.taken.add(label)
                used[field] = (label, [*before, *cells])
                found[field] = _joined(draft, used[field][1], field)
            else:
                _keep_further(draft, label, cells)
    draft.fields["narratives"] = Narratives(**found)


def _is_next(label: Cell, before: Cell) -> bool:
    """Whether a label is another but for its number: 年度目标2 after 年度目标1."""
    (name, count), (other, counted) = (_NUMBER.subn("", plain(cell.text), count=1) for cell in (label, before))
    return bool(count and counted) and name == other


def _keep_further(draft: Draft, label: Cell, cells: list[Cell]) -> None:
    """Keep a further text of the same kind (全年调整后绩效目标) under its own label."""
    printed = "\n".join(cell.text for cell in cells if cell.lines)
    if printed:
        draft.taken.add(label)
        draft.note(cells, printed, "extra", draft.keep(plain(label.text).rstrip(":："), printed))


def _in_header(draft: Draft, row: int) -> bool:
    """Whether the row belongs to an indicator header, whose labels (改进措施) head columns."""
    return any(header.start <= row < header.end for header in draft.headers)


def _text_of(draft: Draft, label: Cell) -> list[Cell]:
    """The cells of a label's text: at its right, unless another label stands there; then those under it."""
    right = draft.right_of(label)
    if right is not None and _heads_goals(draft, label, right):
        return []
    if right is not None and not draft.is_label(right):
        rows = range(label.row, label.row_end)
        beside = dict.fromkeys(cell for row in rows if (cell := draft.table.at(row, label.col_end)))
        return [cell for cell in beside if cell not in draft.taken and not draft.is_label(cell)]
    below = draft.below(label)
    if below is None or below in draft.taken or draft.is_label(below) or _heads_columns(draft, below):
        return []
    stands_beside = right is not None and right.row_end < label.row_end  # and names the goals that it stands beside
    return [] if stands_beside or _heads_block(draft, below) else _column(draft, label, below)


def _heads_goals(draft: Draft, label: Cell, right: Cell) -> bool:
    """Whether a label only stands beside a table of goals, in whose first row the headings of the texts stand."""
    headings = (cell for cell in draft.own(label.row) if cell.col >= right.col_end)
    return right.row_end < label.row_end and any(draft.named("narratives", cell) for cell in headings)


def _column(draft: Draft, heading: Cell, first: Cell) -> list[Cell]:
    """The texts under a heading: one, or several of numbered goals, in the rows that a label stands beside."""
    beside = draft.table.at(heading.row, 0)
    end = beside.row_end if beside is not None and beside is not heading else first.row_end
    found = [first]
    while (cell := draft.below(found[-1])) is not None and (cell.col, cell.col_end) == (first.col, first.col_end):
        if not (cell.row < end or _GOAL.match(cell.text)) or draft.is_label(cell) or _heads_columns(draft, cell):
            break
        found.append(cell)
    return found


def _heads_block(draft: Draft, cell: Cell) -> bool:
    """Whether a cell stands at the left of money, as the label of its block does."""
    return draft.named("budget", cell) == "block"


def _heads_columns(draft: Draft, cell: Cell) -> bool:
    return any(cell in header.cells for header in draft.headers)


def _joined(draft: Draft, cells: list[Cell], field: str) -> str | None:
    texts = [text for cell in cells if (text := draft.text([cell], "narratives", field))]
    if len(cells) > 1:
        draft.note(cells, "\n".join(texts), "narratives", field)
    return "\n".join(texts) or None

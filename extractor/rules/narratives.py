"""The running texts: goals, what was achieved, reasons and measures of the form as a whole."""

from __future__ import annotations

from extractor.form import Narratives
from extractor.layout import Cell
from extractor.quantities import plain
from extractor.rules.draft import Draft


def narratives(draft: Draft) -> None:
    """Read the text beside or under every label of a narrative outside the indicator table."""
    found: dict[str, str | None] = {}
    for row in range(draft.table.rows):
        if _in_header(draft, row):
            continue
        for label in draft.own(row):
            field = draft.named("narratives", label) if label not in draft.taken else None
            cells = _text_of(draft, label) if field else []
            if field and cells and field not in found:
                draft.taken.add(label)
                found[field] = _joined(draft, cells, field)
            elif field and cells:
                _keep_further(draft, label, cells)
    draft.fields["narratives"] = Narratives(**found)


def _keep_further(draft: Draft, label: Cell, cells: list[Cell]) -> None:
    """Keep a further text of the same kind (年度目标2) under its own label."""
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
    if right is not None and not draft.is_label(right):
        rows = range(label.row, label.row_end)
        beside = dict.fromkeys(cell for row in rows if (cell := draft.table.at(row, label.col_end)))
        return [cell for cell in beside if cell not in draft.taken and not draft.is_label(cell)]
    below = draft.below(label)
    if below is None or below in draft.taken or draft.is_label(below) or _heads_columns(draft, below):
        return []
    stands_beside = right is not None and right.row_end < label.row_end  # and names the goals that it stands beside
    return [] if stands_beside or _heads_block(draft, below) else [below]


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

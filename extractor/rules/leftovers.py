"""Labelled cells that no field took: nothing printed is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.layout import Cell
from extractor.quantities import is_blank_text, plain
from extractor.rules.draft import Draft

_INLINE = re.compile(r"\s*(?P<label>[^：:，。；]{1,16})[：:]\s*(?P<value>\S.*)", re.DOTALL)
_LONGEST = 24  # characters: a longer text is no label


def leftovers(draft: Draft) -> None:
    """Keep what is left in `extra`: a cell with its label inside, with the label at its left, or under a heading."""
    for cell in draft.table.cells:
        if cell in draft.taken or not cell.lines or _heads_section(draft, cell):
            continue
        inline = _INLINE.fullmatch(cell.text)
        if inline and not is_blank_text(inline["value"]):
            _keep(draft, [cell], plain(inline["label"]), inline["value"].strip(), cell)
        elif not inline:
            _beside(draft, cell)
    for cell in draft.table.cells:
        if cell not in draft.taken and cell.lines and cell.row < draft.first_header:
            _crossed(draft, cell)


def _heads_section(draft: Draft, cell: Cell) -> bool:
    return draft.named("rows", cell) in ("section", "subtotal") or draft.named("budget", cell) == "block"


def _beside(draft: Draft, label: Cell) -> None:
    value = draft.right_of(label)
    if value is None or value in draft.taken or len(label.text) > _LONGEST or _heads_section(draft, value):
        return
    empty = plain(label.text).endswith(":") and _INLINE.fullmatch(value.text)  # a label with its value inside follows
    if not empty and not is_blank_text(value.text):
        _keep(draft, [label, value], plain(label.text).rstrip("：:"), value.text, value)


def _crossed(draft: Draft, cell: Cell) -> None:
    """Keep a further cell of a labelled row by the row's label and the heading of its column.

    A heading stands where the column of the labels is blank (情况说明 over the rows of 资金管理情况).
    """
    label = next((one for one in draft.own(cell.row) if one.lines and one.col_end <= cell.col), None)
    if label is None or len(label.text) > _LONGEST or is_blank_text(cell.text):
        return
    heading = next((one for one in _above(draft, cell) if _is_corner(draft, label, one)), None)
    if heading is not None and heading.lines:
        _keep(draft, [cell], f"{plain(label.text).rstrip(':')} {plain(heading.text)}", cell.text, cell)


def _above(draft: Draft, cell: Cell) -> Iterator[Cell]:
    """The cells over a cell, as wide as it, from the nearest up."""
    for row in range(cell.row - 1, -1, -1):
        above = draft.table.at(row, cell.col)
        if above is None or (above.col, above.col_end) != (cell.col, cell.col_end):
            return
        yield above


def _is_corner(draft: Draft, label: Cell, heading: Cell) -> bool:
    corner = draft.table.at(heading.row, label.col)
    return corner is not None and not corner.lines


def _keep(draft: Draft, used: list[Cell], label: str, text: str, place: Cell) -> None:
    draft.note([place], text, "extra", draft.keep(label, text))
    draft.taken.update(used)

"""Labelled cells that no field took: nothing printed is dropped."""

from __future__ import annotations

import re

from extractor.layout import Cell
from extractor.quantities import is_blank_text, plain
from extractor.rules.draft import Draft

_INLINE = re.compile(r"\s*(?P<label>[^：:，。；]{1,16})[：:]\s*(?P<value>\S.*)", re.DOTALL)
_LONGEST = 24  # characters: a longer text is no label


def leftovers(draft: Draft) -> None:
    """Keep what is left in `extra`: a cell with its label inside, or with the label at its left."""
    for cell in draft.table.cells:
        if cell in draft.taken or not cell.lines or _heads_section(draft, cell):
            continue
        inline = _INLINE.fullmatch(cell.text)
        if inline:
            _keep(draft, [cell], plain(inline["label"]), inline["value"].strip(), cell)
        else:
            _beside(draft, cell)


def _heads_section(draft: Draft, cell: Cell) -> bool:
    return draft.named("rows", cell) in ("section", "subtotal") or draft.named("budget", cell) == "block"


def _beside(draft: Draft, label: Cell) -> None:
    value = draft.right_of(label)
    if value is None or value in draft.taken or len(label.text) > _LONGEST or _heads_section(draft, value):
        return
    if not is_blank_text(value.text):
        _keep(draft, [label, value], plain(label.text).rstrip("：:"), value.text, value)


def _keep(draft: Draft, used: list[Cell], label: str, text: str, place: Cell) -> None:
    draft.note([place], text, "extra", draft.keep(label, text))
    draft.taken.update(used)

"""The sides of cells that no ruling draws: what the layout parser inferred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.geometry import Box, shared_length
from extractor.inspection.record import Sheet
from extractor.layout.rulings import JOINT, whole
from extractor.pages import Ruling

_DRAWN = 0.6  # of a side: a ruling along as much of it draws it


def inferred_sides(sheet: Sheet) -> list[Ruling]:
    """The sides of a page's cells that no ruling draws, each once."""
    rulings = whole(sheet.page.rulings)
    sides = {side: None for table in sheet.tables for cell in table.cells for side in _sides(cell.boxes[0])}
    return [side for side in sides if not _is_drawn(side, rulings)]


def _sides(box: Box) -> Iterator[Ruling]:
    yield from (Ruling("h", at, box.x0, box.x1) for at in (box.top, box.bottom))
    yield from (Ruling("v", at, box.top, box.bottom) for at in (box.x0, box.x1))


def _is_drawn(side: Ruling, rulings: Iterable[Ruling]) -> bool:
    along = (ruling for ruling in rulings if ruling.axis == side.axis and abs(ruling.at - side.at) <= JOINT)
    drawn = sum(shared_length(side.start, side.end, ruling.start, ruling.end) for ruling in along)
    return drawn >= _DRAWN * (side.end - side.start)

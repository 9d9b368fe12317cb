"""Pages with their tables and free lines, whether rulings part the columns of a table or its texts' alignment does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from extractor.layout.alignment import DOUBTFUL, aligned
from extractor.layout.alignment.strips import FIGURE, SURE, Gap, lines
from extractor.layout.cells import PageTable, page_tables
from extractor.layout.table import Cell, Line
from extractor.pages import Page

_FEWEST = 3  # rows of a table that rulings part
_CELLS = 3  # cells a row, on average: where there are as many, rulings part them
_CROWDED = 2  # lines in one cell with as many texts as a row: where there are as many, shading parts some rows only
_SHARED = 0.3  # of the gaps between texts: more of them inside cells mean columns that are not drawn


class Laid(NamedTuple):
    """A page, its tables from top to bottom, and the free lines outside them."""

    page: Page
    tables: list[PageTable]
    free: list[Line]


def laid_out(pages: Sequence[Page]) -> list[Laid]:
    """Every page with its tables; where none has columns that are drawn, with those that alignment tells."""
    found = [Laid(page, *page_tables(page)) for page in pages]
    inferred = aligned(pages, [[table.box for table in _parted(laid)] for laid in found])
    return [laid if page is laid.page else _inferred(page) for laid, page in zip(found, inferred, strict=True)]


def _parted(laid: Laid) -> list[PageTable]:
    """The tables whose columns are drawn; where shading alone draws them, those of all tables of the page or none."""
    parted = [table for table in laid.tables if _is_parted(table, laid.page)]
    is_drawn = len(parted) == len(laid.tables) or any(ruling.axis == "v" for ruling in laid.page.rulings)
    return parted if is_drawn else []


def _inferred(page: Page) -> Laid:
    tables, free = page_tables(page)
    return Laid(page, [replace(table, cells=tuple(map(_doubted, table.cells))) for table in tables], free)


def _doubted(cell: Cell) -> Cell:
    """The cell, unsure where it holds several figures: a side between them was not seen."""
    words = [word for line in cell.lines for word in line.text.split()]
    if len(words) < 2 or not all(map(FIGURE.fullmatch, words)):
        return cell
    return replace(cell, lines=tuple(line._replace(confidence=min(line.confidence, DOUBTFUL)) for line in cell.lines))


def _is_parted(table: PageTable, page: Page) -> bool:
    """Whether rulings part the columns of a table: its rows have several cells, or its texts one each."""
    is_drawn = any(ruling.axis == "v" for ruling in page.rulings)
    if not is_drawn and _crowded(table, page) >= _CROWDED:
        return False
    if len(table.cells) >= _CELLS * table.rows and (is_drawn or table.rows >= _FEWEST):
        return True
    inside = [word._replace(order=-1) for word in page.words if table.box.holds(*word.box.center)]
    gaps = [(row.y - 0.35 * row.size, gap) for row in lines(inside) for gap in row.gaps if gap.weight >= SURE]
    shared = sum(_is_in_one(table, y, gap) for y, gap in gaps)
    return len(table.xs) > 2 and table.rows >= _FEWEST and shared <= _SHARED * len(gaps)


def _crowded(table: PageTable, page: Page) -> int:
    """How many lines stand in one cell with a figure and several gaps, as they do in rows without shading."""
    count = 0
    for cell in table.cells:
        box = cell.boxes[0]
        inside = [word for word in page.words if box.holds(*word.box.center)] if cell.colspan > 2 else ()
        count += sum(len(row.gaps) >= 2 and row.figures > 0 for row in lines(inside))
    return count


def _is_in_one(table: PageTable, y: float, gap: Gap) -> bool:
    """Whether the texts at both sides of a gap stand in one cell."""
    return any(
        box.top <= y < box.bottom and box.x0 < gap.start and gap.end < box.x1
        for cell in table.cells
        for box in cell.boxes[:1]
    )

"""Tables over page breaks made one: repeated headers dropped, cut rows and merged cells joined.

What a printer leaves of a table at the foot of a page differs. Some leave the border under a cell away where the cell
goes on; some close every cell at the break; some close none. Where the borders tell, they are believed; where they do
not, the text tells: a row is cut where its text runs on and nothing else of it is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from extractor.layout.cells import PageTable
from extractor.layout.continuation.breaks import by_borders, by_texts
from extractor.layout.continuation.compare import aligned
from extractor.layout.continuation.heads import restarts, without_header
from extractor.layout.continuation.sewing import sewn
from extractor.layout.rulings import JOINT
from extractor.layout.table import Cell

__all__ = ["borders_tell", "columns", "fits", "joined", "restarts", "stacked"]


def fits(above: PageTable, below: PageTable) -> bool:
    """Whether the second table has the width of the first, at the same place of its page."""
    return abs(above.box.x0 - below.box.x0) <= 2 * JOINT and abs(above.box.x1 - below.box.x1) <= 2 * JOINT


def borders_tell(parts: Iterable[Sequence[Cell]]) -> bool:
    """Whether the printer leaves the border at a page's foot away under cells that go on, and only under them."""
    for cells in parts:
        end = max(cell.row_end for cell in cells)
        if len({cell.bottom_drawn for cell in cells if cell.row_end == end}) == 2:
            return True
    return False


def stacked(above: Sequence[Cell], below: Sequence[Cell]) -> list[Cell]:
    """The cells of two tables that stand under each other on one page as one table."""
    end = max(cell.row_end for cell in above)
    return [*above, *(replace(cell, row=cell.row + end) for cell in below)]


def joined(above: Sequence[Cell], below: Sequence[Cell], told: bool, ended: bool = False) -> list[Cell]:
    """The cells of both sides of a page break as one table, whose columns are still told by their boxes' sides.

    `told` says whether the borders at the break tell which cells go on, `ended` whether no row is cut there. Cells at
    the foot of the upper part are paired with those at the head of the lower part that stand under them.
    """
    rest = without_header(above, below)
    if not rest:
        return list(above)
    foot = _foot(above)
    pairs = [(a, b) for a in foot for b in rest if b.row == 0 and aligned(a, b)]
    alike = not ended and len(pairs) == sum(cell.row == 0 for cell in rest)
    closed = any(cell.bottom_drawn for cell in foot)
    cut, going_on = by_borders(pairs) if told and closed else by_texts(pairs, alike, [*above, *rest])
    return sewn(above, rest, going_on, cut)


def _foot(cells: Sequence[Cell]) -> list[Cell]:
    end = max(cell.row_end for cell in cells)
    return [cell for cell in cells if cell.row_end == end]


def columns(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with rows and columns counted over the whole table, from the sides of their boxes."""
    sides = sorted({x for cell in cells for x in (cell.boxes[0].x0, cell.boxes[0].x1)})
    column, count, start = {}, -1, -2 * JOINT
    for x in sides:
        if x - start > JOINT:
            count, start = count + 1, x
        column[x] = count
    return [_placed(cell, column) for cell in sorted(cells, key=lambda cell: (cell.row, cell.boxes[0].x0))]


def _placed(cell: Cell, column: dict[float, int]) -> Cell:
    start, end = column[cell.boxes[0].x0], column[cell.boxes[0].x1]
    return replace(cell, col=start, colspan=max(end - start, 1))

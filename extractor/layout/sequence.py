"""The tables of a document in reading order: each put behind the one that it goes on with, or begun anew."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractor.layout.cells import PageTable
from extractor.layout.continuation import borders_tell, columns, fits, joined, restarts, stacked
from extractor.layout.laying import laid_out
from extractor.layout.running import Running, Tops, is_page_number
from extractor.layout.sheets import replaced, sheets
from extractor.layout.table import Cell, Line, Table
from extractor.pages import Page

_STACKED = 24.0  # points: tables nearer to each other, with nothing between, are one

_HEADING = 1.15  # of most text of a table: the size of a heading that the page before ends with


def tables(pages: Iterable[Page]) -> list[Table]:
    """Every table of the pages, in reading order, each with the free lines before and after it.

    Where a page is missing, or nothing was read of it, no table goes on.
    """
    runs = groupby(enumerate(pages), key=lambda each: each[1].number - each[0])
    return [table for _, run in runs for table in _tables([page for _, page in run])]


def _tables(pages: Sequence[Page]) -> list[Table]:
    """The tables of pages that follow each other."""
    parts = sheets(pages)
    read = [part for part in parts if part.page.words or part.page.rulings or part.page.unread]
    pages_laid = laid_out([part.page for part in read])
    laid = [(part, each.tables, each.free) for part, each in zip(read, pages_laid, strict=True)]
    sequence = _Sequence(
        Running((part.page, free) for part, _, free in laid),
        borders_tell(table.cells for _, found, _ in laid for table in found),
    )
    place = 0
    for part, found, free in laid:
        place += 1 if part.goes_on else 2
        sequence.add(place, part.page, found, free)
    return [replaced(_finished(table), parts) for table in sequence.done]


@dataclass
class _Open:
    """A table that may still go on: its last part and the place of its page, its cells so far, the lines around it."""

    last: PageTable
    place: int
    cells: list[Cell]
    before: list[Line]
    after: list[Line] = field(default_factory=list)


class _Sequence:
    """The tables so far; `told` says whether this printer's borders tell which cells go on over a page break."""

    def __init__(self, running: Running, told: bool) -> None:
        self.running = running
        self.told = told
        self.done: list[_Open] = []
        self.heads: tuple[list[Line], list[Line]] = ([], [])
        self.tops = Tops()

    def add(self, place: int, page: Page, found: Sequence[PageTable], free: Sequence[Line]) -> None:
        """Take in the tables and the free lines of the next page that is not blank."""
        running = [line for line in free if self.running.holds(line, page)]
        lines = [line for line in free if line not in running]
        heads = [line for line in running if not is_page_number(line)]
        tops = Tops(free, found[0].box.top, self.tops) if found else Tops()
        for table in found:
            above = [line for line in lines if line.box.top < table.box.top]
            lines = lines[len(above) :]
            over = [line for line in heads if line.box.top < table.box.top]
            own = [line for line in above if not tops.holds(line)]
            is_new = bool(own) or any(self._is_new(line, table) for line in over if not tops.holds(line))
            self._place(place, table, above, over, is_new=is_new)
        if self.done:
            self.done[-1].after += lines
        self.heads, self.tops = (heads, self.heads[0]), tops

    def _is_new(self, head: Line, table: PageTable) -> bool:
        """Whether a head begins something new: the page before does not have it, nor, if small, the one before."""
        last, before_last = ({line.text for line in lines} for lines in self.heads)
        sizes = sorted(line.size for cell in table.cells for line in cell.lines)
        is_large = bool(sizes) and head.size > 1.15 * sizes[len(sizes) // 2]
        return head.text not in last and (is_large or head.text not in before_last)

    def _place(self, place: int, table: PageTable, above: list[Line], heads: list[Line], *, is_new: bool) -> None:
        """Put a table behind the last one, or begin anew, as it does under a heading of its own."""
        last = self.done[-1] if self.done else None
        if last is not None and not is_new and not last.after and _goes_on(last, table, place):
            same_page = place == last.place
            if same_page:
                last.cells = stacked(last.cells, table.cells)
            else:
                last.cells = joined(last.cells, table.cells, self.told, last.last.ended)
            last.last, last.place = table, place
            return
        if last is not None and place == last.place:
            notes, above = _parted(last.last, above, table)
            last.after += notes
        else:
            if last is not None and not above:
                last.after, above = _headed(last.after, table)
            # A heading that several forms share stands at one height on many pages, and yet heads each of them.
            above = heads + above
        self.done.append(_Open(table, place, list(table.cells), sorted(above, key=_top)))


def _top(line: Line) -> tuple[float, float]:
    return line.box.top, line.box.x0


def _goes_on(last: _Open, table: PageTable, place: int) -> bool:
    if not fits(last.last, table):
        return False
    if place == last.place:
        return table.box.top - last.last.box.bottom <= _STACKED and not restarts(last.cells, table.cells)
    return place == last.place + 1 and not restarts(last.cells, table.cells)


def _parted(upper: PageTable, between: list[Line], lower: PageTable) -> tuple[list[Line], list[Line]]:
    """The lines between two tables of a page, parted at the widest gap: notes to the upper, heading of the lower.

    A line larger than others, or than most text of the table below, is a heading already.
    """
    sizes = sorted(line.size for cell in lower.cells for line in cell.lines)
    least = min([line.size for line in between] + sizes[len(sizes) // 2 :][:1], default=0.0)
    heading = next((n for n, line in enumerate(between) if line.size > 1.1 * least), len(between))
    tops = [line.box.top for line in between] + [lower.box.top]
    bottoms = [upper.box.bottom] + [line.box.bottom for line in between]
    gaps = [top - bottom for top, bottom in zip(tops, bottoms, strict=True)]
    cut = gaps.index(max(gaps[: heading + 1]))
    return between[:cut], between[cut:]


def _headed(after: list[Line], lower: PageTable) -> tuple[list[Line], list[Line]]:
    """The lines at a page's foot without the heading, in large print, of the table that begins the next page."""
    sizes = sorted(line.size for cell in lower.cells for line in cell.lines)
    large = _HEADING * sizes[len(sizes) // 2] if sizes else math.inf
    start = next((n for n, line in enumerate(after) if line.size >= large), len(after))
    return after[:start], after[start:]


def _finished(table: _Open) -> Table:
    cells = columns(table.cells)
    rows, cols = max(cell.row_end for cell in cells), max(cell.col_end for cell in cells)
    return Table(rows, cols, tuple(cells), tuple(table.before), tuple(table.after))

"""The pages that one sheet holds: several printed on it, or tables side by side, each laid out as a page of its own."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from msgspec import structs

from extractor.geometry import Box, shared_length
from extractor.layout.cells import page_tables
from extractor.layout.rulings import JOINT
from extractor.layout.table import Cell, Line, Table
from extractor.pages import Page, Ruling, Word

_BESIDE = 0.3  # of the lower table: how much of its height stands beside the other
_APART = 24.0  # points between the tables of two pages that are printed one under the other, at least
_LOWEST = 200.0  # points: the least side of a page that is printed with others on a sheet
_FULL = 0.6  # of a page's height: how far a table reaches that goes on on the next
_FOLD = 8.0  # points: where two pages are printed on one sheet their heads are as nearly at one height

_Region = tuple[float, float, float, float]


@dataclass(frozen=True)
class Sheet:
    """A page, or a part of one, in coordinates of its own; `page.number` counts these parts, not the pages.

    `number` is that of the page, `x` and `y` say where on it the part begins. `goes_on` tells whether a table of the
    part before may go on here.
    """

    page: Page
    number: int
    x: float = 0.0
    y: float = 0.0
    goes_on: bool = True

    def box(self, box: Box) -> Box:
        """The box where it stands on the page."""
        return Box(self.number, box.x0 + self.x, box.top + self.y, box.x1 + self.x, box.bottom + self.y)


def sheets(pages: Sequence[Page]) -> list[Sheet]:
    """The parts of pages that follow each other, in reading order; most pages are one part.

    The parts are numbered on from the first page, so that most keep the number of their page.
    """
    folded = _are_folded(pages)
    found = [(page, region) for page in pages for region in _regions(page, folded=folded)]
    parts = [_sheet(page, number, region) for number, (page, region) in enumerate(found, pages[0].number)]
    return parts[:1] + [replace(part, goes_on=_goes_on(last, part)) for last, part in pairwise(parts)]


def _goes_on(last: Sheet, part: Sheet) -> bool:
    """Whether a part begins a page, printed on the sheet of the last or not: that is a full one, of a page's size.

    Of four pages on a sheet the lower two may be missing.
    """
    if last.number != part.number:
        return True
    height = max(_foot(sheet.page) for sheet in (last, part))
    lowest = last.page.height if height > last.page.height / 2 else last.page.height / 2
    return _foot(last.page) > _FULL * lowest and min(last.page.width, last.page.height) >= _LOWEST


def _foot(page: Page) -> float:
    """Where the lowest upright line of a page ends."""
    return max((ruling.end for ruling in page.rulings if ruling.axis == "v"), default=0.0)


def replaced(table: Table, parts: Sequence[Sheet]) -> Table:
    """The table with its boxes where they stand on the pages."""
    moved = {part.page.number: part for part in parts if part.page.number != part.number or part.x or part.y}
    if not moved:
        return table
    return replace(
        table,
        cells=tuple(_cell(cell, moved) for cell in table.cells),
        before=_lines(table.before, moved),
        after=_lines(table.after, moved),
    )


def _cell(cell: Cell, parts: Mapping[int, Sheet]) -> Cell:
    boxes = tuple(parts[box.page].box(box) if box.page in parts else box for box in cell.boxes)
    return structs.replace(cell, boxes=boxes, lines=_lines(cell.lines, parts))


def _lines(lines: Iterable[Line], parts: Mapping[int, Sheet]) -> tuple[Line, ...]:
    return tuple(
        line._replace(box=parts[line.box.page].box(line.box)) if line.box.page in parts else line for line in lines
    )


def _regions(page: Page, *, folded: bool) -> list[_Region]:
    """The parts of a page: left before right, and upper before lower where pages stand both ways."""
    tables = [table.box for table in page_tables(page)[0]] if page.words and _is_parted(page) else []
    xs = [0.0, *_gutters(tables, page.width), page.width]
    columns = list(pairwise(xs))
    middle = page.height / 2
    if folded or (len(columns) > 1 and _are_rows(tables, columns[0], middle)):
        return [(x0, y0, x1, y1) for y0, y1 in ((0.0, middle), (middle, page.height)) for x0, x1 in columns]
    return [(x0, 0.0, x1, page.height) for x0, x1 in columns]


def _is_parted(page: Page) -> bool:
    """Whether anywhere no level line crosses the page between others: there may be tables side by side."""
    reach = math.inf
    for ruling in sorted((r for r in (*page.rulings, *page.gaps, *page.edges) if r.axis == "h"), key=_start):
        if ruling.start > reach + JOINT:
            return True
        reach = max(reach, ruling.end) if reach < math.inf else ruling.end
    return False


def _start(ruling: Ruling) -> float:
    return ruling.start


def _gutters(tables: Sequence[Box], width: float) -> Iterator[float]:
    """Where the page is parted between tables that stand side by side: in its middle if nothing stands there."""
    reach = 0.0
    for table in sorted(tables, key=lambda table: table.x0):
        before = [other for other in tables if other.x1 <= table.x0]
        if reach and table.x0 > reach and any(_are_beside(table, other) for other in before):
            yield width / 2 if reach <= width / 2 <= table.x0 else (reach + table.x0) / 2
        reach = max(reach, table.x1)


def _are_beside(one: Box, other: Box) -> bool:
    least = min(one.bottom - one.top, other.bottom - other.top)
    return shared_length(one.top, one.bottom, other.top, other.bottom) > _BESIDE * least


def _are_rows(tables: Sequence[Box], column: tuple[float, float], middle: float) -> bool:
    """Whether no table crosses the middle of the page, and the first column has one well above and one below."""
    if any(table.top < middle < table.bottom for table in tables):
        return False
    first = [table for table in tables if column[0] <= table.x0 < column[1]]
    above = [table.bottom for table in first if table.bottom <= middle]
    below = [table.top for table in first if table.top >= middle]
    return bool(above and below) and min(below) - max(above) > _APART


def _are_folded(pages: Sequence[Page]) -> bool:
    """Whether two pages are printed one under the other on each: nothing crosses the middle, heads are as high."""
    printed = [page for page in pages if page.words]
    if any(page.height < 2 * _LOWEST or _is_inked(page, page.height / 2) for page in printed):
        return False
    heads = [(_head(page, 0.0), _head(page, page.height / 2)) for page in printed]
    both = [(upper, lower) for upper, lower in heads if upper is not None and lower is not None]
    if not both:
        return False
    least = min(upper for upper, _ in both)
    return all(abs(lower - least) <= _FOLD for _, lower in both)


def _head(page: Page, start: float) -> float | None:
    """How far the first ink of a half of the page is below its start."""
    tops = [word.box.top for word in page.words] + [ruling.at for ruling in page.rulings if ruling.axis == "h"]
    return min((top - start for top in tops if start <= top < start + page.height / 2), default=None)


def _is_inked(page: Page, y: float) -> bool:
    return any(word.box.top < y < word.box.bottom for word in page.words) or any(
        ruling.start < y < ruling.end for ruling in page.rulings if ruling.axis == "v"
    )


def _sheet(page: Page, number: int, region: _Region) -> Sheet:
    x0, y0, x1, y1 = region
    if region == (0.0, 0.0, page.width, page.height):
        words = page.words if number == page.number else tuple(_moved(word, number, 0.0, 0.0) for word in page.words)
        return Sheet(replace(page, number=number, words=words), page.number)
    inside = (word for word in page.words if _holds(region, word, page))
    part = replace(
        page,
        number=number,
        width=x1 - x0,
        height=y1 - y0,
        words=tuple(_moved(word, number, x0, y0) for word in inside),
        rulings=tuple(_clipped(page.rulings, region)),
        gaps=tuple(_clipped(page.gaps, region)),
        edges=tuple(_clipped(page.edges, region)),
    )
    return Sheet(part, page.number, x0, y0)


def _holds(region: _Region, word: Word, page: Page) -> bool:
    """Whether a word stands in the region; what hangs over the page's edge is held to stand at it."""
    x, y = word.box.center
    x, y = min(max(x, 0.0), page.width - 0.01), min(max(y, 0.0), page.height - 0.01)
    return region[0] <= x < region[2] and region[1] <= y < region[3]


def _moved(word: Word, number: int, x: float, y: float) -> Word:
    box = Box(number, word.box.x0 - x, word.box.top - y, word.box.x1 - x, word.box.bottom - y)
    return word._replace(box=box, baseline=word.baseline - y, edges=tuple(edge - x for edge in word.edges))


def _clipped(rulings: Iterable[Ruling], region: _Region) -> Iterator[Ruling]:
    """The parts of the rulings that lie in a region, in its own coordinates."""
    x0, y0, x1, y1 = region
    for ruling in rulings:
        across, along = ((y0, y1), (x0, x1)) if ruling.axis == "h" else ((x0, x1), (y0, y1))
        start, end = max(ruling.start, along[0]), min(ruling.end, along[1])
        if across[0] <= ruling.at < across[1] and start < end:
            yield Ruling(ruling.axis, ruling.at - across[0], start - along[0], end - along[0])

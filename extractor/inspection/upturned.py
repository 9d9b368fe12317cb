"""Pages whose content lies on its side, or aslant, put back as the paper displays them, to be drawn over a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from msgspec import structs

from extractor.geometry import Box
from extractor.inspection.record import Sheet
from extractor.layout.cells import PageTable
from extractor.layout.table import Cell, Line
from extractor.pages import Page, Ruling, Word


def displayed(sheet: Sheet) -> Sheet:
    """The page and its tables as the page is displayed; their rows and columns count as the text is read."""
    page, tables = sheet
    if not page.is_moved:
        return sheet
    width, height = page.displayed_size
    shown = replace(
        page,
        width=width,
        height=height,
        turn=0,
        paper=None,
        words=tuple(part for word in page.words for part in _words(word, page)),
        rulings=_rulings(page.rulings, page),
        edges=_rulings(page.edges, page),
        inferred=_rulings(page.inferred, page),
    )
    return Sheet(shown, [_table(table, page) for table in tables])


def _box(box: Box, page: Page) -> Box:
    return Box(box.page, *page.displayed(box[1:]))


def _rulings(rulings: Iterable[Ruling], page: Page) -> tuple[Ruling, ...]:
    return tuple(_ruling(ruling, page) for ruling in rulings)


def _ruling(ruling: Ruling, page: Page) -> Ruling:
    """The ruling where it is displayed; one that lies aslant there as nearly as a straight one can."""
    at, start, end = ruling.at, ruling.start, ruling.end
    x0, top, x1, bottom = page.displayed((start, at, end, at) if ruling.axis == "h" else (at, start, at, end))
    if x1 - x0 >= bottom - top:
        return Ruling("h", (top + bottom) / 2, x0, x1)
    return Ruling("v", (x0 + x1) / 2, top, bottom)


def _words(word: Word, page: Page) -> Iterator[Word]:
    """The characters of a word, each where it is displayed."""
    for character, (left, right) in zip(word.text, pairwise(word.edges), strict=True):
        box = _box(word.box._replace(x0=left, x1=right), page)
        yield word._replace(text=character, box=box, baseline=box.bottom, edges=(box.x0, box.x1))


def _table(table: PageTable, page: Page) -> PageTable:
    box = _box(table.box, page)
    cells = tuple(_cell(cell, page) for cell in table.cells)
    return PageTable(box, tuple(sorted({x for cell in cells for x in (cell.boxes[0].x0, cell.boxes[0].x1)})), cells)


def _cell(cell: Cell, page: Page) -> Cell:
    """The cell with its text as one line: where lines that do not run level break tells nothing."""
    boxes = tuple(_box(box, page) for box in cell.boxes)
    if not cell.lines:
        return structs.replace(cell, boxes=boxes)
    line = Line(cell.text, _box(cell.places[0], page), cell.lines[0].size, cell.confidence)
    return structs.replace(cell, boxes=boxes, lines=(line,))

"""The cells of every page as JSON: what programs compare with tables that are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct

from extractor.form import BBox
from extractor.geometry import Box, shared_length
from extractor.layout.cells import PageTable
from extractor.layout.rulings import JOINT
from extractor.pages import Page, Ruling


class Sheet(NamedTuple):
    """A page and its tables, as the layout parser sees this page alone."""

    page: Page
    tables: Sequence[PageTable]


class CellRecord(Struct, frozen=True, omit_defaults=True):
    """A cell; rows and columns count from zero in its table on its page.

    `inferred` is there, and true, where the alignment of texts tells a side, not a ruling.
    """

    row: int
    col: int
    rowspan: int
    colspan: int
    bbox: BBox
    text: str
    inferred: bool = False


class TableRecord(Struct, frozen=True):
    """A table on one page; what goes on over a page break is a table on each page."""

    bbox: BBox
    cells: tuple[CellRecord, ...]


class PageRecord(Struct, frozen=True):
    """A page as displayed, in points."""

    page: int
    width: float
    height: float
    tables: tuple[TableRecord, ...]


class Record(Struct, frozen=True):
    """All pages of a file, also those without a table."""

    pages: tuple[PageRecord, ...]


def encode(sheets: Sequence[Sheet]) -> bytes:
    """The pages as JSON, indented by one blank, UTF-8, the same bytes for the same pages."""
    record = Record(tuple(_page(sheet) for sheet in sheets))
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def _page(sheet: Sheet) -> PageRecord:
    page, tables = sheet
    return PageRecord(
        page.number, round(page.width, 2), round(page.height, 2), tuple(_table(table, page) for table in tables)
    )


def _table(table: PageTable, page: Page) -> TableRecord:
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.col))
    return TableRecord(
        table.box.bbox,
        tuple(
            CellRecord(
                cell.row,
                cell.col,
                cell.rowspan,
                cell.colspan,
                cell.boxes[0].bbox,
                cell.text,
                any(_is_side(ruling, cell.boxes[0]) for ruling in page.inferred),
            )
            for cell in cells
        ),
    )


def _is_side(ruling: Ruling, box: Box) -> bool:
    """Whether an upright side that was inferred is one of the box."""
    near = min(abs(ruling.at - x) for x in (box.x0, box.x1)) <= JOINT
    return near and ruling.axis == "v" and shared_length(ruling.start, ruling.end, box.top, box.bottom) > 0

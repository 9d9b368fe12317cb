"""The cells of every page as JSON: what programs compare with tables that are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct

from extractor.form import BBox
from extractor.layout.cells import PageTable
from extractor.pages import Page


class Sheet(NamedTuple):
    """A page and its tables, as the layout parser sees this page alone."""

    page: Page
    tables: Sequence[PageTable]


class CellRecord(Struct, frozen=True):
    """A cell; rows and columns count from zero in its table on its page."""

    row: int
    col: int
    rowspan: int
    colspan: int
    bbox: BBox
    text: str


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
    return PageRecord(page.number, round(page.width, 2), round(page.height, 2), tuple(map(_table, tables)))


def _table(table: PageTable) -> TableRecord:
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.col))
    return TableRecord(
        table.box.bbox,
        tuple(
            CellRecord(cell.row, cell.col, cell.rowspan, cell.colspan, cell.boxes[0].bbox, cell.text) for cell in cells
        ),
    )

"""English tables of several printers: every cell, span and text is what is printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.layout.cells import PageTable, page_tables
from extractor.readers import read_pages

TABLES = Path(__file__).parent.parent / "fixtures" / "tables"
NAMES = sorted(path.stem for path in TABLES.glob("*.pdf"))

Cells = list[list[int | str]]


def cells(table: PageTable) -> Cells:
    """The cells as row, column, rows, columns and text, with one blank for all that is blank between words."""
    found = sorted(table.cells, key=lambda cell: (cell.row, cell.col))
    return [[cell.row, cell.col, cell.rowspan, cell.colspan, " ".join(cell.text.split())] for cell in found]


@pytest.mark.parametrize("name", NAMES)
def test_a_printed_table_is_read_cell_by_cell(name: str) -> None:
    pages = read_pages((TABLES / f"{name}.pdf").read_bytes()).pages
    found = [cells(table) for page in pages for table in page_tables(page)[0]]
    assert found == json.loads((TABLES / f"{name}.json").read_text(encoding="utf-8"))

"""The rows of a form's grid that a finding speaks of, laid out as a table where no picture of the page is at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.exporters.personal import veiled_grid
from extractor.exporters.places import cell_finder
from extractor.form import Finding, Form, GridCell

_MOST = 40  # rows


class ExcerptCell(NamedTuple):
    """A cell of an excerpt, and whether the finding speaks of it."""

    text: str
    rowspan: int
    colspan: int
    is_marked: bool


class Excerpts:
    """Excerpts of one form."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._grid = veiled_grid(form)
        self._cell_of = cell_finder(form)

    def of(self, finding: Finding) -> list[list[ExcerptCell]]:
        """The rows that hold what a finding speaks of, each with its cells; a cell over several of them stands once."""
        cells = [cell for where in finding.where if (cell := self._cell_of(where)) is not None]
        marked = {(cell.row, cell.col) for cell in cells}
        rows = sorted({cell.row for cell in cells})[:_MOST]
        return [self._row(row, rows, marked) for row in rows]

    def _row(self, row: int, rows: Sequence[int], marked: set[tuple[int, int]]) -> list[ExcerptCell]:
        shown = [cell for cell in self._grid.cells if _first_of(cell, rows) == row]
        return [
            ExcerptCell(cell.text, _count(cell, rows), cell.colspan, (cell.row, cell.col) in marked)
            for cell in sorted(shown, key=lambda cell: cell.col)
        ]


def _first_of(cell: GridCell, rows: Sequence[int]) -> int | None:
    """The first of the rows that a cell spans."""
    return next((row for row in rows if cell.row <= row < cell.row + cell.rowspan), None)


def _count(cell: GridCell, rows: Sequence[int]) -> int:
    return sum(cell.row <= row < cell.row + cell.rowspan for row in rows)

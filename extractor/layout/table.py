"""What the layout parser yields: tables of cells, and cells of printed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from extractor.geometry import Box, union
from extractor.layout.seams import is_chinese, seam

_POINT = re.compile(r"\d[.,%]|[.,]\d")


class Line(NamedTuple):
    """One printed line of a cell or of free text; `size` is the font's size in points."""

    text: str
    box: Box
    size: float
    confidence: float = 1.0


def join_lines(lines: Sequence[Line], right: float) -> str:
    """The text of lines that wrapping broke, where `right` is the x that the text may reach."""
    if len(lines) < 2:
        return lines[0].text if lines else ""
    chinese = any(is_chinese(line.text) for line in lines)
    left = min(line.box.x0 for line in lines)
    text = lines[0].text
    for above, below in pairwise(lines):
        room = (right - above.box.x1 + above.box.x0 - left) / above.size
        text += seam(above.text, below.text, room, chinese=chinese) + below.text
    return text


class Cell(Struct, frozen=True, eq=False, dict=True):
    """A cell that spans rows and columns; `boxes` has one box a page that it stands on, the first page's first.

    A cell is itself alone: two that say the same are two.
    `top_drawn` and `bottom_drawn` tell whether a ruling closes it there.
    """

    row: int
    col: int
    rowspan: int
    colspan: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...] = ()
    top_drawn: bool = True
    bottom_drawn: bool = True

    @cached_property
    def text(self) -> str:
        """The printed text, with the line breaks that only wrapping made taken out."""
        return join_lines(self.lines, self.boxes[0].x1)

    @property
    def row_end(self) -> int:
        """The row after the last one that the cell spans."""
        return self.row + self.rowspan

    @property
    def col_end(self) -> int:
        """The column after the last one that the cell spans."""
        return self.col + self.colspan

    @property
    def places(self) -> tuple[Box, ...]:
        """Where the text stands, one box a page; the cell itself where it is empty."""
        if not self.lines:
            return self.boxes
        if len(self.lines) == 1:
            return (self.lines[0].box,)
        pages = dict.fromkeys([line.box.page for line in self.lines])
        return tuple([union([line.box for line in self.lines if line.box.page == page]) for page in pages])

    @property
    def confidence(self) -> float:
        """How sure the least sure line is."""
        return min([line.confidence for line in self.lines], default=1.0)


@dataclass(frozen=True)
class Table:
    """Cells in a grid of `rows` and `columns`, with the free lines `before` and `after` it on its pages."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()

    @cached_property
    def _rows(self) -> list[list[Cell | None]]:
        """The cell at every place, row by row."""
        rows: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row_end):
                rows[row][cell.col : cell.col_end] = [cell] * cell.colspan
        return rows

    @cached_property
    def _distinct(self) -> list[tuple[Cell, ...]]:
        """The cells of every row, each once."""
        return [tuple(dict.fromkeys(filter(None, row))) for row in self._rows]

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers the place, None outside the table."""
        return self._rows[row][col] if 0 <= row < self.rows and 0 <= col < self.columns else None

    def row(self, row: int) -> tuple[Cell, ...]:
        """The cells that cover the row, from left to right, each once."""
        return self._distinct[row] if 0 <= row < self.rows else ()

    def between(self, row: int, start: int, end: int) -> list[Cell]:
        """The cells that cover columns `start` to before `end` of a row of the table, from left to right, each once."""
        there = [cell for cell in self._rows[row][start:end] if cell is not None]
        return there if len(there) < 2 else list(dict.fromkeys(there))

    @cached_property
    def begun(self) -> list[list[Cell]]:
        """The cells that begin in each row, from left to right."""
        return [[cell for cell in row if cell.row == number] for number, row in enumerate(self._distinct)]

    @cached_property
    def pages(self) -> tuple[int, int]:
        """The first and the last page."""
        numbers = [box.page for cell in self.cells for box in cell.boxes]
        return min(numbers), max(numbers)


def line_of(pieces: Sequence[tuple[str, Box, float, bool, float]]) -> Line:
    """The line that pieces (text, box, size, blank before, confidence) make, given from left to right.

    A blank comes where one is printed, where a gap parts two words that are not Chinese, and where one is as wide as a
    character; no narrow gap parts a point from its figures.
    """
    if len(pieces) == 1:
        only, box, size, _, sure = pieces[0]
        return Line(only, box, size, sure)
    text, last = "", None
    for piece, box, size, blank, _ in pieces:
        if last is not None and (blank or _wide_gap(text, last, piece, box, size)):
            text += " "
        text, last = text + piece, box
    return Line(
        text, union(box for _, box, *_ in pieces), max(piece[2] for piece in pieces), min(piece[4] for piece in pieces)
    )


def _wide_gap(text: str, last: Box, piece: str, box: Box, size: float) -> bool:
    gap = box.x0 - last.x1
    if gap > size:
        return True
    return gap > 0.2 * size and not is_chinese(text[-1:] + piece[:1]) and not _POINT.fullmatch(text[-1:] + piece[:1])

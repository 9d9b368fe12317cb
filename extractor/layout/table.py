"""What the layout parser yields: tables of cells, and cells of printed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from extractor.geometry import Box, union

_PARAGRAPH = re.compile(
    r"(?:\d{1,2}[.．](?!\d)|\d{1,2}、|[（(]\d{1,2}[)）]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])"
)
_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9]")
_SENTENCE_END = "。；;！!？?："


class Line(NamedTuple):
    """One printed line of a cell or of free text; `size` is the font's size in points."""

    text: str
    box: Box
    size: float
    confidence: float = 1.0


def join_lines(lines: Sequence[Line], right: float) -> str:
    """The text of lines that wrapping broke, where `right` is the x that the text may reach.

    No blank comes between Chinese characters, words and numbers are kept whole, and a numbered paragraph keeps its
    own line, as does what follows a sentence that ends well before the right side.
    """
    text = ""
    previous: Line | None = None
    for line in lines:
        if previous is None:
            text = line.text
        else:
            text += _seam(previous, line, right) + line.text
        previous = line
    return text


def _seam(above: Line, below: Line, right: float) -> str:
    if _PARAGRAPH.match(below.text) and not _is_inside_number(above.text, below.text):
        return "\n"
    if above.text and above.text[-1] in _SENTENCE_END and right - above.box.x1 > 4 * above.size:
        return "\n"
    last, first = above.text[-1:], below.text[:1]
    if _LATIN.match(last) and _LATIN.match(first) and (_LETTER.match(last) or _LETTER.match(first)):
        return " "
    return ""


def _is_inside_number(above: str, below: str) -> bool:
    """Whether the break stands inside a number or a list, as in `3056.5|9.` or `第|1、2项`."""
    return bool(re.search(r"[\d.,第（(、和]$", above)) and not re.search(r"[。；;]$", above)


@dataclass(frozen=True, eq=False)
class Cell:
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

    @cached_property
    def places(self) -> tuple[Box, ...]:
        """Where the text stands, one box a page; the cell itself where it is empty."""
        pages = dict.fromkeys(line.box.page for line in self.lines)
        return tuple(union(line.box for line in self.lines if line.box.page == page) for page in pages) or self.boxes

    @property
    def confidence(self) -> float:
        """How sure the least sure line is."""
        return min((line.confidence for line in self.lines), default=1.0)


@dataclass(frozen=True)
class Table:
    """Cells in a grid of `rows` and `columns`, with the free lines `before` and `after` it on its pages."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    _places: dict[tuple[int, int], Cell] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for cell in self.cells:
            for row in range(cell.row, cell.row_end):
                for col in range(cell.col, cell.col_end):
                    self._places[row, col] = cell

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers the place, None outside the table."""
        return self._places.get((row, col))

    def row(self, row: int) -> list[Cell]:
        """The cells that cover the row, from left to right, each once."""
        return list(dict.fromkeys(cell for col in range(self.columns) if (cell := self.at(row, col))))

    @property
    def pages(self) -> tuple[int, int]:
        """The first and the last page."""
        numbers = [box.page for cell in self.cells for box in cell.boxes]
        return min(numbers), max(numbers)


def line_of(pieces: Sequence[tuple[str, Box, float, bool, float]]) -> Line:
    """The line that pieces (text, box, size, blank before, confidence) make, given from left to right.

    A blank comes where one is printed, where a gap parts two Latin words, and where one is as wide as a character.
    """
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
    return gap > size or (gap > 0.2 * size and bool(_LATIN.match(text[-1:]) and _LATIN.match(piece[:1])))

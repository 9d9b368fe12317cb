"""Forms drawn in characters.

A row of the table begins and ends with `|`. `text*3` spans three columns, `^` is the cell above going on (`^*2` one
of two columns), a blank cell is empty. Lines before the first row and after the last stand over and under the table;
`# ` prints a line large, a blank line leaves room. A line of `=` begins the next page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from extractor.form import Form
from extractor.geometry import Box
from extractor.layout import Cell, Line, Table
from extractor.rules import read_form
from extractor.templates import Template, load

_COLUMN, _ROW, _SIZE, _LEFT, _TOP = 80.0, 20.0, 9.0, 40.0, 40.0
_SPANNING = re.compile(r"(?P<text>.*?)(?:\*(?P<columns>\d+))?")

TITLE = "# 2022年度示例县公路站项目支出绩效自评表\n"
HEADER = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 |\n"
"""The head of a project form; its indicator table has eight columns."""


@cache
def built_in() -> tuple[Template, ...]:
    """The templates that come with the program."""
    return load()


def read(drawing: str, templates: Sequence[Template] | None = None) -> Form:
    """The form of a drawing, read by the built-in templates where none are given."""
    return read_form(table(drawing), built_in() if templates is None else templates, "0123456789abcdef-1", 1)


def scored(rows: str) -> Form:
    """The project form with these rows under its indicator header."""
    return read(TITLE + HEADER + rows)


def got(record: object, *fields: str) -> tuple[Any, ...]:
    """The values of a record's fields."""
    return tuple(getattr(record, name) for name in fields)


@dataclass
class _Place:
    """A cell that is being drawn: the rows and columns from the first to the one after the last."""

    row: int
    col: int
    text: str
    end: int
    boxes: list[Box]
    row_end: int = 0

    def grow(self, box: Box) -> None:
        """Reach into the row of the box, which may stand on the next page."""
        self.row_end += 1
        last = self.boxes[-1]
        if last.page == box.page:
            self.boxes[-1] = last._replace(bottom=box.bottom)
        else:
            self.boxes.append(box)

    def cell(self) -> Cell:
        lines = (_line(self.text, self.boxes[0]),) if self.text else ()
        return Cell(self.row, self.col, self.row_end - self.row, self.end - self.col, tuple(self.boxes), lines)


@dataclass
class _Pen:
    """Where drawing has come to."""

    page: int = 1
    y: float = _TOP
    rows: int = 0
    above: dict[int, _Place] = field(default_factory=dict)
    cells: list[_Place] = field(default_factory=list)
    free: tuple[list[Line], list[Line]] = field(default_factory=lambda: ([], []))

    def draw(self, drawn: str) -> None:
        kinds: tuple[tuple[str, Callable[[str], None]], ...] = (
            (r"\|.*\|", self._row),
            (r"=+", self._next_page),
            (r"", self._room),
        )
        next((act for kind, act in kinds if re.fullmatch(kind, drawn)), self._free)(drawn)

    def _next_page(self, _: str) -> None:
        self.page, self.y = self.page + 1, _TOP

    def _room(self, _: str) -> None:
        self.y += _ROW

    def _free(self, drawn: str) -> None:
        size = 2 * _SIZE if drawn.startswith("# ") else _SIZE
        box = Box(self.page, _LEFT, self.y, _LEFT + 500, self.y + 1.4 * size)
        self.free[bool(self.rows)].append(_line(drawn.removeprefix("# "), box, size))
        self.y = box.bottom

    def _row(self, drawn: str) -> None:
        col = 0
        for entry in drawn[1:-1].split("|"):
            match = _SPANNING.fullmatch(entry.strip())
            assert match is not None
            end = col + int(match["columns"] or 1)
            box = Box(self.page, _LEFT + col * _COLUMN, self.y, _LEFT + end * _COLUMN, self.y + _ROW)
            if match["text"] == "^":
                assert (self.above[col].col, self.above[col].end) == (col, end), f"no cell goes on here: {drawn}"
                self.above[col].grow(box)
            else:
                self.above[col] = _Place(self.rows, col, match["text"], end, [box], self.rows + 1)
                self.cells.append(self.above[col])
            col = end
        self.rows, self.y = self.rows + 1, self.y + _ROW


def _line(text: str, box: Box, size: float = _SIZE) -> Line:
    """A printed line in a box, with a little room around it."""
    return Line(
        text, Box(box.page, box.x0 + 2, box.top + 0.2 * size, box.x0 + 2 + len(text) * size, box.top + 1.2 * size), size
    )


def table(drawing: str) -> Table:
    """The table of a drawing."""
    pen = _Pen()
    for drawn in drawing.strip("\n").split("\n"):
        pen.draw(drawn.strip())
    cells = tuple(place.cell() for place in pen.cells)
    columns = max(cell.col_end for cell in cells)
    assert sum(cell.rowspan * cell.colspan for cell in cells) == pen.rows * columns, "rows of different lengths"
    before, after = pen.free
    return Table(pen.rows, columns, cells, tuple(before), tuple(after))

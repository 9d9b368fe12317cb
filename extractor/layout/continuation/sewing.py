"""Cells on both sides of a page break made one: their rows, boxes and lines, each line once."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extractor.geometry import Box
from extractor.layout.continuation.compare import key
from extractor.layout.table import Cell, Line

_STRIP = 0.7  # of the height of the line on the other page: what is lower, where both are cut, is the rest of it
_AT_EDGE = 0.25  # of the size: ink that is nearer to a cell's edge is cut there


def sewn(above: Sequence[Cell], below: Sequence[Cell], same: list[tuple[Cell, Cell]], cut: bool) -> list[Cell]:
    """All cells, those of a pair made one; where a row is cut its two halves are one row."""
    end = max(cell.row_end for cell in above)
    shift = end - 1 if cut else end
    partner = {id(a): b for a, b in same}
    taken = {id(b) for _, b in same}
    sewn = [_one(cell, partner[id(cell)], shift) if id(cell) in partner else cell for cell in above]
    return sewn + [replace(cell, row=cell.row + shift) for cell in below if id(cell) not in taken]


def _one(a: Cell, b: Cell, shift: int) -> Cell:
    return replace(
        a,
        rowspan=b.row_end + shift - a.row,
        boxes=_boxes(a.boxes, b.boxes),
        lines=_lines(a, b),
        bottom_drawn=b.bottom_drawn,
    )


def _boxes(a: tuple[Box, ...], b: tuple[Box, ...]) -> tuple[Box, ...]:
    return tuple({box.page: box for box in (*b, *a)}[page] for page in sorted({box.page for box in (*a, *b)}))


def _lines(a: Cell, b: Cell) -> tuple[Line, ...]:
    """The lines of a cell in two parts: what stands on both pages once, whole lines before slivers of them."""
    if key(a) == key(b):
        return a.lines
    upper, lower = [line.text for line in a.lines], [line.text for line in b.lines]
    for count in range(min(len(upper), len(lower)), 0, -1):
        if upper[-count:] == lower[:count]:
            return a.lines + b.lines[count:]
    head = tuple(line for line in b.lines if not any(_is_sliver(line, b, other, a) for other in a.lines[-2:]))
    tail = tuple(line for line in a.lines if not any(_is_sliver(line, a, other, b) for other in head[:2]))
    return tail + head


def _is_sliver(line: Line, cell: Cell, whole: Line, other: Cell) -> bool:
    """Whether a line at the cell's edge is what clipping left of a line that the other page prints whole.

    Its characters are those of that line, in order, and stand where they do; or, where OCR reads what is not there, it
    is the lower strip of ink of two at the edges that the break cuts.
    """
    if _is_strip(line, cell, whole, other):
        return True
    box, advance = cell.boxes[0], whole.box.width / len(whole.text)
    at_edge = line.box.top < box.top + 0.5 * line.size or line.box.bottom > box.bottom - 0.5 * line.size
    start = max(round((line.box.x0 - whole.box.x0) / advance), 0)
    if not at_edge or abs(whole.box.x0 + start * advance - line.box.x0) > line.size:
        return False
    rest = iter(whole.text[max(start - 1, 0) : round((line.box.x1 - whole.box.x0) / advance) + 1])
    return all(char in rest for char in line.text)


def _is_strip(line: Line, cell: Cell, whole: Line, other: Cell) -> bool:
    """Whether a line is much lower than one with the same sides, and both stand at the edge of their cells."""
    is_low = line.box.height < _STRIP * whole.box.height
    within = line.box.x0 > whole.box.x0 - whole.size / 2 and line.box.x1 < whole.box.x1 + whole.size / 2
    return is_low and within and _at_edge(line, cell, whole.size) and _at_edge(whole, other, whole.size)


def _at_edge(line: Line, cell: Cell, size: float) -> bool:
    box, near = cell.boxes[0], _AT_EDGE * size
    return line.box.top < box.top + near or line.box.bottom > box.bottom - near

"""Cells with row and column spans from the rulings of one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.layout.boxes import GAP
from extractor.layout.rulings import JOINT
from extractor.pages import Ruling, Word

_COVERED = 0.6  # of a side of a cell: a ruling that covers as much of it closes it
_BODY = 0.35  # of the size: how far above its baseline the middle of a glyph stands


class Slot(NamedTuple):
    """A cell without its text: rows and columns from `row`, `col` to before `row_end`, `col_end`."""

    row: int
    col: int
    row_end: int
    col_end: int


class Lattice(NamedTuple):
    """The table's own raster: `xs` and `ys` are the sides of its columns and rows, in points, outer sides included.

    `level[i][j]` tells whether the line at `ys[i]` is drawn over column `j`, `upright[i][j]` whether the line at
    `xs[j]` is drawn along row `i`.
    """

    xs: list[float]
    ys: list[float]
    level: list[list[bool]]
    upright: list[list[bool]]


class Side(NamedTuple):
    """A side of rows or columns: where it lies, between which lines that are one, and the stretches drawn there."""

    at: float
    first: float
    last: float
    drawn: list[tuple[float, float]]


def lattice(frame: Sequence[Ruling], words: Sequence[Word] = ()) -> Lattice:
    """The raster of a frame; an outer border that is not drawn is where the lines across it end.

    Lines so near to each other that no text stands between are one: rulings are drawn doubled, or each cell has its
    own box.
    """
    level = [ruling for ruling in frame if ruling.axis == "h"]
    upright = [ruling for ruling in frame if ruling.axis == "v"]
    columns, rows = _sides(upright, level, words), _sides(level, upright, words)
    upright_closed = [_closed(column.drawn, rows) for column in columns]
    return Lattice(
        [side.at for side in columns],
        [side.at for side in rows],
        [_closed(row.drawn, columns) for row in rows],
        [list(row) for row in zip(*upright_closed, strict=True)],
    )


def _sides(across: list[Ruling], along: list[Ruling], words: Sequence[Word]) -> list[Side]:
    """The sides that the lines across make, and those at the ends of the lines along where they reach beyond."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(across, key=lambda ruling: ruling.at):
        if groups and _are_one(groups[-1], ruling, words):
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    sides = [_side(group) for group in groups]
    start = min((ruling.start for ruling in along), default=sides[0].at if sides else 0.0)
    end = max((ruling.end for ruling in along), default=sides[-1].at if sides else 0.0)
    if not sides:
        return [_undrawn(start), _undrawn(end)]
    if start < sides[0].first - JOINT:
        sides.insert(0, _undrawn(start))
    if end > sides[-1].last + JOINT:
        sides.append(_undrawn(end))
    return sides


def _are_one(group: list[Ruling], ruling: Ruling, words: Sequence[Word]) -> bool:
    """Whether a line belongs with those before it: a joint apart, or at a gap where no text stands between."""
    if ruling.at - group[0].at <= JOINT:
        return True
    return ruling.at - group[-1].at <= GAP and not any(_parted(line, ruling, words) for line in group)


def _parted(one: Ruling, other: Ruling, words: Sequence[Word]) -> bool:
    """Whether the middle of a word stands between two lines that both run along it."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    middles = (((word.box.x0 + word.box.x1) / 2, word.baseline - _BODY * word.size) for word in words)
    if one.axis == "h":
        return any(one.at < y < other.at and start <= x <= end for x, y in middles)
    return any(one.at < x < other.at and start <= y <= end for x, y in middles)


def _side(group: list[Ruling]) -> Side:
    places = [ruling.at for ruling in group]
    return Side(
        sum(places) / len(places), places[0], places[-1], sorted((ruling.start, ruling.end) for ruling in group)
    )


def _undrawn(at: float) -> Side:
    return Side(at, at, at, [])


def _closed(stretches: list[tuple[float, float]], sides: Sequence[Side]) -> list[bool]:
    """Which of the sides of cells between sides that run across it the stretches of one line close."""
    if any(left <= sides[0].last and right >= sides[-1].first for left, right in stretches):
        return [True] * (len(sides) - 1)
    return [_covers(stretches, a.last, b.first) for a, b in pairwise(sides)]


def _covers(stretches: list[tuple[float, float]], start: float, end: float) -> bool:
    """Whether stretches of one line close the side of a cell."""
    covered, reached = 0.0, start
    for left, right in stretches:
        if left >= end:
            break
        if right > reached:
            covered += max(0.0, min(right, end) - max(left, reached))
            reached = right
    return covered >= _COVERED * (end - start)


def slots(raster: Lattice) -> list[Slot]:
    """The cells: boxes of the raster that no ruling parts, made rectangles, from top to bottom and left to right."""
    found: list[Slot] = []
    seen: set[tuple[int, int]] = set()
    for row, (upper, lower, upright) in enumerate(zip(raster.level, raster.level[1:], raster.upright, strict=False)):
        for col, sides in enumerate(zip(upper, lower, upright, upright[1:], strict=False)):
            if all(sides):
                found.append(Slot(row, col, row + 1, col + 1))
            elif (row, col) not in seen:
                boxes = _region(raster, (row, col))
                seen |= boxes
                found += _rectangles(boxes)
    return sorted(found)


def _region(raster: Lattice, start: tuple[int, int]) -> set[tuple[int, int]]:
    """The boxes that no ruling parts from the first of them."""
    rows, cols = len(raster.ys) - 1, len(raster.xs) - 1
    region, todo = {start}, [start]
    while todo:
        for box in _open_neighbours(raster, *todo.pop(), rows, cols):
            if box not in region:
                region.add(box)
                todo.append(box)
    return region


def _open_neighbours(raster: Lattice, row: int, col: int, rows: int, cols: int) -> Iterator[tuple[int, int]]:
    if col + 1 < cols and not raster.upright[row][col + 1]:
        yield row, col + 1
    if col > 0 and not raster.upright[row][col]:
        yield row, col - 1
    if row + 1 < rows and not raster.level[row + 1][col]:
        yield row + 1, col
    if row > 0 and not raster.level[row][col]:
        yield row - 1, col


def _rectangles(boxes: set[tuple[int, int]]) -> Iterator[Slot]:
    """The fewest full-width strips that cover the region; one rectangle where the region is one."""
    rows, cols = [row for row, _ in boxes], [col for _, col in boxes]
    whole = Slot(min(rows), min(cols), max(rows) + 1, max(cols) + 1)
    if len(boxes) == (whole.row_end - whole.row) * (whole.col_end - whole.col):
        yield whole
        return
    strips: list[Slot] = []
    for row in sorted(set(rows)):
        for start, end in _stretches(sorted(col for r, col in boxes if r == row)):
            above = next((s for s in strips if (s.row_end, s.col, s.col_end) == (row, start, end)), None)
            if above:
                strips.remove(above)
            strips.append(Slot(above.row if above else row, start, row + 1, end))
    yield from strips


def _stretches(columns: list[int]) -> Iterator[tuple[int, int]]:
    start = previous = columns[0]
    for column in columns[1:]:
        if column != previous + 1:
            yield start, previous + 1
            start = column
        previous = column
    yield start, previous + 1

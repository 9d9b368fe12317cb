"""Cells with row and column spans from the rulings of one table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extractor.layout.rulings import JOINT
from extractor.pages import Ruling

_COVERED = 0.6  # of a side of a cell: a ruling that covers as much of it closes it


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


def lattice(frame: list[Ruling]) -> Lattice:
    """The raster of a frame; an outer border that is not drawn is where the lines across it end."""
    level = [ruling for ruling in frame if ruling.axis == "h"]
    upright = [ruling for ruling in frame if ruling.axis == "v"]
    xs = _sides(upright, level)
    ys = _sides(level, upright)
    return Lattice(
        xs,
        ys,
        [[_covers(stretches, x0, x1) for x0, x1 in pairwise(xs)] for stretches in _along(level, ys)],
        [[_covers(stretches, y0, y1) for stretches in _along(upright, xs)] for y0, y1 in pairwise(ys)],
    )


def _along(rulings: list[Ruling], places: list[float]) -> list[list[tuple[float, float]]]:
    """The stretches of the rulings at every place."""
    return [sorted((r.start, r.end) for r in rulings if abs(r.at - place) <= JOINT) for place in places]


def _sides(across: list[Ruling], along: list[Ruling]) -> list[float]:
    """The places of the lines across, and of the ends of the lines along where they reach beyond."""
    places: list[list[float]] = []
    for at in sorted(ruling.at for ruling in across):
        if places and at - places[-1][0] <= JOINT:
            places[-1].append(at)
        else:
            places.append([at])
    sides = [sum(place) / len(place) for place in places]
    start = min((ruling.start for ruling in along), default=sides[0] if sides else 0.0)
    end = max((ruling.end for ruling in along), default=sides[-1] if sides else 0.0)
    if not sides:
        return [start, end]
    if start < sides[0] - JOINT:
        sides.insert(0, start)
    if end > sides[-1] + JOINT:
        sides.append(end)
    return sides


def _covers(stretches: list[tuple[float, float]], start: float, end: float) -> bool:
    """Whether stretches of one line close the side of a cell."""
    covered, reached = 0.0, start
    for left, right in stretches:
        if right > reached and left < end:
            covered += min(right, end) - max(left, reached)
            reached = right
    return covered >= _COVERED * (end - start)


def slots(raster: Lattice) -> list[Slot]:
    """The cells: boxes of the raster that no ruling parts, made rectangles, from top to bottom and left to right."""
    rows, cols = len(raster.ys) - 1, len(raster.xs) - 1
    regions: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for (row, col), region in _regions(raster, rows, cols).items():
        regions[region].add((row, col))
    return sorted(slot for boxes in regions.values() for slot in _rectangles(boxes))


def _regions(raster: Lattice, rows: int, cols: int) -> dict[tuple[int, int], int]:
    region: dict[tuple[int, int], int] = {}
    for start in ((row, col) for row in range(rows) for col in range(cols)):
        if start in region:
            continue
        name, todo = len(region), [start]
        while todo:
            box = todo.pop()
            if box not in region:
                region[box] = name
                todo += _open_neighbours(raster, *box, rows, cols)
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
    strips: list[Slot] = []
    for row in sorted({row for row, _ in boxes}):
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

"""The lines of a column placed into rows, and the names that speak for several of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from extractor.layout.alignment.entries import Align, Entry, Keys, Piece, entry, parts_cells

_BREAK = 0.5  # what it costs to put lines into one cell that tell themselves to stand in two
_BLANK = 0.3  # what it costs that rows have no name of their own
_LONGEST = 60  # lines of a cell


class Placed(NamedTuple):
    """A cell of a column: the rows that it spans, its lines, and how far it is from where it ought to be."""

    start: int
    stop: int
    lines: range
    miss: float


def in_rows(column: Sequence[Piece], rows: Keys, pitch: float) -> list[Placed]:
    """The lines, each in the row whose text is placed best; rows without a line give no cell."""
    count, total = len(column), len(rows.ys)
    width = max((piece.x1 - piece.x0 for piece in column), default=0.0)
    cuts = [n > 0 and parts_cells(column[n - 1], column[n], pitch, width) for n in range(count)]
    cells = [_cells(column, stop, rows.align, cuts) for stop in range(count + 1)]
    best = [0.0] + [math.inf] * count
    back: list[list[int]] = []
    for y in rows.ys:
        before, best, starts = best, list(best), list(range(count + 1))
        for stop in range(1, count + 1):
            for start, key, cost in cells[stop]:
                if cost >= best[stop]:
                    break
                way = before[start] + abs(key - y) / pitch + cost
                if way < best[stop]:
                    best[stop], starts[stop] = way, start
        back.append(starts)
    found, stop = [], count
    for row in range(total, 0, -1):
        start = back[row - 1][stop]
        if start < stop:
            miss = abs(entry(column, start, stop).key(rows.align) - rows.ys[row - 1]) / pitch
            found.append(Placed(row - 1, row, range(start, stop), miss))
            stop = start
    return found[::-1]


def _cells(column: Sequence[Piece], stop: int, align: Align, cuts: Sequence[bool]) -> list[tuple[int, float, float]]:
    """The cells that lines before `stop` may make: where each starts, the y of its row, and what it costs."""
    found, cost = [], 0.0
    for start in range(stop - 1, max(stop - _LONGEST, 0) - 1, -1):
        found.append((start, entry(column, start, stop).key(align), cost))
        cost += _BREAK * cuts[start]
    return found


@dataclass(frozen=True)
class Scale:
    """Rows with their sides, one more than rows, and how far the middle of a cell is above its lines' baselines."""

    rows: Keys
    sides: Sequence[float]
    pitch: float
    drop: float

    @cached_property
    def unit(self) -> float:
        """Half a row in points."""
        return max(self.pitch, float(np.median(np.diff(self.sides))) / 2)

    def miss(self, name: Entry, start: int, stop: int) -> float:
        """How far a name is from where it stands that speaks for the rows, where half a row is 1."""
        if self.rows.align == "top":
            return abs(name.top - self.rows.ys[start]) / self.unit
        return abs(name.middle - self.drop - (self.sides[start] + self.sides[stop]) / 2) / self.unit


def as_names(found: Sequence[Entry], scale: Scale, cuts: set[int]) -> list[Placed]:
    """The entries of a column as names that speak for consecutive rows, none of them over one of the `cuts`."""
    total = len(scale.rows.ys)
    best: list[list[tuple[float, int, bool]]] = [[(math.inf, 0, False)] * (total + 1) for _ in range(len(found) + 1)]
    best[0][0] = (0.0, 0, False)
    for stop in range(1, total + 1):
        first = max((cut for cut in cuts if cut < stop), default=0)
        for named in range(len(found) + 1):
            ways = [(best[named][start][0] + _BLANK, start, False) for start in range(first, stop)]
            if named:
                name = found[named - 1]
                ways += [
                    (best[named - 1][start][0] + scale.miss(name, start, stop), start, True)
                    for start in range(first, stop)
                ]
            best[named][stop] = min(ways)
    return _traced(found, scale, best) if best[-1][total][0] < math.inf else []


def _traced(found: Sequence[Entry], scale: Scale, best: Sequence[Sequence[tuple[float, int, bool]]]) -> list[Placed]:
    placed, named, stop = [], len(found), len(scale.rows.ys)
    while stop:
        _, start, is_named = best[named][stop]
        if is_named:
            named -= 1
            name = found[named]
            placed.append(Placed(start, stop, range(name.start, name.stop), scale.miss(name, start, stop)))
        else:
            placed.append(Placed(start, stop, range(0), 0.0))
        stop = start
    return placed[::-1]

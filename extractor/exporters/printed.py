"""The grid of a form as a spreadsheet can show it: areas that do not overlap, column widths and row heights.

Widths are in digits of the default font, as Excel counts them, heights in points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from statistics import median

from extractor.exporters.fitting import lines
from extractor.form import Grid, GridCell

SHEET_WIDTH = 140.0
LINE = 13.0
"""Points from line to line in the 10 point type of a form's sheet."""

_PADDING = 6.0
_TALLEST = 400.0
"""Excel's rows are at most 409 points high."""

_NARROWEST, _WIDEST_TOKEN = 6.0, 16.0


@dataclass(frozen=True)
class Area:
    """A cell on the sheet: its rows and columns, both ends included and counted from zero, and its text."""

    first_row: int
    first_col: int
    last_row: int
    last_col: int
    text: str
    cell: GridCell


@dataclass(frozen=True)
class Layout:
    """What a form's sheet shows: column widths, row heights, and the areas in reading order."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    areas: tuple[Area, ...]

    def width_of(self, area: Area) -> float:
        """The width of an area in digits."""
        return sum(self.widths[area.first_col : area.last_col + 1])


def lay_out(grid: Grid) -> Layout:
    """The layout of a grid; a grid row that is higher than Excel allows takes several rows of the sheet."""
    areas = _apart(grid.cells)
    columns = max((area.last_col + 1 for area in areas), default=0)
    widths = _widths(grid, columns)
    needs = _heights(areas, Layout(widths, (), ()))
    slices = [ceil(height / _TALLEST) for height in needs]
    starts = [sum(slices[:row]) for row in range(len(slices) + 1)]
    placed = (replace(a, first_row=starts[a.first_row], last_row=starts[a.last_row + 1] - 1) for a in areas)
    heights = tuple(height / count for height, count in zip(needs, slices, strict=True) for _ in range(count))
    return Layout(widths, heights, tuple(placed))


def _apart(cells: Iterable[GridCell]) -> list[Area]:
    """The cells as areas that do not overlap.

    Of cells that claim the same places the first keeps them; a later one keeps its own corner only, or adds its text
    to the cell that has even that.
    """
    taken: dict[tuple[int, int], int] = {}
    areas: list[Area] = []
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.col)):
        area = Area(cell.row, cell.col, cell.row + cell.rowspan - 1, cell.col + cell.colspan - 1, cell.text, cell)
        if (cell.row, cell.col) in taken:
            holder = taken[cell.row, cell.col]
            areas[holder] = replace(areas[holder], text=f"{areas[holder].text}\n{cell.text}".strip())
            continue
        if not taken.keys().isdisjoint(_places(area)):
            area = replace(area, last_row=cell.row, last_col=cell.col)
        taken |= dict.fromkeys(_places(area), len(areas))
        areas.append(area)
    return areas


def _places(area: Area) -> list[tuple[int, int]]:
    columns = range(area.first_col, area.last_col + 1)
    return [(row, col) for row in range(area.first_row, area.last_row + 1) for col in columns]


def _widths(grid: Grid, columns: int) -> tuple[float, ...]:
    """Widths in the proportions of the print, but wide enough for the longest figure or word of a column."""
    edges = _edges(grid.cells, columns)
    whole = edges[-1] - edges[0]
    shares = [max(0.0, right - left) / whole if whole > 0 else 1 / columns for left, right in pairwise(edges)]
    least = [_NARROWEST] * columns
    for cell in grid.cells:
        if cell.colspan == 1 and cell.col < columns:
            longest = max(map(len, re.findall(r"[!-~]+", cell.text)), default=0)
            least[cell.col] = max(least[cell.col], min(longest + 2.0, _WIDEST_TOKEN))
    return tuple(round(max(SHEET_WIDTH * share, low), 1) for share, low in zip(shares, least, strict=True))


def _edges(cells: Iterable[GridCell], columns: int) -> list[float]:
    """The horizontal position of every column edge: the median over the cells; even steps where none stands."""
    seen: dict[int, list[float]] = {}
    for cell in cells:
        if cell.bbox is not None:
            seen.setdefault(cell.col, []).append(cell.bbox[0])
            seen.setdefault(cell.col + cell.colspan, []).append(cell.bbox[2])
    known = {edge: median(places) for edge, places in sorted(seen.items())}
    if 0 not in known or columns not in known:
        return [float(edge) for edge in range(columns + 1)]
    edges = [known[0]]
    for (left, x0), (right, x1) in pairwise(known.items()):
        edges += [x0 + (x1 - x0) * step / (right - left) for step in range(1, right - left + 1)]
    return edges


def _heights(areas: Iterable[Area], layout: Layout) -> list[float]:
    """The height of every grid row, so that each text is seen whole; merged cells stretch all their rows."""
    every = list(areas)
    heights = [LINE + _PADDING] * max((area.last_row + 1 for area in every), default=0)
    for area in sorted(every, key=lambda area: area.last_row - area.first_row):
        span = range(area.first_row, area.last_row + 1)
        need = lines(area.text, layout.width_of(area) - 1.5) * LINE + _PADDING
        missing = need - sum(heights[row] for row in span)
        for row in span if missing > 0 else ():
            heights[row] += missing / len(span)
    return heights

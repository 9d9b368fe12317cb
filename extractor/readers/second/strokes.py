"""Painted paths from the segments that pdfminer gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pdfminer.utils import Matrix, PathSegment, Point, apply_matrix_pt

from extractor.readers.paths import Path, Quad

_EVEN = 0.1  # points: how far the corners of an upright box may be out of line


def painted(path: Sequence[PathSegment], matrix: Matrix, *, stroked: bool, filled: bool, white: bool = False) -> Path:
    """The path as displayed; a part of four corners that is closed and upright is a box."""
    lines: list[Quad] = []
    boxes: list[Quad] = []
    every: list[Point] = []
    curves: list[Quad] = []
    for points, is_curved in _parts(path, matrix):
        every += points
        if is_curved:
            curves.append(_around(points))
        elif _is_box(points):
            boxes.append((*points[0], *points[2]))
        else:
            lines += [(*start, *end) for start, end in pairwise(points)]
    return Path(tuple(lines), tuple(boxes), _around(every), stroked, filled, tuple(curves), white)


def _parts(path: Sequence[PathSegment], matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """The points of each part of a path that hangs together, and whether a curve is in it."""
    points: list[Point] = []
    curved = False
    for kind, *numbers in path:
        if kind == "m":
            if points:
                yield points, curved
            points, curved = [], False
        curved |= kind in "cvy"
        if kind == "h":
            points += points[:1]
        else:
            ends = [float(number) for number in numbers]
            points += [apply_matrix_pt(matrix, (x, y)) for x, y in zip(ends[::2], ends[1::2], strict=True)]
    if points:
        yield points, curved


def _is_box(points: Sequence[Point]) -> bool:
    corners = [point for n, point in enumerate(points) if n == 0 or not _same(point, points[n - 1])]
    if len(points) < 5 or not _same(points[0], points[-1]) or len(corners) > 5:
        return False
    return all(min(abs(a[0] - b[0]), abs(a[1] - b[1])) < _EVEN for a, b in pairwise(points))


def _same(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) < _EVEN and abs(one[1] - other[1]) < _EVEN


def _around(points: Sequence[Point]) -> Quad:
    if not points:
        return 0.0, 0.0, 0.0, 0.0
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)

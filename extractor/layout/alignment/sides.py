"""The upright sides of a table's columns: in the rivers between texts, where rulings end, none inside a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.layout.alignment.entries import Piece, is_figure
from extractor.layout.alignment.stretch import pieces
from extractor.layout.alignment.strips import River, Row

_HEADING = 3  # lines of a heading
_LEVEL = 0.3  # of the size: how far figures may be from the side of their column at which they begin or end


def stabs(strips: Sequence[River], hints: Sequence[float]) -> dict[River, float]:
    """An x for every strip, as few as can be: a drawn hint, else the middle of what strips over each other share."""
    places: dict[River, float] = {}
    group: list[River] = []
    for strip in [*sorted(set(strips), key=lambda s: s.end), None]:
        if group and (strip is None or strip.start > group[0].end - 0.5):
            low, high = max(s.start for s in group), min(s.end for s in group)
            at = next((x for x in hints if low - 0.5 <= x <= high + 0.5), (low + high) / 2)
            places |= dict.fromkeys(group, at)
            group = []
        if strip is not None:
            group.append(strip)
    return places


def supported(rows: Sequence[Row], xs: list[float]) -> list[float]:
    """The sides without those that only part a heading from the figures under it, which are aligned otherwise."""
    columns: list[list[Piece]] = [[] for _ in xs[1:]]
    for piece in pieces(rows, xs):
        for col in range(piece.col, piece.end):
            columns[col].append(piece)
    dropped: set[int] = set()
    for _, n in sorted(_joined(columns)):
        if not dropped & {n - 1, n + 1}:
            dropped.add(n)
    return [x for n, x in enumerate(xs) if n not in dropped]


def _joined(columns: Sequence[Sequence[Piece]]) -> Iterator[tuple[float, int]]:
    """The white between a heading and its figures that are two columns, and the place of the column at its right.

    A heading stands in the middle of its column, so it is left of figures at the right side, and the other way round.
    """
    for n, (left, right) in enumerate(pairwise(columns), 1):
        both = {id(piece) for piece in left} & {id(piece) for piece in right}
        a, b = ([piece for piece in column if id(piece) not in both] for column in (left, right))
        if (_heads(a, b) and not _is_begun(b)) or (_heads(b, a) and not _is_begun(a, at_end=True)):
            yield _white(a, b), n


def _is_begun(figures: Sequence[Piece], *, at_end: bool = False) -> bool:
    """Whether figures of several widths begin at one x, or end at it."""
    sides = [(piece.x1, piece.x0) if at_end else (piece.x0, piece.x1) for piece in figures]
    near, far = (max(xs) - min(xs) for xs in zip(*sides, strict=True))
    return bool(near < _LEVEL * figures[0].size < far)


def _white(left: Sequence[Piece], right: Sequence[Piece]) -> float:
    """How wide the white between two columns is."""
    return min(piece.x0 for piece in right) - max(piece.x1 for piece in left)


def _heads(above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    """Whether one column has nothing but headings, the other nothing but figures, some under them and none beside."""
    if not above or not below or any(map(is_figure, above)) or not all(map(is_figure, below)):
        return False
    rows = {(piece.page, piece.y) for piece in above}
    figures = {(piece.page, piece.y) for piece in below}
    return len(above) <= _HEADING and not rows & figures and min(rows) < max(figures)

"""The bands of a table, one a row, whose texts are known: their sides, and over which columns rulings draw these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractor.layout.alignment.drawn import covers
from extractor.layout.alignment.painted import PaintedRow
from extractor.layout.alignment.stretch import pieces
from extractor.layout.alignment.strips import DROP, Row, between
from extractor.pages import Ruling

_RULED = 0.7  # of the sides between rows: where as many are drawn, rulings part all rows


class Bands(NamedTuple):
    """Rows, their sides `ys` in points, and for every side whether a ruling draws it over each column.

    The outer sides count as drawn.
    """

    rows: list[PaintedRow]
    ys: list[float]
    drawn: np.ndarray


def bands(rows: Sequence[PaintedRow], xs: Sequence[float], ends: tuple[float, float], level: Sequence[Ruling]) -> Bands:
    """The bands of rows between two `ends`, top and bottom, whose columns have the sides `xs`."""
    found, ys = _whole(rows, xs, [ends[0], *(_side(a, b, level) for a, b in pairwise(rows)), ends[1]], level)
    at = [[ruling for ruling in level if ruling.at == y] for y in ys]
    drawn = np.array([[covers(each, y, x0, x1) for x0, x1 in pairwise(xs)] for each, y in zip(at, ys, strict=True)])
    drawn[[0, -1]] = True
    return Bands(found, ys, drawn)


def _whole(
    rows: Sequence[PaintedRow], xs: Sequence[float], ys: Sequence[float], level: Sequence[Ruling]
) -> tuple[list[PaintedRow], list[float]]:
    """The rows and their sides; where rulings part nearly all rows, what they do not part is one."""
    heights = {ruling.at for ruling in level}
    parted = [y in heights for y in ys[1:-1]]
    found, sides = [rows[0]], [ys[0]]
    for row, y, is_parted in zip(rows[1:], ys[1:], parted, strict=False):
        if not is_parted and sum(parted) >= _RULED * len(parted) and _are_apart(found[-1], row, xs):
            found[-1] = _one(found[-1], row)
        else:
            found.append(row)
            sides.append(y)
    return found, [*sides, ys[-1]]


def _are_apart(one: Row, other: Row, xs: Sequence[float]) -> bool:
    """Whether the texts of two rows stand in other columns."""
    columns = [{col for piece in pieces([row], xs) for col in range(piece.col, piece.end)} for row in (one, other)]
    return not columns[0] & columns[1]


def _one(above: PaintedRow, below: PaintedRow) -> PaintedRow:
    texts = [*zip(above.words, above.parts, above.spanning, strict=True)]
    texts += zip(below.words, below.parts, below.spanning, strict=True)
    words, parts, spanning = zip(*sorted(texts, key=lambda text: text[0].box.x0), strict=True)
    last = max(above.last, below.last)
    return replace(above, words=words, parts=parts, spanning=spanning, last=last, y=(above.first + last) / 2)


def _side(above: Row, below: Row, level: Sequence[Ruling]) -> float:
    low, high = above.last - DROP * above.size, below.first - DROP * below.size
    return next((ruling.at for ruling in level if low < ruling.at < high), between(above, below))

"""The cells of rows whose texts are known: the columns and the rows that each speaks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import cast

import numpy as np

from extractor.layout.alignment.blanks import Joins
from extractor.layout.alignment.drawn import covers
from extractor.layout.alignment.entries import Piece
from extractor.layout.alignment.painted import PaintedRow
from extractor.layout.alignment.stretch import Area, Stretch, pieces, widened
from extractor.layout.alignment.strips import Row, between
from extractor.pages import Ruling

_DROP = 0.36  # of the size: how far the middle of a line is above its baseline
_OFTEN = 0.8  # of the texts of the fullest column: one with as many names each row
_RULED = 0.7  # of the sides between rows: where as many are drawn, rulings part all rows
_MISSED = 0.5  # of the leading: a name farther from its rows' middle wants a look


def merged(
    rows: Sequence[Row],
    xs: Sequence[float],
    ends: tuple[float, float],
    pitch: float,
    joins: Joins,
    level: Sequence[Ruling],
) -> Stretch:
    """The cells of the rows between two `ends`, top and bottom, whose columns have the sides `xs`."""
    found, ys = _whole(cast("Sequence[PaintedRow]", rows), xs, _row_sides(rows, ends, level), level)
    drawn = np.array([[covers(level, y, x0, x1) for x0, x1 in pairwise(xs)] for y in ys])
    return _Spans(found, xs, ys, pitch, drawn).stretch(joins)


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


def _row_sides(rows: Sequence[Row], ends: tuple[float, float], level: Sequence[Ruling]) -> list[float]:
    """The sides of rows: level rulings, or between their texts."""
    return [ends[0], *(_side(a, b, level) for a, b in pairwise(rows)), ends[1]]


def _side(above: Row, below: Row, level: Sequence[Ruling]) -> float:
    low, high = above.last - _DROP * above.size, below.first - _DROP * below.size
    return next((ruling.at for ruling in level if low < ruling.at < high), between(above, below))


class _Spans:
    def __init__(
        self, rows: Sequence[PaintedRow], xs: Sequence[float], ys: list[float], pitch: float, drawn: np.ndarray
    ) -> None:
        self.drawn = drawn
        self.drawn[[0, -1]] = True
        self.rows, self.xs, self.ys, self.pitch = rows, xs, ys, pitch
        self.texts = [list(pieces([row], xs)) for row in rows]
        every = (pair for row in rows for pair in zip(row.words, row.spanning, strict=True))
        self.spanning = {id(word) for word, is_spanning in every if is_spanning}
        self.taken = np.zeros((len(rows), len(xs) - 1), dtype=bool)
        for n, texts in enumerate(self.texts):
            for piece in texts:
                self.taken[n, piece.col : piece.end] = True

        self.begun = self.taken.copy()
        often = self.begun.sum(axis=0)
        self.leaf = int(np.argmax(often >= _OFTEN * often.max()))

    def stretch(self, joins: Joins) -> Stretch:
        """All cells."""
        found = Stretch(self.ys, [])
        for n, texts in enumerate(self.texts):
            for piece in texts:
                area, is_doubtful = self._drawn(n, piece), False
                if area is None:
                    end, is_doubtful = self._end(n, piece)
                    area = Area(n, piece.col, end, piece.end)
                found.areas.append(area)
                self.taken[area.row : area.row_end, piece.col : piece.end] = True
                found.doubtful += piece.words if is_doubtful else ()
                found.names += piece.words if area.row_end > area.row + 1 else ()
        for row, open_ in enumerate(joins.sides(*self._standing(found.areas))):
            found.areas = widened(found.areas, row, open_, self.taken)
        found.areas += self._blank()
        return found

    def _blank(self) -> Iterator[Area]:
        """The cells without text: over several rows where rulings part these in other columns."""
        for col in range(len(self.xs) - 1):
            row = 0
            while row < len(self.rows):
                end = row + 1
                if not self.taken[row, col]:
                    while end < len(self.rows) and not self.taken[end, col] and self._is_open(end, col):
                        end += 1
                    yield Area(row, col, end, col + 1)
                row = end

    def _is_open(self, side: int, col: int) -> bool:
        """Whether a ruling parts two rows, and ends before a column."""
        return bool(self.drawn[side].any() and not self.drawn[side, col])

    def _drawn(self, row: int, piece: Piece) -> Area | None:
        """The cell of a text where rulings part all rows that it stands beside; None where they do not."""
        over = [bool(side[piece.col : piece.end].all()) for side in self.drawn]
        start, end = row - over[row::-1].index(True), over.index(True, row + 1)
        others = self.taken[start:end, piece.col : piece.end].sum() - (piece.end - piece.col)
        if others or not self.drawn[start : end + 1].any(axis=1).all():
            return None
        return Area(start, piece.col, end, piece.end)

    def _end(self, row: int, piece: Piece) -> tuple[int, bool]:
        """The row before which a text ends, and whether that is in doubt."""
        is_spanning = any(id(word) in self.spanning for word in piece.words)
        is_top = self.rows[row].align == "top" and piece.col < self.leaf
        if not is_spanning and not is_top:
            return row + 1, False
        below = (self.begun if is_top else self.taken)[row + 1 :, (0 if is_top else piece.col) : piece.end].any(axis=1)
        limit = row + 1 + (int(np.argmax(below)) if below.any() else below.size)
        if is_top:
            return limit, False
        middle = piece.words[0].baseline - _DROP * piece.size
        misses = [abs((self.ys[row] + self.ys[end]) / 2 - middle) for end in range(row + 1, limit + 1)]
        best = int(np.argmin(misses))
        return row + 1 + best, misses[best] > _MISSED * self.pitch

    def _standing(self, areas: list[Area]) -> tuple[list[list[Piece]], int, list[set[int]]]:
        """The texts that stand in each row, how many columns there are, and those of what stands in several rows."""
        rows: list[list[Piece]] = [[] for _ in self.rows]
        names: list[set[int]] = [set() for _ in self.rows]
        texts = [piece for row in self.texts for piece in row]
        for area, piece in zip(areas, texts, strict=True):
            for row in range(area.row, area.row_end):
                rows[row].append(piece)
                names[row] |= set(range(piece.col, piece.end)) if area.row_end > area.row + 1 else set()
        return rows, len(self.xs) - 1, names

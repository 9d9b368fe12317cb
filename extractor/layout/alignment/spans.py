"""The cells of rows whose texts are known: the columns and the rows that each speaks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extractor.layout.alignment.bands import Bands
from extractor.layout.alignment.blanks import Joins
from extractor.layout.alignment.entries import Piece
from extractor.layout.alignment.stretch import Area, Stretch, pieces, widened
from extractor.layout.alignment.strips import DROP

_OFTEN = 0.8  # of the texts of the fullest column: one with as many names each row
_MISSED = 0.5  # of the leading: a name farther from its rows' middle wants a look


def merged(bands: Bands, xs: Sequence[float], pitch: float, joins: Joins) -> Stretch:
    """The cells of the rows, whose columns have the sides `xs`."""
    return _Spans(bands, xs, pitch).stretch(joins)


class _Spans:
    def __init__(self, bands: Bands, xs: Sequence[float], pitch: float) -> None:
        self.rows, self.ys, self.drawn = bands
        self.xs, self.pitch = xs, pitch
        self.texts = [list(pieces([row], xs)) for row in self.rows]
        every = (pair for row in self.rows for pair in zip(row.words, row.spanning, strict=True))
        self.spanning = {id(word) for word, is_spanning in every if is_spanning}
        self.taken = np.zeros((len(self.rows), len(xs) - 1), dtype=bool)
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
        below |= self.drawn[row + 1 : -1, piece.col : piece.end].all(axis=1)
        limit = row + 1 + (int(np.argmax(below)) if below.any() else below.size)
        if is_top:
            return limit, False
        middle = piece.words[0].baseline - DROP * piece.size
        foot = max(word.box.bottom for word in piece.words) - DROP * piece.size
        ends = [end for end in range(row + 1, limit + 1) if self.ys[end] > foot] or [limit]
        misses = [abs((self.ys[row] + self.ys[end]) / 2 - middle) for end in ends]
        best = int(np.argmin(misses))
        is_doubtful = misses[best] > _MISSED * self.pitch
        if is_doubtful and limit == len(self.rows):  # a page may cut the cell, whose text then stands at its top
            return limit, True
        return ends[best], is_doubtful

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

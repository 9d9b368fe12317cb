"""The cells of a stretch of lines whose columns are known: its rows, and what is merged over them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractor.layout.alignment.blanks import Joins
from extractor.layout.alignment.entries import Align, Keys, Piece, entries, keys, with_broken
from extractor.layout.alignment.placing import Placed, Scale, as_names, in_rows
from extractor.layout.alignment.strips import DROP, Row, glyph_runs
from extractor.pages import Word

_CUT = 0.25  # of the size: how near a side is to the character behind it
_ASTRIDE = 0.3  # of the size: how far a word reaches over a side that it crosses
_PARTED = 0.65  # of the size: a gap as wide parts two texts, though one of them reaches over a side
_MISSED = 0.35  # of the leading: a text farther from its row's middle wants a look
_USUAL = 0.1  # what a text in the middle of its row has before one at the top, all else being alike
_FULL = 0.9  # of the rows: a column with texts in as many names each row by itself


class Area(NamedTuple):
    """A cell of a stretch: rows and columns from `row`, `col` to before `row_end`, `col_end`."""

    row: int
    col: int
    row_end: int
    col_end: int


@dataclass
class Stretch:
    """The cells of a stretch: sides of rows in points, areas, the words whose cell is in doubt, and those of names."""

    ys: list[float]
    areas: list[Area]
    doubtful: list[Word] = field(default_factory=list)
    names: list[Word] = field(default_factory=list)


def pieces(rows: Iterable[Row], xs: Sequence[float]) -> Iterator[Piece]:
    """What every line has in every column whose sides are given, left to right."""
    for row in rows:
        cells: list[tuple[int, int, list[tuple[str, float, float]], list[Word]]] = []
        for word in row.words:
            for text, x0, x1 in _cut(word, xs):
                first, last = _columns(x0, x1, xs, word.size)
                if cells and first < cells[-1][1] and x0 - cells[-1][2][-1][2] > _PARTED * word.size:
                    first = max(first, int(np.searchsorted(xs[1:-1], (x0 + x1) / 2)))
                    last = max(first, last)
                if cells and first < cells[-1][1]:
                    start, end, texts, words = cells[-1]
                    cells[-1] = (start, max(end, last + 1), [*texts, (text, x0, x1)], [*words, word])
                else:
                    cells.append((first, last + 1, [(text, x0, x1)], [word]))
        for first, end, texts, words in cells:
            said = "".join(text for text, _, _ in texts)
            yield Piece(row.y, row.size, said, texts[0][1], texts[-1][2], first, end, tuple(words), row.page)


def _cut(word: Word, xs: Sequence[float]) -> Iterator[tuple[str, float, float]]:
    """The parts of a word, cut where a side runs between two of its characters in white."""
    near = _CUT * word.size
    sides = [x for x in xs[1:-1] if word.edges[0] - near <= x <= word.edges[-1] + near]
    ends = [end for _, end in glyph_runs(word)[:-1]] if sides else ()
    start = 0
    for n in range(1, len(word.text)) if ends else ():
        end = next((end for end in ends if word.edges[n - 1] < end < word.edges[n]), None)
        if end is not None and any(abs(x - word.edges[n]) <= near for x in sides):
            yield word.text[start:n], word.edges[start], end
            start = n
    yield word.text[start:], word.edges[start], word.edges[-1]


def _columns(x0: float, x1: float, xs: Sequence[float], size: float) -> tuple[int, int]:
    """The first and the last column of a text; one that only reaches over a side stands where its middle is."""
    inner = xs[1:-1]
    crossed = [n for n, x in enumerate(inner) if x0 + _ASTRIDE * size < x < x1 - _ASTRIDE * size]
    if crossed:
        return crossed[0], crossed[-1] + 1
    col = bisect_left(inner, (x0 + x1) / 2)
    return col, col


def columns(every: Iterable[Piece], count: int) -> list[list[Piece]]:
    """The pieces of every column, so many, that stand in it alone."""
    found: list[list[Piece]] = [[] for _ in range(count)]
    for piece in every:
        if piece.end - piece.col == 1:
            found[piece.col].append(piece)
    return found


def cells(rows: Sequence[Row], xs: Sequence[float], ends: tuple[float, float], pitch: float, joins: Joins) -> Stretch:
    """The cells of the lines between two `ends`, top and bottom, whose columns have the sides `xs`."""
    every = list(pieces(rows, xs))
    narrow = with_broken(columns(every, len(xs) - 1), pitch)
    wide = [piece for piece in every if piece.end - piece.col > 1]
    if not any(narrow):
        return Stretch(list(ends), [Area(0, 0, 1, len(xs) - 1)])
    lines = _Lines(rows, narrow, wide, ends, pitch)
    ways = [lines.placed(align) for align in ("middle", "top")]
    return min(ways, key=lambda way: way.cost).stretch(joins)


def _with_wide(told: Keys, wide: Sequence[Piece], pitch: float) -> Keys:
    """The rows with one more for every text over several columns that stands in none of them."""
    ys = list(told.ys)
    for piece in wide:
        if all(abs(piece.y - y) > 0.6 * pitch for y in ys):
            ys.append(piece.y)
    return Keys(tuple(sorted(ys)), told.align, told.leaf)


def widened(areas: list[Area], row: int, open_: set[int], taken: np.ndarray) -> list[Area]:
    """The areas, those of one row made wider over the blank columns behind the sides that the row does not have."""
    found = []
    for area in areas:
        end = area.col_end
        while area.row == row == area.row_end - 1 and end in open_ and not taken[row, end]:
            taken[row, end] = True
            end += 1
        found.append(area._replace(col_end=end))
    return found


class _Lines(NamedTuple):
    """The lines of a stretch, what stands in its columns and over several, its ends, and the leading."""

    rows: Sequence[Row]
    columns: list[list[Piece]]
    wide: Sequence[Piece]
    ends: tuple[float, float]
    pitch: float

    def placed(self, align: Align) -> _Found:
        """The lines in rows, if texts are aligned so."""
        told = _with_wide(keys(self.columns, self.pitch, align), self.wide, self.pitch)
        return _Found(self, told, [in_rows(column, told, self.pitch) for column in self.columns])


@dataclass
class _Found:
    lines: _Lines
    told: Keys
    placed: list[list[Placed]]

    @property
    def cost(self) -> float:
        """How far the texts right of the names are from where they ought to be, in all."""
        missed = sum(cell.miss for found in self.placed[self.told.leaf :] for cell in found)
        return missed - _USUAL * (self.told.align == "middle")

    def stretch(self, joins: Joins) -> Stretch:
        """All cells."""
        middles = self._middles()
        self._place_names(middles)
        taken = np.zeros((len(self.told.ys), len(self.lines.columns)), dtype=bool)
        found = Stretch(self._sides(middles), [])
        for piece in self.lines.wide:
            row = self._row(piece)
            self._add(found, taken, Area(row, piece.col, row + 1, piece.end), piece.words)
        for col, cells_ in enumerate(self.placed):
            for cell in cells_:
                words = [word for n in cell.lines for word in self.lines.columns[col][n].words]
                self._add(found, taken, Area(cell.start, col, cell.stop, col + 1), words)
                found.doubtful += words if cell.miss > _MISSED else []
                found.names += words if col < self.told.leaf else []
        for row, open_ in enumerate(joins.sides(self._texts(), len(self.lines.columns))):
            found.areas = widened(found.areas, row, open_, taken)
        found.areas += [Area(int(r), int(c), int(r) + 1, int(c) + 1) for r, c in zip(*np.nonzero(~taken), strict=True)]
        return found

    def _row(self, piece: Piece) -> int:
        return int(np.argmin([abs(piece.y - y) for y in self.told.ys]))

    def _add(self, found: Stretch, taken: np.ndarray, area: Area, words: Iterable[Word]) -> None:
        """Take an area where none is yet; the words of one that is over others are in doubt."""
        place = slice(area.row, area.row_end), slice(area.col, area.col_end)
        if taken[place].any():
            found.doubtful += words
        else:
            found.areas.append(area)
            taken[place] = True

    def _place_names(self, middles: Sequence[float]) -> None:
        """Place the texts left of those that each row has over all the rows that they speak for."""
        total, pitch = len(self.told.ys), self.lines.pitch
        scale = Scale(self.told, middles, pitch, 0.0)
        cuts: set[int] = set()
        for col, column in enumerate(self.lines.columns[: self.told.leaf]):
            is_full = len(self.placed[col]) >= _FULL * total and all(p.miss <= _MISSED for p in self.placed[col])
            named = as_names(entries(column, pitch), scale, cuts) if column and not is_full else []
            self.placed[col] = named or self.placed[col]
            cuts |= {cell.start for cell in named}

    def _texts(self) -> list[list[Piece]]:
        """The texts that begin or stand in each row; those that speak for several stand in all of them."""
        rows: list[list[Piece]] = [[] for _ in self.told.ys]
        for piece in self.lines.wide:
            rows[self._row(piece)].append(piece)
        for column, found in zip(self.lines.columns, self.placed, strict=True):
            for cell in found:
                for row in range(cell.start, cell.stop):
                    rows[row] += [column[n] for n in cell.lines]
        return rows

    def _heights(self) -> list[float]:
        """How high each row is, in points, but for its padding."""
        most = [1] * len(self.told.ys)
        for col in range(self.told.leaf, len(self.lines.columns)):
            for cell in self.placed[col]:
                most[cell.start] = max(most[cell.start], len(cell.lines))
        return [lines * self.lines.pitch for lines in most]

    def _middles(self) -> list[float]:
        """The sides of rows as far below their places as baselines are below the middles of lines."""
        ys, heights = self._centres(), self._heights()
        pads = [b - a - (h + k) / 2 for (a, b), (h, k) in zip(pairwise(ys), pairwise(heights), strict=True)]
        pad = max(float(np.median(pads)), 0.0) if pads else 0.0
        first, last = ys[0] - (heights[0] + pad) / 2, ys[-1] + (heights[-1] + pad) / 2
        between = [
            a + (b - a) * (h + pad) / (h + k + 2 * pad)
            for (a, b), (h, k) in zip(pairwise(ys), pairwise(heights), strict=True)
        ]
        return [first, *between, last]

    def _centres(self) -> list[float]:
        if self.told.align == "middle":
            return list(self.told.ys)
        return [y + h / 2 - self.lines.pitch / 2 for y, h in zip(self.told.ys, self._heights(), strict=True)]

    def _sides(self, middles: Sequence[float]) -> list[float]:
        """The sides of rows where no line of a row is cut."""
        size = float(np.median([row.size for row in self.lines.rows]))
        first, last = [np.inf] * len(self.told.ys), [-np.inf] * len(self.told.ys)
        for column, found in zip(self.lines.columns, self.placed, strict=True):
            for cell in found:
                if cell.lines and cell.stop == cell.start + 1:
                    first[cell.start] = min(first[cell.start], column[cell.lines[0]].y)
                    last[cell.start] = max(last[cell.start], column[cell.lines[-1]].y)
        sides = [self.lines.ends[0]]
        for n, middle in enumerate(middles[1:-1]):
            low, high = last[n] + 0.15 * size, first[n + 1] - 0.85 * size
            at = middle - DROP * size
            sides.append(
                min(max(at, low), high) if low <= high else (low + high) / 2 if np.isfinite(low + high) else at
            )
        return [*sides, self.lines.ends[1]]

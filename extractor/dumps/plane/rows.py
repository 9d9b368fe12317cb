"""The rows of a band: each has its figures at one height, and the lines of its cells stand around it.

Rows do not reach into each other, so that a height parts two of them for all columns at once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from extractor.dumps.plane.pairing import paired
from extractor.dumps.tokens import Token, starts_paragraph

_OFF = 0.5  # what it costs that a cell stands a line above or below the middle of its row
_WHOLE = 0.25  # what it costs that the whole row does
_GAP = 0.3  # that a line is missing inside a cell
_ENDED = 0.8  # that a cell goes on after the end of a sentence, in a line that is not full
_TORN = 6.0  # that a column of figures has several in one cell
_EMPTY = 1.5  # that a cell is empty in a column that is not
_BEGUN = 3.0  # that a text begins with another number than 1, or has two of them
_FULL = 0.7  # of the rows: a column that has texts in as many is not empty in any
_BESIDE = 0.5  # lines: figures of one row are as near to each other, or little farther
_LACKING = 1.2  # what it costs that a row has no figure in a column
_OPEN = frozenset(("reason", "improvement"))
_FIRST = re.compile(r"(?:1[.．、](?!\d)|一、|[（(](?:1|一)[)）])")
_THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{3})*,\d{0,2}$")  # a figure cut off amid its thousands
_POINT = re.compile(r"\.\d{1,2}[%％]?")
_END = re.compile(r"\d{1,2}[%％]?|[%％]")


Lines: TypeAlias = Collection[Collection[float]] | None
"""The heights at which other columns have figures, None where that is not known."""


@dataclass
class Row:
    """A row: the height of its middle, its texts by column, and from where to where it reaches."""

    at: float
    cells: dict[str, list[Token]] = field(default_factory=dict)
    top: float = 0.0
    bottom: float = 0.0


def units(tokens: Sequence[Token], lines: Lines = ()) -> list[list[Token]]:
    """The figures of a column, those broken over two lines as one: `16.` and `5`, `2,404.4` and `3`.

    `lines` are the heights at which each of the other columns of figures has some; where they are None, only those
    count that cannot be whole.
    """
    found: list[list[Token]] = []
    longest = max((len(t.text) for t in tokens), default=0)
    for token in tokens:
        above = found[-1][-1] if found else None
        if above is not None and len(found[-1]) == 1 and _is_broken(above, token, longest, lines):
            found[-1].append(token)
        else:
            found.append([token])
    return found


def _is_broken(above: Token, below: Token, longest: int, lines: Lines) -> bool:
    """Whether a text under a figure is its end, in a column whose texts have `longest` characters at most."""
    apart = below.y - above.y
    if above.page != below.page or not 0 < apart <= 2 or above.text.endswith(("%", "％")):
        return False
    if _POINT.fullmatch(below.text) is not None or above.text.endswith(".") or _THOUSANDS.search(above.text):
        return True
    if _END.fullmatch(below.text) is None or "." not in above.text:
        return False
    if below.text.endswith(("%", "％")):
        return True
    short = len(above.text) - above.text.index(".") == 2 and len(above.text) >= longest
    return lines is not None and apart == 1 and short and not any(above.y in own and below.y in own for own in lines)


def anchors(columns: Mapping[str, Sequence[Token]]) -> list[float]:
    """The heights of the rows that figures tell, by the column that has most of them and the others beside it."""
    lines = {name: {unit[0].y for unit in units(tokens, None)} for name, tokens in columns.items()}
    every = [units(tokens, [own for other, own in lines.items() if other != name]) for name, tokens in columns.items()]
    every.sort(key=lambda found: (-len(found), sum(len(unit) > 1 for unit in found)))
    rows: list[list[float]] = []
    for found in every:
        rows = _joined(rows, [(unit[0].y + unit[-1].y) / 2 for unit in found])
    return [sum(row) / len(row) for row in rows]


def _joined(rows: Sequence[list[float]], heights: Sequence[float]) -> list[list[float]]:
    """Rows with the heights of one more column: each goes to a row, in order, or is one of its own."""

    def ways(i: int, j: int) -> Iterator[tuple[int, int, float, list[float]]]:
        if i < len(rows):
            yield 1, 0, _LACKING, rows[i]
        if j < len(heights):
            yield 0, 1, _LACKING, [heights[j]]
        if i < len(rows) and j < len(heights):
            apart = abs(sum(rows[i]) / len(rows[i]) - heights[j])
            yield 1, 1, max(0.0, apart - _BESIDE), [*rows[i], heights[j]]

    return paired(len(rows), len(heights), ways)


@dataclass
class Band:
    """The texts of a band by column, and the heights of its rows; `figures` are the columns that hold figures."""

    columns: Mapping[str, Sequence[Token]]
    anchors: Sequence[float]
    figures: Collection[str] = ()

    def rows(self) -> list[Row]:
        """The rows, as their cells stand in the middle of them, or at their top."""
        if not self.anchors:
            return []
        return min((self._rows(top) for top in (False, True)), key=lambda found: found[0])[1]

    def _rows(self, top: bool) -> tuple[float, list[Row]]:
        heights = sorted({token.y for tokens in self.columns.values() for token in tokens})
        if not heights:
            return 0.0, [Row(at) for at in self.anchors]
        part = _Parting(self, heights, top)
        cost, cuts = part.best()
        rows = []
        for at, (start, end) in zip(self.anchors, pairwise(cuts), strict=True):
            inside = heights[start:end]
            row = Row(at, {}, min([at, *inside[:1]]), max([at, *inside[-1:]]))
            for name, tokens in self.columns.items():
                row.cells[name] = [t for t in tokens if inside and inside[0] <= t.y <= inside[-1]]
            rows.append(row)
        return cost, rows


class _Parting:
    """The heights that part rows: `cuts` count how many heights of texts stand above them."""

    def __init__(self, band: Band, heights: Sequence[float], top: bool) -> None:
        self.band, self.heights, self.top = band, heights, top
        self.sorted = {name: sorted(tokens, key=lambda t: (t.y, t.at)) for name, tokens in band.columns.items()}
        self.ys = {name: [t.y for t in tokens] for name, tokens in self.sorted.items()}
        self.needed = {name for name, ys in self.ys.items() if self._is_full(name, ys)}
        self.widest = {name: max((t.end for t in tokens), default=0) for name, tokens in self.sorted.items()}
        self._cell = lru_cache(maxsize=None)(self._cell_cost)

    def _is_full(self, name: str, ys: Sequence[float]) -> bool:
        """Whether a column has texts in most rows."""
        near = sum(any(abs(y - at) <= 1 for y in ys) for at in self.band.anchors)
        return name not in _OPEN and near >= _FULL * len(self.band.anchors)

    def best(self) -> tuple[float, list[int]]:
        """The cheapest cuts, from 0 to the number of heights, and what they cost."""
        anchors, heights = self.band.anchors, self.heights
        best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
        for n, at in enumerate(anchors):
            last = n == len(anchors) - 1
            low = bisect_left(heights, at)
            high = len(heights) if last else bisect_left(heights, anchors[n + 1])
            ends = [len(heights)] if last else range(min(low, high), high + 1)
            following: dict[int, tuple[float, tuple[int, ...]]] = {}
            for end in ends:
                ways = (
                    (cost + self._row_cost(at, start, end), (*cuts, end))
                    for start, (cost, cuts) in best.items()
                    if start <= end
                )
                way = min(ways, default=None)
                if way is not None:
                    following[end] = way
            best = following
        cost, cuts = best[len(heights)]
        return cost, list(cuts)

    def _row_cost(self, at: float, start: int, end: int) -> float:
        if start == end:
            return _EMPTY * len(self.needed) + 4.0
        first, last = self.heights[start], self.heights[end - 1]
        cost = 0.0 if self.top else _WHOLE * abs((first + last) / 2 - at)
        for name, ys in self.ys.items():
            cost += self._cell(name, bisect_left(ys, first), bisect_left(ys, last + 0.01), at)
        return cost

    def _cell_cost(self, name: str, start: int, end: int, at: float) -> float:
        """What it costs that texts of a column are one cell in the row whose figures stand at a height."""
        if start == end:
            return _EMPTY if name in self.needed else 0.0
        ys, tokens = self.ys[name][start:end], self.sorted[name][start:end]
        middle = ys[0] if self.top else (ys[0] + ys[-1]) / 2
        cost = _OFF * abs(middle - at) + _GAP * sum(max(0.0, b - a - 1) for a, b in pairwise(ys))
        if name in self.band.figures:
            return cost + _TORN * (len(units(tokens)) - 1)
        return cost + self._text_cost(name, tokens)

    def _text_cost(self, name: str, tokens: Sequence[Token]) -> float:
        full = self.widest[name] - 3
        ended = sum(
            a.text[-1] in "。；" and a.end < full and a.y < b.y and not starts_paragraph(b.text)
            for a, b in pairwise(tokens)
        )
        firsts = sum(_FIRST.match(t.text) is not None for t in tokens)
        later = starts_paragraph(tokens[0].text) and _FIRST.match(tokens[0].text) is None
        return _ENDED * ended + _BEGUN * (max(0, firsts - 1) + later)


def cells_of(rows: Iterable[Row], name: str) -> list[list[Token]]:
    """The texts of a column, row by row."""
    return [row.cells.get(name, []) for row in rows]

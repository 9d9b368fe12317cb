"""All sides in tables that stand in lines of words without rulings between their columns, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import cast

from extractor.geometry import shared_length
from extractor.layout.alignment.bands import bands
from extractor.layout.alignment.blanks import Joins
from extractor.layout.alignment.blocks import Block
from extractor.layout.alignment.drawn import WIDE, Drawn, covers
from extractor.layout.alignment.entries import Piece, leading
from extractor.layout.alignment.names import misplaced, undrawn_names
from extractor.layout.alignment.painted import PaintedRow
from extractor.layout.alignment.sides import stabs, supported
from extractor.layout.alignment.spans import merged
from extractor.layout.alignment.stretch import cells, columns, pieces
from extractor.layout.alignment.strips import FIGURE, Row, between
from extractor.layout.alignment.tables import FEWEST, tables
from extractor.pages import Ruling, Word

_REACH = 6.0  # points: how near a ruling's end is to what it belongs to


@dataclass
class Inferred:
    """What was inferred on one page: the sides of cells, and the words in them, each with whether it is doubtful."""

    sides: list[Ruling] = field(default_factory=list)
    words: dict[int, bool] = field(default_factory=dict)


def infer(rows: Sequence[Row], drawn: Mapping[int, Drawn], width: float) -> dict[int, Inferred]:
    """What is inferred from the lines of consecutive pages, by page."""
    inferred: dict[int, Inferred] = {}
    for found in tables(rows, drawn, width):
        _Region(*found, drawn).into(inferred)
    return inferred


@dataclass
class _Region:
    rows: Sequence[Row]
    blocks: Sequence[Block]
    is_ruled: bool
    drawn: Mapping[int, Drawn]
    joins: Joins = field(default_factory=Joins)
    names: list[Word] = field(default_factory=list)
    doubts: list[Word] = field(default_factory=list)

    def into(self, inferred: dict[int, Inferred]) -> None:
        """Add what the region has to what is inferred on its pages."""
        start, end = self.blocks[0].start, self.blocks[-1].end
        rows = self.rows[start:end]
        pages = sorted({row.page for row in rows})
        left, right = self._outer(rows, pages)
        hints = [x for page in pages for x in self.drawn[page].hints if left + 5 < x < right - 5]
        places = stabs([river for block in self.blocks for river in block.rivers], hints)
        sides = {block: [left, *(places[river] for river in block.rivers), right] for block in self.blocks}
        sides = {block: self._with_ends(block, xs) for block, xs in sides.items()}
        sides = {block: supported(self.rows[block.start : block.end], xs) for block, xs in sides.items()}
        texts = ((pieces(self.rows[b.start : b.end], sides[b]), len(sides[b]) - 1) for b in self.blocks)
        pitch = leading([column for found, count in texts for column in columns(found, count)])
        for page in pages:
            into = inferred.setdefault(page, Inferred())
            parts = [(b, [row for row in self.rows[b.start : b.end] if row.page == page]) for b in self.blocks]
            parts = [(b, part) for b, part in parts if part]
            ends = self._ends([part for _, part in parts], page, pitch, goes_on=page < pages[-1])
            for (block, part), (top, bottom) in zip(parts, pairwise(ends), strict=True):
                self._part(part, sides[block], (top, bottom), pitch, into)

        if self.doubts:
            # Names share out the rows among them: where one of them may be placed wrongly, so may all.
            for page in pages:
                inferred[page].words |= {id(word): True for word in self.names if word.box.page == page}

    @property
    def blocks_end(self) -> int:
        """The page on which the table ends."""
        return self.rows[self.blocks[-1].end - 1].page

    def _named(self, names: Sequence[Word], doubtful: Sequence[Word]) -> None:
        self.names += names
        self.doubts += doubtful

    def _with_ends(self, block: Block, xs: list[float]) -> list[float]:
        """The sides of a block's columns, with those at which rulings end that part its rows."""
        rows, found = self.rows[block.start : block.end], list(xs)
        words = [word for row in rows for word in row.words]
        for page in {row.page for row in rows}:
            ys = [row.y for row in rows if row.page == page]
            near = [r for r in self.drawn[page].level if min(ys) - _REACH < r.at < max(ys) + _REACH]
            for x in (x for r in near for x in (r.start, r.end)):
                is_white = not any(word.box.x0 + 1 < x < word.box.x1 - 1 for word in words)
                if is_white and xs[0] < x < xs[-1] and min(abs(x - side) for side in found) > _REACH:
                    found.append(x)
        return sorted(found)

    def _outer(self, rows: Sequence[Row], pages: Sequence[int]) -> tuple[float, float]:
        left = min(word.box.x0 for row in rows for word in row.words) - 2
        right = max(word.box.x1 for row in rows for word in row.words) + 2
        spans = [r for page in pages for r in self.drawn[page].level if r.end - r.start > WIDE * (right - left)]
        if spans:
            left, right = min(left + 2, *(r.start for r in spans)), max(right - 2, *(r.end for r in spans))
        return left, right

    def _ends(self, parts: Sequence[Sequence[Row]], page: int, pitch: float, *, goes_on: bool) -> list[float]:
        """The upper and lower sides of consecutive blocks: rulings, or between their lines.

        What hangs out under the last ruling of a page that the table goes on from is text of cells that the page cuts.
        """
        first, last = parts[0][0], parts[-1][-1]
        between = [(a[-1], b[0]) for a, b in pairwise(parts)]
        high = first.first - 0.35 * first.size
        top = self._ruling(page, max(high - 2.2 * pitch, self._foot_above(first)), high, last=True)
        bottom = self._ruling(page, last.last - 0.35 * last.size, last.last + 2.2 * pitch, last=False)
        ys = self.drawn[page].ys
        if self.is_ruled and goes_on and ys and ys[-1] < last.y and _hangs(parts[-1], ys[-1]):
            bottom = ys[-1]
        return [
            first.first - 0.88 * first.size - 2 if top is None else top,
            *(self._side(page, a, b) for a, b in between),
            last.last + 0.2 * last.size + 2 if bottom is None else bottom,
        ]

    def _foot_above(self, first: Row) -> float:
        """The baseline of the line above a row, on its page; 0 where there is none."""
        place = next(n for n, row in enumerate(self.rows) if row is first)
        above = self.rows[place - 1] if place else None
        return above.last if above is not None and above.page == first.page else 0.0

    def _ruling(self, page: int, low: float, high: float, *, last: bool) -> float | None:
        ys = [y for y in self.drawn[page].ys if low <= y <= high]
        return (ys[-1] if last else ys[0]) if ys else None

    def _side(self, page: int, above: Row, below: Row) -> float:
        drawn = self._ruling(page, above.last - 0.35 * above.size, below.first - 0.35 * below.size, last=True)
        return between(above, below) if drawn is None else drawn

    def _part(
        self, rows: Sequence[Row], xs: list[float], ends: tuple[float, float], pitch: float, into: Inferred
    ) -> None:
        into.words |= {id(word): False for row in rows for word in row.words}
        into.words |= {id(word): True for piece in pieces(rows, xs) if _is_mixed(piece) for word in piece.words}
        if self.is_ruled and not rows[0].is_whole:
            self._upright(rows, xs, ends, pitch, into)
            return
        full = [] if rows[0].is_whole else [y for y in self._full(rows[0].page, xs) if ends[0] + 3 < y < ends[1] - 3]
        for top, bottom in pairwise([ends[0], *full, ends[1]]):
            inside = [row for row in rows if top <= row.y - 0.35 * row.size < bottom]
            if inside:
                self._cells(inside, xs, (top, bottom), pitch, into)

    def _full(self, page: int, xs: Sequence[float]) -> list[float]:
        """Where rulings part most columns."""
        level = self.drawn[page].level
        return [r.at for r in level if shared_length(r.start, r.end, xs[0], xs[-1]) > WIDE * (xs[-1] - xs[0])]

    def _cells(
        self, rows: Sequence[Row], xs: list[float], ends: tuple[float, float], pitch: float, into: Inferred
    ) -> None:
        if rows[0].is_whole:
            level = self.drawn[rows[0].page].lines
            found = merged(bands(cast("Sequence[PaintedRow]", rows), xs, ends, level), xs, pitch, self.joins)
        else:
            found = cells(rows, xs, ends, pitch, self.joins)
        into.words |= {id(word): True for word in found.doubtful}
        self._named(found.names, found.doubtful)
        for area in found.areas:
            x0, x1, y0, y1 = xs[area.col], xs[area.col_end], found.ys[area.row], found.ys[area.row_end]
            into.sides += [Ruling("h", y0, x0, x1), Ruling("h", y1, x0, x1)]
            into.sides += [Ruling("v", x0, y0, y1), Ruling("v", x1, y0, y1)]

    def _upright(
        self, rows: Sequence[Row], xs: list[float], ends: tuple[float, float], pitch: float, into: Inferred
    ) -> None:
        """The sides of columns, in every band of rows but where a word crosses them, and the sides of names."""
        page = rows[0].page
        level = [r for r in self.drawn[page].level if ends[0] <= r.at <= ends[1]]
        ys = sorted({*ends, *(r.at for r in level)})
        into.sides += [*level, *(Ruling("h", y, xs[0], xs[-1]) for y in ends if y not in self.drawn[page].ys)]
        closed = [[covers(level, y, x0, x1) for x0, x1 in pairwise(xs)] for y in ys]
        bands = [[row for row in rows if top <= row.y - 0.35 * row.size < bottom] for top, bottom in pairwise(ys)]
        texts = [list(pieces(band, xs)) for band in bands]
        closed[0] = closed[-1] = [True] * (len(xs) - 1)
        joins = self.joins.sides(texts, len(xs) - 1)
        for n, band in enumerate(texts):
            crossed = {side for piece in band for side in range(piece.col + 1, piece.end)}
            crossed |= {c for c in joins[n] if all(closed[k][side] for k in (n, n + 1) for side in (c - 1, c))}
            into.sides += [Ruling("v", x, ys[n], ys[n + 1]) for c, x in enumerate(xs) if c not in crossed]
        for col in range(len(xs) - 1):
            column = [piece for band in texts for piece in band if (piece.col, piece.end) == (col, col + 1)]
            first = min((piece.col for piece in texts[-1]), default=0)
            foot = col < first and page != self.blocks_end
            for words in misplaced(column, ys, [line[col] for line in closed], pitch, goes_on=foot):
                into.words |= {id(word): True for word in words}
            for name in undrawn_names(column, ys, [line[col] for line in closed], pitch):
                into.sides.append(Ruling("h", name.y, xs[col], xs[col + 1]))
                self._named(name.words, name.words if name.is_doubtful else ())


def _hangs(rows: Sequence[Row], y: float) -> bool:
    """Whether no row stands under the last ruling at `y`, only lines of cells that began over it."""
    return not any(row.y > y and (row.figures or len(row.words) >= FEWEST) for row in rows)


def _is_mixed(piece: Piece) -> bool:
    """Whether several texts that stand as far apart as cells do are in one, a figure among them."""
    far = any(b.box.x0 - a.box.x1 > 0.8 * piece.size for a, b in pairwise(piece.words))
    return far and any(FIGURE.fullmatch(word.text) for word in piece.words)

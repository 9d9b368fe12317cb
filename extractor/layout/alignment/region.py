"""Tables that stand in lines of words without rulings between their columns: where they are, and all sides in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractor.geometry import shared_length
from extractor.layout.alignment.blanks import Joins
from extractor.layout.alignment.blocks import Block, Blocks
from extractor.layout.alignment.entries import Piece, is_figure, leading
from extractor.layout.alignment.names import misplaced, undrawn_names
from extractor.layout.alignment.spans import merged, row_sides
from extractor.layout.alignment.stretch import cells, columns, pieces
from extractor.layout.alignment.strips import FIGURE, River, Row, Sheet, between
from extractor.pages import Ruling, Word

_FEWEST = 3  # columns of a block that makes a table, and its lines with so many
_MANY = 5  # columns: a block with as many is a table if one has figures
_RULED = 0.7  # of the lines with a row's texts: where as many rulings are drawn, they tell the rows
_ROW = 1.6  # of the size: lines nearer to each other may be of one row
_CENTRED, _ALONE, _LARGE = 0.05, 0.6, 1.2  # of the page's width, and of the usual size: what makes a heading
_HEADING = 3  # lines of a heading
_LEVEL = 0.3  # of the size: how far figures may be from the side of their column at which they begin or end
_REACH = 6.0  # points: how near a ruling's end is to what it belongs to
_ASIDE = 1.0  # of the size: how far a river may be beside that of the same column
_WIDE, _ALL = 0.6, 0.98  # of a table's width: a ruling as long parts its rows, and all of them


@dataclass
class Inferred:
    """What was inferred on one page: the sides of cells, and the words in them, each with whether it is doubtful."""

    sides: list[Ruling] = field(default_factory=list)
    words: dict[int, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Drawn:
    """What is drawn on one page: its level rulings, and where upright ones or the ends of level ones stand.

    `level` has the sides of shading too, `lines` has not.
    """

    level: tuple[Ruling, ...]
    hints: tuple[float, ...]
    lines: tuple[Ruling, ...] = ()

    @property
    def ys(self) -> list[float]:
        """The heights at which rulings are drawn."""
        return sorted({ruling.at for ruling in self.level})


def infer(rows: Sequence[Row], drawn: dict[int, Drawn], width: float) -> dict[int, Inferred]:
    """What is inferred from the lines of consecutive pages, by page; a heading parts what stands above and below."""
    inferred: dict[int, Inferred] = {}
    for part in _parts(rows, drawn, width):
        sheet = Sheet(part, width)
        blocks = Blocks(sheet)
        found = blocks.found(lambda n: True)
        is_ruled = _is_ruled(part, found, drawn)
        if is_ruled:
            found = blocks.found(_Starts(part, drawn).may)
        for region in _regions(part, found, drawn, is_ruled):
            _Region(part, _matched(region, sheet.em), drawn, is_ruled).into(inferred)
    return inferred


class _Starts(NamedTuple):
    """Tells where rulings part the lines, so that a block may begin."""

    rows: Sequence[Row]
    drawn: dict[int, Drawn]

    def may(self, line: int) -> bool:
        """Whether a block may begin at a line."""
        return line in (0, len(self.rows)) or _parted(self.rows[line - 1], self.rows[line], self.drawn)


def _parts(rows: Sequence[Row], drawn: dict[int, Drawn], width: float) -> Iterator[list[Row]]:
    """The lines between headings."""
    usual = float(np.median([row.size for row in rows]))
    part: list[Row] = []
    for row in rows:
        if not _is_heading(row, usual, drawn, width):
            part.append(row)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _is_heading(row: Row, usual: float, drawn: dict[int, Drawn], width: float) -> bool:
    """Whether a line stands alone in the middle of the page, in large print or over the page's first ruling."""
    x0, x1 = row.words[0].box.x0, row.words[-1].box.x1
    if row.gaps or abs((x0 + x1) / 2 - width / 2) > _CENTRED * width:
        return False
    is_above = len(drawn[row.page].level) >= _FEWEST and _band(row, drawn)[1] == 0
    return row.size > _LARGE * usual or (is_above and x1 - x0 < _ALONE * width)


def _band(row: Row, drawn: dict[int, Drawn]) -> tuple[int, int]:
    """The page and the number of rulings above a line."""
    return row.page, bisect_right(drawn[row.page].ys, row.y - 0.35 * row.size)


def _parted(above: Row, below: Row, drawn: dict[int, Drawn]) -> bool:
    return _band(above, drawn) != _band(below, drawn)


def _is_ruled(rows: Sequence[Row], found: Sequence[Block], drawn: dict[int, Drawn]) -> bool:
    """Whether rulings part the rows: there are nearly as many as lines with a row's texts."""
    full: list[Row] = []
    for block in found:
        for row in rows[block.start : block.end] if len(block.rivers) + 1 >= _FEWEST else ():
            if len(row.words) >= _FEWEST and not (full and _is_beside(full[-1], row)):
                full.append(row)
    bands = {_band(row, drawn) for row in full}
    return len(full) > 0 and len(bands) >= max(_RULED * len(full), 2)


def _is_beside(above: Row, below: Row) -> bool:
    """Whether two lines may belong to one row, whose texts have an odd and an even number of lines."""
    return not below.is_whole and above.page == below.page and below.y - above.y < _ROW * below.size


def _regions(rows: Sequence[Row], found: Sequence[Block], drawn: dict[int, Drawn], is_ruled: bool) -> list[list[Block]]:
    """The blocks of each table, from the first with columns to the last."""
    groups: list[list[Block]] = []
    open_ = False
    for block in found:
        if block.rivers:
            if not open_:
                groups.append([])
            groups[-1].append(block)
            open_ = True
        elif open_ and _is_inside(rows, block, drawn, is_ruled):
            groups[-1].append(block)
        else:
            open_ = False
    groups = [_closed(rows, group, drawn) for group in groups]
    return [trimmed for group in groups if _is_table(rows, trimmed := _trimmed(rows, group))]


def _closed(rows: Sequence[Row], group: Sequence[Block], drawn: dict[int, Drawn]) -> list[Block]:
    """The blocks of a table without the rows of tables, as they are painted, that stand under its last ruling."""
    end = group[-1].end
    while rows[0].is_whole and end > group[0].start and _is_under(rows[end - 1], drawn[rows[end - 1].page].lines):
        end -= 1
    kept = [block for block in group if block.start < end]
    return [b if b.end <= end else Block(b.start, end, b.rivers, tuple(n for n in b.apart if n < end)) for b in kept]


def _is_under(row: Row, level: Sequence[Ruling]) -> bool:
    """Whether a row stands under all rulings that are as long as the longest of its page, and there are several."""
    longest = max((ruling.end - ruling.start for ruling in level), default=0.0)
    ys = {ruling.at for ruling in level if ruling.end - ruling.start > _ALL * longest}
    return len(ys) > 1 and row.first - 0.35 * row.size > max(ys)


def _is_inside(rows: Sequence[Row], block: Block, drawn: dict[int, Drawn], is_ruled: bool) -> bool:
    """Whether a block without columns may be a row of the table above it."""
    if is_ruled:
        page, band = _band(rows[block.start], drawn)
        return 0 < band < len(drawn[page].ys)
    return block.end - block.start <= 2


def _trimmed(rows: Sequence[Row], group: list[Block]) -> list[Block]:
    """The blocks without lines at either end that are no row: centred alone, or before the first ruling."""
    while group and not group[-1].rivers:
        group = group[:-1]
    if not group:
        return group
    first, start = group[0], group[0].start
    left = min(word.box.x0 for b in group for row in rows[b.start : b.end] for word in row.words)
    right = max(word.box.x1 for b in group for row in rows[b.start : b.end] for word in row.words)
    while start < first.end and _is_centred(rows[start], left, right):
        start += 1
    if start == first.end:
        return group[1:]
    return [Block(start, first.end, first.rivers, tuple(n for n in first.apart if n >= start)), *group[1:]]


def _is_centred(row: Row, left: float, right: float) -> bool:
    x0, x1 = row.words[0].box.x0, row.words[-1].box.x1
    one = len(row.gaps) == 0
    return one and abs((x0 + x1) / 2 - (left + right) / 2) < 0.04 * (right - left)


def _is_table(rows: Sequence[Row], group: Sequence[Block]) -> bool:
    """Whether a block has columns and rows enough, and figures in them: prose in columns and lists have not."""
    for block in group:
        inside, columns = rows[block.start : block.end], len(block.rivers) + 1
        full = sum(len(row.gaps) + 1 >= _FEWEST for row in inside)
        if columns >= _FEWEST and full >= _FEWEST and _has_figures(inside, block):
            return True
    return False


def _has_figures(rows: Sequence[Row], block: Block) -> bool:
    """Whether figures fill two columns right of the first, or one of many."""
    xs = [0.0, *((river.start + river.end) / 2 for river in block.rivers), 1e5]
    columns: list[list[Piece]] = [[] for _ in xs[1:]]
    for piece in pieces(rows, xs):
        columns[piece.col].append(piece)
    filled = sum(2 * sum(map(is_figure, column)) >= len(column) > 1 for column in columns[1:])
    return filled >= (1 if len(columns) >= _MANY else 2)


def _matched(found: Sequence[Block], size: float) -> list[Block]:
    """The blocks, those with as many rivers as the longest, and at its places, with its rivers where theirs are beside.

    A heading wider than its column reaches into the river of the texts under it.
    """
    longest = max(found, key=lambda block: block.end - block.start)

    def matched(block: Block) -> Block:
        pairs = list(zip(block.rivers, longest.rivers, strict=False))
        far = any(max(a.start - b.end, b.start - a.end) > _ASIDE * size for a, b in pairs)
        if len(block.rivers) != len(longest.rivers) or len(pairs) < _FEWEST or far:
            return block
        rivers = tuple(a if a.start < b.end and b.start < a.end else b for a, b in pairs)
        return Block(block.start, block.end, rivers, block.apart)

    return [matched(block) for block in found]


def _stabs(strips: Sequence[River], hints: Sequence[float]) -> dict[River, float]:
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


def _supported(rows: Sequence[Row], xs: list[float]) -> list[float]:
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


@dataclass
class _Region:
    rows: Sequence[Row]
    blocks: Sequence[Block]
    drawn: dict[int, Drawn]
    is_ruled: bool
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
        places = _stabs([river for block in self.blocks for river in block.rivers], hints)
        sides = {block: [left, *(places[river] for river in block.rivers), right] for block in self.blocks}
        sides = {block: self._with_ends(block, xs) for block, xs in sides.items()}
        sides = {block: _supported(self.rows[block.start : block.end], xs) for block, xs in sides.items()}
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
        spans = [r for page in pages for r in self.drawn[page].level if r.end - r.start > _WIDE * (right - left)]
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
        top = self._ruling(page, high - 2.2 * pitch, high, last=True)
        bottom = self._ruling(page, last.last - 0.35 * last.size, last.last + 2.2 * pitch, last=False)
        ys = self.drawn[page].ys
        if self.is_ruled and goes_on and ys and ys[-1] < last.y and _hangs(parts[-1], ys[-1]):
            bottom = ys[-1]
        return [
            first.first - 0.88 * first.size - 2 if top is None else top,
            *(self._side(page, a, b) for a, b in between),
            last.last + 0.2 * last.size + 2 if bottom is None else bottom,
        ]

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
        full = [y for y in self._full(rows[0].page, xs, rows[0].is_whole) if ends[0] + 3 < y < ends[1] - 3]
        for top, bottom in pairwise([ends[0], *full, ends[1]]):
            inside = [row for row in rows if top <= row.y - 0.35 * row.size < bottom]
            if inside:
                self._cells(inside, xs, (top, bottom), pitch, into)

    def _full(self, page: int, xs: Sequence[float], is_whole: bool) -> list[float]:
        """Where rulings part all columns: most of them, where lines of cells could be taken for rows."""
        drawn, share = (self.drawn[page].lines, _ALL) if is_whole else (self.drawn[page].level, _WIDE)
        return [r.at for r in drawn if shared_length(r.start, r.end, xs[0], xs[-1]) > share * (xs[-1] - xs[0])]

    def _cells(
        self, rows: Sequence[Row], xs: list[float], ends: tuple[float, float], pitch: float, into: Inferred
    ) -> None:
        if rows[0].is_whole:
            found = merged(rows, xs, row_sides(rows, ends, self.drawn[rows[0].page].lines), pitch, self.joins)
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
        closed = [[_covers(level, y, x0, x1) for x0, x1 in pairwise(xs)] for y in ys]
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
    return not any(row.y > y and (row.figures or len(row.words) >= _FEWEST) for row in rows)


def _is_mixed(piece: Piece) -> bool:
    """Whether several texts that stand as far apart as cells do are in one, a figure among them."""
    far = any(b.box.x0 - a.box.x1 > 0.8 * piece.size for a, b in pairwise(piece.words))
    return far and any(FIGURE.fullmatch(word.text) for word in piece.words)


def _covers(level: Sequence[Ruling], y: float, start: float, end: float) -> bool:
    drawn = sum(shared_length(r.start, r.end, start, end) for r in level if r.at == y)
    return drawn >= _WIDE * (end - start)

"""Which lines of words are tables, and of what blocks each: lines whose texts stand in the same columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from extractor.layout.alignment.blocks import Block, Blocks
from extractor.layout.alignment.drawn import ALL, Drawn, band_of, parted
from extractor.layout.alignment.entries import Piece, is_figure
from extractor.layout.alignment.stretch import pieces
from extractor.layout.alignment.strips import Row, Sheet
from extractor.pages import Ruling

FEWEST = 3
"""Columns of a block that makes a table, and its lines with so many."""

_MANY = 5  # columns: a block with as many is a table if one has figures
_RULED = 0.7  # of the lines with a row's texts: where as many rulings are drawn, they tell the rows
_ROW = 1.6  # of the size: lines nearer to each other may be of one row
_CENTRED, _ALONE, _LARGE = 0.05, 0.6, 1.2  # of the page's width, and of the usual size: what makes a heading
_ASIDE = 1.0  # of the size: how far a river may be beside that of the same column


class Found(NamedTuple):
    """A table: the lines among which it stands, its blocks of them, and whether rulings part its rows."""

    rows: Sequence[Row]
    blocks: Sequence[Block]
    is_ruled: bool


def tables(rows: Sequence[Row], drawn: Mapping[int, Drawn], width: float) -> Iterator[Found]:
    """The tables in the lines of consecutive pages; a heading parts what stands above and below."""
    for part in _parts(rows, drawn, width):
        sheet = Sheet(part, width)
        blocks = Blocks(sheet)
        found = blocks.found(lambda n: True)
        is_ruled = _is_ruled(part, found, drawn)
        if is_ruled:
            found = blocks.found(_Starts(part, drawn).may)
        for group in _groups(part, found, drawn, is_ruled):
            yield Found(part, _matched(group, sheet.em), is_ruled)


class _Starts(NamedTuple):
    """Tells where rulings part the lines, so that a block may begin."""

    rows: Sequence[Row]
    drawn: Mapping[int, Drawn]

    def may(self, line: int) -> bool:
        """Whether a block may begin at a line."""
        return line in (0, len(self.rows)) or parted(self.rows[line - 1], self.rows[line], self.drawn)


def _parts(rows: Sequence[Row], drawn: Mapping[int, Drawn], width: float) -> Iterator[list[Row]]:
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


def _is_heading(row: Row, usual: float, drawn: Mapping[int, Drawn], width: float) -> bool:
    """Whether a line stands alone in the middle of the page, in large print or over the page's first ruling."""
    x0, x1 = row.words[0].box.x0, row.words[-1].box.x1
    if row.gaps or abs((x0 + x1) / 2 - width / 2) > _CENTRED * width:
        return False
    is_above = len(drawn[row.page].level) >= FEWEST and band_of(row, drawn)[1] == 0
    return row.size > _LARGE * usual or (is_above and x1 - x0 < _ALONE * width)


def _is_ruled(rows: Sequence[Row], found: Sequence[Block], drawn: Mapping[int, Drawn]) -> bool:
    """Whether rulings part the rows: there are nearly as many as lines with a row's texts."""
    full: list[Row] = []
    for block in found:
        for row in rows[block.start : block.end] if len(block.rivers) + 1 >= FEWEST else ():
            if len(row.words) >= FEWEST and not (full and _is_beside(full[-1], row)):
                full.append(row)
    bands = {band_of(row, drawn) for row in full}
    return len(full) > 0 and len(bands) >= max(_RULED * len(full), 2)


def _is_beside(above: Row, below: Row) -> bool:
    """Whether two lines may belong to one row, whose texts have an odd and an even number of lines."""
    return not below.is_whole and above.page == below.page and below.y - above.y < _ROW * below.size


def _groups(
    rows: Sequence[Row], found: Sequence[Block], drawn: Mapping[int, Drawn], is_ruled: bool
) -> list[list[Block]]:
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


def _closed(rows: Sequence[Row], group: Sequence[Block], drawn: Mapping[int, Drawn]) -> list[Block]:
    """The blocks of a table without the rows of tables, as they are painted, that stand under its last ruling."""
    end = group[-1].end
    while rows[0].is_whole and end > group[0].start and _is_under(rows[end - 1], drawn[rows[end - 1].page].lines):
        end -= 1
    kept = [block for block in group if block.start < end]
    return [b if b.end <= end else Block(b.start, end, b.rivers, tuple(n for n in b.apart if n < end)) for b in kept]


def _is_under(row: Row, level: Sequence[Ruling]) -> bool:
    """Whether a row stands under all rulings that are as long as the longest of its page, and there are several."""
    longest = max((ruling.end - ruling.start for ruling in level), default=0.0)
    ys = {ruling.at for ruling in level if ruling.end - ruling.start > ALL * longest}
    return len(ys) > 1 and row.first - 0.35 * row.size > max(ys)


def _is_inside(rows: Sequence[Row], block: Block, drawn: Mapping[int, Drawn], is_ruled: bool) -> bool:
    """Whether a block without columns may be a row of the table above it."""
    if is_ruled:
        page, band = band_of(rows[block.start], drawn)
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
        full = sum(len(row.gaps) + 1 >= FEWEST for row in inside)
        if columns >= FEWEST and full >= FEWEST and _has_figures(inside, block):
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
        if len(block.rivers) != len(longest.rivers) or len(pairs) < FEWEST or far:
            return block
        rivers = tuple(a if a.start < b.end and b.start < a.end else b for a, b in pairs)
        return Block(block.start, block.end, rivers, block.apart)

    return [matched(block) for block in found]

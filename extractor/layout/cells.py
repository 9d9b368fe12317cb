"""The tables of one page: words put into the cells that rulings make, and the lines that stand free."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from extractor.geometry import Box, shared_length
from extractor.layout.cuts import meetings, parts
from extractor.layout.grid import Lattice, Slot, slots
from extractor.layout.marks import with_marks
from extractor.layout.raised import beside, hosts
from extractor.layout.rasters import rasters, stands_in
from extractor.layout.rows import with_rows
from extractor.layout.seams import is_chinese
from extractor.layout.table import Cell, Line, line_of
from extractor.pages import Page, Word
from extractor.quantities import figure

_BODY = 0.35  # of the size: how far above its baseline the middle of a glyph stands
_CLOSING, _OPENING = "）】》〉」』〕，。、；：！？", "（【《〈「『〔"
_HALF = 0.5  # of the size: where the ink of such a character ends, or begins
_EITHER = 0.8  # the confidence of a figure that may be two
_ASTRIDE = 0.2  # of the size: how far a ruling may cut into a character before the text counts as running over it


class PageTable(Struct, frozen=True):
    """A table on one page: its box, and cells whose rows and columns count on this page only.

    `ended` tells that room is left under its last row, so that the page's foot cuts no row.
    """

    box: Box
    xs: tuple[float, ...]
    cells: tuple[Cell, ...]
    ended: bool = False

    @property
    def rows(self) -> int:
        """How many rows stand on this page."""
        return max(cell.row_end for cell in self.cells)


def page_tables(page: Page) -> tuple[list[PageTable], list[Line]]:
    """The tables of a page from top to bottom, and the free lines outside them."""
    found = rasters(page)
    inside: list[list[Word]] = [[] for _ in found]
    free: list[Word] = []
    for word in page.words:
        for raster, words in zip(found, inside, strict=True):
            if stands_in(raster, word):
                words.append(word)
                break
        else:
            free.append(word)
    tables = [
        _filled(page.number, with_rows(raster, words, (*page.rulings, *page.edges, *page.inferred)), words)
        for raster, words in zip(found, inside, strict=True)
    ]
    return [_with_overflow(table, free) for table in tables], list(_lines(free))


def _with_overflow(table: PageTable, free: list[Word]) -> PageTable:
    """The table with the free words that hang out of cells which the page's foot cuts; `free` loses them."""
    end = table.rows
    foot = [cell for cell in table.cells if cell.row_end == end]
    if all(cell.bottom_drawn for cell in foot) or not any(cell.bottom_drawn for cell in foot):
        return table
    cells = list(table.cells)
    for cell in foot:
        hanging = [] if cell.bottom_drawn else _hanging(cell, free)
        if hanging:
            cells[cells.index(cell)] = replace(cell, lines=(*cell.lines, *_lines(hanging)))
            free[:] = [word for word in free if word not in hanging]
    return replace(table, cells=tuple(cells))


def _hanging(cell: Cell, free: list[Word]) -> list[Word]:
    """The words under a cell that go on with its text line by line, or begin the text of a cell that has none yet."""
    box, found = cell.boxes[0], list[Word]()
    last = cell.lines[-1].box.bottom if cell.lines else None
    for word in sorted(free, key=lambda word: word.baseline):
        inside = word.box.top >= box.bottom - word.size and box.x0 <= word.box.x0 and word.box.x1 <= box.x1
        if inside and (last is None or word.box.top - last < 0.8 * word.size):
            found.append(word)
            last = word.box.bottom
    return found


def _filled(number: int, raster: Lattice, words: list[Word]) -> PageTable:
    every = slots(raster)
    home = _homes(raster, every)
    pieces: dict[Slot, list[Word]] = {slot: [] for slot in every}
    astride: list[tuple[Word, Slot, Slot]] = []
    for word in words:
        for piece, col in _split(word, raster, home):
            upper, lower = home[_row(piece, raster, 0.65)][col], home[_row(piece, raster, 0.1)][col]
            if upper is lower:
                pieces[upper].append(piece)
            else:
                astride.append((piece, upper, lower))
    for piece, upper, lower in astride:
        middle = home[_row(piece, raster, _BODY)][_col(piece, raster)]
        pieces[_settled(piece, pieces[upper], pieces[lower], (upper, lower), middle)].append(piece)
    printed = tuple(_cell(number, raster, slot, pieces[slot]) for slot in every)
    cells = _without_rest(raster, printed)
    box = Box(number, raster.xs[0], raster.ys[0], raster.xs[-1], raster.ys[-1])
    return PageTable(box, tuple(raster.xs), cells, ended=cells is not printed)


def _without_rest(raster: Lattice, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells without what a page's foot leaves beside merged cells: a blank row, open below and to the right."""
    last = len(raster.ys) - 2
    rest = [cell for cell in cells if cell.row == last]
    if not last or raster.upright[last][-1] or any(cell.lines or cell.bottom_drawn for cell in rest):
        return cells
    above = (cell for cell in cells if cell.row < last)
    return tuple(replace(cell, rowspan=last - cell.row) if cell.row_end > last else cell for cell in above)


def _homes(raster: Lattice, every: Sequence[Slot]) -> list[list[Slot]]:
    """The slot at every row and column."""
    home = [[every[0]] * (len(raster.xs) - 1) for _ in raster.ys[1:]]
    for slot in every:
        for row in range(slot.row, slot.row_end):
            home[row][slot.col : slot.col_end] = [slot] * (slot.col_end - slot.col)
    return home


def _settled(word: Word, above: list[Word], below: list[Word], both: tuple[Slot, Slot], middle: Slot) -> Slot:
    """The cell of a word that the line between two cells cuts, as clipped text is.

    It goes with the paragraph that it continues, else to the cell that has no text, else to where its middle is.
    """
    near = [min((_pitch(word, other) for other in words), default=math.inf) for words in (above, below)]
    if abs(near[0] - near[1]) > 0.05 * word.size and min(near) < 1.4 * word.size:
        return both[0] if near[0] < near[1] else both[1]
    if bool(above) != bool(below):
        return both[1] if above else both[0]
    return middle


def _pitch(word: Word, other: Word) -> float:
    """How far apart the lines of two words are, in points; infinite where they cannot be of one paragraph."""
    pitch = abs(word.baseline - other.baseline)
    if pitch < 0.3 * word.size:
        beside = max(word.box.x0 - other.box.x1, other.box.x0 - word.box.x1) < 2 * word.size
        return pitch if beside else math.inf
    over = shared_length(word.box.x0, word.box.x1, other.box.x0, other.box.x1) > 0
    return pitch if over and pitch > 0.5 * word.size else math.inf


def _row(word: Word, raster: Lattice, height: float) -> int:
    """The row that holds the point `height` sizes above the word's baseline."""
    return _between(raster.ys, word.baseline - height * word.size)


def _col(word: Word, raster: Lattice) -> int:
    """The column of a word: where it is aligned if it runs over several, else where its middle is."""
    first, last = _between(raster.xs, word.box.x0), _between(raster.xs, word.box.x1)
    if last == first:
        return first
    if word.box.x0 - raster.xs[first] < word.size < raster.xs[last + 1] - word.box.x1:
        return first
    return _between(raster.xs, (word.box.x0 + word.box.x1) / 2)


def _between(sides: list[float], at: float) -> int:
    """The column or row that holds the place; what stands outside belongs to the nearest."""
    return bisect_right(sides, at, 1, len(sides) - 1) - 1


def _split(word: Word, raster: Lattice, home: list[list[Slot]]) -> Iterator[tuple[Word, int]]:
    """The word cut where a side of a cell falls between two of its characters, each piece with its column.

    A side that cuts through a character, a Latin word or a number means that the text runs over its cell: it stays
    whole, unless it is the texts of several cells that run into each other.
    """
    first, last = _between(raster.xs, word.box.x0), _between(raster.xs, word.box.x1)
    if first == last:
        yield word, first
        return
    start, row = 0, home[_row(word, raster, _BODY)]
    for col in range(first + 1, last + 1):
        if row[col] is row[col - 1]:
            continue
        cut = min(range(len(word.edges)), key=lambda n: abs(word.edges[n] - raster.xs[col]))
        if start < cut < len(word.text) and _falls_at(word, cut, raster.xs[col]) and parts(word, cut):
            piece, start = _part(word, start, cut), cut
            yield piece, _col(piece, raster)
    if start:
        rest = _part(word, start, len(word.text))
        yield rest, _col(rest, raster)
    else:
        yield from _told_apart(word, raster)


def _told_apart(word: Word, raster: Lattice) -> Iterator[tuple[Word, int]]:
    """The texts of a word that lies over sides, each with its column; a number that may be two wants a look."""
    pieces = [_part(word, start, end) for start, end in pairwise([0, *meetings(word), len(word.text)])]
    columns = [_col(piece, raster) for piece in pieces]
    are_placed = all(_is_placed(piece, col, raster) for piece, col in zip(pieces, columns, strict=True))
    if len(pieces) == 1 or len(set(columns)) < len(columns) or not are_placed:
        yield word, _col(word, raster)
    elif figure(word.text) is not None:
        yield word._replace(confidence=min(word.confidence, _EITHER)), _col(word, raster)
    else:
        yield from zip(pieces, columns, strict=True)


def _is_placed(word: Word, col: int, raster: Lattice) -> bool:
    """Whether a word stands in the middle of a column, or near one of its sides, as what was printed there does."""
    left, right = word.box.x0 - raster.xs[col], raster.xs[col + 1] - word.box.x1
    return abs(left - right) < word.size / 2 or 0 <= left < word.size or 0 <= right < word.size


def _falls_at(word: Word, cut: int, at: float) -> bool:
    """Whether a side falls between the character before the cut, which may end before the next begins, and the next."""
    last = word.size * (_HALF if word.text[cut - 1] in _CLOSING else 1)
    first = word.size * (_HALF if word.text[cut] in _OPENING else 0)
    before, after = min(word.edges[cut - 1] + last, word.edges[cut]), word.edges[cut] + first
    return before - _ASTRIDE * word.size <= at <= after + _ASTRIDE * word.size


def _part(word: Word, start: int, end: int) -> Word:
    box = word.box._replace(x0=word.edges[start], x1=word.edges[end])
    edges = word.edges[start : end + 1]
    return word._replace(text=word.text[start:end], box=box, edges=edges, blank=word.blank and start == 0)


def _cell(number: int, raster: Lattice, slot: Slot, words: list[Word]) -> Cell:
    row, col, row_end, col_end = slot
    xs, ys, level, _ = raster
    return Cell(
        row,
        col,
        row_end - row,
        col_end - col,
        (Box(number, xs[col], ys[row], xs[col_end], ys[row_end]),),
        with_marks(_lines(words)),
        all(level[row][col:col_end]),
        all(level[row_end][col:col_end]),
    )


def _lines(words: Sequence[Word]) -> tuple[Line, ...]:
    """The words' lines; words are sorted by baseline first, so that boxes of other heights do no harm."""
    if len(words) < 2:
        return tuple([Line(word.text, word.box, word.size, word.confidence) for word in words])
    every = list(words)
    standing = [word for word in every if _stands(word)]
    every = [word for word in every if word not in standing] if standing else every
    marks = hosts(every)
    rows: list[list[Word]] = []
    every = [word for word in every if word not in marks] if marks else every
    for word in sorted(every, key=lambda word: word.baseline):
        if rows and word.baseline - rows[-1][0].baseline <= 0.4 * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    for mark, host in marks.items():
        row = next(row for row in rows if host in row)
        row.append(beside(mark, host, row))
    rows = [sorted(row, key=_left) for row in rows] + [[word] for word in standing]
    return tuple(
        line_of([(word.text, word.box, word.size, word.blank, word.confidence) for word in row]) for row in rows
    )


def _stands(word: Word) -> bool:
    """Whether a word is a line that runs up or down, one of several that come in the order of their reading.

    Its baseline is the foot of its box; boxes of some fonts are tall without that.
    """
    box = word.box
    is_tall = box.bottom - box.top > 1.6 * word.size and box.height > box.width and word.baseline >= box.bottom
    return is_tall and len(word.text) > 1 and not is_chinese(word.text)


def _left(word: Word) -> float:
    return word.box.x0

"""Names in a column where no rulings part them, beside rows that rulings part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.layout.alignment.entries import Keys, Piece, apart
from extractor.layout.alignment.placing import Scale, as_names
from extractor.layout.alignment.strips import DROP
from extractor.pages import Word

_APART = 1.5  # of the leading: names are farther apart than the lines of one
_TOP = 1.2  # of the leading: how far the first line of a cell that begins at its top is below it
_MISSED = 0.5  # of the leading: a name farther from its rows' middle wants a look


class Name(NamedTuple):
    """The upper side of a name's cell, its words, and whether it is in doubt which rows they speak for."""

    y: float
    words: tuple[Word, ...]
    is_doubtful: bool


def undrawn_names(column: Sequence[Piece], ys: Sequence[float], closed: Sequence[bool], pitch: float) -> Iterator[Name]:
    """The sides between the names of a column, between rows at `ys`, of which those `closed` are drawn over it."""
    drawn = [n for n, is_closed in enumerate(closed) if is_closed]
    for start, end in pairwise(drawn):
        top, bottom = ys[start], ys[end]
        inside = [piece for piece in column if top <= piece.y - DROP * piece.size < bottom]
        at_edge = start == 0 or end == len(ys) - 1
        found = apart(inside, _APART * pitch)
        if end - start < 2 or not found or (len(found) == 1 and (at_edge or _is_placed(inside, top, bottom, pitch))):
            continue
        drop = DROP * inside[0].size
        sides = ys[start : end + 1]
        rows = Keys(tuple((a + b) / 2 + drop for a, b in pairwise(sides)), "middle", 0)
        for placed in as_names(found, Scale(rows, sides, pitch, drop), set()):
            words = tuple(word for n in placed.lines for word in inside[n].words)
            yield Name(sides[placed.start], words, placed.miss > _MISSED)


def misplaced(
    column: Sequence[Piece], ys: Sequence[float], closed: Sequence[bool], pitch: float, *, goes_on: bool
) -> Iterator[tuple[Word, ...]]:
    """The words of lone names that stand neither in the middle nor at the top of cells at the page's head or foot.

    The page may cut such a cell, and what ends it may not be drawn. `goes_on` tells whether the table does.
    """
    drawn = [n for n, is_closed in enumerate(closed) if is_closed]
    for start, end in pairwise(drawn):
        inside = [piece for piece in column if ys[start] <= piece.y - DROP * piece.size < ys[end]]
        if not inside and end == len(ys) - 1 and goes_on:
            # The name of what is blank at the page's foot stands on the next page, or is the last one of this.
            yield tuple(word for piece in column if piece.y < ys[start] for word in piece.words)
        at_edge = end - start > 1 and (start == 0 or end == len(ys) - 1)
        if inside and at_edge and not _is_placed(inside, ys[start], ys[end], pitch):
            yield tuple(word for piece in inside for word in piece.words)


def _is_placed(lines: Sequence[Piece], top: float, bottom: float, pitch: float) -> bool:
    """Whether a name stands in the middle of its cell, or at its top."""
    first, last, drop = lines[0].y, lines[-1].y, DROP * lines[0].size
    is_central = abs((first + last) / 2 - drop - (top + bottom) / 2) < _MISSED * pitch
    return is_central or first - drop - top < _TOP * pitch

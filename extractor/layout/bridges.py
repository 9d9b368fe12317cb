"""Columns closed where a page cuts a merged cell at both ends: without its ends it parts the table in two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.layout.rulings import JOINT
from extractor.pages import Ruling, Word

_FEWEST = 2  # level lines that a column interrupts
_NARROWEST = 10.0  # points: a column that holds text is wider


def bridges(rulings: Sequence[Ruling], words: Sequence[Word]) -> list[Ruling]:
    """The ends, level lines, of every column that holds text, has both sides drawn, and interrupts all level lines."""
    level = sorted((ruling for ruling in rulings if ruling.axis == "h"), key=lambda ruling: (ruling.at, ruling.start))
    upright = [ruling for ruling in rulings if ruling.axis == "v"]
    return [end for x0, x1 in _columns(level) for end in _ends(x0, x1, upright, level, words)]


def _columns(level: Sequence[Ruling]) -> list[tuple[float, float]]:
    """The places between which several level lines stop and go on."""
    gaps = [
        (one.end, other.start)
        for one, other in pairwise(level)
        if abs(one.at - other.at) <= JOINT and other.start - one.end >= _NARROWEST
    ]
    near = [[each for each in gaps if _is_near(each, gap)] for gap in gaps]
    found = [group[0] for group in near if len(group) >= _FEWEST]
    return list(dict.fromkeys(found))


def _is_near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) <= JOINT and abs(one[1] - other[1]) <= JOINT


def _ends(
    x0: float, x1: float, upright: Sequence[Ruling], level: Sequence[Ruling], words: Sequence[Word]
) -> Iterator[Ruling]:
    """The upper and the lower end of a column, where its sides end together."""
    for left in (ruling for ruling in upright if abs(ruling.at - x0) <= JOINT):
        for right in (ruling for ruling in upright if abs(ruling.at - x1) <= JOINT):
            if abs(left.start - right.start) > JOINT or abs(left.end - right.end) > JOINT:
                continue
            inside = [line for line in level if line.start < x1 - JOINT and line.end > x0 + JOINT]
            is_crossed = any(left.start - JOINT <= line.at <= left.end + JOINT for line in inside)
            if not is_crossed and any(_holds(left, x0, x1, word) for word in words):
                yield Ruling("h", left.start, x0, x1)
                yield Ruling("h", left.end, x0, x1)


def _holds(side: Ruling, x0: float, x1: float, word: Word) -> bool:
    return x0 <= word.box.x0 and word.box.x1 <= x1 and side.start <= word.baseline <= side.end

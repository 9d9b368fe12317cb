"""Marks among the rulings that close no cell: underlines, strikes through text, and boxes to tick."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from extractor.geometry import shared_length
from extractor.pages import Ruling, Word

_LEAST, _MOST = 5.0, 14.0  # points: the sides of boxes to tick
_CORNER = 2.5  # points: rounded corners of a box
_EVEN = 0.7  # points: how far the sides of two cells of one row may be out of line
_BESIDE = 6.0  # points: how far cells of one row stand apart at most
_UNDER, _THROUGH = 0.3, 0.45  # of the size: how far below and above the baseline a line marks text
_END = 0.1  # of the size: how far a mark ends from a character's side
_MARKED = 0.8  # of a mark: how much of it text covers at least


class _Ring(NamedTuple):
    """A small box: its sides, and the places of the four pieces that draw it."""

    x0: float
    y0: float
    x1: float
    y1: float
    places: tuple[int, int, int, int]


def without_ticks(pieces: Sequence[Ruling]) -> list[Ruling]:
    """The pieces without those of small boxes that stand in no row and no column of other cells."""
    rings = list(_rings(pieces))
    small = {place for ring in rings for place in ring.places}
    others = _Aligned(piece for place, piece in enumerate(pieces) if place not in small) if rings else None
    lone = {place for ring in rings if others is None or not others.hold(ring) for place in ring.places}
    return [piece for place, piece in enumerate(pieces) if place not in lone]


def _rings(pieces: Sequence[Ruling]) -> Iterator[_Ring]:
    short: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, piece in enumerate(pieces):
        if _LEAST <= piece.end - piece.start <= _MOST:
            short[piece.axis, round(piece.at / _CORNER)].append(place)
    for place in (place for (axis, _), places in list(short.items()) if axis == "h" for place in places):
        top = pieces[place]
        left, right = (_side(pieces, short, "v", at, top.at) for at in (top.start, top.end))
        if left is None or right is None or left == right:
            continue
        bottom = _side(pieces, short, "h", pieces[left].end, top.start)
        if bottom is not None and bottom != place:
            x0, x1 = pieces[left].at, pieces[right].at
            yield _Ring(x0, top.at, x1, pieces[bottom].at, (place, left, right, bottom))


def _side(
    pieces: Sequence[Ruling], short: dict[tuple[str, int], list[int]], axis: Literal["h", "v"], at: float, start: float
) -> int | None:
    """The place of the short piece at that place that begins there."""
    near = (place for step in (-1, 0, 1) for place in short.get((axis, round(at / _CORNER) + step), ()))
    misses = ((max(abs(pieces[place].at - at), abs(pieces[place].start - start)), place) for place in near)
    miss, place = min(misses, default=(_CORNER + 1, None))
    return place if miss <= _CORNER else None


class _Aligned:
    """Pieces by where they lie, to find those in line with the sides of a box."""

    def __init__(self, pieces: Iterable[Ruling]) -> None:
        self._lines: dict[tuple[str, int], list[Ruling]] = defaultdict(list)
        for piece in pieces:
            self._lines[piece.axis, round(piece.at)].append(piece)

    def hold(self, ring: _Ring) -> bool:
        """Whether lines go on from both level or from both upright sides of a box, as a cell's do."""
        level = all(self._goes_on("h", at, ring.x0, ring.x1) for at in (ring.y0, ring.y1))
        return level or all(self._goes_on("v", at, ring.y0, ring.y1) for at in (ring.x0, ring.x1))

    def _goes_on(self, axis: str, at: float, start: float, end: float) -> bool:
        near = (piece for step in (-1, 0, 1) for piece in self._lines.get((axis, round(at) + step), ()))
        return any(
            abs(piece.at - at) <= _EVEN and piece.start <= end + _BESIDE and piece.end >= start - _BESIDE
            for piece in near
        )


class Texts:
    """The words of a page by their baselines, to tell lines that mark text from rulings."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._words = sorted(words, key=lambda word: word.baseline)
        self._baselines = [word.baseline for word in self._words]
        self._largest = max((word.size for word in self._words), default=0.0)

    def unmarked(self, rulings: Iterable[Ruling], least: float = 0.0) -> list[Ruling]:
        """The rulings without those that only run under or through text, from one character's side to another's.

        Those of no more than `least` points stay: they may be dashes.
        """
        every = list(rulings)
        uprights = sorted(ruling.at for ruling in every if ruling.axis == "v")
        others = [r.axis == "v" or r.end - r.start <= least or _is_side(r, uprights) for r in every]
        return [r for r, is_other in zip(every, others, strict=True) if is_other or not self._marks(r)]

    def _marks(self, ruling: Ruling) -> bool:
        words = [word for word in self._near(ruling.at) if _overlap(ruling, word) > 0]
        if not words:
            return False
        size = max(word.size for word in words)
        edges = [edge for word in words for edge in word.edges]
        ends = all(min(abs(edge - at) for edge in edges) <= _END * size for at in (ruling.start, ruling.end))
        covered = sum(_overlap(ruling, word) for word in words)
        return ends and covered >= _MARKED * (ruling.end - ruling.start)

    def _near(self, at: float) -> Iterator[Word]:
        start = bisect_left(self._baselines, at - _UNDER * self._largest)
        end = bisect_right(self._baselines, at + _THROUGH * self._largest)
        for word in self._words[start:end]:
            if -_THROUGH * word.size <= at - word.baseline <= _UNDER * word.size:
                yield word


def _is_side(ruling: Ruling, uprights: Sequence[float]) -> bool:
    """Whether a level line ends exactly at upright ones, as the side of a cell does."""
    return all(_has(uprights, at) for at in (ruling.start, ruling.end))


def _has(places: Sequence[float], at: float) -> bool:
    found = bisect_left(places, at - 0.5)
    return found < len(places) and places[found] <= at + 0.5


def _overlap(ruling: Ruling, word: Word) -> float:
    return shared_length(ruling.start, ruling.end, word.edges[0], word.edges[-1])

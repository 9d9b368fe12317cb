"""Which way up a picture of a page is: the way in which its lines can be read."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from extractor.ocr import Engine, Grey
from extractor.readers.scan.segments import Segment

_LINES = 12  # lines that are tried
_LONG, _LONGEST = 3.0, 14.0  # widths, in heights, of lines that are worth trying
_LEVEL = 2.5  # lines that are so much longer than high, all in all, lie level
_PLAIN = 0.85  # a page whose lines are read as surely as this is upright

Finder = Callable[[Grey], tuple[Grey, list[Segment]]]
"""Finds the lines of a picture, and cleans it of what is no text."""


def quarters(grey: Grey, lines_of: Finder, engine: Engine) -> int:
    """By how many quarters a picture must be turned counter-clockwise, as by `numpy.rot90`, to stand upright.

    Lines are longer than high only where they lie level; which way up they then are is told by reading some.
    """
    tried = {0: lines_of(grey)}
    if _stretch(tried[0][1]) < _LEVEL:
        tried[1] = lines_of(_turned(grey, 1))
    axis = max(tried, key=lambda turn: _stretch(tried[turn][1]))
    sure = _legibility(*tried[axis], engine)
    if sure >= _PLAIN:
        return axis
    return axis if sure >= _legibility(*lines_of(_turned(grey, axis + 2)), engine) else axis + 2


def _turned(grey: Grey, turn: int) -> Grey:
    return np.ascontiguousarray(np.rot90(grey, turn))


def _stretch(places: list[Segment]) -> float:
    """How much longer than high the lines are, all in all."""
    high = sum(place.y1 - place.y0 for place in places)
    return sum(place.x1 - place.x0 for place in places) / high if high else 0.0


def _legibility(grey: Grey, places: list[Segment], engine: Engine) -> float:
    """How surely the page's lines are read, on average; weighed by what is read of them."""
    fit = [place for place in places if _LONG <= (place.x1 - place.x0) / max(1, place.y1 - place.y0) <= _LONGEST]
    tried = sorted(fit, key=lambda place: place.x0 - place.x1)[:: max(1, len(fit) // _LINES)][:_LINES]
    if not tried:
        return 0.0
    read = engine.read([grey[place.y0 : place.y1, place.x0 : place.x1] for place in tried])
    sure = [sum(reading.sure) / len(reading.sure) if len(reading.text) > 1 else 0.0 for reading in read]
    return float(np.mean(sure))

"""Which way up a picture of a page is: the way in which its lines can be read."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from extractor.ocr import Engine, Grey
from extractor.readers.scan.content import Content
from extractor.readers.scan.segments import Segment

_LINES = 8  # lines that are tried
_LONG, _LONGEST = 3.0, 10.0  # widths, in heights, of lines that are worth trying
_LEVEL = 2.5  # lines that are so much longer than high, all in all, lie level
_PLAIN = 0.85  # a page whose lines are read as surely as this is upright


def upright(grey: Grey, content_of: Callable[[Grey], Content], engine: Engine) -> tuple[int, Content]:
    """By how many quarters a picture must be turned counter-clockwise, as by `numpy.rot90`, and what is on it then.

    Lines are longer than high only where they lie level; which way up they then are is told by reading some.
    """
    tried = {0: content_of(grey)}
    if _stretch(tried[0].lines) < _LEVEL:
        tried[1] = content_of(_turned(grey, 1))
    axis = max(tried, key=lambda turn: _stretch(tried[turn].lines))
    sure = _legibility(tried[axis], engine)
    if sure >= _PLAIN:
        return axis, tried[axis]
    other = content_of(_turned(grey, axis + 2))
    return (axis, tried[axis]) if sure >= _legibility(other, engine) else (axis + 2, other)


def _turned(grey: Grey, turn: int) -> Grey:
    return np.ascontiguousarray(np.rot90(grey, turn))


def _stretch(places: list[Segment]) -> float:
    """How much longer than high the lines are, all in all."""
    high = sum(place.y1 - place.y0 for place in places)
    return sum(place.x1 - place.x0 for place in places) / high if high else 0.0


def _legibility(content: Content, engine: Engine) -> float:
    """How surely the page's lines are read, on average; weighed by what is read of them."""
    fit = [place for place in content.lines if _LONG <= (place.x1 - place.x0) / max(1, place.y1 - place.y0) <= _LONGEST]
    tried = sorted(fit, key=lambda place: place.x0 - place.x1)[:: max(1, len(fit) // _LINES)][:_LINES]
    if not tried:
        return 0.0
    read = engine.glance([content.white[place.y0 : place.y1, place.x0 : place.x1] for place in tried])
    sure = [sum(reading.sure) / len(reading.sure) if len(reading.text) > 1 else 0.0 for reading in read]
    return float(np.mean(sure))

"""Rulings from pixels: long thin strokes, to a fraction of a pixel, through small gaps."""

from __future__ import annotations

from typing import Literal

import numpy as np

from extractor.ocr import Grey
from extractor.pages import Ruling
from extractor.readers.scan.straight import strokes

_LONG = 0.022  # of the picture's shorter side: a shorter stroke is a character's
_THICK = 5.0  # points: what is thicker is a bar or a blot
_SURE = 40.0  # points: a stroke that long is no character's
_NEAR = 1.2  # points: how far a ruling may end before or behind the one that it meets
_ONE_LINE = 1.2  # points: rulings no farther apart lie on one line
_GAP = 8.0  # points: rulings that far apart on one line are one


def pixel_rulings(ink: Grey, scale: float) -> list[Ruling]:
    """The rulings of an inked picture, in pixels."""
    level, upright = _along(ink, "h", scale), _along(ink, "v", scale)
    return [*_closed(level, upright, scale), *_closed(upright, level, scale)]


def _closed(rulings: list[Ruling], across: list[Ruling], scale: float) -> list[Ruling]:
    """The rulings without short ones that end at none across: those are strokes of large characters."""
    long = [other for other in across if other.end - other.start >= _SURE * scale]
    return [
        each
        for each in rulings
        if each.end - each.start >= _SURE * scale
        or all(any(_meets(other, at, each.at, _NEAR * scale) for other in long) for at in (each.start, each.end))
    ]


def _meets(other: Ruling, at: float, along: float, near: float) -> bool:
    return abs(other.at - at) <= near and other.start - near <= along <= other.end + near


def _along(ink: Grey, axis: Literal["h", "v"], scale: float) -> list[Ruling]:
    length = max(12, round(min(ink.shape) * _LONG))
    found = []
    for x, y, w, h, part in strokes(ink, axis, length):
        along, start = (w, x) if axis == "h" else (h, y)
        rows, cols = np.nonzero(part)
        if len(rows) / along > _THICK * scale:
            continue
        at = (rows.mean() + y if axis == "h" else cols.mean() + x) + 0.5
        found.append(Ruling(axis, float(at), float(start), float(start + along)))
    return _joined(found, scale)


def _joined(found: list[Ruling], scale: float) -> list[Ruling]:
    """Rulings that continue each other on one line, made one."""
    done: list[Ruling] = []
    for each in sorted(found, key=lambda ruling: ruling.start):
        near = [k for k, other in enumerate(done) if _continues(other, each, scale)]
        if near:
            k = min(near, key=lambda n: abs(done[n].at - each.at))
            other = done[k]
            a, b = other.end - other.start, each.end - each.start
            done[k] = Ruling(each.axis, (other.at * a + each.at * b) / (a + b), other.start, max(other.end, each.end))
        else:
            done.append(each)
    return done


def _continues(before: Ruling, each: Ruling, scale: float) -> bool:
    return abs(before.at - each.at) <= _ONE_LINE * scale and before.end + _GAP * scale >= each.start


def without(ink: Grey, rulings: list[Ruling], reach: int) -> Grey:
    """The ink without what the rulings left, `reach` pixels to either side of them."""
    clean = ink.copy()
    for ruling in rulings:
        at, start, end = round(ruling.at - 0.5), int(ruling.start), int(ruling.end)
        if ruling.axis == "h":
            clean[max(0, at - reach) : at + reach + 1, max(0, start - reach) : end + reach] = 0
        else:
            clean[max(0, start - reach) : end + reach, max(0, at - reach) : at + reach + 1] = 0
    return clean

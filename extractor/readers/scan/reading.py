"""Printed lines read by an engine, as words where they stand on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractor.geometry import Box
from extractor.ocr import Engine, Grey, Reading
from extractor.pages import Word
from extractor.readers.scan.bars import barred
from extractor.readers.scan.ones import judged
from extractor.readers.scan.segments import Segment
from extractor.readers.scan.signs import signed
from extractor.readers.scan.tickboxes import with_boxes
from extractor.readers.scan.torn import doubted, is_torn

_DOUBTFUL = 0.7  # how sure a point behind a figure is at most
_BROKEN = 0.5  # how sure a figure is at most that has a blank inside
_LONE = 0.45  # of the size: a lone blot that is smaller is a full stop
_FLAT = 0.2  # of the size: a stroke that is no higher is a dash
_DASH = Reading("—", (0.9,), (0.5,))
_UNREAD = Reading("\ufffd", (0.0,), (0.5,))  # ink of which nothing was read is said
_BRACKETS = frozenset("（）()")
_EITHER = 0.4  # how sure a bracket is at least that doubts nothing: models waver between wide and narrow ones
_COUNTED = frozenset("23456789")
_PLAINLY = 0.5  # how surely a small blot must be read as a figure
_RINGS = set("。0oO°•CQ〇○")
_DOTS = ".•·▪ "
_SIGNS = frozenset("≥≤≧≦><=")
_BARS = frozenset("═二ニ")  # characters that are two level strokes: alone in a line they are the sign
_STROKES = {"一", "-", "_", "—", "ー", "－"}  # characters that are one level stroke
_MARGIN = 0.14  # of the size: paper around a line in the picture of it
_INK = 0.9  # of the size of a font: the height of a Chinese character
_LOW = 0.72  # of the size: the height of a figure
_BASE = 0.36  # of the size: how far a baseline is under the middle of a line


@dataclass(frozen=True)
class Lines:
    """The picture of a page without its rulings, the places of its lines, its pixels a point, and its number."""

    grey: Grey
    places: Sequence[Segment]
    scale: float
    page: int


def read_lines(lines: Lines, engine: Engine) -> Iterator[Word]:
    """The words of the lines; what nothing is read of is none."""
    usual = float(np.median([place.size for place in lines.places])) if lines.places else 0.0
    pictures = [_cut(lines.grey, place, usual) for place in lines.places]
    first = engine.read(pictures)
    torn = is_torn(pictures, first)
    readings = with_boxes(first, pictures, [min(place.size, round(usual)) for place in lines.places], engine)
    for place, picture, reading in zip(lines.places, pictures, readings, strict=True):
        wide, high = place.x1 - place.x0, place.y1 - place.y0
        if max(wide, high) < _LONE * usual:
            read = _as_stop(reading)
        elif high < _FLAT * usual and len(reading.text) <= 1:
            read = _DASH
        else:
            read = signed(barred(reading, picture), picture)
            read = _as_dash(_with_gaps(_without_dots(judged(read, picture))))
            read = _as_sign(doubted(read) if torn else read)
        if not read.text.strip() and wide > _LONE * usual:
            read = _UNREAD
        if read.text.strip():
            yield from _words(lines, place, read)


def _with_gaps(reading: Reading) -> Reading:
    """The reading, unsure on both sides of a blank between two figures: a point or comma may have faded there."""
    sure = list(reading.sure)
    for gap in re.finditer(r"(?<=\d)\s+(?=\d)", reading.text):
        for n in (gap.start() - 1, gap.end()):
            sure[n] = min(sure[n], _BROKEN)
    return reading._replace(sure=tuple(sure))


def _without_dots(reading: Reading) -> Reading:
    """The reading without lone dots before and behind it, which are dirt: no line of a table begins or ends so.

    A point behind or before a figure may be that of a number broken over two lines: it stays, and is unsure.
    """
    text = reading.text
    if re.search(r"\d\.$|^\.\d+$", text):
        at = -1 if text.endswith(".") else 0
        sure = list(reading.sure)
        sure[at] = min(sure[at], _DOUBTFUL)
        return reading._replace(sure=tuple(sure))
    start = len(text) - len(text.lstrip(_DOTS))
    end = len(text.rstrip(_DOTS)) if not text.endswith("..") else len(text)
    if (start, end) == (0, len(text)) or start >= end:
        return reading if start < end else reading._replace(text="", sure=(), places=())
    part = slice(start, end)
    return reading._replace(text=text[part], sure=reading.sure[part], places=reading.places[part])


def _as_stop(reading: Reading) -> Reading:
    """The reading of a lone small blot as the full stop that it is, left over by the line above; else nothing.

    What is read as a figure may be one, on a page whose other print is large.
    """
    if len(reading.text) == 1 and reading.text in _COUNTED and min(reading.sure) >= _PLAINLY:
        return reading._replace(sure=(min(_DOUBTFUL, *reading.sure),))
    return reading._replace(text="。") if reading.text in _RINGS else reading._replace(text="")


def _as_sign(reading: Reading) -> Reading:
    """The reading, a lone letter that the other model reads as a sign of comparison as that sign, which is unsure.

    A dash right before a figure may be what is left of ═.
    """
    if len(reading.text) == 1 and reading.text not in _SIGNS and reading.other in _SIGNS:
        return reading._replace(text=reading.other or "", other=reading.text)
    if re.match(r"—\d", reading.text):
        return reading._replace(sure=(min(reading.sure[0], _DOUBTFUL), *reading.sure[1:]))
    return reading._replace(text="=") if reading.text in _BARS else reading


def _as_dash(reading: Reading) -> Reading:
    """The reading, a lone level stroke as the dash that it is in a table, whatever character looks the same."""
    return reading._replace(text="—") if reading.text.strip() in _STROKES else reading


def _cut(grey: Grey, place: Segment, usual: float) -> Grey:
    """The picture of a line with paper around it; of a dash as much as of a line."""
    margin = max(2, round(_MARGIN * place.size))
    short = max(0, round((0.8 * usual - (place.y1 - place.y0)) / 2)) if place.y1 - place.y0 < 0.5 * usual else 0
    top, left = place.y0 - margin - short, place.x0 - margin
    bottom, right = place.y1 + margin + short, place.x1 + margin
    cut = np.full((bottom - top, right - left), 255, np.uint8)
    y0, x0 = max(0, place.y0 - margin), max(0, left)
    part = grey[y0 : place.y1 + margin, x0:right]
    cut[y0 - top : y0 - top + part.shape[0], x0 - left : x0 - left + part.shape[1]] = part
    return cut


def _words(lines: Lines, place: Segment, reading: Reading) -> Iterator[Word]:
    """The words that blanks part in a line."""
    margin = max(2, round(_MARGIN * place.size))
    left, width = place.x0 - margin, place.x1 - place.x0 + 2 * margin
    middles = [left + share * width for share in reading.places]
    between = ((a + b) / 2 for a, b in pairwise(middles))
    edges = [float(place.x0), *between, float(place.x1)]
    start = 0
    for n, character in enumerate((*reading.text, " ")):
        if not character.isspace():
            continue
        if n > start:
            yield _word(lines, place, reading, slice(start, n), edges)
        start = n + 1


def _word(lines: Lines, place: Segment, reading: Reading, part: slice, edges: list[float]) -> Word:
    text, scale = reading.text[part], lines.scale
    low = all(ord(character) < 0x2E80 for character in text)
    height = (place.y1 - place.y0) / scale
    size = max(height / (_LOW if low else _INK), 4.0)
    middle = (place.y0 + place.y1) / 2 / scale
    sides = tuple(edge / scale for edge in edges[part.start : part.stop + 1])
    box = Box(lines.page, sides[0], place.y0 / scale, sides[-1], place.y1 / scale)
    other = reading.other if reading.other and text == reading.text else ""
    pairs = list(zip(text, reading.sure[part], strict=True))
    sure = [each for character, each in pairs if character not in _BRACKETS or each < _EITHER] or reading.sure[part]
    return Word(text, box, middle + _BASE * size, size, sides, part.start > 0, round(min(sure), 4), other)

"""Printed lines from the ink between the rulings, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

import cv2
import numpy as np

from extractor.ocr import Grey
from extractor.pages import Ruling
from extractor.readers.scan.blots import components

_DOT = 0.18  # of the size: a lone blot that is smaller is dirt
_TALL, _SLENDER = 1.4, 0.2  # of the size: a lone upright stroke so much higher than a figure is a ruling's
_PITCH = 1.12  # of the size: lines that touch are so far apart
_VALLEY = 0.3  # of the most ink that a row has: lines are parted where there is no more
_BLOCK = 30.0  # points: an area as high and wide that is filled is no character
_FILLED = 0.85  # of an area: it has no strokes
_NEARLY = 0.98  # of an area's box: one that has as much is a whole cell but for stray rulings
_TOGETHER = 2.0  # points: rulings whose ends are no farther apart end together
_LEAST = 0.45  # of the size: lines are no lower, though a room may have strokes alone, as of =
_FLAT, _BESIDE = 1.0, 2.0  # points: a stroke no higher, and no farther from the middle of a ruling, is no dash
_WIDE = 1.6  # of the height: a gap within a line that parts two words


class Segment(NamedTuple):
    """The place of a run of ink on one line, in pixels: left, top, right, bottom; `size` is the height of its text."""

    x0: int
    y0: int
    x1: int
    y1: int
    size: int


def segments(ink: Grey, size: float, rulings: list[Ruling], scale: float) -> list[Segment]:
    """The runs of ink of a picture from which the rulings are taken, line by line, none across a ruling.

    `size` is the height of the page's characters, in pixels.
    """
    rooms = _rooms(ink.shape, rulings, scale)
    found = []
    for n, (x, y, w, h, area) in enumerate(rooms.stats):
        if min(w, h) < 4 * scale:
            continue
        part = ink[y : y + h, x : x + w]
        if area < w * h:
            part = part & rooms.mask(n, x, y, part.shape, with_walls=area >= _NEARLY * w * h)
        found += [Segment(x + s.x0, y + s.y0, x + s.x1, y + s.y1, s.size) for s in _of_room(part, scale, size)]
    level = [ruling for ruling in rulings if ruling.axis == "h"]
    return [each for each in found if _is_print(each, ink, scale, size) and not _is_beside(each, level, scale)]


def _is_beside(place: Segment, level: list[Ruling], scale: float) -> bool:
    """Whether a run of ink is a flat stroke right beside a level ruling: what is left of a second one, no dash."""
    if place.y1 - place.y0 > _FLAT * scale:
        return False
    at = (place.y0 + place.y1) / 2
    return any(abs(r.at - at) <= _BESIDE * scale and r.start <= place.x1 and place.x0 <= r.end for r in level)


class _Rooms(NamedTuple):
    """The areas between rulings, found in a picture of half the size: their labels from 1 on, and where each lies.

    An area's figures are its left, top, width, height and number of pixels in the whole picture.
    """

    labels: np.ndarray
    stats: list[list[int]]

    def mask(self, n: int, x: int, y: int, shape: tuple[int, ...], *, with_walls: bool) -> Grey:
        """255 for those pixels of a part of the picture, from a place on, that are the n-th area's, or walls'."""
        h, w = shape
        labels = self.labels[y // 2 : (y + h + 1) // 2, x // 2 : (x + w + 1) // 2]
        part = (labels == n + 1) | (labels == 0) if with_walls else labels == n + 1
        whole = cv2.resize(np.negative(part.view(np.uint8)), None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
        return np.asarray(whole[:h, :w], np.uint8)


def _rooms(shape: tuple[int, ...], rulings: list[Ruling], scale: float) -> _Rooms:
    walls = np.full(((shape[0] + 1) // 2, (shape[1] + 1) // 2), 255, np.uint8)
    for ruling in (*rulings, *_closing(rulings, scale)):
        at, start, end = (int(each / 2) for each in (ruling.at, ruling.start, ruling.end))
        cv2.line(walls, *(((start, at), (end, at)) if ruling.axis == "h" else ((at, start), (at, end))), 0, 1)
    labels, stats = components(walls, 4)
    return _Rooms(labels, (stats[1:] * (2, 2, 2, 2, 4)).tolist())


def _closing(rulings: list[Ruling], scale: float) -> Iterator[Ruling]:
    """Sides that a table does not have where its rulings end together, as at a page break: text beyond is apart."""
    for side, own in (("h", "v"), ("v", "h")):
        for end in (itemgetter(2), itemgetter(3)):
            ordered = sorted((ruling for ruling in rulings if ruling.axis == own), key=end)
            breaks = np.flatnonzero(np.diff([end(ruling) for ruling in ordered]) > _TOGETHER * scale) + 1
            for first, last in pairwise([0, *breaks.tolist(), len(ordered)]):
                at = [ruling.at for ruling in ordered[first:last]]
                if len(at) > 2:
                    yield Ruling("h" if side == "h" else "v", end(ordered[first]), min(at), max(at))


def _is_print(place: Segment, ink: Grey, scale: float, size: float) -> bool:
    """Whether a run of ink may be characters: it is no speck, no piece of a ruling, no large filled area."""
    wide, high = place.x1 - place.x0, place.y1 - place.y0
    if min(wide, high) > _BLOCK * scale:
        return float(ink[place.y0 : place.y1, place.x0 : place.x1].mean()) < _FILLED * 255
    is_upright_stroke = high > _TALL * size and wide < _SLENDER * size
    return max(wide, high) > _DOT * size and not is_upright_stroke


def _of_room(part: Grey, scale: float, size: float) -> Iterator[Segment]:
    """The lines of a room: first its columns, which rivers of white part from top to bottom, then the lines of each."""
    columns = np.flatnonzero(part.any(axis=0))
    for left, right in _runs(columns, max(_WIDE * size, 8 * scale)):
        column = part[:, left:right]
        for top, bottom in _bands(np.count_nonzero(column, axis=1), scale, size):
            band = column[top:bottom]
            high = bottom - top
            for x0, x1 in _runs(np.flatnonzero(band.any(axis=0)), max(_WIDE * high, 8 * scale)):
                rows = np.flatnonzero(band[:, x0:x1].any(axis=1))
                yield Segment(left + x0, top + int(rows[0]), left + x1, top + int(rows[-1]) + 1, high)


def _bands(profile: np.ndarray, scale: float, size: float) -> list[tuple[int, int]]:
    """The stretches of rows with ink, each a printed line; slivers go with the line that they are nearest to."""
    rows = np.flatnonzero(profile > 0)
    if not len(rows):
        return []
    bands = _runs(rows, 1)
    usual = float(np.median([b - a for a, b in bands if b - a >= 4 * scale] or [b - a for a, b in bands]))
    return _parted(_merged(bands, max(usual, size)), profile, min(max(usual, _LEAST * size), size) if size else usual)


def _runs(places: np.ndarray, gap: float) -> list[tuple[int, int]]:
    """The stretches of ascending whole numbers that no more than a gap parts: the first, and one past the last."""
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) > gap)
    starts, ends = places[np.concatenate([[0], breaks + 1])], places[np.concatenate([breaks, [len(places) - 1]])] + 1
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def _merged(bands: list[tuple[int, int]], usual: float) -> list[tuple[int, int]]:
    """Bands joined where two together are no higher than a line: a character whose parts stand apart."""
    done: list[tuple[int, int]] = []
    for a, b in bands:
        if done and b - done[-1][0] <= 1.15 * usual and min(b - a, done[-1][1] - done[-1][0]) < 0.7 * usual:
            done[-1] = (done[-1][0], b)
        else:
            done.append((a, b))
    return done


def _valley(profile: np.ndarray, at: float, reach: float) -> int:
    """The row with the least ink near a place."""
    low, high = int(at - reach), int(at + reach) + 1
    return low + int(np.argmin(profile[low:high]))


def _parted(bands: list[tuple[int, int]], profile: np.ndarray, usual: float) -> list[tuple[int, int]]:
    """Bands cut where lines touch: one that is several lines high has valleys at about their pitch."""
    done: list[tuple[int, int]] = []
    for a, b in bands:
        lines = round((b - a) / (_PITCH * usual)) if b - a > 1.7 * usual else 1
        cuts = [_valley(profile, a + n * (b - a) / lines, 0.3 * usual) for n in range(1, lines)]
        shallow = any(profile[cut] > _VALLEY * profile[a:b].max() for cut in cuts)
        done += [(a, b)] if shallow else pairwise([a, *cuts, b])
    return done

"""Rulings from pixels: long thin strokes, to a fraction of a pixel, through small gaps."""

from __future__ import annotations

import math
from typing import Literal

import cv2
import numpy as np

from extractor.ocr import Grey
from extractor.pages import Ruling
from extractor.readers.scan.bits import Bits, packed, strands, thickened, thinned, transposed, unpacked, widened
from extractor.readers.scan.strokes import apart, long_strokes, strokes

_LONG = 0.022  # of the picture's shorter side: a shorter stroke is a character's
_THICK = 5.0  # points: what is thicker is a bar or a blot
_SURE = 40.0  # points: a stroke that long is no character's
_THIN = 2.0  # points: a line that is printed faint is no thicker,
_UNBROKEN = 40.0  # points: has no gap for so long,
_FAINT = 32  # and is so much darker than the paper beside it,
_PALEST, _GRAIN = 9, 5  # or, as a hairline, so much, and this times what three quarters of the paper are at most,
_SMOOTH = 8.0  # points: taken together over so much of its length
_STEP = 4  # of so many of those pixels it is seen at one
_HALO = 5  # pixels: so near ink paper is darker
_APART = 9  # pixels whose grain is looked at lie so far apart
_BESIDE = 3  # pixels: and lies no nearer to a ruling that is ink
_DASHED = 16.0  # points: a line that is printed in dots and dashes is no shorter,
_ALL_DOTS = 80.0  # points: one of which no part is whole is no shorter; it
_WHITE = 2.5  # points: has gaps no longer,
_INKED = 0.3  # is ink for so much of its length,
_ALONE = 1.4, 3.4  # points: and so far on both sides of it
_BARE = 0.08  # no more is ink
_NEAR = 1.2  # points: how far a ruling may end before or behind the one that it meets
_ONE_LINE = 1.2  # points: rulings no farther apart lie on one line
_GAP = 8.0  # points: rulings that far apart on one line are one
_WANDERS = 1.2  # points: how far from its middle a ruling has ink
_MUCH = 0.25  # of a ruling's length
_BEYOND = 2  # pixels: ink as near to an end of a ruling is the ruling's


def pixel_rulings(ink: Grey, scale: float) -> list[Ruling]:
    """The rulings of an inked picture, in pixels."""
    level, upright = _along(ink, "h", scale), _along(ink, "v", scale)
    return [*_closed(level, upright, scale), *_closed(upright, level, scale)]


def lined(grey: Grey, ink: Grey, scale: float) -> Grey:
    """The ink with the rulings that it lacks: long thin strokes that are too pale for it, and those left in dots."""
    reach = 2 * round(_THIN * scale / 2) + 1
    darker = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((reach, reach), np.uint8))
    thin = np.asarray(cv2.threshold(darker, _FAINT, 255, cv2.THRESH_BINARY)[1], np.uint8)
    light = np.asarray(cv2.max(grey, cv2.dilate(ink, np.ones((_HALO, _HALO), np.uint8))), np.uint8)
    whole = ink.copy()
    for axis in "hv":
        pale, dark = (packed(each if axis == "v" else transposed(each)) for each in (thin, ink))
        lines = strands(dark, _length(ink))
        faint = strands(pale, round(_UNBROKEN * scale)) & ~widened(lines, _BESIDE)
        hair = _hairlines(light, axis, scale)
        if _STEP * _count(hair) > _count(lines):
            faint |= np.repeat(hair, _STEP, axis=0)[: len(faint)]
        if faint.any():
            upright = unpacked(faint, ink.shape[axis == "v"])
            cv2.bitwise_or(whole, upright if axis == "v" else transposed(upright), whole)
    return np.asarray(cv2.bitwise_or(whole, _dashes(ink, whole, scale)), np.uint8)


def _hairlines(light: Grey, axis: str, scale: float) -> Bits:
    """Lines so pale that only many of their pixels together stand out, as upright ones, of every so many rows one.

    `light` is a picture without its ink.
    """
    length = round(_SMOOTH * scale)
    smooth = cv2.blur(light, (1, length) if axis == "v" else (length, 1))
    few = np.ascontiguousarray(smooth[::_STEP] if axis == "v" else smooth[:, ::_STEP].T)
    darker = cv2.morphologyEx(few, cv2.MORPH_BLACKHAT, np.ones((1, 2 * round(_THIN * scale / 2) + 1), np.uint8))
    least = min(max(_PALEST, _GRAIN * float(np.percentile(darker[:, ::_APART], 75))), _FAINT)
    thin = np.asarray(cv2.threshold(darker, least, 255, cv2.THRESH_BINARY)[1], np.uint8)
    return strands(packed(thin), round(_UNBROKEN * scale / _STEP))


def _count(bits: Bits) -> int:
    return int(np.bitwise_count(bits).sum())


def _dashes(ink: Grey, whole: Grey, scale: float) -> Grey:
    """The lines of which black and white pictures leave dots and dashes, whole, from one that crosses to the next.

    Figures under each other may look like one; a short line goes on, whole, elsewhere on the page.
    """
    dashed = {axis: _dashed(ink, axis, scale) for axis in "hv"}
    found, near = np.zeros_like(ink), round(_NEAR * scale) + 1
    if not any(map(cv2.hasNonZero, dashed.values())):
        return found
    solid = {axis: long_strokes(whole, axis, _length(ink)) for axis in "hv"}
    across = {axis: np.bitwise_or(solid[axis], dashed[axis]) for axis in "hv"}
    for axis, other in ("hv", "vh"):
        pictures = (ink, solid[axis], across[other], found)
        own, lines, crossing, out = pictures if axis == "v" else (each.T for each in pictures)
        ruled_columns = np.flatnonzero(lines.max(axis=0))
        for stroke in apart(dashed[axis]):
            x, y, w, h, part = stroke if axis == "v" else (stroke.y, stroke.x, stroke.h, stroke.w, stroke.part.T)
            strip = slice(max(0, x - near), x + w + near)
            is_column = ((ruled_columns >= strip.start) & (ruled_columns < strip.stop)).any()
            if h < _ALL_DOTS * scale and not is_column:
                continue
            top, bottom = _ends(own[:, strip], np.flatnonzero(crossing[:, strip].any(axis=1)), (y, y + h), scale)
            if bottom - top >= min(h, round(_DASHED * scale)):
                cut = slice(max(top, y), min(bottom, y + h))
                out[cut, x : x + w] |= part[cut.start - y : cut.stop - y]
                out[top : cut.start, x : x + w] = out[cut.stop : bottom, x : x + w] = 255
    return found


def _ends(ink: Grey, crossing: np.ndarray, stretch: tuple[int, int], scale: float) -> tuple[int, int]:
    """Where an upright line begins and ends: at rows that lines cross; equal where it has no two such ends.

    `ink` is the strip that it runs in and `stretch` the rows in which it stands alone: print beside it may hide that it
    goes on to the next line, and what looks like more of it may follow behind the last.
    """
    near, far = round(_NEAR * scale) + 1, round(_DASHED * scale)
    start, end = stretch
    inside = crossing[(crossing >= start - near) & (crossing < end + near)]
    top, bottom = (start, end) if len(inside) else (start, start)
    if len(inside) and inside[0] - start > near:
        before = crossing[(crossing < start) & (crossing >= start - far)]
        top = before[-1] if len(before) and _goes_on(ink[before[-1] : start]) else inside[0]
    if len(inside) and end - inside[-1] > near:
        behind = crossing[(crossing >= end) & (crossing < end + far)]
        bottom = behind[0] + 1 if len(behind) and _goes_on(ink[end : behind[0]]) else inside[-1] + 1
    return int(top), int(max(top, bottom))


def _goes_on(ink: Grey) -> bool:
    return bool(np.count_nonzero(ink.any(axis=1)) >= _INKED * len(ink))


def _dashed(ink: Grey, axis: str, scale: float) -> Grey:
    """What stands alone in a line, upright or level, with its gaps filled."""
    if axis == "h":
        return transposed(_dashed(transposed(ink), "v", scale))
    long, gap, (near, far) = round(_DASHED * scale), round(_WHITE * scale), (round(each * scale) for each in _ALONE)
    bare = cv2.blur(cv2.blur(ink, (1, long)), (far - near, 1))
    cv2.threshold(bare, int(_BARE * 255), 255, cv2.THRESH_BINARY_INV, bare)
    beside = (near + far) // 2
    thick = cv2.dilate(ink, np.ones((1, 3), np.uint8))[:, beside:-beside]
    alone = packed(thick) & packed(bare[:, : -2 * beside]) & packed(bare[:, 2 * beside :])
    may_be = np.bitwise_or.reduce(_filled(alone, gap, long), axis=0)
    columns = np.flatnonzero(np.unpackbits(may_be, count=thick.shape[1]))
    found = np.zeros_like(ink)
    if len(columns):
        few = thick[:, columns]
        _, dense = cv2.threshold(cv2.blur(few, (1, long)), math.ceil(_INKED * 255) - 1, 255, cv2.THRESH_BINARY)
        few = np.bitwise_and(few, unpacked(alone, thick.shape[1])[:, columns])
        thin = thickened(packed(dense), long) & packed(few)
        found[:, beside + columns] = unpacked(_filled(thin, gap, long), len(columns))
    return found


def _filled(bits: Bits, gap: int, long: int) -> Bits:
    """What is upright and so long once its gaps are filled."""
    whole = thinned(thickened(bits, gap), gap)
    return thickened(thinned(whole, long), long)


def _length(ink: Grey) -> int:
    """How many pixels long a ruling's strokes are at least."""
    return max(12, int(min(ink.shape) * _LONG + 0.5))


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
    found = []
    for x, y, w, h, part in strokes(ink, axis, _length(ink)):
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


def ruled(ink: Grey, rulings: list[Ruling], scale: float) -> tuple[Grey, Grey]:
    """Which ink is the rulings', and where what is theirs is too pale for ink, both as 255."""
    own, pale = np.zeros_like(ink), np.zeros_like(ink)
    for ruling in rulings:
        start, end = max(0, int(ruling.start) - _BEYOND), int(ruling.end) + _BEYOND
        low, high = _thickness(ink, ruling, max(1, round(_WANDERS * scale)))
        for mask, more in ((own, 1), (pale, 3)):
            across = slice(max(0, low - more), high + more + 1)
            mask[(across, slice(start, end)) if ruling.axis == "h" else (slice(start, end), across)] = 255
    return np.asarray(cv2.bitwise_and(own, ink), np.uint8), pale


def _thickness(ink: Grey, ruling: Ruling, reach: int) -> tuple[int, int]:
    """The first and last pixel across a ruling: around its middle, those that are ink along much of it."""
    at, along = round(ruling.at - 0.5), slice(int(ruling.start), int(ruling.end))
    first = max(0, at - reach)
    band = ink[first : at + reach + 1, along] if ruling.axis == "h" else ink[along, first : at + reach + 1].T
    is_ruling = np.count_nonzero(band, axis=1) >= _MUCH * band.shape[1]
    low = high = min(at - first, len(is_ruling) - 1)
    while low > 0 and is_ruling[low - 1]:
        low -= 1
    while high + 1 < len(is_ruling) and is_ruling[high + 1]:
        high += 1
    return first + low, first + high

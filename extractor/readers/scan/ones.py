"""What is read as 1, judged by its ink: a slanting stroke is a slash, a 4 that lost thin strokes no sure 1."""

from __future__ import annotations

import numpy as np

from extractor.ocr import Grey, Reading

_SLANTED = 0.24  # of its height: a stroke whose ends lie so far apart sideways is a slash
_LEANING = 0.14  # a stroke with more may be one
_SLASH = 0.85  # how sure a slash is that the models read as a 1
_DOUBTFUL = 0.6
_PALE = 100  # darkness: what is paler is paper
_FLAG = 0.5  # of its height: a 1 has a flag on its left no lower than this,
_FOOT = 0.85  # and a foot from here on
_BESIDE = 0.3  # of its height: so near on its left nothing but a figure comes,
_CLOSE = 0.12  # and no figure so near
_TRACE = 0.08  # of the ink of a stem: as much beside it is not chance


def judged(reading: Reading, picture: Grey) -> Reading:
    """The reading of a line, its 1s as sure as their ink is that of a 1; a lone slanting stroke is a slash."""
    if "1" not in reading.text:
        return reading
    dark = np.where(picture < 255 - _PALE, 255.0 - picture, 0.0)
    if reading.text.strip() == "1":
        slant = _slant(dark)
        if slant >= _SLANTED:
            return reading._replace(text=reading.text.replace("1", "/"), sure=(_SLASH,) * len(reading.sure), other="1")
        if slant >= _LEANING:
            return reading._replace(sure=tuple(min(each, _DOUBTFUL) for each in reading.sure))
    sure = list(reading.sure)
    for n, character in enumerate(reading.text):
        reach = _CLOSE if n and reading.text[n - 1].isdigit() else _BESIDE
        if character == "1" and _has_trace(dark, round(reading.places[n] * picture.shape[1]), reach):
            sure[n] = min(sure[n], _DOUBTFUL)
    return reading._replace(sure=tuple(sure))


def _slant(dark: np.ndarray) -> float:
    """How far the upper end of a stroke lies to the right of its lower one, for its height, if it is even; else 0."""
    rows = np.flatnonzero(dark.any(axis=1))
    if len(rows) < 6:
        return 0.0
    columns = np.arange(dark.shape[1])
    middles = (dark[rows] * columns).sum(axis=1) / dark[rows].sum(axis=1)
    slope, start = np.polyfit(rows, middles, 1)
    even = float(abs(middles - (slope * rows + start)).max()) <= max(1.5, 0.08 * len(rows))
    return float(-slope) if even else 0.0


def _has_trace(dark: np.ndarray, place: int, reach: float) -> bool:
    """Whether there is ink near on the left of the stem of a 1, below its flag and above its foot."""
    near = slice(max(0, place - dark.shape[0] // 4), place + dark.shape[0] // 4 + 1)
    amounts = dark[:, near].sum(axis=0)
    if not len(amounts) or not amounts.max():
        return False
    stem = near.start + int(amounts.argmax())
    left = stem
    while left > 0 and dark[:, left - 1].sum() >= 0.4 * amounts.max():
        left -= 1
    rows = np.flatnonzero(dark[:, stem])
    top, high = int(rows[0]), int(rows[-1] - rows[0]) + 1
    part = slice(top + round(_FLAG * high), top + round(_FOOT * high))
    beside = dark[part, max(0, left - 2 - round(reach * high)) : max(0, left - 2)]
    return float(beside.sum()) > _TRACE * float(dark[:, left : stem + 1].sum())

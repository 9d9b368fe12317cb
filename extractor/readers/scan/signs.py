"""Signs of comparison told by their ink: models read ≥ as 2, ≤ as W, and ═ as a dash."""

from __future__ import annotations

import numpy as np

from extractor.ocr import Grey, Reading

_PLAIN = 0.9  # a character that is read more surely is what was read
_SEEN = 0.92  # how sure a sign is that stands alone and whose strokes are seen
_LIKELY = 0.7  # how sure one is that stands before a figure
_MISTAKEN = frozenset("2＞>＜<WwMVvZzQ到第")  # what ≥ and ≤ are read as before a figure
_DASHES = frozenset("—一-－_ー")
_LEAST = 8  # pixels: smaller ink tells nothing
_SHAPE = 0.6, 1.9  # of its height: the width of ≥
_OPEN = 0.06, 0.4  # of its width: where three strokes lie under each other, for the most part
_MOST = 0.6  # of those columns
_STEEP = 0.12  # of its height: so far both arms move to each other over a third of its width at least
_STROKE = 0.16  # of the height of a line: a dash is thinner
_LEVEL = 0.6  # of its width: a level stroke has ink in as much


def signed(reading: Reading, picture: Grey) -> Reading:
    """The reading with the sign of comparison that its ink shows where another character was read in its place."""
    text = reading.text.strip()
    if len(text) <= 1:
        shape = "" if text and reading.confidence >= _PLAIN else _shape(picture)
        if not shape:
            return reading
        return Reading(shape, (_SEEN,), (0.5,), reading.other if text == shape else text or reading.other)
    if text != reading.text or not text[1].isdigit():
        return reading
    window = picture[:, : max(1, round((reading.places[0] + reading.places[1]) / 2 * picture.shape[1]))]
    if text[0] in _MISTAKEN and (shape := _shape(window)) in {"≥", "≤"}:
        return _put(reading, shape)
    return _put(reading, "=") if text[0] in _DASHES and _is_double(window) else reading


def _put(reading: Reading, sign: str) -> Reading:
    """The reading with that sign first, which is unsure."""
    sure = (min(_LIKELY, max(reading.sure[0], 0.5)), *reading.sure[1:])
    return reading._replace(text=sign + reading.text[1:], sure=sure, other=reading.text)


def _shape(picture: Grey) -> str:
    """The sign that a picture shows, or nothing."""
    ink = _ink(picture)
    height, width = ink.shape
    if _level(ink) == 2:
        return "="
    if min(height, width) < _LEAST or not _SHAPE[0] * height <= width <= _SHAPE[1] * height:
        return ""
    return "≥" if _is_greater(ink) else "≤" if _is_greater(ink[:, ::-1]) else ""


def _ink(picture: Grey) -> np.ndarray:
    """Where there is ink, cut to it."""
    ink = picture < (int(picture.min()) + 255) / 2 if picture.size and picture.min() < 200 else np.zeros((1, 1), bool)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else ink[:0]


def _is_greater(ink: np.ndarray) -> bool:
    """Whether three strokes lie under each other at the left of which the upper two meet at the right."""
    height, width = ink.shape
    first, second = [], []
    columns = range(int(_OPEN[0] * width), int(_OPEN[1] * width) + 1)
    for x in columns:
        ends = np.flatnonzero(np.diff(np.concatenate([[0], ink[:, x].astype(np.int8), [0]])))
        middles = (ends[::2] + ends[1::2]) / 2
        if len(middles) == 3:
            first.append((x, middles[0]))
            second.append((x, middles[1]))
    if len(first) < max(3, _MOST * len(columns)):
        return False
    down, up = _slope(first), _slope(second)
    least = _STEEP * 3 * height / width
    return bool(down >= least and up <= -least)


def _slope(places: list[tuple[int, float]]) -> float:
    """How far a line through places goes down from one column to the next."""
    across, down = np.array(places, float).T
    return float(np.polyfit(across, down, 1)[0])


def _is_double(picture: Grey) -> bool:
    """Whether the ink is two level strokes, one over the other, or one as thick as two that have run together."""
    ink = _ink(picture)
    return _level(ink) == 2 or (_level(ink) == 1 and len(ink) >= _STROKE * picture.shape[0])


def _level(ink: np.ndarray) -> int:
    """How many level strokes ink is, if it is nothing else; else 0."""
    height, width = ink.shape
    if width < _LEAST or height > width:
        return 0
    level = np.count_nonzero(ink, axis=1) >= _LEVEL * width
    edges = np.flatnonzero(np.diff(np.concatenate([[0], level.astype(np.int8), [0]])))
    return len(edges) // 2 if not ink[~level].any() else 0

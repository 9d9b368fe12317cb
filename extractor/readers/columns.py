"""Chinese text that is set in columns, read from top to bottom and from right to left.

Some printers place its characters one by one, upright, with Latin words turned on their side between them; such a
column is no stack of lines, and the column to its left is what it goes on with.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extractor.readers.glyphs import Glyphs

_BESIDE = 0.4  # of the size: how far the middles of characters of one column are apart
_NEXT = (0.7, 2.6)  # of the size: how far the next column stands to the left
_UP = 1.5  # of the size: how far above the last character of a column, at least, the next one begins
_OVER = 0.3  # of the size: how far, at least: Latin characters are narrow
_BELOW = 1.4  # of the size: how far the top of a character is from that of the one above, at most

_X0, _TOP, _X1, _BOTTOM, _BASE, _SIZE, _LEVEL = 0, 1, 2, 3, 5, 6, 7


def in_columns(glyphs: Glyphs) -> Glyphs:
    """The characters, those set in several columns, or in one with words on their side, as text that runs downwards."""
    rows = glyphs.rows
    below, left = _below(rows), _next(rows)
    if not below.any() or not (left.any() or (rows[:, _LEVEL] == 0).any()):
        return glyphs
    chained = below | left
    starts = np.flatnonzero(~np.append(False, chained))
    ends = np.append(starts[1:], len(rows))
    down = np.zeros(len(rows), dtype=bool)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        steps = slice(start, end - 1)
        if end - start > 2 and _is_set_in_columns(below[steps], left[steps], rows[start:end, _LEVEL]):
            down[start:end] = True
    if not down.any():
        return glyphs
    rows = rows.copy()
    rows[down, _LEVEL] = 0
    rows[down, _BASE] = rows[down, _BOTTOM]
    return replace(glyphs, rows=rows)


def _is_set_in_columns(below: np.ndarray, left: np.ndarray, level: np.ndarray) -> bool:
    """Whether characters that stand under each other are a text in columns, not lines of one character each."""
    return bool(left.any() and below.sum() > left.sum()) or bool((level == 0).any() and (level == 1).any())


def _below(rows: np.ndarray) -> np.ndarray:
    """Whether each character but the first stands right under the one before."""
    size, middle = rows[1:, _SIZE], (rows[:, _X0] + rows[:, _X1]) / 2
    down = (rows[1:, _TOP] - rows[:-1, _TOP]) / size
    below: np.ndarray = (abs(middle[1:] - middle[:-1]) <= _BESIDE * size) & (down > _OVER) & (down <= _BELOW)
    return below


def _next(rows: np.ndarray) -> np.ndarray:
    """Whether each character but the first begins the column to the left of the one before."""
    size, middle = rows[1:, _SIZE], (rows[:, _X0] + rows[:, _X1]) / 2
    left, up = (middle[:-1] - middle[1:]) / size, (rows[:-1, _TOP] - rows[1:, _TOP]) / size
    begins: np.ndarray = (left >= _NEXT[0]) & (left <= _NEXT[1]) & (up > _UP)
    return begins

"""Pages whose content lies on its side: as if it stood upright, by the way most of the text runs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extractor.geometry import Turn, back, turned
from extractor.readers.glyphs import Glyphs

_TURNS: tuple[Turn, ...] = (0, 90, 180, 270)
_UPRIGHT = 4  # ways from this one on are those of vertical writing, whose characters are not turned with the line

_ORIGIN, _BASE, _WAY = 4, 5, 7


def way(x: float, y: float, vertical: bool) -> int:
    """The number of a way that text runs: quarters clockwise from left to right, 4 more for vertical writing.

    The direction has its y downwards. Vertical writing counts as its characters stand: upright ones have way 4.
    """
    quarter = (0 if x > 0 else 2) if abs(x) > abs(y) else (1 if y > 0 else 3)
    return (quarter - 1) % 4 + _UPRIGHT if vertical else quarter


def turn_of(glyphs: Glyphs) -> Turn:
    """How the content of a page is turned: as more than half of its text is, else not at all."""
    ways = glyphs.rows[:, _WAY]
    if not ways.any():
        return 0
    counts = np.bincount(ways.astype(int) % _UPRIGHT, minlength=4)
    most = int(counts.argmax())
    return _TURNS[most] if 2 * counts[most] > len(ways) else 0


def upright(glyphs: Glyphs, turn: Turn, width: float, height: float) -> Glyphs:
    """The characters of a page of that size as displayed, as they stand when its turn is undone.

    Their ways become what `Glyphs` has: 1 where they run from left to right, else 0.
    """
    rows = glyphs.rows.copy(order="K")
    if turn:
        x0, top, x1, bottom, x, y = rows[:, : _BASE + 1].T
        sides = turned((x0, top, x1, bottom), back(turn), width, height)
        left, base, *_ = turned((x, y, x, y), back(turn), width, height)
        rows[:, : _BASE + 1] = np.array([*sides, left, base]).T
    level = rows[:, _WAY] == _TURNS.index(turn)
    rows[:, _BASE] = np.where(level, rows[:, _BASE], rows[:, 3])
    rows[:, _WAY] = level
    return replace(glyphs, rows=rows)

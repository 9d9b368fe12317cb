"""What clipping leaves of characters: all, a part that wants a look, or nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extractor.readers.glyphs import Glyphs

_CUT = (0.85, 0.35)  # of the ink's width and height: a character of which less is seen wants a look
_DOT = 0.01  # points: a glyph may have no width
_GONE = 0.1  # of either: a character of which less is seen is not seen


def shares(ink: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """How much of the ink of each glyph lies in its box, across and down, from 0 to 1; one box may be for all."""
    x0, top, *ends = ink.T
    x1, bottom = np.maximum(ends[0], x0 + _DOT), np.maximum(ends[1], top + _DOT)
    left, high, right, low = boxes.T
    across = (np.minimum(x1, right) - np.maximum(x0, left)) / (x1 - x0)
    down = (np.minimum(bottom, low) - np.maximum(top, high)) / (bottom - top)
    left_over: np.ndarray = np.clip(np.array([across, down]), 0, 1).T
    return left_over


def is_cut(left: np.ndarray) -> np.ndarray:
    """Whether each glyph of whose ink that much is left is cut."""
    return np.asarray((left < _CUT).any(axis=1))


def clipped(glyphs: Glyphs, left: np.ndarray) -> Glyphs:
    """The glyphs of which that much is left: those of which next to nothing is are not seen, others are doubted."""
    gone = left.min(axis=1) < _GONE
    doubted = ~gone & is_cut(left)
    was = np.ones(len(gone), dtype=bool) if glyphs.seen is None else glyphs.seen
    return replace(
        glyphs,
        seen=was & ~gone if (gone | ~was).any() else None,
        cut=doubted if doubted.any() else None,
    )

"""How far each character stands out from what is painted under it, and which are painted over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from extractor.readers.glyphs import SIZE, TINY, Fill, Glyphs

UNSEEN = 0.04
"""The contrast below which nobody sees a character."""

_LIGHT = np.array([0.2126, 0.7152, 0.0722])  # how light red, green and blue are
_OPAQUE = 0.95
_LARGE = 6.0  # points: smaller areas hide no text


def contrasts(glyphs: Glyphs, fills: Sequence[Fill]) -> np.ndarray:
    """How far each glyph stands out from paper, or from what is filled under it: from 0, not at all, to 1.

    Strong colours stand out though they are light.
    """
    tints = glyphs.colors()
    apart = tints[:, :3] - _grounds(glyphs, fills)
    found: np.ndarray = (abs(apart).max(axis=1) + abs(apart @ _LIGHT)) / 2 * tints[:, 3]
    return found


def covered(glyphs: Glyphs, fills: Sequence[Fill]) -> np.ndarray:
    """Whether each glyph lies in an opaque box that is filled later."""
    later = [fill for fill in fills if fill.before and fill.is_box and fill.tint[3] >= _OPAQUE]
    if not later:
        return np.zeros(len(glyphs.texts), dtype=bool)
    before = np.array([fill.before for fill in later])
    lost = inside(glyphs, later) & (np.arange(len(glyphs.texts)) < before[:, None])
    return np.asarray(lost.any(axis=0))


def seen(glyphs: Glyphs, fills: Sequence[Fill]) -> tuple[np.ndarray, np.ndarray]:
    """The contrasts, and which glyphs stand out and are not covered, as far as that is known from fills alone."""
    contrast = contrasts(glyphs, fills)
    stands_out = (contrast >= UNSEEN) | ((glyphs.colors()[:, 3] > UNSEEN) & on_shapes(glyphs, fills))
    return contrast, stands_out & (glyphs.rows[:, SIZE] > TINY) & ~covered(glyphs, fills)


def shapes(fills: Iterable[Fill]) -> list[Fill]:
    """The fills that are large and no boxes: where they cover something, and where not, is not known."""
    return [fill for fill in fills if not fill.is_box and min(np.subtract(fill.box[2:], fill.box[:2])) > _LARGE]


def on_shapes(glyphs: Glyphs, fills: Iterable[Fill]) -> np.ndarray:
    """Whether each glyph is painted after such a fill and in its box: the colour of its ground is not known."""
    on = np.zeros(len(glyphs.texts), dtype=bool)
    for fill in shapes(fills):
        on |= inside(glyphs, [fill])[0] & (np.arange(len(on)) >= fill.before)
    return on


def inside(glyphs: Glyphs, fills: Sequence[Fill]) -> np.ndarray:
    """For each fill and glyph, whether the middle of the glyph's ink lies in the box of the fill."""
    ink = glyphs.inks
    x, y = (ink[:, 0] + ink[:, 2]) / 2, (ink[:, 1] + ink[:, 3]) / 2
    x0, top, x1, bottom = (np.array([fill.box[k] for fill in fills])[:, None] for k in range(4))
    within: np.ndarray = (x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom)
    return within


def _grounds(glyphs: Glyphs, fills: Sequence[Fill]) -> np.ndarray:
    """The colour under each glyph."""
    ground = np.ones((3, len(glyphs.texts))).T
    tinted = [fill for fill in fills if fill.is_box]
    if any(min(fill.tint[:3]) < 1 for fill in tinted):
        order = np.arange(len(glyphs.texts))
        for fill, within in zip(tinted, inside(glyphs, tinted), strict=True):
            under = within & (order >= fill.before)
            ground[under] += (np.array(fill.tint[:3]) - ground[under]) * fill.tint[3]
    return ground

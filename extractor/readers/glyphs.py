"""Characters as a reader finds them on a page, and the boxes that are filled before and after them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

X0, TOP, X1, BOTTOM, _, BASE, SIZE, LEVEL = range(8)
"""The columns of `Glyphs.rows`."""

THIN = 3.0
"""Points: what is filled and no thicker is a ruling, and hides no text."""

TINY = 1.0
"""Points: text of this size or smaller is no print."""

_HIGH = 0.7  # of the size: how high a figure stands on its baseline
_NARROW = 0.1  # of the width: how much of an advance a character leaves blank at either side


def codes(texts: list[str]) -> np.ndarray:
    """The first code point of each text."""
    joined = "".join(texts)
    if len(joined) != len(texts):
        joined = "".join([text[:1] or " " for text in texts])
    return np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@dataclass(frozen=True)
class Glyphs:
    """Characters in the order of the content stream, in points of the page as displayed.

    `rows` has a row each: x0, top, x1, bottom, origin x, origin y, size, and 1 where the text runs from left to right,
    else 0; what does not run so has the bottom of its box as origin y. In memory columns follow each other, since
    questions are asked of columns. Of those three arrays that tell of each character, None tells that all is well:
    `seen` which clipping leaves to be seen, `cut` which are hidden in part, or perhaps no part of the text, `doubted`
    which may be others in print. `tints` has red, green, blue and how opaque they are, from 0 to 1; None stands for
    black.
    """

    texts: list[str]
    rows: np.ndarray
    seen: np.ndarray | None = None
    doubted: np.ndarray | None = None
    cut: np.ndarray | None = None
    tints: np.ndarray | None = None

    def only(self, places: np.ndarray) -> Glyphs:
        """The characters at these places."""
        texts = [self.texts[place] for place in places.tolist()]
        marks = (self.seen, self.doubted, self.cut, self.tints)
        return Glyphs(texts, self.rows[places], *(None if each is None else each[places] for each in marks))

    def where(self, kept: np.ndarray) -> Glyphs:
        """The characters for which `kept` is true; the very same where that is all of them."""
        return self if kept.all() else self.only(np.flatnonzero(kept))

    def named(self, texts: list[str], rows: np.ndarray | None = None) -> Glyphs:
        """The same characters by other names, and in other places where rows are given."""
        return replace(self, texts=texts, rows=self.rows if rows is None else rows)

    def colors(self) -> np.ndarray:
        """The tints, be they black."""
        return np.tile((0.0, 0.0, 0.0, 1.0), (len(self.texts), 1)) if self.tints is None else self.tints

    @cached_property
    def inks(self) -> np.ndarray:
        """Where about the ink of each glyph is: x0, top, x1, bottom; advances and line heights are larger."""
        x0, top, x1, bottom, _, base, size, level = self.rows.T
        aside = _NARROW * (x1 - x0)
        high = np.where(level > 0, np.maximum(base - _HIGH * size, top), top)
        return np.array([x0 + aside, high, x1 - aside, np.where(level > 0, np.minimum(base, bottom), bottom)]).T

    @cached_property
    def ink(self) -> tuple[float, float, float, float]:
        """The box around the ink of all glyphs, of which there must be one."""
        (x0, top), (x1, bottom) = self.inks[:, :2].min(axis=0).tolist(), self.inks[:, 2:].max(axis=0).tolist()
        return x0, top, x1, bottom


class Fill(NamedTuple):
    """A filled area: its box, its colour and opacity, and how many glyphs were painted before it.

    `is_box` tells that it fills the whole of the box.
    """

    box: tuple[float, float, float, float]
    tint: tuple[float, float, float, float]
    before: int
    is_box: bool = True

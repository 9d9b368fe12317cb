"""What is printed on a page, once: text that counts, and watermarks apart from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from extractor.pages import Ruling
from extractor.readers.doubles import once
from extractor.readers.glyphs import Glyphs
from extractor.readers.watermarks import watermarks


class Printed(NamedTuple):
    """The text of a page, its watermarks, and where the text is among all characters."""

    text: Glyphs
    marks: Glyphs
    places: np.ndarray


def printed(glyphs: Glyphs, contrast: np.ndarray, rulings: Sequence[Ruling]) -> Printed:
    """What is printed on a page, of characters that can be seen and of how far they stand out."""
    kept, met = once(glyphs, contrast)
    places = np.flatnonzero(kept)
    glyphs, contrast = glyphs.where(kept), contrast[kept]
    marked, doubted = watermarks(glyphs, contrast, rulings)
    doubted = doubted | met[kept]
    if doubted.any():
        glyphs = replace(glyphs, cut=doubted if glyphs.cut is None else glyphs.cut | doubted)
    return Printed(glyphs.where(~marked), glyphs.where(marked), places[~marked])

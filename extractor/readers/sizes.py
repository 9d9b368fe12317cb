"""Whether a page can be drawn at all: how many pixels its pictures have, and it itself as a picture."""

from __future__ import annotations

from extractor.bounds import Bounds
from extractor.readers.shown import Shown

_LEAST = 150 / 72  # pixels a point: a page is never drawn coarser to be read
_WIDTH, _HEIGHT = 2, 3  # in what MuPDF lists of a picture


def is_oversized(shown: Shown, bounds: Bounds) -> bool:
    """Whether a page, or a picture on it, has more pixels than may be; nothing is decoded to know."""
    width, height = shown.size
    if width * height * _LEAST**2 > bounds.pixels:
        return True
    if shown.page.parent.is_pdf:
        sizes = [(each[_WIDTH], each[_HEIGHT]) for each in shown.pictures]
    else:
        sizes = [(each["width"], each["height"]) for each in shown.page.get_image_info()]
    return any(across * down > bounds.pixels for across, down in sizes)

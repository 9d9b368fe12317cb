"""Whether a page can be drawn at all: how many pixels its pictures have, and it itself as a picture."""

from __future__ import annotations

import pymupdf

from extractor.bounds import Bounds

_LEAST = 150 / 72  # pixels a point: a page is never drawn coarser to be read
_WIDTH, _HEIGHT = 2, 3  # in what MuPDF lists of a picture


def is_oversized(page: pymupdf.Page, bounds: Bounds) -> bool:
    """Whether a page, or a picture on it, has more pixels than may be; nothing is decoded to know."""
    if page.rect.width * page.rect.height * _LEAST**2 > bounds.pixels:
        return True
    if page.parent.is_pdf:
        sizes = [(each[_WIDTH], each[_HEIGHT]) for each in page.get_images()]
    else:
        sizes = [(each["width"], each["height"]) for each in page.get_image_info()]
    return any(width * height > bounds.pixels for width, height in sizes)

"""Pictures of a PDF's pages as displayed, and a typeface that has Chinese, for whoever labels them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pymupdf

from extractor.pages import Page
from extractor.readers.text_layer import open_pdf

_LONGEST = 8000  # pixels of the longer side; a larger page is drawn smaller
_FAILURES = (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError, IndexError)


class Picture(NamedTuple):
    """A page as a picture: rows of red, green and blue bytes, `scale` pixels a point."""

    width: int
    height: int
    scale: float
    samples: bytes


_BLANK = Picture(1, 1, 1.0, b"\xff\xff\xff")


def page_pictures(data: bytes, dpis: Iterable[int]) -> Iterator[Picture]:
    """A picture of every page of a PDF, in order, in pixels an inch; one white pixel where a page cannot be drawn.

    Raises:
        InputError: the bytes cannot be opened or hold no page.
    """
    with open_pdf(data) as document:
        for number, dpi in zip(range(document.page_count), dpis, strict=True):
            yield _picture(document, number, dpi / 72)


def cleaned_pages(data: bytes, numbers: Iterable[int]) -> Iterator[tuple[Page, Picture]]:
    """Pages that OCR reads, by their numbers, and the straightened pictures without rulings that it reads them from.

    Raises:
        InputError: the bytes cannot be opened or hold no page.
    """
    from extractor.ocr.careful import engine  # noqa: PLC0415 -- heavy, and most files do without
    from extractor.readers.scan import cleaned_page  # noqa: PLC0415 -- beside it

    with open_pdf(data) as document:
        for number in numbers:
            page, white, scale = cleaned_page(document[number - 1], engine())
            height, width = white.shape
            yield page, Picture(width, height, scale, white.repeat(3, axis=1).tobytes())


def strips(data: bytes, parts: Iterable[tuple[int, float, float]], dpi: int) -> Iterator[Picture]:
    """A picture of a strip of a page, as wide as the page, for each (page, top, bottom) in points from its top.

    Raises:
        InputError: the bytes cannot be opened or hold no page.
    """
    with open_pdf(data) as document:
        for page, top, bottom in parts:
            yield _picture(document, page - 1, dpi / 72, (top, bottom))


def _picture(document: pymupdf.Document, number: int, scale: float, part: tuple[float, float] | None = None) -> Picture:
    try:
        page = document[number]
        scale = min(scale, _LONGEST / max(page.rect.width, page.rect.height, 1))
        clip = None if part is None else pymupdf.Rect(0, part[0], page.rect.width, part[1])
        matrix = pymupdf.Matrix(scale, scale)
        drawn = page.get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, alpha=False, clip=clip)
    except _FAILURES:
        return _BLANK
    return Picture(drawn.width, drawn.height, scale, drawn.samples)


def typeface() -> bytes:
    """A TrueType font with Latin and Chinese glyphs, which comes with MuPDF: none need be installed."""
    font: bytes = pymupdf.Font("china-s").buffer
    return font

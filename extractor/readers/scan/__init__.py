"""A page that is a picture: its words by OCR and its rulings from pixels, in a straightened copy of it."""

from __future__ import annotations

import functools
from typing import NamedTuple

import pymupdf

from extractor.bounds import USUAL
from extractor.ocr import Engine, Grey
from extractor.pages import Page
from extractor.readers.scan.content import content
from extractor.readers.scan.cuts import cut_short, is_cut
from extractor.readers.scan.paper import Mesh
from extractor.readers.scan.picture import page_picture
from extractor.readers.scan.reading import Lines, read_lines
from extractor.readers.scan.straight import quartered, straightened
from extractor.readers.scan.upright import upright


def scanned_page(page: pymupdf.Page, engine: Engine, pixels: int = USUAL.pixels, *, ends: bool = False) -> Page:
    """The words and rulings of a page that is a picture, as they stand once it is straight and upright.

    It is drawn with hardly more than so many pixels. One whose picture `ends` too early is read as far as it goes; what
    MuPDF itself finds to end so is seen without being told.
    """
    return cleaned_page(page, engine, pixels, ends=ends).page


class Cleaned(NamedTuple):
    """A page, and the picture that its words were read from: without rulings and dirt, at `scale` pixels a point."""

    page: Page
    white: Grey
    scale: float


def cleaned_page(page: pymupdf.Page, engine: Engine, pixels: int = USUAL.pixels, *, ends: bool = False) -> Cleaned:
    """The same with the picture that was read."""
    picture, scale = page_picture(page, pixels)
    is_short = ends or is_cut()
    grey, back = straightened(picture)
    turn, found = upright(grey, functools.partial(content, scale=scale), engine)
    words = tuple(read_lines(Lines(found.white, found.lines, scale, page.number + 1), engine))
    height, width = found.white.shape
    shown = picture.shape[1] / page.rect.width
    back = quartered(back, turn, (grey.shape[1], grey.shape[0]))
    read = Page(
        page.number + 1,
        width / scale,
        height / scale,
        words,
        tuple(r._replace(at=r.at / scale, start=r.start / scale, end=r.end / scale) for r in found.rulings),
        source="ocr",
        paper=Mesh.of(back, (width, height), scale, (page.rect.width, page.rect.height), shown),
    )
    return Cleaned(cut_short(read, page) if is_short else read, found.white, scale)

"""A page that is a picture: its words by OCR and its rulings from pixels, in a straightened copy of it."""

from __future__ import annotations

import numpy as np
import pymupdf

from extractor.ocr import Engine, Grey
from extractor.pages import Page, Ruling
from extractor.readers.scan.lines import pixel_rulings, without
from extractor.readers.scan.paper import Mesh
from extractor.readers.scan.picture import inked, page_picture
from extractor.readers.scan.reading import Lines, read_lines
from extractor.readers.scan.segments import Segment, segments, without_dirt
from extractor.readers.scan.straight import straightened
from extractor.readers.scan.upright import quarters

_REACH = 0.6  # points: how far from a ruling's middle ink is the ruling's


def scanned_page(page: pymupdf.Page, engine: Engine) -> Page:
    """The words and rulings of a page that is a picture, as they stand once it is straight and upright."""
    picture, scale = page_picture(page)
    grey, back = straightened(picture)
    turn = quarters(grey, lambda each: _lines(each, scale)[:2], engine)
    grey, back = np.ascontiguousarray(np.rot90(grey, turn)), (np.rot90(back[0], turn), np.rot90(back[1], turn))
    white, places, found = _lines(grey, scale)
    words = tuple(read_lines(Lines(white, places, scale, page.number + 1), engine))
    rulings = tuple(r._replace(at=r.at / scale, start=r.start / scale, end=r.end / scale) for r in found)
    height, width = grey.shape
    return Page(
        page.number + 1,
        width / scale,
        height / scale,
        words,
        rulings,
        source="ocr",
        paper=Mesh.of(back, scale, (page.rect.width, page.rect.height)),
    )


def _lines(grey: Grey, scale: float) -> tuple[Grey, list[Segment], list[Ruling]]:
    """A picture without its rulings and dirt, the places of its lines, and its rulings, in pixels."""
    ink = inked(grey)
    found = pixel_rulings(ink, scale)
    clean = without_dirt(without(ink, found, max(1, round(_REACH * scale))), grey, scale)
    return np.where((ink > 0) & (clean == 0), 255, grey).astype(np.uint8), segments(clean, found, scale), found

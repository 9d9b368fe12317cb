"""Words and rulings of a PDF's text layer, read by MuPDF, in the coordinates of the page as displayed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
import pymupdf

from extractor.errors import EncryptedError, UnreadableError
from extractor.pages import Page
from extractor.readers.assembly import page_of
from extractor.readers.drawings import outlines, page_drawn
from extractor.readers.turning import way
from extractor.readers.words import Glyphs

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

# A blank that nobody printed is not read.
_FLAGS = pymupdf.TEXT_INHIBIT_SPACES
_ASLANT = 0.05  # the sine of an angle: text that is turned by more, and by no quarter, is no text of a table
_SPARSE = 100  # characters: a page with fewer may have its text drawn
_OUTLINED = 4  # for each character: so many curved shapes as small as glyphs are the text of the page
_INKED = 16 | 32  # a span's char_flags: filled, stroked


def open_pdf(data: bytes) -> pymupdf.Document:
    """The PDF of these bytes, opened as every viewer opens it: an owner's password does not matter.

    Raises:
        UnreadableError: the bytes are empty, or no PDF, or hold no page.
        EncryptedError: it opens with a password only.
    """
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
    except (pymupdf.FileDataError, pymupdf.EmptyFileError, pymupdf.mupdf.FzErrorBase) as error:
        raise UnreadableError("The file is empty or is no PDF. 文件为空或不是 PDF。") from error
    if document.needs_pass:
        raise EncryptedError("Remove the password, then convert it again. 请先解除密码，再重新转换。")
    if not document.is_pdf or not document.page_count:
        raise UnreadableError("It has no pages: it is cut off or is no PDF. 文件没有页面：已截断或不是 PDF。")
    return document


def read_page(page: pymupdf.Page) -> Page:
    """The words and rulings of one page; a page without a text layer has no words."""
    number, size = page.number + 1, (page.rect.width, page.rect.height)
    glyphs, fonts = _printed(page)
    if len(glyphs.texts) < _SPARSE and outlines(page) > _OUTLINED * max(len(glyphs.texts), _SPARSE / _OUTLINED):
        return Page(number, *size, (), (), unread="outlines")
    return page_of(number, size, glyphs, fonts, page_drawn(page))


def _spans(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], int]]:
    """Every inked span, and the number of the way that it runs; what runs aslant is a watermark."""
    for block in blocks:
        for line in block.get("lines", ()):
            x, y = line["dir"]
            if min(abs(x), abs(y)) > _ASLANT:
                continue
            runs = way(x, y, bool(line["wmode"]))
            for span in line["spans"]:
                if span.get("char_flags", _INKED) & _INKED and span.get("alpha", 255):
                    yield span, runs


def _printed(page: pymupdf.Page) -> tuple[Glyphs, np.ndarray]:
    """The characters of a page, and a number for the font of each."""
    listed = page.get_displaylist()  # unlike the page itself, it gives the page as displayed, turned
    printed, whole = (pymupdf.TextPage(listed.get_textpage(flags)) for flags in (_FLAGS | pymupdf.TEXT_CLIP, _FLAGS))
    glyphs, fonts = _glyphs(printed)
    if len(printed.extractText()) != len(whole.extractText()):
        shown = set(_marks(glyphs))
        glyphs, fonts = _glyphs(whole)
        glyphs = replace(glyphs, seen=np.array([mark in shown for mark in _marks(glyphs)]))
    return glyphs, fonts


def _glyphs(page: pymupdf.TextPage) -> tuple[Glyphs, np.ndarray]:
    spans = [(span, runs) for span, runs in _spans(page.extractRAWDICT()["blocks"]) if span["chars"]]
    if not spans:
        return Glyphs([], np.empty((0, 8))), np.empty(0, dtype=int)
    names: dict[str, int] = {}
    chars = [char for span, _ in spans for char in span["chars"]]
    each = [(span["size"], runs, names.setdefault(span["font"], len(names))) for span, runs in spans]
    of_spans = np.repeat(each, [len(span["chars"]) for span, _ in spans], axis=0)
    rows = np.hstack([_numbers(chars, "bbox", 4), _numbers(chars, "origin", 2), of_spans[:, :2]])
    return Glyphs(list(map(itemgetter("c"), chars)), rows), of_spans[:, 2].astype(int)


def _numbers(chars: list[dict[str, Any]], name: str, count: int) -> np.ndarray:
    """So many numbers of every character, a row each."""
    numbers = chain.from_iterable(map(itemgetter(name), chars))
    return np.fromiter(numbers, dtype=float, count=count * len(chars)).reshape(-1, count)


def _marks(glyphs: Glyphs) -> Iterator[tuple[str, float, float]]:
    """What each character is and where it stands, to find it again."""
    places = glyphs.rows[:, 4:6].round(1).tolist()
    return ((text, x, y) for text, (x, y) in zip(glyphs.texts, places, strict=True))

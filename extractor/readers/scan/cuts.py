"""Pictures that end too early: MuPDF draws what is there of them and says so, and what is near the end is unsure.

Of JPEG 2000 and JBIG2 it draws nothing at all where the end is missing, and does not always say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pymupdf

from extractor.pages import Page, Word

_WHOLE = ("/JPXDecode", "/JBIG2Decode")  # codings of which nothing is drawn unless all is there
_MUCH = 1000  # bytes: what is coded in more is no empty paper
_SAYS = ("premature end", "truncated")
_LOOK = 36  # pixels an inch: enough to see where a picture ends
_EVEN = 2  # levels of grey: what stands for missing rows differs by no more
_WHITE = 250  # and is grey or black, for paper may be as even
_NEAR = 2.0  # of the size of a word: so near the end lines may be cut
_CUT = 0.5  # how sure a word is at most that may be cut
_COARSE = 0.8  # how sure any word is at most where the end is not seen: the picture may be coarse, or lack a strip


def is_cut() -> bool:
    """Whether MuPDF said, of what it drew since it was last asked to forget, that pictures end too early."""
    said = pymupdf.TOOLS.mupdf_warnings()
    return any(each in said for each in _SAYS)


def is_lost(shown: pymupdf.Page) -> bool:
    """Whether a page is shown empty though a picture of it has much data, in a coding that is drawn whole or not."""
    pictures = [xref for xref, *_ in shown.get_images() if xref]
    return any(_is_much(shown.parent, xref) for xref in pictures) and int(np.ptp(_pixels(shown))) <= _EVEN


def _is_much(document: pymupdf.Document, xref: int) -> bool:
    codings = document.xref_get_key(xref, "Filter")[1]
    return any(each in codings for each in _WHOLE) and len(document.xref_stream_raw(xref) or b"") > _MUCH


def _pixels(shown: pymupdf.Page) -> np.ndarray:
    drawn = shown.get_pixmap(dpi=_LOOK, colorspace=pymupdf.csGRAY, alpha=False)
    return np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.stride)[:, : drawn.width]


def cut_short(page: Page, shown: pymupdf.Page) -> Page:
    """The page, of which a part is missing; what stands near the end of its picture, as it is shown, is unsure."""
    end = _end(shown)
    words = (_sure(word, _COARSE) for word in page.words) if end is None else _doubted(page, end)
    return replace(page, words=tuple(words), unread="cut")


def _end(shown: pymupdf.Page) -> float | None:
    """How many points down the picture of a page goes; None where that is not seen."""
    pixels = _pixels(shown)
    is_missing = (np.ptp(pixels, axis=1) <= _EVEN) & (pixels.max(axis=1) < _WHITE)
    rows = np.flatnonzero(~is_missing)
    last = int(rows[-1]) + 1 if len(rows) else 0
    return None if last == len(pixels) else last * 72 / _LOOK


def _doubted(page: Page, end: float) -> Iterable[Word]:
    for word in page.words:
        bottom = page.displayed(word.box[1:])[3]
        yield _sure(word, _CUT) if bottom + _NEAR * word.size >= end else word


def _sure(word: Word, most: float) -> Word:
    return word._replace(confidence=min(word.confidence, most))

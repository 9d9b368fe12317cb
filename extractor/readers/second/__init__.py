"""A second, independent reader of PDF: pdfplumber, with words and rulings built as the first reader's are.

It takes over pages that MuPDF cannot read, and reads all of them where two readings are to be compared. It takes ten
times as long as the first, and is imported only then. Layers that a viewer hides are read as if they were shown.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

import pdfplumber
from pdfplumber.pdf import PDF

from extractor.pages import Page
from extractor.readers.assembly import Print, page_of
from extractor.readers.contrast import seen
from extractor.readers.paths import drawn
from extractor.readers.second.canvas import Canvas
from extractor.readers.second.painter import Painter
from extractor.readers.turning import upright

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

_Read = TypeVar("_Read")


def read_again(data: bytes, numbers: Iterable[int]) -> dict[int, Page]:
    """The pages of a PDF with these numbers, as far as the second reader can read them."""
    pdf = _tried(partial(_opened, data))
    read = {number: _tried(partial(_page, pdf, number)) for number in numbers} if pdf else {}
    return {number: page for number, page in read.items() if page is not None}


def _opened(data: bytes) -> PDF | None:
    """The PDF of the bytes, its pages at hand: a page that cannot be told from others spoils all."""
    pdf = pdfplumber.open(io.BytesIO(data))
    return pdf if pdf.pages else None


def _page(pdf: PDF, number: int) -> Page:
    canvas = Canvas(pdf.rsrcmgr)
    Painter(pdf.rsrcmgr, canvas).process_page(pdf.pages[number - 1].page_obj)
    contrast, shown = seen(upright(canvas.glyphs, 0, *canvas.size), canvas.fills)
    found = Print(canvas.glyphs.where(shown), canvas.fonts[shown], contrast[shown])
    return page_of(number, canvas.size, found, drawn(canvas.paths, *canvas.size))


def _tried(work: Callable[[], _Read]) -> _Read | None:
    """What the work comes to, None where pdfminer fails."""
    try:
        return work()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 -- around a foreign engine: on damaged files pdfminer raises whatever comes up
        return None

"""Sheets to print on: PDF pages made on the spot, and what is read from them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pymupdf

from extractor.pages import Page, Word
from extractor.readers import read_pages
from extractor.readers.second import read_again

FONT = "china-s"


@contextmanager
def sheet(width: float = 400, height: float = 300) -> Iterator[pymupdf.Page]:
    """A page to print on, the only one of its document."""
    with pymupdf.open() as document:
        yield document.new_page(width=width, height=height)


def written(page: pymupdf.Page, x: float, y: float, text: str, *, font: str = FONT, size: float = 10) -> float:
    """The x behind the text that this prints on the page, its baseline at y."""
    page.insert_text((x, y), text, fontname=font, fontsize=size)
    return x + float(pymupdf.get_text_length(text, font, size))


def wrapped_in(page: pymupdf.Page, before: bytes, after: bytes) -> None:
    """Put operators around all that is printed on the page so far."""
    page.clean_contents()
    (xref,) = page.get_contents()
    stream = page.parent.xref_stream(xref)
    page.parent.update_stream(xref, before + b" " + stream + b" " + after)


def read(page: pymupdf.Page) -> Page:
    """The page of this sheet, as read from the bytes of its document."""
    (found,) = read_pages(page.parent.tobytes(), ocr="never").pages
    return found


def texts(page: pymupdf.Page) -> list[str]:
    """The words that are read from a sheet."""
    return [word.text for word in read(page).words]


def both(page: pymupdf.Page) -> list[Word]:
    """The words that are read from a sheet, on whose texts two readers agree."""
    data = page.parent.tobytes()
    (found,), again = read_pages(data).pages, read_again(data, [1])[1]
    assert [word.text for word in found.words] == [word.text for word in again.words]
    return list(found.words)

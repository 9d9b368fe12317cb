"""The pages of a PDF by two readers: MuPDF reads them, and what it cannot read the second reader takes over."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import pymupdf

from extractor.bounds import Bounds
from extractor.pages import Page
from extractor.readers.shown import shown
from extractor.readers.sizes import is_oversized
from extractor.readers.text_layer import read_page

FAILURES = (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError, IndexError)
"""What MuPDF raises over a page; the last two where the page itself is not to be found."""

_GIVEN_UP = "ignoring rest of page"
"""What MuPDF warns of where it stops in the middle of a page."""


@dataclass(frozen=True)
class Relay:
    """The pages in order, and by their numbers those that only the second reader read, and those that neither did.

    `again` has what the second reader read of pages that the first read too. A page that neither read has the words
    that the first found before it gave up. `pictured` are the pages that list pictures.
    """

    pages: tuple[Page, ...]
    taken_over: tuple[int, ...]
    unread: tuple[int, ...]
    again: dict[int, Page]
    pictured: frozenset[int]


def relay(
    document: pymupdf.Document, data: bytes, numbers: Iterable[int], bounds: Bounds, *, twice: bool = False
) -> Relay:
    """Those pages of a document, whose bytes the data is; by both readers if they are to be read `twice`."""
    first: list[Page] = []
    lost: list[int] = []
    pictured: set[int] = set()
    for number in numbers:
        page, is_whole = _tried(document, number, bounds, pictured)
        first.append(page)
        lost += [] if is_whole else [number]
    first = [replace(page, unread="damage") if page.number in lost else page for page in first]
    words = {page.number: len(page.words) for page in first}
    again = _again(data, words if twice else lost)
    better = {n: again[n] for n in lost if n in again and len(again[n].words) > words[n]}
    return Relay(
        pages=tuple(better.get(page.number, page) for page in first),
        taken_over=tuple(better),
        unread=tuple(number for number in lost if number not in better),
        again={number: page for number, page in again.items() if number not in lost},
        pictured=frozenset(pictured),
    )


def _tried(document: pymupdf.Document, number: int, bounds: Bounds, pictured: set[int]) -> tuple[Page, bool]:
    """A page as MuPDF reads it, and whether that is all of it; `pictured` takes its number if it lists pictures."""
    pymupdf.TOOLS.reset_mupdf_warnings()
    try:
        one = shown(document[number - 1])
        pictured |= {number} if one.pictures else set()
        if is_oversized(one, bounds):
            return Page(number, *one.size, (), (), unread="oversized"), True
        page = read_page(one)
    except FAILURES as error:
        is_limit = isinstance(error, pymupdf.mupdf.FzErrorLimit) and not document.is_pdf  # of a picture: its size
        return Page(number, 0.0, 0.0, (), (), unread="oversized" if is_limit else None), is_limit
    return page, _GIVEN_UP not in pymupdf.TOOLS.mupdf_warnings()


def _again(data: bytes, numbers: Collection[int]) -> dict[int, Page]:
    if not numbers:
        return {}
    from extractor.readers.second import read_again  # noqa: PLC0415 -- heavy, and most files do without

    return read_again(data, numbers)

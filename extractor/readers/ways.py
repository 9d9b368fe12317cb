"""Which way every page of a file went: from its text layer, by OCR, or unread; runs of pages alike are one record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Literal

from extractor.form import Way, Why
from extractor.pages import Page, Unread

_LEFT: Mapping[Unread, Why] = {
    "characters": "characters",
    "fonts": "fonts",
    "outlines": "outlines",
    "picture": "picture",
    "blank picture": "picture",
    "cut": "picture",
    "damage": "damage",
    "oversized": "oversized",
}
"""Why a page that is unread was left so."""

_Went = tuple[Literal["text", "ocr"] | None, Why | None]


def ways(pages: Iterable[Page], count: int) -> Iterator[Way]:
    """The ways of so many pages, in order; those that are not given were not read, since no form is near."""
    known = {page.number: _went(page) for page in pages}
    went: list[tuple[int, _Went]] = [(number, known.get(number, (None, "far"))) for number in range(1, count + 1)]
    for (source, why), run in groupby(went, key=itemgetter(1)):
        numbers = [number for number, _ in run]
        yield Way(first=numbers[0], last=numbers[-1], source=source, why=why)


def _went(page: Page) -> _Went:
    if page.source == "ocr":
        return "ocr", page.cause
    if page.unread is None or page.unread == "characters":
        return "text", page.unread or page.cause
    return None, page.cause or _LEFT[page.unread]

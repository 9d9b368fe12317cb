"""The bare text of a PDF's pages, in a fraction of the time that reading them takes."""

from __future__ import annotations

import pymupdf

from extractor.readers.coverage import hides_text
from extractor.readers.legibility import is_untold
from extractor.readers.radicals import unified
from extractor.readers.relay import FAILURES


def skim(document: pymupdf.Document, short: int) -> tuple[str, ...]:
    """The text of every page without its blanks; nothing of a short document.

    A page that is damaged, or does not say what it prints, has none; nor has a picture with text that is not seen.

    `short` is the number of pages up to which a document is short.
    """
    count = document.page_count
    return tuple(_text(document, number) for number in range(count)) if count > short else ()


def _text(document: pymupdf.Document, number: int) -> str:
    try:
        page = document[number]
        text = "" if hides_text(page) else page.get_text("text", flags=0, sort=False)
    except FAILURES:
        return ""
    text = unified("".join(text.split()))
    return "" if is_untold(text) else text

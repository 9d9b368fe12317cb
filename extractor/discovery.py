"""The tables of a document that are forms, without reading all of a long one.

A final-account book has a form or two among a hundred pages of prose and other tables. Of a long document the bare text
is skimmed; pages that may hold the header of an indicator table are read, then their neighbours, as far as forms go.
"""

from __future__ import annotations

from collections.abc import Iterable

from extractor.form import Ocr
from extractor.layout import Table, tables
from extractor.pages import Page
from extractor.readers import Reading, read_pages, skim
from extractor.rules import is_form, may_head_indicators, stacked
from extractor.templates import general

_SHORT = 10  # pages: skimming fewer than this saves little, and costs something where most of them are a form


def discovered(data: bytes, cross_check: bool = False, ocr: Ocr = "auto") -> tuple[Reading, list[Table]]:
    """What a reader found in a PDF, and the tables that are forms; of a long PDF the pages around forms are read.

    Raises:
        InputError: the bytes cannot be opened or hold no page.
    """
    texts = skim(data, _SHORT)
    if not texts:
        reading = read_pages(data, cross_check, ocr=ocr)
        return reading, form_tables(reading.pages)
    numbers = _near({n for n, text in enumerate(texts, 1) if not text or may_head_indicators(text, general())}, 1)
    reach = 1
    while True:
        reading = read_pages(data, cross_check, [n for n in sorted(numbers) if 1 <= n <= len(texts)], ocr)
        found = form_tables(reading.pages)
        ends = {number for table in found for number in table.pages}
        if _near(ends, 1) <= numbers:
            return reading, found
        reach *= 2
        numbers |= _near(ends, reach)


def _near(numbers: Iterable[int], reach: int) -> set[int]:
    """The numbers up to `reach` away from those given."""
    return {near for number in numbers for near in range(number - reach, number + reach + 1)}


def form_tables(pages: Iterable[Page]) -> list[Table]:
    """The tables of the pages that are self-evaluation forms, in reading order."""
    dictionary = general()
    parts = (part for table in tables(pages) for part in stacked(table, dictionary))
    return [part for part in parts if is_form(part, dictionary)]

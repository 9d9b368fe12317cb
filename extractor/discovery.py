"""The tables of a document that are forms, without reading all of a long one.

A final-account book has a form or two among a hundred pages of prose and other tables. Of a long document the bare text
is skimmed; pages that may hold the header of an indicator table are read, then their neighbours, as far as forms go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from extractor.bounds import USUAL, Bounds
from extractor.form import Ocr
from extractor.layout import Table, tables
from extractor.layout.alignment.strips import lines
from extractor.pages import Page
from extractor.quantities import plain
from extractor.readers import Opened, Reading, open_pdf, pages_of, read_pages, skim
from extractor.rules import forms, is_title, may_head_indicators
from extractor.templates import general

_ASKS_SCORES = "自评"  # in the title of a form that a unit fills in
_SHORT = 10  # pages: skimming fewer than this saves little, and costs something where most of them are a form


def discovered(
    data: bytes, cross_check: bool = False, ocr: Ocr = "auto", bounds: Bounds = USUAL
) -> tuple[Reading, list[Table]]:
    """What a reader found in a PDF, and the tables that are forms; of a long PDF the pages around forms are read.

    Raises:
        InputError: the bytes cannot be opened or hold no page.
    """
    with open_pdf(data, bounds) as document:
        texts = () if ocr == "always" else skim(document, _SHORT)
        if not texts:
            reading = pages_of(Opened(document, data, cross_check, ocr, bounds))
            return reading, form_tables(reading.pages)
    # A damaged file that MuPDF mended as it skimmed is opened anew: it may not find its pages any more.
    return _around_forms(texts, partial(read_pages, data, cross_check, ocr=ocr, bounds=bounds))


def _around_forms(texts: Sequence[str], read: Callable[..., Reading]) -> tuple[Reading, list[Table]]:
    """What `read` finds on the pages whose texts may be of forms, and on those beside them, and the forms."""
    wanted = {n for n, text in enumerate(texts, 1) if not text or may_head_indicators(text, general())}
    numbers = _within({near for n in wanted for near in (n - 1, n, n + 1)}, len(texts))
    reading = read(numbers=numbers)
    reach = 1
    while True:
        found = form_tables(reading.pages)
        more = _within({near for table in found for near in _beyond(table, reach)}, len(texts)) - numbers
        if not more & {near for table in found for near in _beyond(table, 1)}:
            return reading, found
        reading, numbers, reach = reading.with_pages(read(numbers=more)), numbers | more, 2 * reach


def _within(numbers: Iterable[int], count: int) -> set[int]:
    """Those of the numbers that pages have."""
    return {number for number in numbers if 1 <= number <= count}


def _beyond(table: Table, reach: int) -> Iterator[int]:
    """The pages to which a form may go on: those before its first one only where nothing there heads it."""
    first, last = table.pages
    if not any(line.box.page == first for line in table.before):
        yield from range(first - reach, first)
    yield from range(last + 1, last + reach + 1)


def form_tables(pages: Iterable[Page]) -> list[Table]:
    """The tables of the pages that are self-evaluation forms, in reading order."""
    dictionary = general()
    return [form for table in tables(pages) for form in forms(table, dictionary)]


def overlooked(pages: Iterable[Page], found: Sequence[Table]) -> dict[int, str]:
    """The titles on pages that read like a form and hold nothing of those found, by the pages' numbers.

    A title on a line of its own is enough where none was found, or where one begins without a title on the page after;
    else the page has labels of an indicator table too.
    """
    untitled = {table.pages[0] for table in found if not _has_title(table)}
    taken = {number for table in found for number in range(table.pages[0], table.pages[1] + 1)}
    titles: dict[int, str] = {}
    for page in pages:
        if page.number in taken:
            continue
        text = plain("".join(word.text for word in page.words))
        if not found or page.number + 1 in untitled or may_head_indicators(text, general()):
            printed = ("".join(word.text for word in row.words) for row in lines(page.words))
            title = next((line for line in map(plain, printed) if is_title(line) and _ASKS_SCORES in line), None)
            titles |= {page.number: title} if title else {}
    return titles


def _has_title(table: Table) -> bool:
    texts = [line.text for line in table.before] + [cell.text for cell in table.cells if cell.row == 0]
    return any(is_title(plain(text)) for text in texts)

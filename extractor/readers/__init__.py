"""Readers: a file to pages of words and rulings, page by page, and which way each page went."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import pymupdf

from extractor.bounds import USUAL, Bounds
from extractor.form import Kind, Ocr, Problem, Severity, Way
from extractor.ocr import Engine
from extractor.pages import Cause, Page, Unread
from extractor.readers.coverage import covered
from extractor.readers.legibility import holds_untold, may_hold_untold
from extractor.readers.mending import cut_pages
from extractor.readers.relay import FAILURES, Relay, relay
from extractor.readers.skim import skim
from extractor.readers.text_layer import open_pdf
from extractor.readers.ways import ways

__all__ = ["Opened", "Reading", "open_pdf", "pages_of", "read_pages", "skim"]

_UNREAD: Mapping[Unread, str] = {
    "characters": (
        "On page {0} fonts do not say what some characters are: what holds them is marked as unsure. "
        "第 {0} 页有些字符所用的字体没有说明是什么字符：有这些字符的内容均标为把握不足。"
    ),
    "picture": (
        "Page {0} is a picture without text and was not read; it needs OCR. "
        "第 {0} 页是没有文字的图片，未读取；需要文字识别（OCR）。"
    ),
    "blank picture": (
        "Page {0} is a picture in which OCR found no text. 第 {0} 页是图片，文字识别（OCR）没有发现文字。"
    ),
    "cut": (
        "The picture of page {0} ends too early: it was read as far as it goes. "
        "第 {0} 页的图片不完整，仅读取了现有部分。"
    ),
    "oversized": (
        "Page {0} is larger than what is read, or holds a picture that is. 第 {0} 页或其中的图片过大，未读取。"
    ),
    "damage": "Page {0} is damaged and could not be read. 第 {0} 页已损坏，无法读取。",
    "fonts": (
        "The fonts of page {0} do not say which characters they print, so it was not read; it needs OCR. "
        "第 {0} 页的字体没有说明所印的是什么字符，因此未读取；需要文字识别（OCR）。"
    ),
    "outlines": (
        "The text of page {0} is drawn in outlines, not printed in characters, so it was not read; it needs OCR. "
        "第 {0} 页的文字是画出的轮廓而不是字符，因此未读取；需要文字识别（OCR）。"
    ),
}
_OTHER = (
    "The text layer of page {0} is not what its picture shows: the picture was read. "
    "第 {0} 页的文字层与图片所示不符，已按图片识别。"
)
_LETTERS = (
    "The fonts of page {0} do not say what some characters are: OCR read those. "
    "第 {0} 页有些字符所用的字体没有说明是什么字符，这些字符由文字识别（OCR）读出。"
)
_TAKEN_OVER = "Page {0} is damaged and was read by the second reader. 第 {0} 页已损坏，由第二种读取方式读取。"
_UNCHECKED = (
    "Page {0} could not be read a second time, its figures are not cross-checked. 第 {0} 页无法复读，数字未经比对。"
)
_OCR_FOR_TEXT = ("ocr", "other text")
_SCANNED = 0.02  # of a page without text: pictures that cover less are ornament
_BESIDE_TEXT = 0.2  # of a page with text: pictures that cover as much may be what is printed on it
_REPAIRED = "The PDF is damaged and was repaired: pages may be missing. PDF 文件已损坏并经修复，可能缺页。"


class Opened(NamedTuple):
    """A document that is open, its bytes, and how it is to be read."""

    document: pymupdf.Document
    data: bytes
    cross_check: bool
    ocr: Ocr
    bounds: Bounds


@dataclass(frozen=True)
class Reading:
    """What a reader found in a file: what kind it is, how many pages it has, those that were read, and what went wrong.

    `again` has the pages that two readers read, by their numbers, as the second did.
    """

    kind: Kind
    count: int
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()
    again: Mapping[int, Page] = field(default_factory=dict)

    @property
    def ways(self) -> tuple[Way, ...]:
        """Which way every page of the file went."""
        return tuple(ways(self.pages, self.count))

    def with_pages(self, other: Reading) -> Reading:
        """The reading with other pages of the same file."""
        return Reading(
            self.kind if self.kind == other.kind else "pdf-mixed",
            self.count,
            _alike(sorted((*self.pages, *other.pages), key=lambda page: page.number)),
            tuple(dict.fromkeys((*self.problems, *other.problems))),
            {**self.again, **other.again},
        )


def read_pages(
    data: bytes,
    cross_check: bool = False,
    numbers: Collection[int] | None = None,
    ocr: Ocr = "auto",
    bounds: Bounds = USUAL,
) -> Reading:
    """The pages of a PDF or a picture, or those with the given numbers, read twice if they are to be cross-checked.

    By default OCR reads what has no text that can be read; it reads all pages `always`, and none `never`. A page that
    was read by the second reader alone, or by none, is named as a problem.

    Raises:
        InputError: the bytes cannot be opened or hold no page.
    """
    with open_pdf(data, bounds) as document:
        return pages_of(Opened(document, data, cross_check, ocr, bounds), numbers)


def pages_of(opened: Opened, numbers: Collection[int] | None = None) -> Reading:
    """What `read_pages` gives, of a document that is open."""
    document, data, cross_check, ocr, bounds = opened
    count = document.page_count
    wanted = sorted(numbers) if numbers is not None else range(1, count + 1)
    read = relay(document, data, wanted, bounds, twice=cross_check)
    seen = [_seen(page, read, document, ocr, bounds) for page in read.pages]
    seen = _with_letters(seen, document, bounds) if ocr == "auto" else seen
    short = cut_pages(data)
    pages = _alike(
        _scanned(page, document, bounds, ends=page.number in short) if _wants_ocr(page, ocr) else page for page in seen
    )
    repaired = (Problem(code="P05", severity="warning", message=_REPAIRED),) if document.is_repaired else ()
    is_pdf = bool(document.is_pdf)
    pictures = sum(page.unread == "picture" or page.source == "ocr" for page in pages)
    kind: Kind = (
        "image" if not is_pdf else "pdf-text" if not pictures else "pdf-scan" if pictures == count else "pdf-mixed"
    )
    problems = (*repaired, *_of_pages(pages, read, cross_check))
    return Reading(kind, count, pages, problems, read.again)


def _seen(page: Page, read: Relay, document: pymupdf.Document, ocr: Ocr, bounds: Bounds) -> Page:
    """The page, marked as a picture if it is one without text, or with another text than its own."""
    if page.number in read.taken_over:
        return replace(page, cause="damage")
    has_pictures = page.number in read.pictured
    if page.unread is not None or (page.words and not has_pictures and not document.is_repaired):
        return page
    shown = _again(document, page)
    if shown is None:
        return replace(page, unread="damage")
    if not page.words:
        is_picture = covered(shown) > _SCANNED
        cause: Cause = "hidden text" if shown.get_text().strip() else "picture"
        return replace(page, unread="picture", cause=cause) if is_picture else page
    if ocr == "auto" and has_pictures and covered(shown) > _BESIDE_TEXT:
        from extractor.readers.scan.agreement import says_other  # noqa: PLC0415 -- heavy, and most files do without

        if says_other(page, shown, _engine(), bounds.pixels):
            return replace(page, unread="picture", cause="other text")
    return page


def _again(document: pymupdf.Document, page: Page) -> pymupdf.Page | None:
    """MuPDF's page of one that it has read; None where it mended the file since, and now finds none."""
    try:
        return document[page.number - 1]
    except FAILURES:
        return None


def _with_letters(pages: list[Page], document: pymupdf.Document, bounds: Bounds) -> list[Page]:
    """The pages; where fonts of one do not tell all characters, with what OCR reads of those that it can."""
    if not any(map(holds_untold, pages)):
        return pages
    from extractor.readers.scan.letters import with_letters  # noqa: PLC0415 -- heavy, and most files do without

    shown = (_again(document, page) if may_hold_untold(page) else None for page in pages)
    return [
        with_letters(page, its, _engine(), bounds.pixels) if its else page
        for page, its in zip(pages, shown, strict=True)
    ]


def _wants_ocr(page: Page, ocr: Ocr) -> bool:
    if page.unread == "oversized":
        return False
    return ocr == "always" or (ocr == "auto" and page.unread in ("picture", "fonts", "outlines"))


def _scanned(page: Page, document: pymupdf.Document, bounds: Bounds, *, ends: bool) -> Page:
    from extractor.readers.scan import scanned_page  # noqa: PLC0415 -- heavy, and most files do without
    from extractor.readers.scan.agreement import is_same  # noqa: PLC0415 -- beside it
    from extractor.readers.scan.cuts import is_lost  # noqa: PLC0415 -- beside it

    shown = _again(document, page)
    if shown is None:
        return replace(page, unread="damage")
    read = scanned_page(shown, _engine(), bounds.pixels, ends=ends)
    cause = _cause(page)
    if cause == "hidden text" and not is_same(shown.get_text(), read):
        cause = "other text"
    if not read.words and is_lost(shown):
        return replace(page, unread="damage")
    return replace(read, unread=read.unread if read.words or read.unread else "blank picture", cause=cause)


def _engine() -> Engine:
    from extractor.ocr.careful import engine  # noqa: PLC0415 -- heavy, and most files do without

    return engine()


def _cause(page: Page) -> Cause:
    """Why OCR reads a page."""
    if page.unread in ("fonts", "outlines"):
        return page.unread
    return page.cause or "asked"


def _alike(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages, those that OCR read brought to one width."""
    found = tuple(pages)
    if sum(page.source == "ocr" for page in found) < 2:
        return found
    from extractor.readers.scan.alike import alike  # noqa: PLC0415 -- heavy, and most files do without

    return alike(found)


def _of_pages(pages: Collection[Page], read: Relay, cross_check: bool) -> Iterator[Problem]:
    missed = {page.number for page in pages if page.unread in (None, "characters")} - {*read.again, *read.taken_over}
    for page in pages:
        if page.unread is not None:
            severity: Severity = "warning" if page.unread in ("characters", "blank picture") else "error"
            code = "P04" if page.unread == "oversized" else "P05"
            yield Problem(
                code=code, severity=severity, message=_UNREAD[page.unread].format(page.number), page=page.number
            )
    yield from _problems("info", _OTHER, [each.number for each in pages if (each.source, each.cause) == _OCR_FOR_TEXT])
    yield from _problems("info", _LETTERS, [each.number for each in pages if _has_letters(each)])
    yield from _problems("warning", _TAKEN_OVER, read.taken_over)
    yield from _problems("warning", _UNCHECKED, sorted(missed) if cross_check else ())


def _has_letters(page: Page) -> bool:
    """Whether OCR read some characters of a page that was read from its text layer."""
    return (page.source, page.cause, page.unread) == ("text", "fonts", None)


def _problems(severity: Severity, message: str, numbers: Iterable[int]) -> Iterator[Problem]:
    for number in numbers:
        yield Problem(code="P05", severity=severity, message=message.format(number), page=number)

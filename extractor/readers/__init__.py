"""Readers: a file to pages of words and rulings, page by page, and which way each page went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.form import Kind, Problem
from extractor.pages import Page
from extractor.readers.text_layer import open_pdf, read_page


@dataclass(frozen=True)
class Reading:
    """What a reader found in a file: what kind it is, its pages, and what went wrong with some of them."""

    kind: Kind
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()


def read_pages(data: bytes) -> Reading:
    """The pages of a PDF; a page that is a picture without text is named as a problem.

    Raises:
        InputError: the bytes cannot be opened or hold no page.
    """
    with open_pdf(data) as document:
        pages = tuple(read_page(page) for page in document)
        pictures = [page.number + 1 for page in document if not pages[page.number].words and page.get_images()]
        problems = (*_of_repair(document.is_repaired), *_of_pictures(pictures))
    kind: Kind = "pdf-text" if not pictures else "pdf-scan" if len(pictures) == len(pages) else "pdf-mixed"
    return Reading(kind, pages, problems)


def _of_repair(is_repaired: bool) -> Iterator[Problem]:
    if is_repaired:
        message = "The PDF is damaged and was repaired: pages may be missing. PDF 文件已损坏并经修复，可能缺页。"
        yield Problem(code="P05", severity="warning", message=message)


def _of_pictures(pictures: list[int]) -> Iterator[Problem]:
    for number in pictures:
        message = f"Page {number} is a picture without text and was not read. 第 {number} 页是没有文字的图片，未读取。"
        yield Problem(code="P05", severity="error", message=message, page=number)

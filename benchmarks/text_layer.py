"""Milliseconds of processor time a page, from the file to checked forms, held against other readers over fixtures/."""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pdfplumber
import pymupdf
import tablers

import extractor
from benchmarks.archive import FIXTURES
from benchmarks.timing import Aim, medians

AIMS = {
    "office": (
        Aim("extractor", "pdfplumber", 0.2),
        Aim("extractor", "tablers", 3.0),
        Aim("extractor", "MuPDF bare", 3.0),
    ),
    "browser": (Aim("extractor", "MuPDF bare", 1.2),),
}


def by_pdfplumber(path: Path) -> None:
    """The tables' texts as pdfplumber finds them, page by page."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()


def by_tablers(path: Path) -> None:
    """The tables' texts as tablers finds them, page by page."""
    document = tablers.Document(path)
    for page in document.pages():
        tablers.find_tables(page, extract_text=True)
    document.close()


def by_mupdf(path: Path) -> None:
    """Characters and drawings as MuPDF gives them, nothing made of them: the least that a reader in Python pays."""
    with pymupdf.open(path) as document:
        for page in document:
            page.get_text("rawdict", flags=0)
            page.get_drawings()


READERS: dict[str, Callable[[Path], object]] = {
    "extractor": extractor.read,
    "MuPDF bare": by_mupdf,
    "tablers": by_tablers,
    "pdfplumber": by_pdfplumber,
}


def printer_and_pages(path: Path) -> tuple[str, int]:
    """What printed a PDF, `browser` or `office`, and how many pages it has."""
    with pymupdf.open(path) as document:
        producer = (document.metadata or {}).get("producer") or ""
        return "browser" if "Skia/PDF" in producer else "office", document.page_count


def main(paths: Iterable[Path]) -> None:
    """Prints a row a file and, for each kind of printer, the aims and what came of them."""
    totals: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    print(f"{'ms/page':32}" + "".join(f"{name:>12}" for name in READERS))
    for path in paths:
        printer, pages = printer_and_pages(path)
        seconds = medians({name: partial(read, path) for name, read in READERS.items()}, clock=time.process_time)
        for name, amount in {"pages": pages, **seconds}.items():
            totals[printer][name] += amount
        print(_row(path.name, seconds, pages))
    for printer, total in totals.items():
        print(_row(f"{printer}, {total['pages']:g} pages", total, total["pages"]))
        for aim in AIMS[printer]:
            print(f"  {aim.told(total)}")


def _row(name: str, seconds: dict[str, float], pages: float) -> str:
    return f"{name:32}" + "".join(f"{1000 * seconds[reader] / pages:12.2f}" for reader in READERS)


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # pdfminer has much to say about fonts
    main(sorted(FIXTURES.glob("*.pdf")))

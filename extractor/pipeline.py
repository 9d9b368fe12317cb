"""One document, from its file to checked forms: find the tables, match, apply the rules, check."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path

from extractor.bounds import USUAL, Bounds
from extractor.checks import examine
from extractor.cross_check import cross_checked
from extractor.discovery import discovered, overlooked
from extractor.dumps import tables as dump_tables
from extractor.dumps import with_lines
from extractor.errors import UnreadableError
from extractor.form import Document, Form, Ocr, Problem, Source
from extractor.layout import Table
from extractor.pages import TextLine
from extractor.paper import displayed, with_unread_pages
from extractor.readers import Reading
from extractor.readers.plain_text import is_text, read_lines
from extractor.recognition import recognised
from extractor.rules import read_form
from extractor.rules.watermarks import with_watermarks
from extractor.templates import Template, load

_NO_FORM = Problem(
    code="P03",
    severity="warning",
    message="No self-evaluation form was found in this document. 文档中没有发现绩效自评表。",
)


@contextmanager
def _uncollected() -> Iterator[None]:
    """A time in which Python does not look for cycles of dead objects, as it does else over and over.

    Reading a document makes very many objects, and next to no cycles.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def read(
    path: Path,
    templates: Sequence[Template] | None = None,
    cross_check: bool = False,
    ocr: Ocr = "auto",
    bounds: Bounds = USUAL,
) -> Document:
    """The document with its forms, checked; by the built-in templates where none are given.

    With `cross_check` a second reader reads every page too, and a figure on which the two disagree is unsure.

    Raises:
        InputError: the file cannot be read.
    """
    data = read_bytes(path)
    if path.suffix.lower() != ".pdf" and is_text(data):
        return document_of_text(path.name, data, read_lines(data), templates)
    return document_of(path.name, data, *discovered(data, cross_check, ocr, bounds), templates)


def document_of_text(
    name: str, data: bytes, lines: Sequence[TextLine], templates: Sequence[Template] | None = None
) -> Document:
    """The document of a file of plain text that a tool dumped from forms."""
    digest = hashlib.sha256(data).hexdigest()
    known = load() if templates is None else templates
    found = enumerate(dump_tables(lines, known), 1)
    checked = tuple(examine(with_lines(read_form(table, known, f"{digest[:16]}-{n}", n)), name) for n, table in found)
    pages = max((line.page for line in lines), default=1)
    source = Source(name=name, sha256=digest, bytes=len(data), kind="text", pages=pages)
    return Document(source=source, problems=() if checked else (_NO_FORM,), forms=checked)


def document_of(
    name: str, data: bytes, reading: Reading, found: Sequence[Table], templates: Sequence[Template] | None = None
) -> Document:
    """The document of a file's name and bytes, of what a reader found in them, and of the tables that are forms."""
    digest = hashlib.sha256(data).hexdigest()
    known = load() if templates is None else templates
    forms = (read_form(table, known, f"{digest[:16]}-{n}", n) for n, table in enumerate(found, 1))
    taken = {page for table in found for page in range(table.pages[0], table.pages[1] + 1)}
    checked = tuple(examine(_on_paper(form, reading, taken), name) for form in forms)
    source = Source(name=name, sha256=digest, bytes=len(data), kind=reading.kind, pages=reading.count)
    return Document(source=source, pages=reading.ways, problems=_problems(reading, found), forms=checked)


def _on_paper(form: Form, reading: Reading, taken: AbstractSet[int]) -> Form:
    """The form as it was read, held against a second reading, and put where its paper displays it.

    `taken` are the pages that forms stand on.
    """
    read = with_watermarks(form, reading.pages)
    compared = recognised(cross_checked(read, reading.pages, reading.again), reading.pages)
    return with_unread_pages(displayed(compared, reading.pages), reading.pages, taken)


def read_bytes(path: Path) -> bytes:
    """The bytes of an input.

    Raises:
        UnreadableError: the file cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{error.strerror}: {path}") from error


def _problems(reading: Reading, found: Sequence[Table]) -> tuple[Problem, ...]:
    missed = (_missed(page, title) for page, title in overlooked(reading.pages, found).items())
    return (*reading.problems, *(() if found else (_NO_FORM,)), *missed)


def _missed(page: int, title: str) -> Problem:
    return Problem(
        code="P03",
        severity="warning",
        message=f"Page {page} reads like a self-evaluation form, “{title}”, and none was found there: what it says is "
        f"missing. 第 {page} 页像是绩效自评表“{title}”，但未能在该页找到表格，其内容缺失。",
        page=page,
    )

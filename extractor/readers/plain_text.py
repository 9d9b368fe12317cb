"""Plain text dumped from a document, to lines: UTF-8 with or without a byte order mark, or GB18030."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from extractor.errors import UnreadableError
from extractor.pages import TextLine
from extractor.readers.radicals import unified

_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HEAD = 1024  # bytes: where the mark of a PDF may stand
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BREAK = re.compile(r"\r\n|\r|\n|\v|\x85|\u2028|\u2029")


def is_text(data: bytes) -> bool:
    """Whether the bytes are no known kind of binary file and hold no control characters: they may be plain text."""
    head = data[:_HEAD]
    known = any(data.startswith(mark) for mark in _MAGIC) or _MAGIC[0] in head
    return bool(data.strip()) and not known and _BINARY.search(data) is None


def read_lines(data: bytes) -> tuple[TextLine, ...]:
    """The lines of a text that print something, numbered from one; a form feed begins a new page.

    Raises:
        UnreadableError: the bytes are neither UTF-8 nor GB18030; the first byte that is none of it is named.
    """
    return tuple(_lines(unified(_decoded(data))))


def _decoded(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return _strict(data[len(codecs.BOM_UTF8) :], "utf-8", len(codecs.BOM_UTF8))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError as second:
            raise _undecodable(data, error.start, second.start, 0) from second


def _strict(data: bytes, encoding: str, skipped: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start, None, skipped) from error


def _undecodable(data: bytes, utf8: int, gb18030: int | None, skipped: int) -> UnreadableError:
    said = f"it is not UTF-8 at byte {utf8 + skipped + 1} (0x{data[utf8]:02x})"
    if gb18030 is not None:
        said += f", and not GB18030 at byte {gb18030 + skipped + 1} (0x{data[gb18030]:02x})"
    return UnreadableError(f"As text {said}. 文本既不是 UTF-8，也不是 GB18030。")


def _lines(text: str) -> Iterator[TextLine]:
    page = 1
    for number, line in enumerate(_BREAK.split(text), 1):
        for turned, part in enumerate(line.split("\f")):
            page += bool(turned)
            if part.strip():
                yield TextLine(number, page, part.rstrip())

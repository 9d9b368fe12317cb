"""PDF files whose fonts do not say what they print, or say it wrongly, made of files whose fonts do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pymupdf

Change = Callable[[int], int]


def without_maps(data: bytes) -> bytes:
    """The file, its fonts without a map to Unicode."""
    with pymupdf.open(stream=data) as document:
        for font in _fonts(document):
            document.xref_set_key(font, "ToUnicode", "null")
        written: bytes = document.tobytes()
    return written


def with_maps(data: bytes, change: Change) -> bytes:
    """The file, every code point of its fonts' maps to Unicode changed."""
    with pymupdf.open(stream=data) as document:
        for font in _fonts(document):
            cmap = int(document.xref_get_key(font, "ToUnicode")[1].split()[0])
            document.update_stream(cmap, _changed(document.xref_stream(cmap), change))
        written: bytes = document.tobytes()
    return written


def mixed(good: bytes, bad: bytes, numbers: Iterable[int]) -> bytes:
    """A file of the good one's pages, but those of these numbers from the bad one."""
    with pymupdf.open(stream=good) as whole, pymupdf.open(stream=bad) as other, pymupdf.open() as made:
        for n in range(whole.page_count):
            made.insert_pdf(other if n + 1 in numbers else whole, from_page=n, to_page=n)
        written: bytes = made.tobytes()
    return written


def _fonts(document: pymupdf.Document) -> list[int]:
    every = range(1, document.xref_length())
    return [xref for xref in every if document.xref_get_key(xref, "ToUnicode")[0] == "xref"]


def _changed(cmap: bytes, change: Change) -> bytes:
    def mapped(found: re.Match[bytes]) -> bytes:
        texts = re.sub(rb"[0-9A-Fa-f]{4}", lambda text: b"%04X" % (change(int(text[0], 16)) & 0xFFFF), found[2])
        return found[1] + texts

    return re.sub(
        rb"((?m:^)(?:<[0-9A-Fa-f]{2,4}>\s*){1,2})(\[?(?:\s*<[0-9A-Fa-f]{4,}>)+\]?\s*$)", mapped, cmap, flags=re.M
    )

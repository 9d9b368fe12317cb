"""Whether MuPDF still reads what it read before: a file that is broken in some ways may leave it unable to."""

from __future__ import annotations

import functools

import pymupdf

from extractor.readers.relay import FAILURES


@functools.cache
def _sample() -> bytes:
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), "sound")
        return bytes(document.tobytes())


def is_sound() -> bool:
    """Whether a page that can be read is read."""
    try:
        with pymupdf.open(stream=_sample(), filetype="pdf") as document:
            return "sound" in document[0].get_text()
    except FAILURES:
        return False

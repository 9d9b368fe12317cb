"""Pictures that end too early, as downloads do that broke off: what is there of them, which MuPDF would not open.

Of JPEG, and of pictures in a PDF, MuPDF itself draws what is there.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from typing import Any

from extractor.bounds import USUAL, Bounds

_PNG, _END = b"\x89PNG", b"IEND"
_TIFF = (b"II*\x00", b"MM\x00*")
_OFFSETS, _COUNTS = (273, 324), (279, 325)  # tags: where the strips or tiles of a picture begin, and how long they are
_FAILURES = (OSError, EOFError, ValueError, SyntaxError, LookupError, TypeError, OverflowError, struct.error)
"""What Pillow raises over a broken picture."""

_TAIL = 64  # bytes: what may follow the end of a picture


def cut_pages(data: bytes) -> tuple[int, ...]:
    """The numbers, from one, of the pages of a PNG or TIFF whose picture ends before all of it came."""
    if data.startswith(_PNG):
        return () if _END in data[-_TAIL:] else (1,)
    if not data.startswith(_TIFF):
        return ()
    try:
        with _opened(data) as picture:
            return tuple(n for n in _frames(picture) if _end(picture) > len(data))
    except _FAILURES:
        return ()


def mended(data: bytes, bounds: Bounds = USUAL) -> bytes:
    """A picture with what is missing left blank, as TIFF; the same bytes if it is whole, or is no PNG or TIFF."""
    if not cut_pages(data):
        return data
    from PIL import ImageFile  # noqa: PLC0415 -- heavy, and few files want it

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, True
    try:
        with _opened(data) as picture:
            if picture.width * picture.height > bounds.pixels:
                return data
            pages = []
            for _ in _frames(picture):
                picture.load()
                pages.append(picture.convert("RGB"))
            whole = io.BytesIO()
            dpi = tuple(float(each) for each in picture.info.get("dpi", (72, 72)))
            pages[0].save(whole, "TIFF", save_all=True, append_images=pages[1:], dpi=dpi)
            return whole.getvalue()
    except _FAILURES:
        return data
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _opened(data: bytes) -> Any:
    from PIL import Image  # noqa: PLC0415 -- heavy, and few files want it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return Image.open(io.BytesIO(data))
        except Image.DecompressionBombError as error:
            raise ValueError("too many pixels") from error


def _frames(picture: Any) -> Iterator[int]:
    """The numbers of the pages that can be found, each with the picture set to it."""
    number = 0
    while True:
        try:
            picture.seek(number)
        except _FAILURES:
            return
        number += 1
        yield number


def _end(picture: Any) -> int:
    """Where the last byte of a TIFF's page is to stand."""
    tags = picture.tag_v2
    ends = [
        start + count
        for places, lengths in zip(_OFFSETS, _COUNTS, strict=True)
        for start, count in zip(tags.get(places, ()), tags.get(lengths, ()), strict=False)
    ]
    return int(max(ends, default=0))

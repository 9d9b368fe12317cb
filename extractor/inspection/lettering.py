"""Lettering: the fonts of labels in their sizes, and how wide a text is when set."""

from __future__ import annotations

import functools
from io import BytesIO

from PIL import ImageFont

from extractor.readers.pictures import typeface


@functools.cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The typeface in a size of so many pixels."""
    return ImageFont.truetype(BytesIO(_typeface()), size)


@functools.cache
def _typeface() -> bytes:
    return typeface()


def width(text: str, size: int) -> int:
    """The pixels from the left side of a text to the right."""
    return round(font(size).getlength(text))


def fitted(text: str, size: int, room: int) -> str:
    """The text, cut and ended by `…` where it is wider than the room."""
    if width(text, size) <= room:
        return text
    while text and width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text}…"

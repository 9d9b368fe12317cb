"""Long straight strokes in ink: rulings, and what looks like them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from extractor.ocr import Grey
from extractor.readers.scan.bits import packed, strands, transposed, unpacked


def long_strokes(ink: Grey, axis: str, length: int) -> Grey:
    """The ink of straight strokes of at least that many pixels."""
    if axis == "h":
        return transposed(long_strokes(transposed(ink), "v", length))
    return unpacked(strands(packed(ink), length), ink.shape[1])


class Stroke(NamedTuple):
    """A straight stroke: its left, top, width and height, and which pixels of that box are its own."""

    x: int
    y: int
    w: int
    h: int
    part: Grey


def strokes(ink: Grey, axis: str, length: int, least: int = 0) -> Iterator[Stroke]:
    """The strokes that are straight for at least so many pixels; in all at least so many of those long."""
    yield from apart(long_strokes(ink, axis, length), least)


def apart(long: Grey, least: int = 0) -> Iterator[Stroke]:
    """The strokes of a picture that has nothing else, each at least so many pixels long."""
    outlines, _ = cv2.findContours(long, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        x, y, w, h = cv2.boundingRect(outline)
        if max(w, h) < least:
            continue
        own = cv2.drawContours(np.zeros((h, w), np.uint8), [outline], -1, 255, cv2.FILLED, offset=(-x, -y))
        yield Stroke(x, y, w, h, np.where(own > 0, long[y : y + h, x : x + w], 0))

"""Black and white pictures, eight pixels of a row a byte: finding long upright lines in them takes few steps so.

The results are those of OpenCV's morphology with a kernel one pixel wide, which looks at every pixel by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import cv2
import numpy as np

from extractor.ocr import Grey

Bits: TypeAlias = np.ndarray
"""A picture's rows, with an eighth as many bytes as it has columns."""


def packed(ink: np.ndarray) -> Bits:
    """The picture with a bit for every pixel that is not 0."""
    return np.packbits(ink, axis=1)


def unpacked(bits: Bits, width: int) -> Grey:
    """The picture of that width, 255 where a bit is set."""
    ink = np.unpackbits(bits, axis=1, count=width)
    return np.negative(ink, out=ink)


def thickened(bits: Bits, length: int) -> Bits:
    """What is set within an upright line of that length, about its middle."""
    return _along(bits, length, np.bitwise_or, 0)


def thinned(bits: Bits, length: int) -> Bits:
    """What is set all along an upright line of that length, about its middle; beyond the picture all is set."""
    return _along(bits, length, np.bitwise_and, 255)


def widened(bits: Bits, by: int = 1) -> Bits:
    """What is set, and so many columns on both sides of it; at most seven."""
    found, done = bits, 0
    while done < by:
        step = min(done + 1, by - done)
        right, left = found >> step, found << step
        right[:, 1:] |= found[:, :-1] << (8 - step)
        left[:, :-1] |= found[:, 1:] >> (8 - step)
        found, done = found | left | right, done + step
    return found


def strands(bits: Bits, length: int) -> Bits:
    """What belongs to upright strokes of at least that many rows, which may waver by a column."""
    return np.asarray(thickened(thinned(widened(bits), length), length) & bits)


def transposed(ink: Grey) -> Grey:
    """The picture with its rows as columns."""
    return np.asarray(cv2.transpose(ink), np.uint8)


def _along(bits: Bits, length: int, joined: Callable[[Bits, Bits], Bits], beyond: int) -> Bits:
    """All rows of a window of that many joined, for every row; windows of two, four, ... rows are joined before."""
    before = length // 2
    found = np.pad(bits, ((before, length - 1 - before), (0, 0)), constant_values=beyond)
    done = 1
    while done < length:
        step = min(done, length - done)
        found = joined(found[:-step], found[step:])
        done += step
    return found

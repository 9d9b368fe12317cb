"""Print of which thin strokes are lost: its figures come apart, and a 4 without its bar looks like a 1."""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import numpy as np

from extractor.ocr import Grey, Reading

_FIGURE = re.compile(r"\d[\d.]*\d|\d\d")  # as many blots as characters
_INK = 222  # brightness: what is darker is ink, be it a thin stroke that printed pale
_MANY = 0.1  # of the figures' characters: so many pieces too many are no chance
_SPECK = 0.09  # of the height of a line: what is no larger than the square of it is dirt, or frayed ink
_DOUBTFUL = 0.6
_MISTAKEN = frozenset("1")  # what looks like another figure of which strokes are lost


def is_torn(pictures: Sequence[Grey], readings: Sequence[Reading]) -> bool:
    """Whether the figures of a page have come apart, all in all."""
    characters = pieces = 0
    for picture, reading in zip(pictures, readings, strict=True):
        if _FIGURE.fullmatch(reading.text):
            characters += len(reading.text)
            pieces += max(_pieces(picture), len(reading.text))
    return pieces - characters > _MANY * characters


def _pieces(picture: Grey) -> int:
    stats = cv2.connectedComponentsWithStats((picture < _INK).astype(np.uint8), connectivity=8)[2]
    return int(np.count_nonzero(stats[1:, cv2.CC_STAT_AREA] > (_SPECK * picture.shape[0]) ** 2))


def doubted(reading: Reading) -> Reading:
    """The reading of a line of a page whose figures have come apart: what may be another figure is unsure."""
    pairs = zip(reading.text, reading.sure, strict=True)
    return reading._replace(sure=tuple(min(s, _DOUBTFUL) if c in _MISTAKEN else s for c, s in pairs))

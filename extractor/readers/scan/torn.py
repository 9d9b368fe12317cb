"""Print of which thin strokes are lost: its figures come apart, and a 4 without its bar looks like a 1."""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import numpy as np

from extractor.ocr import Grey, Reading

_FIGURE = re.compile(r"\d[\d.]*\d|\d\d")  # as many blots as characters
_INK = 222  # brightness: what is darker is ink, be it a thin stroke that printed pale
_MANY = 0.25  # of the figures' characters: so many blots too many are no dirt
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
    count, _ = cv2.connectedComponents((picture < _INK).astype(np.uint8), connectivity=8)
    return count - 1


def doubted(reading: Reading) -> Reading:
    """The reading of a line of a page whose figures have come apart: what may be another figure is unsure."""
    pairs = zip(reading.text, reading.sure, strict=True)
    return reading._replace(sure=tuple(min(s, _DOUBTFUL) if c in _MISTAKEN else s for c, s in pairs))

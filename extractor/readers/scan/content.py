"""What is on a straight picture: its rulings, its printed lines, and a copy without rulings and dirt."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from extractor.ocr import Grey
from extractor.pages import Ruling
from extractor.readers.scan.blots import Blots
from extractor.readers.scan.lines import lined, pixel_rulings, ruled
from extractor.readers.scan.picture import inked
from extractor.readers.scan.segments import Segment, segments


class Content(NamedTuple):
    """A picture without its rulings and dirt, the places of its printed lines, and its rulings, in pixels."""

    white: Grey
    lines: list[Segment]
    rulings: list[Ruling]


def content(grey: Grey, scale: float) -> Content:
    """What is on a straight picture of so many pixels a point."""
    ink = inked(grey)
    drawn = lined(grey, ink, scale)
    found = pixel_rulings(drawn, scale)
    own, pale = ruled(drawn, found, scale)
    blots = Blots.of(np.asarray(cv2.subtract(ink, own), np.uint8), grey, scale)
    gone = cv2.bitwise_and(cv2.bitwise_or(ink, pale), cv2.bitwise_not(blots.clean))
    white = np.asarray(cv2.bitwise_or(grey, gone), np.uint8)
    return Content(white, segments(blots.clean, blots.size, found, scale), found)

"""What is on a straight picture: its rulings, its printed lines, and a copy without rulings and dirt."""

from __future__ import annotations

from typing import NamedTuple

from extractor.ocr import Grey
from extractor.pages import Ruling
from extractor.readers.scan.blots import Blots
from extractor.readers.scan.lines import pixel_rulings, without
from extractor.readers.scan.picture import inked
from extractor.readers.scan.segments import Segment, segments

_REACH = 0.6  # points: how far from a ruling's middle ink is the ruling's


class Content(NamedTuple):
    """A picture without its rulings and dirt, the places of its printed lines, and its rulings, in pixels."""

    white: Grey
    lines: list[Segment]
    rulings: list[Ruling]


def content(grey: Grey, scale: float) -> Content:
    """What is on a straight picture of so many pixels a point."""
    ink = inked(grey)
    found = pixel_rulings(ink, scale)
    blots = Blots.of(without(ink, found, max(1, round(_REACH * scale))), grey, scale)
    white = grey.copy()
    white[(ink > 0) & (blots.clean == 0)] = 255
    return Content(white, segments(blots.clean, blots.size, found, scale), found)

"""Lines that a drawing library lacks: dashes along a side, and hatching inside a box."""

from __future__ import annotations

from PIL import ImageDraw

from extractor.inspection.palette import Colour

Pixels = tuple[int, int, int, int]
"""A box in pixels: left, top, right, bottom."""


def dash(draw: ImageDraw.ImageDraw, line: Pixels, colour: Colour, *, width: int = 2, step: int = 12) -> None:
    """Draw a level or upright line in dashes."""
    x0, y0, x1, y1 = line
    for start in range(0, max(x1 - x0, y1 - y0), step):
        end = start + step // 2
        dx, dy = (1, 0) if y0 == y1 else (0, 1)
        ends = (min(x0 + end * dx, x1), min(y0 + end * dy, y1))
        draw.line((x0 + start * dx, y0 + start * dy, *ends), colour, width)


def hatch(draw: ImageDraw.ImageDraw, box: Pixels, colour: Colour, *, step: int = 12) -> None:
    """Draw rising lines across a box, and a frame around it."""
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    for reach in range(step, width + height, step):
        start = (x0 + max(0, reach - height), y0 + min(reach, height))
        draw.line((*start, x0 + min(reach, width), y0 + max(0, reach - width)), colour, 1)
    draw.rectangle(box, outline=colour, width=3)

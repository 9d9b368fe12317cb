"""Tags that name fields, put where they hide no print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from PIL import ImageDraw

from extractor.inspection.lettering import font, width
from extractor.inspection.palette import Colour
from extractor.inspection.strokes import Pixels

_SIZES = (22, 18, 15, 13, 11)  # pixels
_POINTS = 7.5  # a tag is no larger than this
_PAD = 3
_HIDDEN = 0.02  # of a tag's area: a tag that would hide as much print is left out


class Tags:
    """The tags of one page; `scale` are pixels a point, `taken` the boxes that a tag must not hide."""

    def __init__(self, draw: ImageDraw.ImageDraw, scale: float, taken: Sequence[Pixels]) -> None:
        self.draw = draw
        self.sizes = [size for size in _SIZES if size <= _POINTS * scale] or [_SIZES[-1]]
        self.taken = list(taken)

    def put(self, box: Pixels, texts: Sequence[str], colour: Colour) -> None:
        """Draw the first of the texts, in the largest size, that finds room in the box; none where there is none."""
        near = [other for other in self.taken if _overlap(other, _around(box))]
        for text, size in product(texts, self.sizes):
            wide, high = width(text, size) + 2 * _PAD, size + _PAD
            for place in _places(box, wide, high):
                if sum(_overlap(place, other) for other in near) <= _HIDDEN * wide * high:
                    self._draw(place, text, size, colour)
                    return

    def put_beside(self, box: Pixels, text: str, colour: Colour) -> None:
        """Draw a text at the right side of a box; nothing where it would hide print."""
        size = self.sizes[0]
        left, top = box[2] + 2 * _PAD, (box[1] + box[3] - size - _PAD) // 2
        place = left, top, left + width(text, size) + 2 * _PAD, top + size + _PAD
        if not any(_overlap(place, other) for other in self.taken):
            self._draw(place, text, size, colour)

    def _draw(self, place: Pixels, text: str, size: int, colour: Colour) -> None:
        self.taken.append(place)
        self.draw.rounded_rectangle(place, 3, fill=colour)
        self.draw.text((place[0] + _PAD, (place[1] + place[3]) / 2), text, "white", font(size), anchor="lm")


def _places(box: Pixels, wide: int, high: int) -> Iterator[Pixels]:
    """Where a tag may stand: the corners of the box, the middle of its sides, and astride of its upper side."""
    x0, y0, x1, y1 = box
    if wide > x1 - x0 or high > y1 - y0:
        return
    middle = (y0 + y1 - high) // 2
    for x, y in ((x1 - wide, y0), (x1 - wide, y1 - high), (x1 - wide, middle), (x0, y0), (x0, y1 - high), (x0, middle)):
        yield x, y, x + wide, y + high
    yield x1 - wide, y0 - high // 2, x1, y0 - high // 2 + high


def _around(box: Pixels) -> Pixels:
    return box[0] - 20, box[1] - 20, box[2] + 20, box[3] + 20


def _overlap(a: Pixels, b: Pixels) -> int:
    return max(0, min(a[2], b[2]) - max(a[0], b[0])) * max(0, min(a[3], b[3]) - max(a[1], b[1]))

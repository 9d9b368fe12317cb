"""Shaded boxes beside ruled tables: heads that only shading divides, and tables of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.geometry import Box, union
from extractor.layout.rulings import JOINT, frames, whole
from extractor.pages import Ruling

_FEWEST = 3  # sides that divide: of two columns at least


def with_shading(found: Sequence[list[Ruling]], sides: Iterable[Ruling]) -> list[list[Ruling]]:
    """The frames of a page, with the sides of shaded boxes that divide a strip along one, and frames of sides alone.

    What is shaded inside a frame does not count: there, rulings divide.
    """
    tables = list(found)
    boxes = [_around(frame) for frame in tables]
    outside = [side for side in sides if not any(_lies_in(side, box) for box in boxes)]
    for group in frames(whole(outside)) if outside else ():
        strip = _around(group)
        at = next((place for place, box in enumerate(boxes) if _abuts(strip, box)), None)
        if at is not None and _places(group, "v") >= _FEWEST:
            tables[at] = tables[at] + group
            boxes[at] = union((boxes[at], strip))
        elif min(_places(group, "v"), _places(group, "h")) >= _FEWEST and not any(map(strip.overlap, boxes)):
            tables.append(group)
    return tables


def _around(frame: Sequence[Ruling]) -> Box:
    level = [ruling for ruling in frame if ruling.axis == "h"]
    upright = [ruling for ruling in frame if ruling.axis == "v"]
    xs = [x for ruling in level for x in (ruling.start, ruling.end)] + [ruling.at for ruling in upright]
    ys = [y for ruling in upright for y in (ruling.start, ruling.end)] + [ruling.at for ruling in level]
    return Box(1, min(xs), min(ys), max(xs), max(ys))


def _lies_in(side: Ruling, box: Box) -> bool:
    """Whether the middle of a side lies in a box or along its sides."""
    middle = (side.start + side.end) / 2
    x, y = (middle, side.at) if side.axis == "h" else (side.at, middle)
    return box.x0 - JOINT <= x <= box.x1 + JOINT and box.top - JOINT <= y <= box.bottom + JOINT


def _abuts(strip: Box, box: Box) -> bool:
    """Whether a strip lies right above or below a box and is as wide."""
    if max(abs(strip.x0 - box.x0), abs(strip.x1 - box.x1)) > JOINT:
        return False
    return min(abs(strip.bottom - box.top), abs(strip.top - box.bottom)) <= JOINT


def _places(group: Sequence[Ruling], axis: str) -> int:
    """How many places the lines of one axis have."""
    found: list[float] = []
    for at in sorted(ruling.at for ruling in group if ruling.axis == axis):
        if not found or at - found[-1] > JOINT:
            found.append(at)
    return len(found)

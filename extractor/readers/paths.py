"""Rulings from painted paths, whoever read them: lines, thin rectangles, frames, and the sides of filled boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from extractor.pages import Ruling

_THIN = 3.0  # points: a filled rectangle no thicker than this is a line
_LEVEL = 0.7  # points: how far the ends of a level line may be apart

Quad = tuple[float, float, float, float]


class Path(NamedTuple):
    """A painted path in points of the page as displayed: straight lines, upright boxes, and what is around it all.

    `stroked` and `filled` tell whether that leaves ink to be seen; `curved` whether a part is neither line nor box.
    """

    lines: tuple[Quad, ...]
    boxes: tuple[Quad, ...]
    around: Quad
    stroked: bool
    filled: bool
    curved: bool = False


def rulings(paths: Iterable[Path], width: float, height: float) -> tuple[tuple[Ruling, ...], tuple[Ruling, ...]]:
    """The rulings that are drawn on a page of that size, and the sides of its filled boxes."""
    drawn: list[Ruling] = []
    sides: list[Ruling] = []
    for path in paths:
        for ruling, is_side in _of_path(path):
            shown = _on_page(ruling, width, height)
            if shown is not None:
                (sides if is_side else drawn).append(shown)
    return tuple(drawn), tuple(sides)


def _on_page(ruling: Ruling, width: float, height: float) -> Ruling | None:
    """The part of a ruling that lies on the page, None where none does."""
    across, along = (height, width) if ruling.axis == "h" else (width, height)
    start, end = max(ruling.start, 0.0), min(ruling.end, along)
    return ruling._replace(start=start, end=end) if 0 <= ruling.at <= across and start < end else None


def _of_path(path: Path) -> Iterator[tuple[Ruling, bool]]:
    """The rulings of a path, each with whether it is only the side of a filled box."""
    if not path.stroked and not path.filled:
        return
    if not path.stroked and not path.boxes and not path.curved:
        yield from _of_box(path.around, False)
        return
    for line in path.lines if path.stroked else ():
        yield from ((ruling, False) for ruling in _of_line(line))
    for box in path.boxes:
        yield from _of_box(box, path.stroked)


def _of_line(line: Quad) -> Iterator[Ruling]:
    x0, y0, x1, y1 = line
    if abs(y1 - y0) <= _LEVEL:
        yield _ruling("h", (y0 + y1) / 2, x0, x1)
    elif abs(x1 - x0) <= _LEVEL:
        yield _ruling("v", (x0 + x1) / 2, y0, y1)


def _of_box(box: Quad, stroked: bool) -> Iterator[tuple[Ruling, bool]]:
    x0, x1 = sorted((box[0], box[2]))
    y0, y1 = sorted((box[1], box[3]))
    width, height = x1 - x0, y1 - y0
    if min(width, height) <= _THIN:
        # A dot of a dotted line may belong to a line either way.
        if width >= height:
            yield _ruling("h", (y0 + y1) / 2, x0, x1), False
        if height >= width:
            yield _ruling("v", (x0 + x1) / 2, y0, y1), False
        return
    for at in (y0, y1):
        yield _ruling("h", at, x0, x1), not stroked
    for at in (x0, x1):
        yield _ruling("v", at, y0, y1), not stroked


def _ruling(axis: Literal["h", "v"], at: float, start: float, end: float) -> Ruling:
    return Ruling(axis, at, min(start, end), max(start, end))

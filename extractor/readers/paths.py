"""Rulings from painted paths, whoever read them: lines, thin rectangles, frames, and the sides of filled boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from extractor.pages import Ruling

_THIN = 3.0  # points: a filled rectangle no thicker than this is a line
_THICK = 4.6  # points: so is one no thicker than this that is many times as long
_LONG = 3.0  # times as long
_LEVEL = 0.7  # points: how far the ends of a level line may be apart
_SLOPE = 0.006  # of its length: likewise, on paper that was laid a third of a degree aslant
_DOT = 0.2  # points: how unequal the sides of a dot may be

Quad = tuple[float, float, float, float]


class Path(NamedTuple):
    """A painted path in points of the page as displayed: straight lines, upright boxes, and what is around it all.

    `curves` are the boxes around its parts that are neither. `stroked` and `filled` tell how it is painted; `white`
    that all its paint is white, which is seen on shading alone.
    """

    lines: tuple[Quad, ...]
    boxes: tuple[Quad, ...]
    around: Quad
    stroked: bool
    filled: bool
    curves: tuple[Quad, ...] = ()
    white: bool = False


class Drawn(NamedTuple):
    """What a page's paths draw: rulings, white lines on shading, and the sides of filled boxes."""

    rulings: tuple[Ruling, ...]
    gaps: tuple[Ruling, ...]
    edges: tuple[Ruling, ...]


def drawn(paths: Iterable[Path], width: float, height: float) -> Drawn:
    """The lines that paths draw on a page of that size, in the order of painting."""
    found: tuple[list[Ruling], list[Ruling], list[Ruling]] = ([], [], [])
    shades: list[Quad] = []
    for path in paths:
        for ruling, is_side in _of_path(path):
            shown = _on_page(ruling, width, height)
            if shown is not None and (not path.white or _is_on(shown, shades)):
                found[2 if is_side else int(path.white)].append(shown)
        if path.filled and not path.white:
            shades += (_sorted(box) for box in path.boxes if not is_line(box))
    return Drawn(*map(tuple, found))


def picture(box: Quad) -> Path:
    """The path of a picture that fills a box: a thin one is a line."""
    return Path((), (box,) if is_line(box) else (), box, stroked=False, filled=is_line(box))


def _is_on(ruling: Ruling, shades: list[Quad]) -> bool:
    """Whether the middle of a ruling lies on or beside a shaded box."""
    middle = (ruling.start + ruling.end) / 2
    x, y = (middle, ruling.at) if ruling.axis == "h" else (ruling.at, middle)
    return any(x0 - _THIN <= x <= x1 + _THIN and y0 - _THIN <= y <= y1 + _THIN for x0, y0, x1, y1 in reversed(shades))


def _on_page(ruling: Ruling, width: float, height: float) -> Ruling | None:
    """The part of a ruling that lies on the page, None where none does."""
    across, along = (height, width) if ruling.axis == "h" else (width, height)
    start, end = max(ruling.start, 0.0), min(ruling.end, along)
    if not (0 <= ruling.at <= across and start < end):
        return None
    return ruling if (start, end) == ruling[2:] else ruling._replace(start=start, end=end)


def _of_path(path: Path) -> Iterator[tuple[Ruling, bool]]:
    """The rulings of a path, each with whether it is only the side of a filled box."""
    if not path.stroked and not path.filled:
        return
    if not path.stroked and not path.boxes and not path.curves:
        yield from _of_box(path.around, False)
        return
    for line in path.lines if path.stroked else ():
        yield from ((ruling, False) for ruling in _of_line(line))
    for box in path.boxes:
        yield from _of_box(box, path.stroked)
    for dot in path.curves if path.filled else ():
        yield from _of_box(dot, False) if is_line(dot) else ()


def _of_line(line: Quad) -> Iterator[Ruling]:
    x0, y0, x1, y1 = line
    width, height = abs(x1 - x0), abs(y1 - y0)
    if height <= max(_LEVEL, _SLOPE * width):
        yield _ruling("h", (y0 + y1) / 2, x0, x1)
    elif width <= max(_LEVEL, _SLOPE * height):
        yield _ruling("v", (x0 + x1) / 2, y0, y1)


def _of_box(box: Quad, stroked: bool) -> Iterator[tuple[Ruling, bool]]:
    x0, y0, x1, y1 = _sorted(box)
    width, height = x1 - x0, y1 - y0
    if is_line(box):
        # A dot of a dotted line may belong to a line either way.
        if width >= height - _DOT:
            yield _ruling("h", (y0 + y1) / 2, x0, x1), False
        if height >= width - _DOT:
            yield _ruling("v", (x0 + x1) / 2, y0, y1), False
        return
    for at in (y0, y1):
        yield _ruling("h", at, x0, x1), not stroked
    for at in (x0, x1):
        yield _ruling("v", at, y0, y1), not stroked


def is_line(box: Quad) -> bool:
    """Whether a box is so thin that it is a line, or the dot of one."""
    short, long = sorted((abs(box[2] - box[0]), abs(box[3] - box[1])))
    return short <= _THIN or (short <= _THICK and long >= _LONG * short)


def _sorted(box: Quad) -> Quad:
    x0, x1 = sorted((box[0], box[2]))
    y0, y1 = sorted((box[1], box[3]))
    return x0, y0, x1, y1


def _ruling(axis: Literal["h", "v"], at: float, start: float, end: float) -> Ruling:
    return Ruling(axis, at, min(start, end), max(start, end))

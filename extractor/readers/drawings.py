"""Rulings from the drawings of a PDF page: lines, thin rectangles, frames, and the sides of filled boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pymupdf

from extractor.pages import Ruling

_THIN = 3.0  # points: a filled rectangle no thicker than this is a line
_LEVEL = 0.7  # points: how far the ends of a level line may be apart

Quad = tuple[float, float, float, float]


def page_rulings(page: pymupdf.Page) -> tuple[tuple[Ruling, ...], tuple[Ruling, ...]]:
    """The rulings that are drawn on the page, and the sides of its filled boxes, as displayed."""
    turn = page.rotation_matrix
    drawn: list[Ruling] = []
    sides: list[Ruling] = []
    for path in page.get_cdrawings():
        for ruling, is_side in _of_path(path, turn):
            shown = _on_page(ruling, page.rect.width, page.rect.height)
            if shown is not None:
                (sides if is_side else drawn).append(shown)
    return tuple(drawn), tuple(sides)


def _on_page(ruling: Ruling, width: float, height: float) -> Ruling | None:
    """The part of a ruling that lies on the page, None where none does."""
    across, along = (height, width) if ruling.axis == "h" else (width, height)
    start, end = max(ruling.start, 0.0), min(ruling.end, along)
    return ruling._replace(start=start, end=end) if 0 <= ruling.at <= across and start < end else None


def _of_path(path: dict[str, Any], turn: pymupdf.Matrix) -> Iterator[tuple[Ruling, bool]]:
    """The rulings of a path, each with whether it is only the side of a filled box."""
    stroked = path["type"] in ("s", "fs") and path.get("stroke_opacity", 1) and not _is_white(path.get("color"))
    filled = path["type"] in ("f", "fs") and path.get("fill_opacity", 1) and not _is_white(path.get("fill"))
    if not stroked and not filled:
        return
    items = path["items"]
    if filled and not stroked and all(item[0] == "l" for item in items):
        yield from _of_box(_turned(path["rect"], turn), False)
        return
    for item in items:
        if item[0] == "l" and stroked:
            yield from ((ruling, False) for ruling in _of_line(_turned((*item[1], *item[2]), turn)))
        elif item[0] in ("re", "qu"):
            yield from _of_box(_turned(item[1] if item[0] == "re" else _around(item[1]), turn), bool(stroked))


def _is_white(color: tuple[float, ...] | None) -> bool:
    return color is not None and len(color) > 0 and min(color) > 0.99 and len(color) != 4


def _turned(box: Quad, turn: pymupdf.Matrix) -> Quad:
    x0, y0, x1, y1 = box
    return (
        x0 * turn.a + y0 * turn.c + turn.e,
        x0 * turn.b + y0 * turn.d + turn.f,
        x1 * turn.a + y1 * turn.c + turn.e,
        x1 * turn.b + y1 * turn.d + turn.f,
    )


def _around(quad: Any) -> Quad:
    xs, ys = [point[0] for point in quad], [point[1] for point in quad]
    return min(xs), min(ys), max(xs), max(ys)


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

"""Painted paths of a PDF page as MuPDF gives them, for the rulings in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pymupdf

from extractor.pages import Ruling
from extractor.readers.paths import Path, Quad, rulings

_LARGEST = 40.0  # points: no glyph of a form is larger


def page_rulings(page: pymupdf.Page) -> tuple[tuple[Ruling, ...], tuple[Ruling, ...]]:
    """The rulings that are drawn on the page, and the sides of its filled boxes, as displayed."""
    turn = page.rotation_matrix
    paths = (_path(drawn, turn) for drawn in page.get_cdrawings())
    return rulings(paths, page.rect.width, page.rect.height)


def outlines(page: pymupdf.Page) -> int:
    """How many painted shapes of the page are curved and no larger than glyphs are."""
    return sum(_is_glyph(drawn) for drawn in page.get_cdrawings())


def _is_glyph(drawn: dict[str, Any]) -> bool:
    x0, y0, x1, y1 = drawn["rect"]
    return max(x1 - x0, y1 - y0) < _LARGEST and any(item[0] == "c" for item in drawn["items"])


def _path(drawn: dict[str, Any], turn: pymupdf.Matrix) -> Path:
    kinds = {item[0] for item in drawn["items"]}
    return Path(
        lines=tuple(_turned((*item[1], *item[2]), turn) for item in drawn["items"] if item[0] == "l"),
        boxes=tuple(_turned(box, turn) for box in _boxes(drawn["items"])),
        around=_turned(drawn["rect"], turn),
        stroked=drawn["type"] in ("s", "fs")
        and bool(drawn.get("stroke_opacity", 1))
        and not _is_white(drawn.get("color")),
        filled=drawn["type"] in ("f", "fs") and bool(drawn.get("fill_opacity", 1)) and not _is_white(drawn.get("fill")),
        curved="c" in kinds,
    )


def _boxes(items: list[Any]) -> Iterator[Quad]:
    for item in items:
        if item[0] in ("re", "qu"):
            yield item[1] if item[0] == "re" else _around(item[1])


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

"""Painted paths of a PDF page as MuPDF gives them: the rulings in them, and what clips and groups may hide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

import pymupdf

from extractor.readers.paths import Drawn, Path, Quad, drawn, picture
from extractor.readers.patterns import with_patterned
from extractor.readers.shown import Shown
from extractor.readers.sight import Clip

_OPAQUE = 0.99  # of a group that is less opaque its text is paler than it says

_NEAR = 0.01  # points: parts of a path that hang together meet as nearly

_LEAST, _LARGEST = 2.0, 40.0  # points: no glyph of a form is smaller or larger


_Matrix: TypeAlias = tuple[float, ...]


class Veils(NamedTuple):
    """What may hide a part of a page, as displayed: paths that clip, groups through which one sees, and pictures."""

    clips: tuple[Clip, ...]
    is_faint: bool
    has_pictures: bool


class Painted(NamedTuple):
    """What is painted on a page but its text: lines, what may hide a part of it, and what MuPDF has of that."""

    drawn: Drawn
    veils: Veils
    items: list[dict[str, Any]]

    @property
    def outlines(self) -> int:
        """How many painted shapes are curved and no larger than glyphs are."""
        return sum(_is_glyph(item) for item in self.items if "seqno" in item)


def painted(shown: Shown) -> Painted:
    """What MuPDF paints on a page but its text, lines and veils as displayed."""
    page, turn = shown.page, tuple(shown.page.rotation_matrix) if shown.page.rotation else None
    every = page.get_cdrawings(extended=True)
    items = with_patterned(every)
    paths = [_path(item, turn) for item in items if "seqno" in item]
    has_pictures = bool(shown.pictures)
    if has_pictures or _may_have_pictures(page):
        paths += [picture(_turned(placed["bbox"], turn)) for placed in page.get_image_info()]
    clips = {item["scissor"]: item for item in items if item["type"] == "clip"}
    is_faint = any(item.get("opacity", 1) < _OPAQUE for item in items if item["type"] == "group")
    veils = Veils(tuple(_clip(item, turn) for item in clips.values()), is_faint, has_pictures)
    return Painted(drawn(paths, *shown.size), veils, every)


def _may_have_pictures(page: pymupdf.Page) -> bool:
    """Whether pictures are within what a page may paint, or its content; to ask for them reads it once more."""
    if not page.parent.is_pdf:
        return True  # the page is a picture
    listed = page.get_xobjects() or page.first_annot or page.first_widget
    return bool(listed) or b"BI" in page.read_contents()


def _clip(item: dict[str, Any], turn: _Matrix | None) -> Clip:
    x0, y0, x1, y1 = _turned(item["scissor"], turn)
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    if all(part[0] == "re" for part in item["items"]):
        return Clip(box)
    return Clip(box, tuple(_turned((*point, *point), turn)[:2] for point in _corners(item["items"])))


def _corners(items: list[Any]) -> Iterator[tuple[float, float]]:
    """The corners around the parts of a path, one after the other; a curve lies within those that shape it."""
    for kind, *points in items:
        if kind == "re":
            x0, y0, x1, y1 = points[0]
            yield from ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
        elif kind == "qu":
            ul, ur, ll, lr = points[0]
            yield from (ul, ur, lr, ll)
        else:
            yield from points


def _is_glyph(drawn: dict[str, Any]) -> bool:
    x0, y0, x1, y1 = drawn["rect"]
    return _LEAST < max(x1 - x0, y1 - y0) < _LARGEST and any(item[0] == "c" for item in drawn["items"])


def _path(painted: dict[str, Any], turn: _Matrix | None) -> Path:
    stroked = "s" in painted["type"] and bool(painted.get("stroke_opacity", 1))
    filled = "f" in painted["type"] and bool(painted.get("fill_opacity", 1))
    inked = (stroked and not _is_white(painted.get("color")), filled and not _is_white(painted.get("fill")))
    white = not any(inked)
    items = painted["items"]
    lines = [(*item[1], *item[2]) for item in items if item[0] == "l"]
    boxes = [item[1] if item[0] == "re" else _around(item[1]) for item in items if item[0] in ("re", "qu")]
    is_curved = len(lines) + len(boxes) < len(items)
    return Path(
        lines=tuple(lines if turn is None else [_turned(line, turn) for line in lines]),
        boxes=tuple(boxes if turn is None else [_turned(box, turn) for box in boxes]),
        around=_turned(painted["rect"], turn),
        stroked=stroked if white else inked[0],
        filled=filled if white else inked[1],
        curves=tuple([_turned(box, turn) for box in _curves(items)]) if is_curved else (),
        white=white,
    )


def _curves(items: list[Any]) -> Iterator[Quad]:
    """The boxes around the parts of a path that have a curve, with the lines that hang together with it."""
    points: list[Any] = []
    is_curved = False
    for kind, *ends in items:
        if kind not in "cl":
            continue
        if points and max(abs(ends[0][0] - points[-1][0]), abs(ends[0][1] - points[-1][1])) > _NEAR:
            if is_curved:
                yield _around(points)
            points, is_curved = [], False
        points += ends
        is_curved |= kind == "c"
    if is_curved:
        yield _around(points)


def _is_white(color: tuple[float, ...] | None) -> bool:
    return color is not None and len(color) > 0 and min(color) > 0.99 and len(color) != 4


def _turned(box: Quad, turn: _Matrix | None) -> Quad:
    """Where a box of a page that is displayed turned is displayed; None stands for a page that is not."""
    if turn is None:
        return box
    x0, y0, x1, y1 = box
    a, b, c, d, e, f = turn
    return x0 * a + y0 * c + e, x0 * b + y0 * d + f, x1 * a + y1 * c + e, x1 * b + y1 * d + f


def _around(quad: Any) -> Quad:
    xs, ys = [point[0] for point in quad], [point[1] for point in quad]
    return min(xs), min(ys), max(xs), max(ys)

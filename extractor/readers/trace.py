"""What MuPDF does while it paints a page: how faintly, in which clips and under which pictures text is drawn.

Much slower than reading the text, so only pages are traced on which something may hide a part of the text.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import pymupdf
from pymupdf import mupdf

_RGB, _CMYK = 3, 4  # how many parts a colour has
Rect = tuple[float, float, float, float]

_TEXT = ("fill_text", "stroke_text", "ignore_text")
_CLIPS = ("clip_path", "clip_stroke_path", "clip_text", "clip_stroke_text", "clip_image_mask", "pop_clip")
_GROUPS = ("begin_mask", "end_mask", "begin_group", "end_group")
_AREAS = ("fill_path", "fill_image", "fill_image_mask", "fill_shade")


class Text(NamedTuple):
    """A string as it is painted: its box, how many glyphs it has, its colour and opacity.

    `opacity` is that of the groups around it; `clips` are the boxes around the paths that it is clipped to.
    """

    box: Rect
    length: int
    tint: tuple[float, float, float, float]
    opacity: float
    clips: tuple[Rect, ...]
    order: int


class Picture(NamedTuple):
    """A picture or gradient as it is painted: its box, and whether it surely hides what is under it."""

    box: Rect
    hides: bool
    order: int


class Trace(NamedTuple):
    """The strings and pictures of a page, in points of the page as displayed.

    `tinges` are boxes of filled areas that let be seen what is under them: a marker's, say.
    """

    texts: tuple[Text, ...]
    pictures: tuple[Picture, ...]
    tinges: tuple[Rect, ...]


def trace(listed: pymupdf.DisplayList) -> Trace:
    """What the display list of a page paints."""
    watcher = _Watcher()
    endless = mupdf.FzRect(mupdf.FzRect.Fixed_INFINITE)
    mupdf.fz_run_display_list(listed.this, watcher, mupdf.FzMatrix(), endless, mupdf.FzCookie())
    mupdf.fz_close_device(watcher)
    return Trace(tuple(watcher.texts), tuple(watcher.pictures), tuple(watcher.tinges))


class _Watcher(mupdf.FzDevice2):  # type: ignore[misc]
    """A device of MuPDF that paints nothing and keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[Text] = []
        self.pictures: list[Picture] = []
        self.tinges: list[Rect] = []
        self._order = 0
        self._clips: list[Rect | None] = []
        self._groups: list[tuple[float, bool]] = []
        for name in (*_TEXT, *_CLIPS, *_GROUPS, *_AREAS):
            getattr(self, f"use_virtual_{name}")()

    def fill_text(self, _: Any, text: Any, matrix: Any, *ink: Any) -> None:
        self._text(text, mupdf.ll_fz_bound_text(text, None, matrix), _tint(ink))

    def stroke_text(self, _: Any, text: Any, stroke: Any, matrix: Any, *ink: Any) -> None:
        self._text(text, mupdf.ll_fz_bound_text(text, stroke, matrix), _tint(ink))

    def ignore_text(self, _: Any, text: Any, matrix: Any) -> None:
        self._text(text, mupdf.ll_fz_bound_text(text, None, matrix), (0.0, 0.0, 0.0, 0.0))

    def fill_path(self, _: Any, path: Any, __: int, matrix: Any, *ink: Any) -> None:
        if ink[2] < 1 or (self._groups and not self._plain()):
            self.tinges.append(_rect(mupdf.ll_fz_bound_path(path, None, matrix)))

    def fill_image(self, _: Any, image: Any, matrix: Any, alpha: float, *__: Any) -> None:
        self._picture(mupdf.ll_fz_transform_rect(mupdf.fz_unit_rect, matrix), alpha >= 1 and not image.mask)

    def fill_image_mask(self, _: Any, __: Any, matrix: Any, *___: Any) -> None:
        self._picture(mupdf.ll_fz_transform_rect(mupdf.fz_unit_rect, matrix), False)

    def fill_shade(self, _: Any, shade: Any, matrix: Any, *__: Any) -> None:
        self._picture(mupdf.ll_fz_bound_shade(shade, matrix), False)

    def clip_path(self, _: Any, path: Any, __: int, matrix: Any, ___: Any) -> None:
        self._clips.append(_rect(mupdf.ll_fz_bound_path(path, None, matrix)))

    def pop_clip(self, _: Any) -> None:
        self._clips.pop()

    def begin_group(self, _: Any, __: Any, ___: Any, ____: int, _____: int, blend: int, alpha: float) -> None:
        self._groups.append((alpha, blend == 0))

    def end_group(self, _: Any) -> None:
        self._groups.pop()

    def _unclipped(self, *_: Any) -> None:
        self._clips.append(None)

    clip_text = clip_stroke_text = clip_stroke_path = clip_image_mask = end_mask = _unclipped

    def begin_mask(self, *_: Any) -> None:
        """What follows up to `end_mask` is no ink; the mask itself counts as a clip that hides nothing."""

    def _text(self, text: Any, box: Any, tint: tuple[float, float, float, float]) -> None:
        opacity = math.prod(alpha for alpha, _ in self._groups)
        clips = tuple(clip for clip in self._clips if clip)
        self._order += 1
        self.texts.append(Text(_rect(box), _length(text), tint, opacity, clips, self._order))

    def _plain(self) -> bool:
        return all(alpha >= 1 and is_normal for alpha, is_normal in self._groups)

    def _picture(self, box: Any, opaque: bool) -> None:
        self._order += 1
        hides = opaque and self._plain()
        x0, top, x1, bottom = _rect(box)
        for clip in filter(None, self._clips):
            x0, top, x1, bottom = max(x0, clip[0]), max(top, clip[1]), min(x1, clip[2]), min(bottom, clip[3])
        if x0 < x1 and top < bottom:
            self.pictures.append(Picture((x0, top, x1, bottom), hides, self._order))


def _tint(ink: tuple[Any, ...]) -> tuple[float, float, float, float]:
    """Red, green and blue of a colour, near enough to tell light from dark, and how opaque it is."""
    space, color, alpha, *_ = ink
    parts = [mupdf.floats_getitem(color, n) for n in range(mupdf.ll_fz_colorspace_n(space))] if space else []
    if len(parts) == _CMYK:
        parts = [max(0.0, 1 - part - parts[3]) for part in parts[:3]]
    red, green, blue = parts if len(parts) == _RGB else [parts[0] if len(parts) == 1 else 0.0] * 3
    return red, green, blue, alpha


def _length(text: Any) -> int:
    length, span = 0, text.head
    while span:
        length, span = length + span.len, span.next
    return length


def _rect(box: Any) -> Rect:
    return box.x0, box.y0, box.x1, box.y1

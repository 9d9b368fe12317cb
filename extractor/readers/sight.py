"""What can be seen of the characters of a page: how far they stand out, and which are hidden or cut.

Most pages hide nothing, and what MuPDF says of their characters and fills shows it. Where something may, the page is
traced, and where the trace leaves it open, painted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pymupdf

from extractor.readers.clipping import clipped, is_cut, shares
from extractor.readers.contrast import UNSEEN, contrasts, covered, inside, on_shapes, shapes
from extractor.readers.glyphs import BOTTOM, SIZE, TINY, TOP, X0, X1, Fill, Glyphs
from extractor.readers.trace import Picture, Rect, Text, Trace, trace

_SCALE = 2.0  # pixels a point where a page is painted
_SHOWN = 0.4  # of a character's contrast: less is not its ink
_PAPER = 0.9  # how light paper is: a seal is not, and who looks closely sees what is under it
_LEAST = 0.2  # the contrast that ink has on a ground of unknown colour


class Clip(NamedTuple):
    """A path to which painting is clipped: the box around it, and its corners where it is no box."""

    box: Rect
    corners: tuple[tuple[float, float], ...] = ()


class Scene(NamedTuple):
    """A page without its text: its display list, fills and clips, and what else there is that may hide text.

    The first of the clips is the page itself. `is_faint` tells of groups that let be seen what is under them.
    """

    listed: pymupdf.DisplayList
    fills: Sequence[Fill]
    clips: Sequence[Clip]
    is_faint: bool
    has_pictures: bool


def seen(glyphs: Glyphs, scene: Scene) -> tuple[Glyphs, np.ndarray, np.ndarray]:
    """The glyphs with what is known of how they are seen, their contrasts, and which a viewer can see at all."""
    contrast = contrasts(glyphs, scene.fills)
    if not glyphs.texts or not _is_open(glyphs, contrast, scene):
        return glyphs, contrast, np.ones(len(contrast), dtype=bool)
    traced = trace(scene.listed)
    strings = _strings(glyphs, traced.texts)
    glyphs = _unswallowed(glyphs, strings, traced.texts)
    contrast = contrasts(glyphs, scene.fills) * np.array([text.opacity for text in strings])
    lost, contrast = _hidden(glyphs, contrast, scene, traced, strings)
    shown = ~lost & (contrast >= UNSEEN) & (glyphs.rows[:, SIZE] > TINY)
    return _clipped(glyphs, strings, scene.clips), contrast, shown


def _unswallowed(glyphs: Glyphs, strings: Sequence[Text], texts: Sequence[Text]) -> Glyphs:
    """The glyphs with the tints that are seen: of the same character printed twice in a row MuPDF gives the first.

    Where the second is missing from its string, and the first is what cannot be seen, the second's tint counts.
    """
    last = {text.order: place for place, text in enumerate(strings)}
    counts = Counter(text.order for text in strings)
    tints = glyphs.colors().copy()
    before = 0
    for text in texts:
        x, y = _middle(glyphs.rows[before])
        if counts[text.order] < text.length and text.tint[3] and _near(text.box, x, y, 0.5 * glyphs.rows[before, SIZE]):
            tints[before] = text.tint
        before = last.get(text.order, before)
    return replace(glyphs, tints=tints)


def _middle(row: np.ndarray) -> tuple[float, float]:
    return float(row[X0] + row[X1]) / 2, float(row[TOP] + row[BOTTOM]) / 2


def _is_open(glyphs: Glyphs, contrast: np.ndarray, scene: Scene) -> bool:
    """Whether something may hide a character."""
    return bool(
        scene.is_faint
        or (glyphs.rows[:, SIZE] <= TINY).any()
        or scene.has_pictures
        or (contrast < UNSEEN).any()
        or covered(glyphs, scene.fills).any()
        or _after(glyphs, shapes(scene.fills)).any()
        or any(_runs_through(glyphs.rows, glyphs.inks, clip) for clip in narrow(scene.clips, glyphs))
    )


def _after(glyphs: Glyphs, fills: Sequence[Fill]) -> np.ndarray:
    """Whether each glyph is painted before one of the fills and lies in its box."""
    later = [fill for fill in fills if fill.before]
    if not later:
        return np.zeros(len(glyphs.texts), dtype=bool)
    before = np.array([fill.before for fill in later])
    under = inside(glyphs, later) & (np.arange(len(glyphs.texts)) < before[:, None])
    return np.asarray(under.any(axis=0))


def narrow(clips: Sequence[Clip], glyphs: Glyphs) -> list[Clip]:
    """The clips that do not hold all the ink; of those that are no boxes it is not known."""
    if not glyphs.texts:
        return []
    return [clip for clip in clips if clip.corners or not _holds_box(clip.box, glyphs.ink, 0)]


def _runs_through(rows: np.ndarray, ink: np.ndarray, clip: Clip) -> bool:
    """Whether the edge of a clip runs through a glyph; of a clip that is no box, whether one stands in its corners."""
    down = shares(ink, np.array(clip.box))[:, 1] > 0
    touched = down & (rows[:, X0] < clip.box[2]) & (rows[:, X1] > clip.box[0])
    return bool(touched.any() and is_cut(_left(ink[touched], clip)).any())


def _left(ink: np.ndarray, clip: Clip) -> np.ndarray:
    """How much of each glyph's ink a clip leaves, across and down."""
    if not clip.corners:
        return shares(ink, np.array(clip.box))
    x0, top, x1, bottom = ink.T
    within: np.ndarray = np.mean([_holds(clip.corners, x, y) for x in (x0, x1) for y in (top, bottom)], axis=0)
    return np.stack([within, within], axis=1)


def _holds(corners: Sequence[tuple[float, float]], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Whether each point lies inside the corners."""
    odd = np.zeros(len(x), dtype=bool)
    for (x0, y0), (x1, y1) in pairwise((*corners, corners[0])):
        if y0 != y1:
            odd ^= ((y0 > y) != (y1 > y)) & (x < x0 + (x1 - x0) * (y - y0) / (y1 - y0))
    return odd


def _strings(glyphs: Glyphs, texts: Sequence[Text]) -> list[Text]:
    """The string to which each glyph belongs: both come in the order in which they are painted."""
    ink = glyphs.inks
    middles = np.stack([ink[:, 0] + ink[:, 2], ink[:, 1] + ink[:, 3], glyphs.rows[:, SIZE]], axis=1) / 2
    boxes = np.array([text.box for text in texts] or [(0.0, 0.0, 0.0, 0.0)])
    found: list[Text] = []
    now, used = 0, 0
    for x, y, around in middles.tolist():
        stays = now < len(texts) and used < texts[now].length and _near(texts[now].box, x, y, around)
        if not stays and found and now + 1 < len(texts) and _near(texts[now + 1].box, x, y, around):
            now, used = now + 1, 0
        elif not stays:
            within = (boxes[now:, :2] - around <= (x, y)) & (boxes[now:, 2:] + around >= (x, y))
            places = np.flatnonzero(within.all(axis=1)[1 if found else 0 :])
            now, used = (now + int(places[0]) + (1 if found else 0), 0) if len(places) else (now, used)
        used += 1
        found.append(texts[now] if texts else Text((x, y, x, y), 1, (0.0, 0.0, 0.0, 1.0), 1.0, (), 0))
    return found


def _near(box: Rect, x: float, y: float, around: float) -> bool:
    return box[0] - around <= x <= box[2] + around and box[1] - around <= y <= box[3] + around


def _hidden(
    glyphs: Glyphs, contrast: np.ndarray, scene: Scene, traced: Trace, strings: Sequence[Text]
) -> tuple[np.ndarray, np.ndarray]:
    """Which glyphs are painted over, and the contrasts; where only the painted page tells, it is asked."""
    solid = [fill for fill in scene.fills if not any(_holds_box(tinge, fill.box) for tinge in traced.tinges)]
    lost = covered(glyphs, solid) | _inkless(glyphs, strings)
    order = np.array([text.order for text in strings])
    low = contrast < UNSEEN
    grounded, over = on_shapes(glyphs, scene.fills), _after(glyphs, shapes(solid))
    for picture in traced.pictures:
        within = inside(glyphs, [_filled(picture)])[0]
        lost |= within & (order < picture.order) & picture.hides
        over |= within & (order < picture.order) & (not picture.hides)
        grounded |= within & (order > picture.order)
    asked = np.flatnonzero(~lost & (over | (low & grounded)))
    if len(asked):
        apart, light = _painted(scene.listed, glyphs.inks[asked])
        lost[asked] |= np.where(low[asked], apart < _LEAST, (apart < _SHOWN * contrast[asked]) & (light > _PAPER))
        contrast[asked] = np.where(low[asked], apart, contrast[asked])
    return lost, contrast


def _inkless(glyphs: Glyphs, strings: Sequence[Text]) -> np.ndarray:
    """Which glyphs are not inked at all, as those that OCR lays over a scan: no ground makes them seen."""
    return np.asarray((glyphs.colors()[:, 3] == 0) & np.array([text.tint[3] == 0 for text in strings], dtype=bool))


def _filled(picture: Picture) -> Fill:
    return Fill(picture.box, (0, 0, 0, 1), 0)


def _holds_box(outer: Rect, inner: Rect, slack: float = 1) -> bool:
    return all(a <= b + slack for a, b in zip((*outer[:2], *inner[2:]), (*inner[:2], *outer[2:]), strict=True))


def _painted(listed: pymupdf.DisplayList, inks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far the lightest and the darkest of what is painted in each box are apart, and how light the darkest is."""
    around = pymupdf.Rect(*inks[:, :2].min(axis=0), *inks[:, 2:].max(axis=0))
    picture = listed.get_pixmap(
        matrix=pymupdf.Matrix(_SCALE, _SCALE), colorspace=pymupdf.csRGB, alpha=False, clip=around
    )
    pixels = np.frombuffer(picture.samples_mv, dtype=np.uint8).reshape(picture.height, picture.width, 3)
    found = []
    for x0, top, x1, bottom in (inks * _SCALE - (picture.x, picture.y) * 2).round().astype(int).tolist():
        part = pixels[max(top, 0) : max(bottom, top + 1), max(x0, 0) : max(x1, x0 + 1)].reshape(-1, 3)
        found.append((np.ptp(part, axis=0).max() / 255, part.min() / 255) if len(part) else (0.0, 1.0))
    apart, light = np.array(found).T
    return apart, light


def _clipped(glyphs: Glyphs, strings: Sequence[Text], clips: Sequence[Clip]) -> Glyphs:
    """The glyphs with what clipping leaves of them."""
    ink = glyphs.inks
    left = np.ones((len(ink), 2))
    for box in {clip for text in strings for clip in text.clips}:
        clip = next((each for each in clips if each.corners and _same(each.box, box)), Clip(box))
        bound = np.array([box in text.clips for text in strings])
        left[bound] = np.minimum(left[bound], _left(ink[bound], clip))
    return clipped(glyphs, np.minimum(left, shares(ink, np.array(clips[0].box))))


def _same(one: Rect, other: Rect) -> bool:
    return all(abs(a - b) < 1 for a, b in zip(one, other, strict=True))

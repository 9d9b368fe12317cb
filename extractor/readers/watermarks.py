"""Watermarks told from a form's own pale text.

A watermark is pale against the page's text, and pays no heed to it: it crosses rulings or runs over other text. That
alone may be a careless print; a watermark is also larger than the text, or nearly white, or lets be seen what is under
it, or stands several times on the page. A form's own grey text (a form printed in grey, a grey heading, a placeholder)
keeps within its cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from extractor.pages import Ruling
from extractor.readers.glyphs import BASE, BOTTOM, LEVEL, SIZE, TOP, X0, X1, Glyphs

_PALE = 0.7  # of the contrast that the page's text has: what has more is no watermark
_FAINT = 0.4  # of that contrast: nearly white
_LARGE = 1.4  # of the size that the page's text has
_HUGE = 2.0  # of that size: so large and so faint is no text of a form, wherever it stands
_OFTEN = 3  # times the same text on a page
_OPAQUE = 0.95
_GAP = 0.6  # of the size: a wider gap begins another text
_LINE = 0.2  # of the size: how far baselines of one text may be apart
_EDGE = 0.2  # of a glyph: ink that reaches no further over a ruling does not cross it
_SHARED = 0.2  # of the smaller ink: what has more in common with other text runs over it


@dataclass(frozen=True)
class _Run:
    """Pale characters that follow each other: where they are among the glyphs, what they say and how they look."""

    places: np.ndarray
    text: str
    box: tuple[float, float, float, float]
    size: float
    tint: tuple[float, ...]
    contrast: float
    level: bool

    @property
    def style(self) -> tuple[object, ...]:
        return round(self.size), self.tint, self.level


@dataclass(frozen=True)
class _Body:
    """The text of a page: how it stands out, how large it is."""

    contrast: float
    size: float


def watermarks(glyphs: Glyphs, contrast: np.ndarray, rulings: Sequence[Ruling]) -> tuple[np.ndarray, np.ndarray]:
    """Which glyphs belong to a watermark, and which perhaps do, or lie under what perhaps is one."""
    none = np.zeros(len(contrast), dtype=bool)
    if not len(contrast) or contrast.min() >= _PALE * contrast.max():
        return none, none
    strong = np.quantile(contrast, 0.85)
    pale = contrast < _PALE * strong
    if not pale.any():
        return none, none
    body = _Body(float(strong), float(np.median(glyphs.rows[~pale, SIZE])))
    runs = list(_runs(glyphs, contrast, np.flatnonzero(pale)))
    inks = glyphs.inks
    over = _overlaps(glyphs, runs, np.flatnonzero(~pale))
    careless = [bool(len(under)) or _crosses(inks[run.places], rulings) for run, under in zip(runs, over, strict=True)]
    marks = _marks(runs, careless, body)
    marked, doubted = none.copy(), none.copy()
    for run, under, is_mark, is_careless in zip(runs, over, marks, careless, strict=True):
        if is_mark:
            marked[run.places] = True
        elif is_careless:
            doubted[[*run.places, *under]] = True
    return marked, doubted


def _runs(glyphs: Glyphs, contrast: np.ndarray, places: np.ndarray) -> Iterator[_Run]:
    """The pale characters, put together as they follow each other in one style on one line."""
    rows, tints = glyphs.rows[places], glyphs.colors()[places].round(2)
    size, level = rows[1:, SIZE], rows[1:, LEVEL]
    gap = np.where(level > 0, abs(rows[1:, X0] - rows[:-1, X1]), _gap_down(rows))
    aside = np.where(level > 0, abs(np.diff(rows[:, BASE])), abs(np.diff(rows[:, X0])))
    breaks = (gap > _GAP * size) | (aside > _LINE * size) | (abs(np.diff(rows[:, SIZE])) > 0.1 * size)
    breaks |= (np.diff(rows[:, LEVEL]) != 0) | (np.diff(tints, axis=0) != 0).any(axis=1)
    breaks |= np.diff(places) != 1
    inks = glyphs.inks
    for part in np.split(places, np.flatnonzero(breaks) + 1):
        box = (*inks[part, :2].min(axis=0).tolist(), *inks[part, 2:].max(axis=0).tolist())
        yield _Run(
            part,
            "".join(glyphs.texts[place] for place in part),
            box,
            float(glyphs.rows[part, SIZE].max()),
            tuple(glyphs.colors()[part[0]].round(2).tolist()),
            float(contrast[part].max()),
            bool(glyphs.rows[part[0], LEVEL]),
        )


def _gap_down(rows: np.ndarray) -> np.ndarray:
    gap: np.ndarray = np.maximum(rows[1:, TOP] - rows[:-1, BOTTOM], rows[:-1, TOP] - rows[1:, BOTTOM])
    return gap


def _overlaps(glyphs: Glyphs, runs: Sequence[_Run], others: np.ndarray) -> list[np.ndarray]:
    """For each run the other glyphs over or under its own."""
    inks = glyphs.inks
    x0, top, x1, bottom = inks[others].T
    area = (x1 - x0) * (bottom - top)
    found = []
    for run in runs:
        near = (x0 < run.box[2]) & (x1 > run.box[0]) & (top < run.box[3]) & (bottom > run.box[1])
        hits = [k for k in np.flatnonzero(near) if _shares_ink(inks[run.places], inks[others[k]], area[k])]
        found.append(others[hits])
    return found


def _shares_ink(run: np.ndarray, other: np.ndarray, area: float) -> bool:
    across = np.minimum(run[:, 2], other[2]) - np.maximum(run[:, 0], other[0])
    down = np.minimum(run[:, 3], other[3]) - np.maximum(run[:, 1], other[1])
    smaller = np.minimum((run[:, 2] - run[:, 0]) * (run[:, 3] - run[:, 1]), area)
    return bool(((across > 0) & (down > 0) & (across * down > _SHARED * smaller)).any())


def _crosses(inks: np.ndarray, rulings: Sequence[Ruling]) -> bool:
    """Whether a ruling runs through the ink of a run's glyphs."""
    for axis, columns in (("v", [0, 1, 2, 3]), ("h", [1, 0, 3, 2])):
        lines = [(ruling.at, ruling.start, ruling.end) for ruling in rulings if ruling.axis == axis]
        at, first, last = np.array(lines).reshape(-1, 3, 1).transpose(1, 0, 2)
        low, start, high, end = inks[:, columns].T
        edge = _EDGE * (high - low)
        within = (low + edge < at) & (at < high - edge)
        if (within & (first < end - edge) & (last > start + edge)).any():
            return True
    return False


def _marks(runs: Sequence[_Run], careless: Sequence[bool], body: _Body) -> list[bool]:
    """Which runs are watermarks; where one is, so are those of its style that say the same, or are as large."""
    times = {run.text: sum(each.text == run.text for each in runs) for run in runs}
    sure = [
        (is_careless and _stands_apart(run, times[run.text], body))
        or (run.size >= _HUGE * body.size and run.contrast < _FAINT * body.contrast)
        for run, is_careless in zip(runs, careless, strict=True)
    ]
    known = [run for run, is_sure in zip(runs, sure, strict=True) if is_sure]
    return [
        is_sure or any(_is_like(run, mark, body) for mark in known) for run, is_sure in zip(runs, sure, strict=True)
    ]


def _is_like(run: _Run, mark: _Run, body: _Body) -> bool:
    return run.style == mark.style and (run.size >= _LARGE * body.size or run.text in mark.text)


def _stands_apart(run: _Run, times: int, body: _Body) -> bool:
    is_faint = run.contrast < _FAINT * body.contrast or run.tint[3] < _OPAQUE
    return is_faint or run.size >= _LARGE * body.size or times >= _OFTEN

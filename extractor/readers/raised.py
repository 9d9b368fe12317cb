"""Raised and lowered marks: the small figures beside a word that point to a note, or say square, set on its baseline.

What is left raised reads as a line of its own above the word, or as more digits of the figure that it stands beside:
98.52 with a note 1 as 98.521.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from extractor.quantities import as_mark
from extractor.readers.glyphs import Glyphs

_SMALLER = 0.87  # of the size of what it stands beside: a mark is no larger
_RAISED = 0.12  # of that size: a baseline that is less above is no mark's
_LOWERED = 0.08  # of that size: a baseline that is less below is no mark's
_RISE = (-0.35, 0.8)  # of that size: how far below and above it a mark's baseline may be
_NEAR = (-0.15, 0.35)  # of that size: how far it stands from it
_BASELINE = 0.15  # of the size: characters of one mark stand as high
_MANY = 100  # small characters: more are small print
_CHINESE = re.compile(r"[⺀-鿿豈-﫿\u3000-〿＀-￯]")
_NAMED = re.compile("[0-9][¹²³⁰-⁹₀-₉①-⒛⓪-⓿❶-➓]")
"""A figure with a mark that the text layer itself names as one."""

_LOWER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉")

_X0, _X1, _BASE, _SIZE, _LEVEL = 0, 2, 5, 6, 7


class _Mark(NamedTuple):
    """A small character, the one that it stands beside, and how far above its baseline, in sizes."""

    place: int
    base: int
    rise: float


def set_down(glyphs: Glyphs) -> Glyphs:
    """The characters with marks on the baseline, and of the size, of what they stand beside, figures as ¹²³ or ₁₂₃.

    A mark beside a figure, also one printed as ¹ or ①, is doubted: whether it points to a note or is an exponent
    cannot be told, nor what a small digit on the same baseline is. Where nothing is Chinese only marks beside figures
    are set down.
    """
    text = "".join(glyphs.texts)
    named = [found.end() - 1 for found in _NAMED.finditer(text)] if len(text) == len(glyphs.texts) else []
    marks = [] if len(text) < 2 or np.ptp(glyphs.rows[:, _SIZE]) < 0.01 else _marks(glyphs)
    if not marks and not named:
        return glyphs
    is_chinese = _CHINESE.search(text) is not None
    texts, rows = list(glyphs.texts), glyphs.rows.copy()
    doubted = np.zeros(len(rows), dtype=bool) if glyphs.doubted is None else glyphs.doubted.copy()
    doubted[named] = True
    for mark in marks:
        by_figure = glyphs.texts[mark.base].isdigit()
        doubted[mark.place] |= doubted[mark.base] | (by_figure and glyphs.texts[mark.place].isdigit())
        if (by_figure or (is_chinese and mark.rise > 0)) and not -_LOWERED <= mark.rise < _RAISED:
            rows[mark.place, [_BASE, _SIZE]] = rows[mark.base, [_BASE, _SIZE]]
            raised = as_mark(texts[mark.place])
            texts[mark.place] = raised if mark.rise > 0 else raised.translate(_LOWER)
    return replace(glyphs, texts=texts, rows=rows, doubted=doubted if doubted.any() else None)


def _marks(glyphs: Glyphs) -> list[_Mark]:
    """The marks, those of several characters one after another."""
    rows = glyphs.rows
    follows, strays = _stands(rows[1:], rows[:-1]), _strays(rows)
    if not follows.any() and not strays.any():
        return []
    blank = np.array([text.isspace() for text in glyphs.texts])
    base = np.full(len(rows), -1)
    places = np.arange(1, len(rows))
    follows &= ~blank[1:] & ~blank[:-1]
    base[places[follows]] = places[follows] - 1
    lone = np.flatnonzero(strays & ~blank & (base < 0)).tolist()
    for place in lone if len(lone) <= _MANY else ():
        near = np.flatnonzero((_stands(rows[place], rows) | _stands(rows[place], rows, before=True)) & ~blank)
        if len(near):
            base[place] = near[-1]
    if not (base >= 0).any():
        return []
    for place in places[_go_on(rows) & ~blank[1:] & ~blank[:-1]].tolist():
        if base[place] < 0 <= base[place - 1]:
            base[place] = base[place - 1]
    rise = (rows[base, _BASE] - rows[:, _BASE]) / rows[base, _SIZE]
    return [_Mark(place, int(base[place]), float(rise[place])) for place in np.flatnonzero(base >= 0).tolist()]


def _stands(marks: np.ndarray, bases: np.ndarray, *, before: bool = False) -> np.ndarray:
    """Whether each mark stands small behind its base, or before it."""
    size = bases[..., _SIZE]
    rise = (bases[..., _BASE] - marks[..., _BASE]) / size
    gap = (bases[..., _X0] - marks[..., _X1] if before else marks[..., _X0] - bases[..., _X1]) / size
    stands: np.ndarray = (
        (marks[..., _SIZE] <= _SMALLER * size)
        & (rise >= _RISE[0])
        & (rise <= _RISE[1])
        & (gap >= _NEAR[0])
        & (gap <= _NEAR[1])
        & (marks[..., _LEVEL] * bases[..., _LEVEL] > 0)
    )
    return stands


def _go_on(rows: np.ndarray) -> np.ndarray:
    """Whether each character but the first stands beside the one before, as high and as large."""
    size = rows[1:, _SIZE]
    beside: np.ndarray = (
        (abs(size - rows[:-1, _SIZE]) < 0.01 * size)
        & (abs(rows[1:, _BASE] - rows[:-1, _BASE]) <= _BASELINE * size)
        & (abs(rows[1:, _X0] - rows[:-1, _X1]) <= _NEAR[1] * size)
    )
    return beside


def _strays(rows: np.ndarray) -> np.ndarray:
    """Which small characters begin a run of their own: what they belong to may be printed later, or long before."""
    strays: np.ndarray = (rows[:, _SIZE] <= _SMALLER * np.median(rows[:, _SIZE])) & np.append(True, ~_go_on(rows))
    return strays

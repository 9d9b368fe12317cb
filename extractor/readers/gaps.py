"""Blanks that are not printed: in pages set without them, the gaps that stand out part the words."""

from __future__ import annotations

import re

import numpy as np

_LEAST = 0.15  # of the size: a narrower gap is kerning
_AMONG_FIGURES = 0.2  # of the size: a gap between characters of figures is wider
_MOST = 0.6  # of the size: a wider gap parts anyway
_OUT = 0.1  # of the size: by how much a gap stands out from those beside it
_FEW = 0.02  # of the characters: more printed blanks than that, and no word goes without
_BASELINE = 0.2  # of the size

_CHINESE = re.compile(r"[⺀-鿿豈-﫿\u3000-〿＀-￯]")
_OF_FIGURES = "0123456789.,%"


def unprinted_blanks(texts: list[str], rows: np.ndarray) -> frozenset[int]:
    """The places of the characters before which a word ends though no blank is printed.

    Characters come in the order of the content stream, with rows as those of `Glyphs`. Pages that print blanks have
    none, nor have Chinese ones, where gaps mean less.
    """
    if len(texts) < 3 or _CHINESE.search("".join(texts)) or sum(map(str.isspace, texts)) > _FEW * len(texts):
        return frozenset()
    return frozenset((np.flatnonzero(_stand_out(texts, rows)) + 1).tolist())


def _stand_out(texts: list[str], rows: np.ndarray) -> np.ndarray:
    """Whether the gap behind each character but the last is wide and stands out from a gap beside it.

    One is enough: a word of one character has wide gaps at both sides.
    """
    x0, x1, base, size, level = (rows[:, column] for column in (0, 2, 5, 6, 7))
    gap = (x0[1:] - x1[:-1]) / size[1:]
    beside = (abs(base[1:] - base[:-1]) <= _BASELINE * size[1:]) & (abs(gap) <= _MOST) & (level[1:] * level[:-1] > 0)
    near = np.where(beside, gap, np.inf)
    least_near = np.minimum(np.append(np.inf, near[:-1]), np.append(near[1:], np.inf))
    around = np.where(np.isinf(least_near), 0.0, least_near)
    figure = np.array([text in _OF_FIGURES for text in texts])
    least = np.where(figure[1:] & figure[:-1], _AMONG_FIGURES, _LEAST)
    wide: np.ndarray = beside & (gap > least) & (gap - around > _OUT)
    return wide

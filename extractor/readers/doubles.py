"""Text that is printed several times at nearly the same place counts once: fake bold, outlines, shadows.

Copies are shifted a little in any direction, and their colour may be another. Equal characters that stand side by side
are on one baseline, and at least most of their width apart. Where two texts run into each other, one may have a
character just where the other has the same: that is no copy, for those beside it are none.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from extractor.readers.glyphs import BASE, SIZE, X0, X1, Glyphs, codes

_CELL = 0.45  # of the size: two copies are never further apart than half of it
_ASIDE = 0.4  # of the width: how far a copy may stand aside
_NARROW = 0.17  # of the size: likewise, of narrow characters
_SLANTING = 0.22  # of the size: likewise, where the copy is also higher or lower
_LEVEL = 0.02  # of the size: how far baselines of neighbours may be apart
_BESIDE = 0.5  # of the size: how far characters that are painted one after the other may be apart in one text


class Once(NamedTuple):
    """Whether each glyph is kept: of copies the one that is seen best, of equals the first; and which are doubted."""

    kept: np.ndarray
    doubted: np.ndarray


def once(glyphs: Glyphs, contrast: np.ndarray) -> Once:
    """Which glyphs are printed, each once; doubted is one that another text may print too, just where it stands."""
    rows = glyphs.rows
    numbers = codes(glyphs.texts).astype(np.int64) << 40
    size = np.maximum(rows[:, SIZE], 0.01)
    x, y = rows[:, X0] / size / _CELL, rows[:, BASE] / size / _CELL
    kept, original = np.ones(len(numbers), dtype=bool), np.arange(len(numbers))
    rank = contrast if glyphs.seen is None else contrast + 2 * glyphs.seen
    columns = [np.floor(x + shift).astype(np.int64) << 20 for shift in (0.0, 0.5)]
    for row in [np.floor(y + shift).astype(np.int64) for shift in (0.0, 0.5)]:
        for column in columns:
            cells = numbers + column + row
            if _shared(cells):
                _strike(rows, cells, rank, kept, original)
    doubted = np.zeros(len(numbers), dtype=bool)
    if not kept.all():
        met = _met(rows, numbers, kept)
        met = met[[not glyphs.texts[place].isspace() for place in met]]
        doubted[met] = doubted[original[met]] = True
        kept[met[abs(met - original[met]) > 1]] = True
    return Once(kept, doubted)


def _shared(cells: np.ndarray) -> bool:
    """Whether two glyphs lie in one cell."""
    ordered = np.sort(cells)
    return bool((ordered[1:] == ordered[:-1]).any())


def _strike(rows: np.ndarray, cells: np.ndarray, rank: np.ndarray, kept: np.ndarray, original: np.ndarray) -> None:
    """Strike out the copies among the glyphs that share a cell, the best of them kept, and note what they are of."""
    order = np.lexsort((-rank, cells))
    order = order[kept[order]]
    starts = np.flatnonzero(np.diff(cells[order], prepend=cells[order[:1]] - 1))
    first = np.repeat(starts, np.diff(starts, append=len(order)))
    place = np.arange(len(order)) - first
    for best in range(int(place.max(initial=0))):
        rest = np.flatnonzero(place > best)
        ones, others = order[first[rest] + best], order[rest]
        both = kept[ones] & kept[others]
        ones, others = ones[both], others[both]
        same = _same(rows, ones, others)
        kept[others[same]] = False
        original[others[same]] = ones[same]


def _same(rows: np.ndarray, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Whether each of the others is a copy of its one."""
    size, width = rows[ones, SIZE], rows[ones, X1] - rows[ones, X0]
    aside, down = abs(rows[others, X0] - rows[ones, X0]), abs(rows[others, BASE] - rows[ones, BASE])
    far = np.where(down > _LEVEL * size, _SLANTING * size, _NARROW * size)
    same: np.ndarray = (
        (aside < np.maximum(far, _ASIDE * width))
        & (down < _CELL / 2 * size)
        & (abs(rows[others, SIZE] - size) < 0.1 * size)
    )
    return same


def _met(rows: np.ndarray, numbers: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """The glyphs that are struck out and perhaps no copies: of the text that they stand in nothing else is."""
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    ends = np.append(starts[1:], len(numbers)) - 1
    struck = np.logical_or.reduceat(~kept, starts)
    follows = np.append(_follows(rows, ends[:-1], starts[1:]), False)
    before, after = np.append(False, follows[:-1]), follows
    also = (before & np.append(False, struck[:-1])) | (after & np.append(struck[1:], False))
    met = struck & (before | after) & ~also
    return np.flatnonzero(~kept & np.repeat(met, ends - starts + 1))


def _follows(rows: np.ndarray, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Whether each of the others stands right behind its one."""
    size = rows[ones, SIZE]
    level = abs(rows[others, BASE] - rows[ones, BASE]) < _CELL / 2 * size
    return np.asarray(level & (abs(rows[others, X0] - rows[ones, X1]) < _BESIDE * size))

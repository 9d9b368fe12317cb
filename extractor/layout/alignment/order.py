"""The order in which texts are painted: printers paint the cells of a table one by one, each with all its lines.

So lines that follow each other in it, one under the other, are of one cell, and lines that do not are of two.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractor.pages import Word

_UP = 0.5  # of the size: a text painted so far above the one before it begins another cell
_LINE = 2.2  # of the size: lines of one cell are not farther apart
_FEWEST = 3  # texts painted above the one before: lines painted from the top of a page to its foot have none
_SHARE = 0.05  # of the texts under the one before: columns painted one after the other have fewer above it


def ranked(pages: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """The words of pages, their `order` counted in words; -1 where cells are not painted one after the other."""
    places = [sorted(range(len(words)), key=lambda n: words[n].order) for words in pages]
    counts = [_counts([words[n] for n in found]) for words, found in zip(pages, places, strict=True)]
    above, under = (sum(each) for each in zip(*counts, strict=True)) if counts else (0, 0)
    if above < max(_FEWEST, _SHARE * under):
        return [[word._replace(order=-1) for word in words] for words in pages]
    ranks = [dict(zip(found, range(len(found)), strict=True)) for found in places]
    return [
        [word._replace(order=of[n] if word.order >= 0 else -1) for n, word in enumerate(words)]
        for words, of in zip(pages, ranks, strict=True)
    ]


def _counts(painted: Sequence[Word]) -> tuple[int, int]:
    """How many texts are painted after one that is lower, as those beside a cell of several lines, and under it."""
    if len(painted) < 2 or painted[0].order < 0:
        return 0, 0
    base, size, x0, x1 = np.array([(word.baseline, word.size, word.box.x0, word.box.x1) for word in painted]).T
    down = np.diff(base)
    above = int(np.count_nonzero(down < -_UP * size[1:]))
    shared = (x0[1:] < x1[:-1]) & (x0[:-1] < x1[1:])
    under = int(np.count_nonzero((down > _UP * size[1:]) & (down < _LINE * size[1:]) & shared))
    return above, under


def follows(first: Word, second: Word) -> bool | None:
    """Whether the second word is painted next after the first; None where nothing tells."""
    return second.order == first.order + 1 if first.order >= 0 and second.order >= 0 else None

"""Characters put into words by baseline and advance, not by the height of their boxes.

A decimal point, a comma and a full stop often have boxes of their own height, and stand on the same baseline all the
same; tools that sort by box tear `93.49` apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

import numpy as np

from extractor.geometry import Box
from extractor.pages import Word, is_wide
from extractor.readers.gaps import unprinted_blanks
from extractor.readers.glyphs import BASE, BOTTOM, LEVEL, SIZE, TOP, X0, X1, Glyphs
from extractor.readers.legibility import DOUBTED
from extractor.readers.uprights import Upright, upright_lines

_SAME_LINE = 0.2  # of the size: how far baselines of one line may be apart
_GAP = 0.25  # of the size: a wider gap ends a word
_BACK = 0.5  # of the size: how far a glyph may reach back over the one before it
_OVER = 0.1  # of the size: how far a run may reach into the run before it that it continues
_SMALL = "。，、；：“”‘’.,;:'\"—-…·一_"  # glyphs with ink at one height only, which a level cut hides first
_DIGITS = frozenset("0123456789")
_ENTRIES = _DIGITS | frozenset("/-—–")
_PARTLY = 0.8  # the confidence of a word of which a part is hidden, or perhaps is no text


def words(glyphs: Glyphs, page: int) -> Iterator[Word]:
    """The words of a page, from top to bottom and left to right.

    Text that runs up or down gives words whose characters share out the width of their column, one a line, with the
    blanks inside it.
    """
    if glyphs.texts:
        yield from _Runs(glyphs, page).words()


class _Runs:
    """Characters cut into runs where the content stream jumps, and runs joined to words."""

    def __init__(self, glyphs: Glyphs, page: int) -> None:
        self.texts, self.rows, self.page = glyphs.texts, glyphs.rows, page
        self.seen, self.doubted, self.cut = glyphs.seen, glyphs.doubted, glyphs.cut
        self._is_clipped = self.seen is not None or self.cut is not None
        self._is_sure = self.doubted is None and not self._is_clipped
        self.parted = unprinted_blanks(glyphs.texts, glyphs.rows)

    def words(self) -> Iterator[Word]:
        """The words, from top to bottom and left to right; then the lines that run up or down, as they are printed."""
        runs = list(self._runs())
        runs = runs if self.seen is None else [visible for run in runs if (visible := self._visible(run, self.seen))]
        is_level = self.rows[[run[0] for run in runs], LEVEL] > 0
        level = [run for run, kept in zip(runs, is_level.tolist(), strict=True) if kept]
        if level:
            yield from self._words(list(self._joined(self._sorted(level))))
        upright = (place for run, left in zip(runs, (~is_level).tolist(), strict=True) if left for place in run)
        for line, text in upright_lines(self._upright(place) for place in upright):
            yield self._upright_word(line, text)

    def _runs(self) -> Iterator[list[int]]:
        """Characters that follow each other on one baseline, in lists of their places; a blank ends a run."""
        x0, x1, base, size, level = (self.rows[:, k] for k in (X0, X1, BASE, SIZE, LEVEL))
        blank = np.fromiter(map(str.isspace, self.texts), dtype=bool, count=len(self.texts))
        gap = x0[1:] - x1[:-1]
        breaks = (
            (abs(base[1:] - base[:-1]) > _SAME_LINE * size[1:]) | (gap > _GAP * size[1:]) | (gap < -_BACK * size[1:])
        )
        if not level.all():
            breaks = np.where(level[1:] + level[:-1] == 0, self._upright_breaks(), breaks | (level[1:] != level[:-1]))
        breaks |= blank[1:] | blank[:-1] | self._collisions(gap, size[1:])
        breaks[[place - 1 for place in self.parted]] = True
        start = 0
        for end in (*(np.flatnonzero(breaks) + 1).tolist(), len(self.texts)):
            yield list(range(start, end))
            start = end

    def _collisions(self, gap: np.ndarray, size: np.ndarray) -> np.ndarray:
        """Where a digit, or a mark that stands for a figure, lies on another: two texts too wide for their cells."""
        on = gap < -_OVER * size
        if not on.any():
            return on
        beside = np.minimum(np.append(0, gap[:-1]), np.append(gap[1:], 0)) < -_OVER / 2 * size
        figure = np.fromiter((text in _ENTRIES for text in self.texts), dtype=bool, count=len(self.texts))
        collisions: np.ndarray = on & ~beside & figure[1:] & figure[:-1]
        return collisions

    def _upright_breaks(self) -> np.ndarray:
        """Where text that runs up or down jumps: to another column, or by more than a gap."""
        x0, top, bottom, size = (self.rows[:, k] for k in (X0, TOP, BOTTOM, SIZE))
        gap = np.maximum(top[1:] - bottom[:-1], top[:-1] - bottom[1:])
        jumps: np.ndarray = (abs(x0[1:] - x0[:-1]) > _BACK * size[1:]) | (abs(gap) > _BACK * size[1:])
        return jumps

    def _visible(self, run: list[int], seen_at: np.ndarray) -> list[int]:
        """What clipping leaves of a run: its visible part where it is cut upright, all of it where it is cut level.

        A level cut hides the low or the high glyphs of a line, and the reader still sees what the line says.
        """
        seen = seen_at[run]
        if seen.all():
            return run
        if not seen.any():
            return []
        hidden = [self.texts[place] for place, kept in zip(run, seen, strict=True) if not kept]
        in_one_piece = np.ptp(np.flatnonzero(seen)) < np.count_nonzero(seen)
        if in_one_piece and any(text not in _SMALL for text in hidden):
            return [place for place, kept in zip(run, seen, strict=True) if kept]
        return run

    def _sorted(self, runs: list[list[int]]) -> list[list[int]]:
        """The runs line by line, each line from left to right."""
        first = self.rows[[run[0] for run in runs]]
        order = np.argsort(first[:, BASE], kind="stable")
        steps = np.diff(first[order, BASE]) > _SAME_LINE * first[order[1:], SIZE]
        lines = np.zeros(len(runs), dtype=int)
        lines[order] = np.concatenate([[0], np.cumsum(steps)])
        return [runs[place] for place in np.lexsort((first[:, X0], lines))]

    def _joined(self, runs: list[list[int]]) -> Iterator[tuple[list[int], bool]]:
        """Runs that continue each other on a baseline made one, and whether a blank is printed before each."""
        word: list[int] = []
        blank = False
        for run, goes_on in zip(runs, [False, *self._continued(runs)], strict=True):
            is_blank = self.texts[run[0]].isspace()
            is_parted = run[0] in self.parted
            if word and (is_blank or is_parted or not goes_on):
                yield word, blank
                word, blank = [], is_parted
            if is_blank:
                blank = True
            else:
                word += run
        if word:
            yield word, blank

    def _continued(self, runs: list[list[int]]) -> list[bool]:
        """Whether each run but the first continues the one before."""
        ends, starts = np.array([run[-1] for run in runs[:-1]], dtype=int), [run[0] for run in runs[1:]]
        last, first = self.rows[ends], self.rows[starts]
        least = np.minimum(last[:, SIZE], first[:, SIZE])
        gap = first[:, X0] - last[:, X1]
        near = (gap >= -_OVER * least) & (gap <= _GAP * least)
        near &= abs(first[:, BASE] - last[:, BASE]) <= _SAME_LINE * least
        for place in np.flatnonzero(near & (ends + 1 != starts)).tolist():
            near[place] = not self._touch(runs[place][-1], runs[place + 1][0])
        continued: list[bool] = (near & (last[:, LEVEL] * first[:, LEVEL] > 0)).tolist()
        if not self._is_clipped:
            return continued
        clipped = (self._ends(one[-1], 1) or self._ends(other[0], -1) for one, other in pairwise(runs))
        return [goes_on and not end for goes_on, end in zip(continued, clipped, strict=True)]

    def _touch(self, left: int, right: int) -> bool:
        """Whether characters not painted one by one may be of two cells: Chinese ones beside others or figures."""
        both = self.texts[left] + self.texts[right]
        return any(map(is_wide, both)) and all(is_wide(char) or char in _DIGITS for char in both)

    def _ends(self, place: int, step: int) -> bool:
        """Whether clipping ends a text at a character: it is cut, or the next is not seen."""
        after = place + step
        if self.cut is not None and self.cut[place]:
            return True
        if self.seen is None or not 0 <= after < len(self.texts):
            return False
        return not self.seen[after] and self.rows[after, BASE] == self.rows[place, BASE]

    def _words(self, found: list[tuple[list[int], bool]]) -> Iterator[Word]:
        """The words that characters make, given by their places, with whether a blank is printed before each."""
        order = [place for places, _ in found for place in places]
        starts = [0, *accumulate(len(places) for places, _ in found)]
        rows = self.rows[order]
        boxes = self._around(rows, starts[:-1])
        texts = [self.texts[place] for place in order]
        lefts, rights = rows[:, X0].tolist(), rows[:, X1].tolist()
        for (places, blank), start, end, around in zip(found, starts, starts[1:], boxes, strict=False):
            x0, top, x1, bottom, base, size = around
            edges = (*lefts[start:end], rights[end - 1])
            text = "".join(texts[start:end])
            box = Box(self.page, x0, top, x1, bottom)
            sure = 1.0 if self._is_sure else self._sure(places)
            yield Word(text, box, base, size, edges, blank, sure, order=places[0])

    def _around(self, rows: np.ndarray, starts: list[int]) -> list[list[float]]:
        """The four sides, the baseline and the size of each of the words that begin at these rows."""
        low, high = np.minimum.reduceat, np.maximum.reduceat
        sides = [(low, X0), (low, TOP), (high, X1), (high, BOTTOM), (high, SIZE)]
        x0, top, x1, bottom, size = (reduce(rows[:, side], starts) for reduce, side in sides)
        around: list[list[float]] = np.array([x0, top, x1, bottom, rows[starts, BASE], size]).T.tolist()
        return around

    def _upright(self, place: int) -> Upright:
        x0, top, bottom, size = self.rows[place, [X0, TOP, BOTTOM, SIZE]].tolist()
        return Upright(place, self.texts[place], x0, top, bottom, size)

    def _upright_word(self, places: list[int], text: str) -> Word:
        (word,) = self._words([(places, False)])
        box, step = word.box, word.box.width / len(text)
        edges = (*(box.x0 + n * step for n in range(len(text))), box.x1)
        return word._replace(text=text, baseline=box.bottom, edges=edges)

    def _sure(self, places: list[int]) -> float:
        """How sure a word is: one beside a clipped character, or with one inside, wants a look, and any doubted one."""
        if self.doubted is not None and self.doubted[places].any():
            return DOUBTED
        if self.cut is not None and self.cut[places].any():
            return _PARTLY
        if self.seen is None:
            return 1.0
        around = [place for place in (places[0] - 1, *places, places[-1] + 1) if 0 <= place < len(self.texts)]
        near = [p for p in around if not self.seen[p] and abs(self.rows[p, BASE] - self.rows[places[0], BASE]) < 1]
        return _PARTLY if near else 1.0

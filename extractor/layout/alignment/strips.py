"""Where the lines of a page have ink, and the white rivers that run between the columns of several lines."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import ClassVar, NamedTuple, TypeAlias

import numpy as np

from extractor.layout.alignment.order import follows
from extractor.pages import Word, is_wide

_SAME_LINE = 0.25  # of the size: how far baselines of one line may be apart
_GLYPH_GAP = 0.06  # of the size: a wider gap behind a character is white
_DIGIT = 0.6  # of the size: how wide a figure is at most
_LONE = 2.3  # of the size: characters set this far apart are one word, as in `总　　分`
FINE = 4  # steps of the raster a point
SURE = 2.0  # the weight of a gap that surely parts two cells
NARROWEST = 0.14  # of the size: how wide a river over many lines is at least
DROP = 0.36  # of the size: how far the middle of a line is above its baseline
BLANK = 0.35  # of the size: what printers leave between Chinese characters and figures of one text is narrower
_BESIDE = 0.1  # of the size: how far a figure is from the text of the cell beside it
_WORDS, _CELLS = 0.65, 1.0  # of the size: a gap as wide may part two cells, and does so


FIGURE = re.compile(r"[-+≥≤<>=≧≦]?[\d,]+(?:\.\d+)?[%％]?|[-—–/]+")
"""A figure, or a mark for none."""

TAIL = re.compile(r"[\d,]*(?:\.\d*)?[%％]?")
"""What the second line of a figure may be."""

LEADING = re.compile(r"\d+(?:\.\d+)?(?=[^\d.,、．%％)）])")
"""A figure that begins a text and may be the cell's beside it."""


class Gap(NamedTuple):
    """The white between two neighbours of a line, in points; `weight` tells how surely they are two cells."""

    start: float
    end: float
    weight: float


@dataclass(frozen=True)
class Row:
    """The words of one baseline, from left to right; `y` is the baseline, `size` the largest font's, in points."""

    y: float
    size: float
    words: tuple[Word, ...]
    page: int
    is_whole: ClassVar[bool] = False
    """Whether it is a row of a table, and each of its words the text of a cell."""

    @property
    def first(self) -> float:
        """The baseline of its first line."""
        return self.y

    @property
    def last(self) -> float:
        """The baseline of its last line."""
        return self.y

    @cached_property
    def gaps(self) -> list[Gap]:
        """The gaps that may part cells: between words, and behind a figure that begins a text, not inside one."""
        ends = [-math.inf, *(word.box.x1 for word in self.words)]
        begun = (word for end, word in zip(ends, self.words, strict=False) if word.box.x0 - end > BLANK * self.size)
        found = [gap for word in begun for gap in _behind_figure(word)]
        for left, right in pairwise(self.words):
            gap = right.box.x0 - left.box.x1
            if follows(left, right) is False and gap >= NARROWEST * self.size:
                found.append(Gap(left.box.x1, right.box.x0, SURE))
            elif gap >= _WORDS * self.size and not _is_spaced_out(left, right, gap):
                found.append(Gap(left.box.x1, right.box.x0, SURE if gap >= _CELLS * self.size else 0.6))
        return found

    @cached_property
    def figures(self) -> int:
        """How many figures stand apart, between gaps."""
        gaps = {gap.start for gap in self.gaps}
        texts = [""]
        for word in self.words:
            texts[-1] += word.text
            if word.box.x1 in gaps:
                texts.append("")
        return sum(FIGURE.fullmatch(text) is not None for text in texts)

    def ink(self) -> Iterable[tuple[float, float]]:
        """The stretches of x that have ink; what no cell's side can part is one stretch."""
        for word in self.words:
            yield from glyph_runs(word)
            yield from _blanks(word)
        for left, right in zip(self.words, self.words[1:], strict=False):
            if _is_spaced_out(left, right, right.box.x0 - left.box.x1):
                yield left.box.x1, right.box.x0
        for left, figure, right in zip(self.words, self.words[1:], self.words[2:], strict=False):
            if FIGURE.fullmatch(figure.text) and _is_near(left, figure) and _is_near(figure, right):
                yield left.box.x1, right.box.x0


def _behind_figure(word: Word) -> Iterable[Gap]:
    """The white between a figure and the Chinese text of the cell beside it that was read as one word."""
    runs = glyph_runs(word)
    if len(runs) > 1 and LEADING.match(word.text) and runs[1][0] - runs[0][1] >= _BESIDE * word.size:
        yield Gap(runs[0][1], runs[1][0], 0.6)


def _is_near(left: Word, right: Word) -> bool:
    return right.box.x0 - left.box.x1 < BLANK * left.size and follows(left, right) is not False


def _blanks(word: Word) -> Iterable[tuple[float, float]]:
    """The white within a word beside figures in the middle of a text, where no cell ends."""
    for n in range(1, len(word.text)):
        if is_wide(word.text[n - 1]) != is_wide(word.text[n]) and not (
            FIGURE.fullmatch(word.text[:n]) or FIGURE.fullmatch(word.text[n:])
        ):
            start, end = word.edges[n - 1], word.edges[n]
            if end - start < (1 + BLANK) * word.size:
                yield start, end


def lines(words: Iterable[Word]) -> list[Row]:
    """The words line by line, from top to bottom."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.baseline):
        if found and word.baseline - found[-1][0].baseline <= _SAME_LINE * max(word.size, found[-1][0].size):
            found[-1].append(word)
        else:
            found.append([word])
    return [_row(line) for line in found]


def between(above: Row, below: Row) -> float:
    """The y of a side between two lines, or rows of a table."""
    return (above.last + 0.15 * above.size + below.first - 0.85 * below.size) / 2


def _row(line: list[Word]) -> Row:
    ordered = tuple(sorted(line, key=lambda word: word.box.x0))
    return Row(line[0].baseline, max(word.size for word in line), ordered, line[0].box.page)


def glyph_runs(word: Word) -> list[tuple[float, float]]:
    """The stretches of x over which the word's characters touch each other."""
    runs, start = [], word.edges[0]
    for char, left, right in zip(word.text, word.edges, word.edges[1:], strict=False):
        advance = (1.0 if is_wide(char) else _DIGIT if char.isdigit() else math.inf) * word.size
        if right - left > advance + _GLYPH_GAP * word.size and right < word.edges[-1]:
            runs.append((start, left + advance))
            start = right
    return [*runs, (start, word.edges[-1])]


def _is_spaced_out(left: Word, right: Word, gap: float) -> bool:
    """Whether two lone characters are one word that is spread over its cell."""
    alone = len(left.text) == len(right.text) == 1 and is_wide(left.text) and is_wide(right.text)
    alone = alone and follows(left, right) is not False
    return alone and gap <= _LONE * left.size


def _around(rows: Sequence[Row], place: int) -> Iterable[Gap]:
    """The white beside a line's texts, to those of other cells, whose lines stand a little higher or lower."""
    row = rows[place]
    near = [
        word
        for other in rows[max(place - 2, 0) : place + 3]
        if other is not row and other.page == row.page and abs(other.y - row.y) < 0.9 * row.size
        for word in other.words
    ]
    for word in row.words:
        if near and not row.is_whole:
            left = max((other.box.x1 for other in near if other.box.x1 <= word.box.x0), default=None)
            right = min((other.box.x0 for other in near if other.box.x0 >= word.box.x1), default=None)
            if left is not None and word.box.x0 - left >= NARROWEST * row.size:
                yield Gap(left, word.box.x0, 0.6)
            if right is not None and right - word.box.x1 >= NARROWEST * row.size:
                yield Gap(word.box.x1, right, 0.6)


class River(NamedTuple):
    """A strip that no word crosses, in points."""

    start: float
    end: float


Rivers: TypeAlias = tuple[np.ndarray, np.ndarray]
"""Where rivers start, from left to right, and where they end."""


class Sheet:
    """The ink of lines on a raster of points, so that the rivers of any stretch of them are found at once.

    `gaps` has an array for each line with three rows: where its gaps start, where they end, and their weights.
    """

    def __init__(self, rows: Sequence[Row], width: float) -> None:
        self.rows = rows
        self.em = float(np.median([row.size for row in rows]))
        self.ink = np.zeros((len(rows), int(width * FINE) + 2), dtype=bool)
        for place, row in enumerate(rows):
            for start, end in row.ink():
                self.ink[place, max(round(start * FINE), 0) : max(round(end * FINE), 0)] = True
        gaps = [(*row.gaps, *_around(rows, place)) for place, row in enumerate(rows)]
        self.gaps = [np.array(found, dtype=float).reshape(-1, 3).T for found in gaps]

    def rivers(self, inked: np.ndarray, narrowest: float) -> Rivers:
        """Starts and ends of the rivers, as many sizes wide at least, where `inked` tells what points have ink."""
        sides = (inked[1:] != inked[:-1]).nonzero()[0] + 1
        first = 0 if inked[0] else 1  # where the first ink ends
        starts, ends = sides[first:-1:2], sides[first + 1 :: 2]
        wide = ends - starts >= narrowest * self.em * FINE
        return starts[wide] / FINE, ends[wide] / FINE

    def narrowest(self, lines: int) -> float:
        """How wide, in sizes, a river over so many lines is at least: what few lines show may be a blank."""
        return NARROWEST if self.rows[0].is_whole else {1: 0.9, 2: 0.5, 3: 0.4}.get(lines, NARROWEST)

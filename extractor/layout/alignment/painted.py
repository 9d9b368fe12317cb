"""The rows of a table from the order in which its texts are painted: each cell with all its lines, row by row."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from extractor.geometry import Box
from extractor.layout.alignment.entries import Align
from extractor.layout.alignment.levels import SAME, Texts, are_level, with_between
from extractor.layout.alignment.strips import FIGURE, SURE, Gap, Row
from extractor.layout.alignment.texts import Text, leading_of, texts
from extractor.pages import Ruling, Word

_BACK = 0.3  # of the size: how far a text may reach back over the one at its left
_APART = 0.9  # of the size: lines of one column are not nearer
_LONGEST = 60  # rows that a text speaks for
_BEARING = 0.12  # of the size: what a text may leave blank at either end, where a side may run


@dataclass(frozen=True)
class PaintedRow(Row):
    """A row of a table; its words are whole texts of cells, each with edges at its two ends only.

    `first` and `last` are the baselines of its first and its last line, `parts` the words as they are printed of each
    of its texts, and `spanning` tells of each whether it is level with the others or speaks for more rows. `beside` are
    the texts that begin in rows above it and speak for it too. `align` tells where texts stand in cells of the page.
    """

    first: float = 0.0
    last: float = 0.0
    parts: tuple[tuple[Word, ...], ...] = ()
    spanning: tuple[bool, ...] = ()
    beside: tuple[Word, ...] = ()
    align: Align = "middle"
    is_whole = True

    @cached_property
    def inked(self) -> Sequence[Word]:
        """Its words, and those beside it of cells that begin above it, from left to right."""
        return sorted((*self.words, *self.beside), key=lambda word: word.box.x0)

    @cached_property
    def gaps(self) -> list[Gap]:
        """The white between its texts, and those beside it."""
        aside = _BEARING * self.size
        return [Gap(left.box.x1 - aside, right.box.x0 + aside, SURE) for left, right in pairwise(self.inked)]

    @cached_property
    def figures(self) -> int:
        """How many of its texts are figures."""
        return sum(FIGURE.fullmatch(word.text) is not None for word in self.words)

    def ink(self) -> Iterable[tuple[float, float]]:
        """The stretches of x over which its texts reach, and those beside it."""
        aside = _BEARING * self.size
        return ((word.box.x0 + aside, word.box.x1 - aside) for word in self.inked)


def painted_rows(words: Sequence[Word], level: Sequence[Ruling]) -> list[PaintedRow]:
    """The rows of a page from top to bottom, of words whose order is told; `level` are the level rulings."""
    ordered = sorted(words, key=lambda word: word.order)
    pitch = leading_of(ordered)
    runs = list(_runs(texts(ordered, pitch, level)))
    rows = _Rows(_alignment(runs))
    for run in runs:
        rows.add(run)
    rows.settle()
    found = [_row(each) for each in sorted(rows.found, key=lambda each: each.middle)]
    return [replace(row, beside=tuple(_over(found, n)), align=rows.align) for n, row in enumerate(found)]


def _over(rows: Sequence[PaintedRow], place: int) -> Iterator[Word]:
    """The texts of rows above that stand in the middle of what ends below a row."""
    for row in rows[max(place - _LONGEST, 0) : place]:
        for word, spanning in zip(row.words, row.spanning, strict=True):
            if spanning and rows[place].y < 2 * word.baseline - row.first:
                yield word


def _runs(texts: Iterable[Text]) -> Iterator[list[Text]]:
    """Texts that are painted from left to right."""
    run: list[Text] = []
    for text in texts:
        if run and text.x0 < run[-1].x1 - _BACK * text.size:
            yield run
            run = []
        run.append(text)
    if run:
        yield run


def _alignment(runs: Iterable[Sequence[Text]]) -> Align:
    """Whether the texts of a row stand in its middle or at its top: what more of those with several lines do."""
    pairs = [(a, b) for run in runs for a, b in pairwise(run) if a.last > a.first or b.last > b.first]
    levels = {align: sum(are_level(a, b, align) for a, b in pairs) for align in ("middle", "top")}
    return "top" if levels["top"] > levels["middle"] else "middle"


class _Rows:
    """Rows as their texts come, those of one row together, though they be painted at different times."""

    def __init__(self, align: Align) -> None:
        self.align = align
        self.found: list[Texts] = []

    def add(self, run: Sequence[Text]) -> None:
        for part in _parted(run, self.align, self._is_next):
            row = next((row for row in self.found if row.fits(part, self.align)), None)
            if row is None:
                self.found.append(part)
            else:
                row.level += part.level
                row.more += part.more

    def _is_next(self, texts: Sequence[Text]) -> bool:
        """Whether texts stand under all rows found."""
        top = min(text.first for text in texts)
        return all(row.middle < top for row in self.found)

    def settle(self) -> None:
        """Set apart what reaches into the next row, and take what is no higher than its row as level with it.

        Pages cut rows, whose texts then stand at the top.
        """
        if self.align == "middle":
            self.found = with_between(self.found)
        ordered = sorted(self.found, key=lambda row: row.middle)
        for row, after in zip(ordered, [*ordered[1:], None], strict=True):
            top = row.first
            below = after.middle if after else math.inf
            cut = [text for text in row.more if text.last < below and abs(text.first - top) < SAME * text.size]
            row.level += cut
            row.more = [text for text in row.more if not any(text is each for each in cut)]
            first = after.first if after else math.inf
            long = [text for text in row.level if first - text.last < _APART * text.size]
            if len(long) < len(row.level):
                row.level = [text for text in row.level if not any(text is each for each in long)]
                row.more += long


def _parted(run: Sequence[Text], align: Align, is_next: Callable[[Sequence[Text]], bool]) -> Iterator[Texts]:
    """The rows of a run: what is higher than most of its texts is another row's, what is lower speaks for more.

    Where what is higher is painted after most and is the row that `is_next` on the page, it is their first: they are
    names.
    """
    groups: list[list[Text]] = []
    for text in run:
        group = next((group for group in groups if are_level(group[0], text, align)), None)
        if group is None:
            groups.append([text])
        else:
            group.append(text)
    main = max(reversed(groups), key=len)
    after = run.index(main[-1])
    first = (group for group in groups if run.index(group[0]) > after and _is_above(group, main) and is_next(group))
    main = next(first, main)
    place = run.index(main[0])
    row = Texts(main)
    for group in groups:
        if group is main:
            continue
        is_behind = run.index(group[0]) > place and group[0].first > max(text.last for text in main)
        if _is_above(group, main) or is_behind:
            yield Texts(group)
        else:
            row.more += group
    yield row


def _is_above(group: Sequence[Text], other: Sequence[Text]) -> bool:
    return max(text.last for text in group) < min(text.first for text in other) - SAME * other[0].size


def _row(found: Texts) -> PaintedRow:
    texts = sorted([*found.level, *found.more], key=lambda text: text.x0)
    size = max(text.size for text in texts)
    return PaintedRow(
        found.middle,
        size,
        tuple(map(_word, texts)),
        texts[0].words[0].box.page,
        min(text.first for text in found.level),
        max(text.last for text in found.level),
        tuple(tuple(text.words) for text in texts),
        tuple(any(text is each for each in found.more) for text in texts),
    )


def _word(text: Text) -> Word:
    """A text as one word, the lower side of its box on its last line; its baseline is that of its middle."""
    first, last = text.words[0], text.words[-1]
    box = Box(first.box.page, text.x0, first.box.top, text.x1, max(last.box.bottom, first.box.bottom))
    said = "".join(word.text for word in text.words)
    return Word(said, box, text.middle, text.size, (text.x0, text.x1))

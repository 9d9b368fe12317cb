"""Texts that are level with each other, as those of one row are, and names that are level with none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product, takewhile

import numpy as np

from extractor.layout.alignment.entries import Align
from extractor.layout.alignment.texts import Text

SAME = 0.2
"""Of the size: how far the middles of cells of one row may be apart, or their first lines."""

_CROWDED = 1.1  # of the size: what is nearer to a row, and no line of it, speaks for it and for others


def are_level(one: Text, other: Text, align: Align) -> bool:
    """Whether two texts stand as those of one row do."""
    return abs(one.place(align) - other.place(align)) < SAME * min(one.size, other.size)


@dataclass
class Texts:
    """The texts of one row that are level, and those that begin in it and speak for more rows."""

    level: list[Text]
    more: list[Text] = field(default_factory=list)

    @property
    def first(self) -> float:
        """The baseline of the first line."""
        return min(text.first for text in self.level)

    @property
    def last(self) -> float:
        """The baseline of the last line."""
        return max(text.last for text in self.level)

    @property
    def middle(self) -> float:
        """The baseline of its middle."""
        return float(np.median([text.middle for text in self.level]))

    def fits(self, other: Texts, align: Align) -> bool:
        """Whether the texts of another row are level with these, and none stands over or under one of them."""
        every = [*self.level, *self.more]
        apart = all(a.x1 <= b.x0 + 1 or b.x1 <= a.x0 + 1 for a in every for b in [*other.level, *other.more])
        return apart and any(are_level(a, b, align) for a in self.level for b in other.level)


def with_between(rows: Sequence[Texts]) -> list[Texts]:
    """The rows, of texts in the middle of their cells: what stands too near between two of them is no row of its own.

    Such names speak for rows above and below, and begin in the first of them.
    """
    ordered = sorted(rows, key=lambda row: row.middle)
    names = [row for n, row in enumerate(ordered) if _is_between(row, ordered[:n], ordered[n + 1 :])]
    kept = [row for row in ordered if not any(row is name for name in names)]
    for name in names:
        for text in (*name.level, *name.more):
            _begin(text, kept).more.append(text)
    return kept


def _is_between(row: Texts, above: Sequence[Texts], below: Sequence[Texts]) -> bool:
    """Whether a row stands between two with more texts, too near to one, and over or under no text of theirs."""
    before = next((other for other in reversed(above) if len(other.level) > len(row.level)), None)
    after = next((other for other in below if len(other.level) > len(row.level)), None)
    if before is None or after is None:
        return False
    size = max(text.size for text in row.level)
    is_near = min(row.first - before.last, after.first - row.last) < _CROWDED * size
    return is_near and not any(_share(one, other) for one in row.level for other in (*before.level, *after.level))


def _share(one: Text, other: Text) -> bool:
    return one.x0 < other.x1 - 1 and other.x0 < one.x1 - 1


def _begin(text: Text, rows: Sequence[Texts]) -> Texts:
    """The row in which a text between rows begins: the farthest one that it may stand in the middle from."""
    above = list(takewhile(lambda row: _is_free(row, text, rows), _up(text, rows)))
    below = list(takewhile(lambda row: _is_free(row, text, rows), (row for row in rows if row.middle > text.middle)))
    fits = [
        first
        for first, last in product(above, below)
        if abs((first.first + last.last) / 2 - text.middle) < SAME * text.size
    ]
    return fits[-1] if fits else next(_up(text, rows))


def _up(text: Text, rows: Sequence[Texts]) -> Iterator[Texts]:
    return (row for row in reversed(rows) if row.middle <= text.middle)


def _is_free(row: Texts, text: Text, rows: Sequence[Texts]) -> bool:
    """Whether no text of a row, or that speaks for it, stands over or under another text."""
    reaching = (
        name for each in rows for name in each.more if each.middle <= row.middle <= 2 * name.middle - each.first
    )
    return not any(_share(other, text) for other in (*row.level, *reaching))

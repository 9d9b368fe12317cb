"""What is drawn on a page, to those who seek tables in its lines of words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.geometry import shared_length
from extractor.layout.alignment.strips import Row
from extractor.pages import Ruling

WIDE, ALL = 0.6, 0.98
"""Of a table's width: a ruling as long parts its rows, and all of them."""


@dataclass(frozen=True)
class Drawn:
    """What is drawn on one page: its level rulings, and where upright ones or the ends of level ones stand.

    `level` has the sides of shading too, `lines` has not.
    """

    level: tuple[Ruling, ...]
    hints: tuple[float, ...]
    lines: tuple[Ruling, ...] = ()

    @property
    def ys(self) -> list[float]:
        """The heights at which rulings are drawn."""
        return sorted({ruling.at for ruling in self.level})


def band_of(row: Row, drawn: Mapping[int, Drawn]) -> tuple[int, int]:
    """The page and the number of rulings above a line."""
    return row.page, bisect_right(drawn[row.page].ys, row.y - 0.35 * row.size)


def parted(above: Row, below: Row, drawn: Mapping[int, Drawn]) -> bool:
    """Whether a ruling stands between two lines, or the end of a page."""
    return band_of(above, drawn) != band_of(below, drawn)


def covers(level: Sequence[Ruling], y: float, start: float, end: float) -> bool:
    """Whether level rulings at a height go from one x to another, for the most part."""
    drawn = sum(shared_length(r.start, r.end, start, end) for r in level if r.at == y)
    return drawn >= WIDE * (end - start)

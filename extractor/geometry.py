"""Boxes on a page: PDF points, origin at the top left of the page as displayed, pages counted from one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

Turn: TypeAlias = Literal[0, 90, 180, 270]
"""A turn clockwise, in degrees."""

Corners: TypeAlias = tuple[float, float, float, float]


@lru_cache(1 << 12)
def _hundredth(at: float) -> float:
    """The place rounded to a hundredth of a point; cells of a column or row ask for the same places."""
    return round(at, 2)


class Box(NamedTuple):
    """An upright rectangle on a page; `top` is above `bottom`, so `top <= bottom`."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Points from the left side to the right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points from the top side to the bottom."""
        return self.bottom - self.top

    @property
    def center(self) -> tuple[float, float]:
        """The middle, as (x, y)."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        """The four sides as users see them: x0, y0, x1, y1, rounded to a hundredth of a point."""
        return _hundredth(self.x0), _hundredth(self.top), _hundredth(self.x1), _hundredth(self.bottom)

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside or on the border."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def overlap(self, other: Box) -> float:
        """The area in square points that both boxes share; 0 on different pages."""
        if self.page != other.page:
            return 0.0
        return max(0.0, min(self.x1, other.x1) - max(self.x0, other.x0)) * max(
            0.0, min(self.bottom, other.bottom) - max(self.top, other.top)
        )


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around the boxes, which must stand on one page.

    Raises:
        ValueError: there is no box, or the boxes stand on several pages.
    """
    every = list(boxes)
    if len(every) == 1:
        return every[0]
    if not every or len({box.page for box in every}) != 1:
        raise ValueError("a union needs at least one box, all on one page")
    _, lefts, tops, rights, bottoms = zip(*every, strict=True)
    return Box(every[0].page, min(lefts), min(tops), max(rights), max(bottoms))


def shared_length(a0: float, a1: float, b0: float, b1: float) -> float:
    """How much of two intervals is common to both; 0 where they are apart."""
    return max(0.0, min(a1, b1) - max(a0, b0))


def turned(corners: Corners, turn: Turn, width: float, height: float) -> Corners:
    """Where a box (x0, top, x1, bottom) of a page of that size comes to stand when the page is turned."""
    x0, top, x1, bottom = corners
    if turn == 90:
        return height - bottom, x0, height - top, x1
    if turn == 180:
        return width - x1, height - bottom, width - x0, height - top
    if turn == 270:
        return top, width - x1, bottom, width - x0
    return corners


def back(turn: Turn) -> Turn:
    """The turn that undoes a turn."""
    undone: dict[Turn, Turn] = {0: 0, 90: 270, 180: 180, 270: 90}
    return undone[turn]

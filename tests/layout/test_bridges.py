"""Columns that a page cuts open at both ends."""

from __future__ import annotations

from extractor.geometry import Box
from extractor.layout.bridges import bridges
from extractor.layout.rasters import rasters
from extractor.pages import Page, Ruling, Word


def word(x: float, y: float, text: str = "合格") -> Word:
    box = Box(1, x, y - 8, x + 18, y + 2)
    return Word(text, box, y, 9.0, (x, x + 9, x + 18))


def open_column(gap_text: bool = True) -> Page:
    """Rows at both sides of a column from 100 to 160, which nothing closes above or below."""
    level = [Ruling("h", y, *reach) for y in (80, 110, 140) for reach in ((40, 100), (160, 220))]
    upright = [Ruling("v", x, 50, 170) for x in (40, 70, 100, 160, 190, 220)]
    texts = [word(x, y) for x in (45, 75, 165, 195) for y in (70, 100, 130, 160)]
    return Page(1, 300, 300, (*texts, *([word(110, 115)] if gap_text else [])), (*level, *upright))


def test_a_column_with_text_that_interrupts_every_line_is_closed_at_its_ends() -> None:
    page = open_column()
    assert bridges(page.rulings, page.words) == [Ruling("h", 50, 100, 160), Ruling("h", 170, 100, 160)]


def test_the_tables_at_its_sides_are_one() -> None:
    (raster,) = rasters(open_column())
    assert (raster.xs, raster.ys) == ([40, 70, 100, 160, 190, 220], [50, 80, 110, 140, 170])


def test_two_tables_beside_each_other_stay_two() -> None:
    page = open_column(gap_text=False)
    assert bridges(page.rulings, page.words) == []
    assert len(rasters(page)) == 2


def test_a_column_that_a_line_crosses_is_closed_already() -> None:
    page = open_column()
    assert bridges((*page.rulings, Ruling("h", 110, 40, 220)), page.words) == []

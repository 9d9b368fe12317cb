"""Lines under text and boxes to tick are told from the rulings of cells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.layout import tables
from extractor.layout.strays import Texts, without_ticks
from extractor.pages import Ruling
from tests.layout.drawn import SIZE, drawn, pages

GRID = """\
+----------+----------+
| 评价等级 | 优 良 差 |
+----------+----------+
| 得分     | 98.50    |
+----------+----------+"""


def box(x0: float, y0: float, x1: float, y1: float) -> list[Ruling]:
    return [Ruling("h", y0, x0, x1), Ruling("h", y1, x0, x1), Ruling("v", x0, y0, y1), Ruling("v", x1, y0, y1)]


@pytest.mark.parametrize("side", [6.0, 8.0, 10.0, 12.0])
def test_boxes_to_tick_are_no_cells(side: float) -> None:
    (page,) = pages(GRID)
    boxes = [ruling for n in range(3) for ruling in box(90 + n * (side + 2), 25, 90 + n * (side + 2) + side, 25 + side)]
    assert drawn(tables([replace(page, rulings=(*page.rulings, *boxes))])) == GRID


def test_a_small_box_in_line_with_its_neighbours_is_a_cell() -> None:
    row = [*box(10, 10, 22, 22), *box(24, 10, 90, 22)]
    assert without_ticks(row) == row


def test_a_small_box_with_rounded_corners_is_no_cell() -> None:
    rounded = [Ruling("h", 10, 12, 18), Ruling("h", 20, 12, 18), Ruling("v", 10, 12, 18), Ruling("v", 20, 12, 18)]
    assert without_ticks(rounded) == []


@pytest.mark.parametrize("height", [-0.3, 0.0, 0.15])
def test_a_line_from_one_side_of_a_text_to_the_other_is_no_ruling(height: float) -> None:
    (page,) = pages(GRID)
    word = page.words[0]
    line = Ruling("h", word.baseline + height * SIZE, word.edges[0], word.edges[-1])
    assert Texts(page.words).unmarked([line]) == []


def test_a_line_under_a_text_that_ends_at_upright_lines_is_the_side_of_its_cell() -> None:
    (page,) = pages(GRID)
    word = page.words[0]
    sides = [Ruling("v", edge, 0, 50) for edge in (word.edges[0], word.edges[-1])]
    cell = [Ruling("h", word.baseline + 2, word.edges[0], word.edges[-1]), *sides]
    assert Texts(page.words).unmarked(cell) == cell


def test_a_line_beyond_its_text_is_a_ruling() -> None:
    (page,) = pages(GRID)
    word = page.words[0]
    line = Ruling("h", word.baseline + 2, word.edges[0] - 3, word.edges[-1] + 3)
    assert Texts(page.words).unmarked([line]) == [line]

"""Rulings and words of one page become cells with spans and texts, however the lines are drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.layout import tables
from extractor.pages import Ruling
from tests.layout.drawn import COLUMN, LINE, MARGIN, PLAIN, Case, Style, cases, drawn, pages

STYLES = {
    "lines from joint to joint": PLAIN,
    "lines that end 2.9 points before their joints": Style(short=2.9),
    "lines that end 2.9 points beyond their joints": Style(long=2.9),
    "doubled lines": Style(doubled=1.0),
    "lines doubled widely": Style(doubled=2.8),
    "lines doubled as widely as no text is": Style(doubled=4.0),
    "the sides of single cells": Style(pieces=True),
    "the sides of single cells, with gaps at their joints": Style(pieces=True, short=2.9),
    "dashes": Style(dashed=2.0),
    "lines that miss their places by half a point": Style(pieces=True, shaken=0.5),
    "doubled sides that miss and fall short": Style(pieces=True, doubled=0.5, shaken=0.3, short=0.5),
}
ONE_PAGE = [case for name in ("spans", "borders", "words") for case in cases(name)]
MORE_PAGES = [case for name in ("breaks", "sequence", "heads") for case in cases(name)]
GRID = """\
+----+----+
| 甲 | 乙 |
+----+----+
| 丙 | 丁 |
+----+----+"""


def read(case: Case, style: Style) -> str:
    return drawn(tables(pages(*case.pages, style=style)))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", ONE_PAGE, ids=lambda case: case.title)
def test_a_page_gives_its_cells_however_its_lines_are_drawn(case: Case, style: str) -> None:
    assert read(case, STYLES[style]) == case.expected


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", MORE_PAGES, ids=lambda case: case.title)
def test_pages_give_the_same_tables_however_their_lines_are_drawn(case: Case, style: str) -> None:
    assert read(case, STYLES[style]) == case.expected


@pytest.mark.parametrize("case", cases("fused"), ids=lambda case: case.title)
def test_texts_that_are_printed_in_one_go_are_cut_at_the_sides_of_their_cells(case: Case) -> None:
    (page,) = pages(*case.pages, style=Style(fused=True))
    assert any(len(word.text) > 5 for word in page.words)
    assert drawn(tables([page])) == case.expected


@pytest.mark.parametrize("axis", ["h", "v"])
def test_a_stroke_shorter_than_five_points_is_no_ruling(axis: str) -> None:
    (page,) = pages(GRID)
    x, y = MARGIN + 2.5 * COLUMN, MARGIN + 0.5 * LINE
    stroke = Ruling("h", y + 5, x - 10, x - 5.1) if axis == "h" else Ruling("v", x, y, y + 4.9)
    assert drawn(tables([replace(page, rulings=(*page.rulings, stroke))])) == GRID


def test_the_sides_of_filled_boxes_are_rulings_where_no_line_is_drawn() -> None:
    (page,) = pages(GRID)
    assert drawn(tables([replace(page, rulings=(), edges=page.rulings)])) == GRID


def test_the_sides_of_filled_boxes_are_no_rulings_beside_lines() -> None:
    (page,) = pages(GRID)
    shade = Ruling("h", MARGIN + 1.5 * LINE, MARGIN, page.width - MARGIN)
    assert drawn(tables([replace(page, edges=(shade,))])) == GRID


def test_a_cell_has_the_box_that_its_rulings_make() -> None:
    (table,) = tables(pages(GRID))
    cell = table.at(1, 1)
    assert cell is not None
    left, top = MARGIN + 5.5 * COLUMN, MARGIN + 2.5 * LINE
    assert [box.bbox for box in cell.boxes] == [(left, top, left + 5 * COLUMN, top + 2 * LINE)]


def test_a_word_of_which_the_reader_is_unsure_makes_its_cell_unsure() -> None:
    (page,) = pages(GRID)
    first, *others = page.words
    (table,) = tables([replace(page, words=(first._replace(confidence=0.6), *others))])
    assert [cell.confidence for cell in table.cells] == [0.6, 1.0, 1.0, 1.0]


def test_marks_in_boxes_of_other_heights_stay_in_their_line() -> None:
    (page,) = pages(GRID)
    word = page.words[0]
    x = word.box.x1
    mark = word._replace(
        text="。", box=word.box._replace(x0=x, x1=x + 3, top=word.baseline - 2), edges=(x, x + 3), size=4.0
    )
    (table,) = tables([replace(page, words=(*page.words, mark))])
    assert table.cells[0].text == "甲。"


def test_lines_keep_their_order_where_a_font_has_boxes_as_tall_as_three_lines() -> None:
    (page,) = pages("+--------+\n| 88.4   |\n| 1      |\n+--------+\n| 100    |\n+--------+")
    tall = tuple(
        word._replace(box=word.box._replace(top=word.baseline - 2 * word.size, bottom=word.baseline + word.size))
        for word in page.words
    )
    (table,) = tables([replace(page, words=tall)])
    assert [[line.text for line in cell.lines] for cell in table.cells] == [["88.4", "1"], ["100"]]

"""Tables without rulings between their columns are told by how their texts are aligned; prose makes no table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.layout import tables
from extractor.layout.laying import laid_out
from extractor.pages import Ruling
from tests.layout.drawn import COLUMN, LINE, MARGIN, Case, cases, drawn, pages

CASES = cases("alignment")
OPEN = """\
名称                   计划    实际

修路                    100     90

种树                     20     20

清淤                      5      4"""
PROSE = "\n".join(["绩效目标完成情况良好各项    预算执行率达到要求各项指    满意度指标得分较高年度总"] * 12)
CONTENTS = "\n".join(f"{n}.   第{n}章绩效目标完成情况                         {n}" for n in range(1, 10))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_columns_rows_and_names_are_inferred(case: Case) -> None:
    assert drawn(tables(pages(*case.pages))) == case.expected


@pytest.mark.parametrize("page", [PROSE, CONTENTS])
def test_prose_in_columns_and_contents_are_no_table(page: str) -> None:
    assert tables(pages(page)) == []


def test_inferred_values_are_a_little_less_sure() -> None:
    (table,) = tables(pages(OPEN))
    assert {cell.confidence for cell in table.cells if cell.lines} == {0.95}


def test_figures_in_one_cell_want_a_look() -> None:
    page = OPEN.replace(" 100     90", "11100     90").replace(" 20     20", "20 20    20")
    (table,) = tables(pages(page))
    assert [cell.text for cell in table.cells if cell.confidence < 0.9] == ["20 20"]


def test_a_page_that_rulings_part_is_left_alone() -> None:
    (page,) = pages("+------+------+------+\n| 甲乙 | 1    | 2    |\n+------+------+------+\n" * 3)
    (laid,) = laid_out([page])
    assert laid.page is page


def _sides(columns: tuple[int, ...], line: int) -> list[Ruling]:
    """The sides of filled boxes in one line, between columns of the drawing."""
    top, bottom = MARGIN + LINE * line, MARGIN + LINE * (line + 1)
    xs = [MARGIN + COLUMN * column for column in columns]
    level = [Ruling("h", y, xs[0], xs[-1]) for y in (top, bottom)]
    return level + [Ruling("v", x, top, bottom) for x in xs]


def test_shading_of_every_second_row_hides_no_columns_of_the_others() -> None:
    rows = [f"项目{n}       建设      {n}0       {n}5        {n}1        {n}2        {n}3" for n in range(1, 8)]
    (page,) = pages("\n".join(rows))
    shaded = [side for line in range(0, 7, 2) for side in _sides((0, 9, 19, 27, 36, 46, 56, 66), line)]
    (table,) = tables([replace(page, edges=tuple(shaded))])
    assert [[cell.text for cell in table.row(n)] for n in range(7)] == [row.split() for row in rows]

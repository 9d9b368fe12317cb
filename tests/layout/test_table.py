"""What a parsed table offers: its cells by place and by row, and the texts of lines."""

from __future__ import annotations

import pytest

from extractor.geometry import Box
from extractor.layout import Line, join_lines, tables
from tests.layout.drawn import pages

TABLE = """\
+----+----+
| 甲 | 乙 |
|    +----+
|    | 丙 |
+----+----+"""


def lines(*texts: str, right: float = 100.0) -> list[Line]:
    """Lines that reach from 0 to `right`, one under the other."""
    return [Line(text, Box(1, 0, 12 * n, right, 12 * n + 10), 10) for n, text in enumerate(texts)]


def test_a_merged_cell_is_found_at_every_place_that_it_covers() -> None:
    (table,) = tables(pages(TABLE))
    places = [(0, 0), (1, 0), (0, 1), (1, 1)]
    assert [cell.text for place in places if (cell := table.at(*place))] == ["甲", "甲", "乙", "丙"]


def test_no_cell_is_found_outside_the_table() -> None:
    (table,) = tables(pages(TABLE))
    assert [table.at(*place) for place in [(2, 0), (0, 2), (-1, 0)]] == [None, None, None]


def test_a_row_has_the_cells_that_cover_it_each_once() -> None:
    (table,) = tables(pages(TABLE))
    assert [[cell.text for cell in table.row(row)] for row in (0, 1, 2)] == [["甲", "乙"], ["甲", "丙"], []]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (["加快公路", "建设。"], "加快公路建设。"),
        (["all the", "roads"], "all the roads"),
        (["共2022", "km"], "共2022 km"),
        (["200,330,", "435.30"], "200,330,435.30"),
        (["3056.5", "9万元"], "3056.59万元"),
        (["完成率100", "%"], "完成率100%"),
        (["公路", "1.修路；", "2.架桥。"], "公路\n1.修路；\n2.架桥。"),
        (["公路", "（1）修路；", "(2)架桥。"], "公路\n（1）修路；\n(2)架桥。"),
        (["公路", "一、修路；", "（二）架桥。"], "公路\n一、修路；\n（二）架桥。"),
        (["完成", "1.5公里"], "完成1.5公里"),
        (["见第", "1、2项"], "见第1、2项"),
    ],
)
def test_lines_that_wrapping_broke_are_joined_and_paragraphs_are_not(printed: list[str], text: str) -> None:
    assert join_lines(lines(*printed), 100.0) == text


def test_no_lines_are_no_text() -> None:
    assert join_lines([], 100.0) == ""


def test_what_follows_a_sentence_that_ends_early_is_a_paragraph() -> None:
    assert join_lines(lines("全部完成。", "资金到位。"), 160.0) == "全部完成。\n资金到位。"


def test_what_follows_a_sentence_that_ends_at_the_side_is_joined() -> None:
    assert join_lines(lines("全部完成。", "资金到位。"), 104.0) == "全部完成。资金到位。"


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (["Releases to air", "(kg/year)"], "Releases to air (kg/year)"),
        (["Boston, MA", "02114-2023"], "Boston, MA 02114-2023"),
        (["effective,", "proportionate;", "“see”"], "effective, proportionate; “see”"),
        (["until 1 January,", "2009"], "until 1 January, 2009"),
        (["costs of", "$12,345.67"], "costs of $12,345.67"),
        (["long-", "term"], "long-term"),
        (["Commission /", "Member States"], "Commission / Member States"),
        (["kg/", "year"], "kg/year"),
        (["(617) 918-1111", "(617) 918-1112"], "(617) 918-1111 (617) 918-1112"),
        (["≥", "95%"], "≥95%"),
        (["200,330,", "435.30"], "200,330,435.30"),
        (["2021.1-", "2021.12"], "2021.1-2021.12"),
    ],
)
def test_english_wraps_at_blanks_and_hyphens(printed: list[str], text: str) -> None:
    assert join_lines(lines(*printed), 100.0) == text


def test_figures_that_had_room_beside_each_other_are_two() -> None:
    assert join_lines(lines("1998", "2000"), 100.0) == "19982000"
    assert join_lines(lines("1998", "2000"), 125.0) == "1998 2000"

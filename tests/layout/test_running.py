"""Heads that change from page to page are told from headings by where they stand."""

from __future__ import annotations

import pytest

from extractor.geometry import Box
from extractor.layout import Line
from extractor.layout.running import Tops, is_page_number

TABLE = 100.0


def line(text: str, top: float, size: float = 9.0, x0: float = 50.0) -> Line:
    return Line(text, Box(1, x0, top, x0 + len(text) * size, top + size), size)


FIRST = Tops([line("第一部分 概况", 40), line("2023年度项目支出绩效自评表", 60, 16, 150)], TABLE)


def test_a_head_stands_where_the_page_before_has_one_over_its_title() -> None:
    head = line("第二部分 指标", 41)
    assert Tops([head], TABLE, FIRST).holds(head)


def test_a_head_may_change_again() -> None:
    second = Tops([line("第二部分 指标", 40)], TABLE, FIRST)
    head = line("第三部分 得分", 40)
    assert Tops([head], TABLE, second).holds(head)


@pytest.mark.parametrize(
    "other",
    [
        line("第二部分 指标", 60),
        line("第二部分 指标", 40, size=12),
        line("2024年度部门整体支出绩效自评表", 60, 16, 150),
    ],
    ids=["at another height", "of another size", "where the title stands"],
)
def test_other_lines_are_no_heads(other: Line) -> None:
    assert not Tops([other], TABLE, FIRST).holds(other)


def test_a_title_printed_again_is_a_head() -> None:
    title = line("2023年度项目支出绩效自评表", 60, 16, 150)
    assert Tops([title], TABLE, FIRST).holds(title)


@pytest.mark.parametrize("text", ["续表", "（续表）", "续表2", "续上表", "接上页", "（续）"])
def test_a_line_that_only_says_that_the_table_goes_on_is_a_head(text: str) -> None:
    assert Tops().holds(line(text, 90))


def test_a_head_of_which_ocr_told_another_size_is_still_one() -> None:
    head = line("第二部分 指标", 41, size=9.8)
    assert Tops([head], TABLE, FIRST).holds(head)


@pytest.mark.parametrize(("text", "is_number"), [("- 3 -", True), ("-1.", True), ("1.", False), ("-1.5", False)])
def test_the_number_of_a_page_may_have_a_dash_misread(text: str, is_number: bool) -> None:
    assert is_page_number(line(text, 560)) is is_number

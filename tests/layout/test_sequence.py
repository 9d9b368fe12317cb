"""Tables in reading order: which go on, which begin anew, and the lines that stand around them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.layout import tables
from tests.layout.drawn import Case, cases, drawn, pages


@pytest.mark.parametrize("case", [*cases("sequence"), *cases("heads")], ids=lambda case: case.title)
def test_tables_follow_each_other_in_reading_order(case: Case) -> None:
    assert drawn(tables(pages(*case.pages))) == case.expected


def test_no_pages_give_no_tables() -> None:
    assert tables([]) == []


@pytest.mark.parametrize(("size", "heads"), [(14.0, True), (10.0, False)])
def test_a_line_in_large_print_at_a_pages_foot_heads_the_table_of_the_next_page(size: float, heads: bool) -> None:
    table = "+----+----+\n| 甲 | {} |\n+----+----+\n| 乙 | {} |\n+----+----+"
    first, second = pages(table.format("一", "二") + "\n自评表", table.format("三", "四"))
    words = tuple(word._replace(size=size) if word.text == "自评表" else word for word in first.words)
    above, below = tables([replace(first, words=words), second])
    assert [line.text for line in above.after] == ([] if heads else ["自评表"])
    assert [line.text for line in below.before] == (["自评表"] if heads else [])

"""Tables in reading order: which go on, which begin anew, and the lines that stand around them."""

from __future__ import annotations

import pytest

from extractor.layout import tables
from tests.layout.drawn import Case, cases, drawn, pages


@pytest.mark.parametrize("case", [*cases("sequence"), *cases("heads")], ids=lambda case: case.title)
def test_tables_follow_each_other_in_reading_order(case: Case) -> None:
    assert drawn(tables(pages(*case.pages))) == case.expected


def test_no_pages_give_no_tables() -> None:
    assert tables([]) == []

"""Tables over page breaks become one: headers once, cut rows whole, merged cells going on."""

from __future__ import annotations

import pytest

from extractor.layout import tables
from tests.layout.drawn import Case, cases, drawn, pages

TWO_PAGES = [
    """\
+------+----------+--------+
| 产出 | 一百公里 | 100%   |
|      +----------+--------+
|      | 两百公里 | 90%    |
+------+----------+--------+""",
    """\
+------+----------+--------+
| 产出 | 两个月内 | 100%   |
|      +----------+--------+
|      | 四个月内 | 100%   |
+------+----------+--------+""",
]


@pytest.mark.parametrize("case", cases("breaks"), ids=lambda case: case.title)
def test_a_table_over_a_page_break_is_read_as_one(case: Case) -> None:
    assert drawn(tables(pages(*case.pages))) == case.expected


def test_a_cell_that_goes_on_has_a_box_on_each_of_its_pages() -> None:
    (table,) = tables(pages(*TWO_PAGES))
    (merged,) = [cell for cell in table.cells if cell.rowspan == 4]
    assert [box.page for box in merged.boxes] == [1, 2]


def test_a_text_printed_on_both_pages_is_evidence_from_the_first() -> None:
    (table,) = tables(pages(*TWO_PAGES))
    (merged,) = [cell for cell in table.cells if cell.rowspan == 4]
    assert [(place.page, place.width) for place in merged.places] == [(1, 20.0)]


def test_a_table_knows_its_first_and_last_page() -> None:
    (table,) = tables(pages(*TWO_PAGES))
    assert table.pages == (1, 2)

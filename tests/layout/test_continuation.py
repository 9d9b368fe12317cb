"""Tables over page breaks become one: headers once, cut rows whole, merged cells going on."""

from __future__ import annotations

import pytest

from extractor.geometry import Box
from extractor.layout import tables
from extractor.pages import Page, Ruling, Word
from tests.layout.drawn import Case, cases, drawn, pages

PRINTED = {1: ("质量", "数量"), 2: ("时效", "成本")}

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


@pytest.mark.parametrize(
    ("upper", "lower", "read"),
    [
        ((53, 60), (20, 23), "10"),  # the break cuts one line: what OCR makes of its lower strip is not printed
        ((57, 60), (20, 27), "4V"),  # the upper strip
        ((48, 55), (20, 23), "104V"),  # the line above is whole: the strip is of another
        ((53, 60), (20, 27), "104V"),  # no part is much lower: both may be lines
    ],
)
def test_a_strip_that_a_page_break_cuts_off_a_line_is_no_text_of_its_own(
    upper: tuple[int, int], lower: tuple[int, int], read: str
) -> None:
    """The cell at the left goes on over the break, where Calc leaves its border away."""

    def page(number: int, text: str, top: int, bottom: int, foot: list[Ruling]) -> Page:
        names = [
            Word(name, Box(number, 110, y, 170, y + 10), y + 10, 10, (110, 140, 170))
            for name, y in zip(PRINTED[number], (25, 45), strict=True)
        ]
        cut = Word(text, Box(number, 40, top, 52, bottom), bottom, 10, (40, 46, 52), confidence=0.9)
        level = [Ruling("h", 20, 0, 200), Ruling("h", 40, 100, 200)]
        return Page(number, 300, 300, (cut, *names), (*level, *foot, *(Ruling("v", x, 20, 60) for x in (0, 100, 200))))

    first = page(1, "10", *upper, [Ruling("h", 60, 100, 200)])
    (table,) = tables([first, page(2, "4V", *lower, [Ruling("h", 60, 0, 200)])])
    assert [cell.text for cell in table.cells if cell.rowspan == 4] == [read]

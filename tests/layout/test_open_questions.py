"""What the layout parser does not keep yet."""

from __future__ import annotations

import pytest

from extractor.layout import tables
from tests.layout.drawn import Case, cases, drawn, pages
from tests.layout.plans import cut_row, printed, seen


@pytest.mark.parametrize("case", cases("open_questions"), ids=lambda case: case.title)
def test_a_drawing_is_read_as_drawn(case: Case) -> None:
    assert drawn(tables(pages(*case.pages))) == case.expected


def test_the_end_of_a_cut_text_is_kept_though_its_last_line_above_has_the_same_characters() -> None:
    cut = cut_row(("目标全部完成。桥梁全", "部完成。"), 1, is_open=False, score="9.50")
    (table,) = tables(printed(cut.upper, cut.lower))
    assert seen(table) == cut.whole.seen()

"""Text that runs up or down is read line by line, with its blanks, in cells too."""

from __future__ import annotations

import pytest

from extractor.layout import tables
from extractor.readers import read_pages
from tests.readers.content import page_pdf

GRID = "50 50 m 150 50 l S 50 150 m 150 150 l S 50 50 m 50 150 l S 100 50 m 100 150 l S 150 50 m 150 150 l S"
LEVEL = "BT /F 8 Tf 50 20 Td (Most of the text on this page runs from left to right.) Tj ET"
UP, DOWN = "0 1 -1 0", "0 -1 1 0"


def cell_text(content: str) -> str:
    """The text of the first cell of a table with this content."""
    (table,) = tables(read_pages(page_pdf(f"{GRID} {LEVEL} {content}")).pages)
    return table.cells[0].text


@pytest.mark.parametrize(("turn", "x", "y"), [(UP, 75, 60), (DOWN, 72, 140)])
@pytest.mark.parametrize("shown", ["(Permits issued)", "(Permits) -278 (issued)", "(Per) 20 (mits is) -30 (sued)"])
def test_words_that_run_up_or_down_are_read_with_their_blanks(turn: str, x: float, y: float, shown: str) -> None:
    assert cell_text(f"BT /F 8 Tf {turn} {x} {y} Tm [{shown}] TJ ET") == "Permits issued"


@pytest.mark.parametrize(("turn", "places"), [(UP, ((70, 62), (80, 75))), (DOWN, ((80, 140), (70, 130)))])
def test_lines_that_run_up_or_down_come_in_the_order_of_their_reading(
    turn: str, places: tuple[tuple[float, float], ...]
) -> None:
    lines = zip(places, ("Number of", "permits"), strict=True)
    shown = (f"BT /F 8 Tf {turn} {x} {y} Tm ({text}) Tj ET" for (x, y), text in lines)
    assert cell_text(" ".join(shown)) == "Number of permits"

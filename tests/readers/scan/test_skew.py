"""How far a page is aslant is told by its rulings, by edges where it has none."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.readers.scan.picture import inked
from extractor.readers.scan.skew import skew
from tests.readers.scan.drawn import grid, paper, turned


@pytest.mark.parametrize("degrees", [-8.0, -2.5, -0.2, 0.0, 0.4, 6.0])
def test_rulings_tell_the_angle_in_grey_and_in_black_and_white(degrees: float) -> None:
    grey = turned(grid(), degrees)
    black = np.where(grey < 128, 0, 255).astype(np.uint8)
    assert skew(grey, inked(grey)) == pytest.approx(-degrees, abs=0.03)
    assert skew(black, inked(black)) == pytest.approx(-degrees, abs=0.03)


def test_edges_tell_it_where_there_is_little_but_text() -> None:
    page = paper()
    page[700:703, 500:900] = 0
    page = turned(page, 2.0)
    assert skew(page, inked(page)) == pytest.approx(-2.0, abs=0.1)


def test_an_empty_page_is_level() -> None:
    assert skew(paper(), np.zeros_like(paper())) == 0.0

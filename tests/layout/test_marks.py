"""Marks of notes that wrapping put under their figure stay marks."""

from __future__ import annotations

import pytest

from extractor.geometry import Box
from extractor.layout.marks import with_marks
from extractor.layout.table import Line


def lines(*printed: tuple[str, float]) -> tuple[Line, ...]:
    return tuple(Line(text, Box(1, 10, 20 * n, 40, 20 * n + size), size) for n, (text, size) in enumerate(printed))


@pytest.mark.parametrize(("small", "read_as"), [("1", "¹"), ("12", "¹²"), ("(3)", "(³)"), ("注1", "注¹")])
def test_a_small_figure_under_a_figure_is_a_mark_and_wants_a_look(small: str, read_as: str) -> None:
    figure, mark = with_marks(lines(("20", 10), (small, 8)))
    assert (figure.text, figure.confidence) == ("20", 1.0)
    assert (mark.text, mark.confidence) == (read_as, 0.5)


@pytest.mark.parametrize("below", [("1", 10), ("100", 8), ("1.5", 8), ("万元", 8)])
def test_other_lines_stay_what_they_are(below: tuple[str, float]) -> None:
    both = lines(("20", 10), below)
    assert with_marks(both) == both


def test_a_small_figure_under_a_stop_is_a_figure() -> None:
    both = lines(("单位数：", 10), ("3", 8))
    assert with_marks(both) == both

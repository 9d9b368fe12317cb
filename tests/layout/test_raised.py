"""Marks of notes and exponents stand beside their word, in the line of their word."""

from __future__ import annotations

import pytest

from extractor.geometry import Box
from extractor.layout import tables
from extractor.pages import Page, Ruling, Word

FRAME = (
    Ruling("h", 0, 0, 300),
    Ruling("h", 80, 0, 300),
    Ruling("v", 0, 0, 80),
    Ruling("v", 200, 0, 80),
    Ruling("v", 300, 0, 80),
)


def word(text: str, x: float, baseline: float, size: float = 10, *, blank: bool = False) -> Word:
    """A word whose characters are half as wide as its font is large."""
    edges = tuple(x + n * size / 2 for n in range(len(text) + 1))
    return Word(text, Box(1, x, baseline - size, edges[-1], baseline + 0.2 * size), baseline, size, edges, blank)


def text_of(*words: Word) -> str:
    """The text of the cell that the words stand in."""
    (table,) = tables([Page(1, 400, 400, words, FRAME)])
    (cell,) = (cell for cell in table.cells if cell.lines)
    return cell.text


@pytest.mark.parametrize("size", [4.0, 6.2, 8.3])
@pytest.mark.parametrize("rise", [-3.0, 0.0, 3.3, 5.0, 6.5])
def test_a_small_mark_follows_its_word_however_far_it_is_raised(rise: float, size: float) -> None:
    assert text_of(word("Austria", 10, 40), word("(1)", 45.2, 40 - rise, size), word("total", 70, 40)) == (
        "Austria(1) total"
    )


def test_a_mark_stands_in_the_line_of_its_word_where_lines_are_close() -> None:
    lines = word("Total", 10, 30), word("area", 10, 40), word("2", 30, 35, 6), word("ha", 36, 40)
    assert text_of(*lines) == "Total area2 ha"


def test_a_mark_may_stand_behind_another() -> None:
    assert text_of(word("Austria", 10, 40), word("1,", 45.2, 36, 6), word("2", 51.4, 36, 6)) == "Austria1,2"


def test_a_blank_before_a_mark_is_one_only_where_there_is_room_for_it() -> None:
    assert text_of(word("Austria", 10, 40), word("b", 45.2, 36, 6, blank=True)) == "Austriab"
    assert text_of(word("Austria", 10, 40), word("b", 47.5, 36, 6, blank=True)) == "Austria b"


def test_small_print_under_a_word_is_a_line_of_its_own() -> None:
    assert text_of(word("Austria", 10, 40), word("provisional", 10, 49, 6)) == "Austria provisional"


@pytest.mark.parametrize(("rise", "size", "sure"), [(3.5, 6, 0.5), (0.5, 6, 1.0), (3.5, 10, 1.0)])
def test_a_raised_digit_behind_a_figure_wants_a_look(rise: float, size: float, sure: float) -> None:
    words = word("56", 10, 40), word("1", 20.2, 40 - rise, size)
    (table,) = tables([Page(1, 400, 400, words, FRAME)])
    assert (table.cells[0].text, table.cells[0].confidence) == ("561", sure)

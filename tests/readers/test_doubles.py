"""Text that is printed several times at nearly the same place counts once, equal neighbours count twice."""

from __future__ import annotations

import pymupdf
import pytest

from tests.readers.content import page_pdf
from tests.readers.sheets import both, sheet, texts, written

TEXTS = ["98.52", "11", "33.33", "100", "1,111.10", "部门100.00", "1..2", "0"]
SHIFTS = {
    "twice": [(0, 0)],
    "aside": [(0.3, 0)],
    "down": [(0, 0.3)],
    "slanting": [(0.4, 0.4)],
    "three ways": [(0.3, 0), (0, 0.3), (0.3, 0.3)],
    "all around": [(0.2, 0.2), (-0.2, -0.2), (0.2, -0.2), (-0.2, 0.2)],
    "a shadow": [(0.75, 0.75)],
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("shifts", SHIFTS.values(), ids=SHIFTS)
@pytest.mark.parametrize("size", [6, 9, 14])
def test_copies_that_are_shifted_count_once(text: str, shifts: list[tuple[float, float]], size: float) -> None:
    with sheet() as page:
        for right, down in [(0, 0), *shifts]:
            written(page, 50 + right, 100 + down, text, size=size)
        assert texts(page) == [text]


@pytest.mark.parametrize("first", [True, False], ids=["under", "over"])
def test_a_shadow_in_another_colour_is_the_same_printing(first: bool) -> None:
    with sheet() as page:
        for is_shadow in (first, not first):
            color, shift = ((0.6, 0.6, 0.6), 0.75) if is_shadow else ((0, 0, 0), 0)
            page.insert_text((50 + shift, 100 + shift), "100.00", fontname="helv", fontsize=9, color=color)
        (word,) = both(page)
        assert (word.text, word.box.x0, word.confidence) == ("100.00", 50, 1.0)


def test_text_that_is_filled_and_then_outlined_counts_once() -> None:
    with sheet() as page:
        page.insert_text((50, 100), "11.10", fontname="helv", render_mode=2)
        page.insert_text((50, 150), "11.10", fontname="helv")
        page.insert_text((50, 150), "11.10", fontname="helv", render_mode=1)
        assert texts(page) == ["11.10", "11.10"]


@pytest.mark.parametrize("times", [2, 3, 4])
def test_characters_that_are_each_printed_several_times_count_once(times: int) -> None:
    with sheet() as page:
        x = 50.0
        for character in "33.33":
            for n in range(times):
                written(page, x + 0.3 * n, 100 + 0.2 * n, character, font="helv")
            x += float(pymupdf.get_text_length(character, "helv", 10))
        assert texts(page) == ["33.33"]


@pytest.mark.parametrize("tracking", [0, -0.3, -0.6])
@pytest.mark.parametrize("narrow", [100, 70, 50])
@pytest.mark.parametrize("text", ["11", "33.33", "100", "1111.11", "0.00"])
def test_equal_digits_side_by_side_stay(text: str, narrow: int, tracking: float) -> None:
    content = f"BT /F 9 Tf {narrow} Tz {tracking * narrow / 100} Tc 20 100 Td ({text}) Tj ET"
    with pymupdf.open(stream=page_pdf(content)) as document:
        assert [word.text for word in both(document[0])] == [text]


@pytest.mark.parametrize("one", ["24,992,656.25", "1,200.00"])
@pytest.mark.parametrize(("other", "over"), [("27,077,634.07", 2), ("200,000.11", 2), ("5", 1), ("2", 2)])
def test_a_digit_just_where_another_text_has_the_same_is_not_lost_unsaid(one: str, other: str, over: int) -> None:
    """Two figures that are too wide for their cells and run into each other."""
    with sheet() as page:
        written(page, 50, 100, one, size=8, font="helv")
        start = 50 + float(pymupdf.get_text_length(one[:-over], "helv", 8))
        written(page, start, 100, other, size=8, font="helv")
        found = both(page)
    whole = [word.text for word in found] == [one, other]
    assert whole or min(word.confidence for word in found) < 0.9 or len(other) == 1


@pytest.mark.parametrize("over", [0.15, 0.3, 0.45])
def test_figures_that_run_into_each_other_are_two(over: float) -> None:
    with sheet() as page:
        end = written(page, 50, 100, "545,826.08", size=8, font="helv")
        written(page, end - 8 * over, 100, "601,130.04", size=8, font="helv")
        assert texts(page) == ["545,826.08", "601,130.04"]


def test_equal_figures_in_rows_and_columns_stay() -> None:
    with sheet() as page:
        for n in range(12):
            for x in (50, 80, 110):
                written(page, x, 40 + 8 * n, "10", size=6)
        assert texts(page) == ["10"] * 36

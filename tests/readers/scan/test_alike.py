"""Pages of one scan that show the same table in several sizes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.geometry import Box, Corners
from extractor.pages import Page, Ruling, Word
from extractor.readers.scan.alike import alike

SIDES = (40.0, 77.0, 106.0, 150.0, 261.0, 417.0, 470.0, 622.0, 760.0)


class Flat:
    """Paper that lies as it is read."""

    size = (842.0, 595.0)

    def displayed(self, corners: Corners) -> Corners:
        """The same place."""
        return corners


def page(number: int, sides: tuple[float, ...]) -> Page:
    """A scanned page whose table has columns between the sides, and a word in its third."""
    upright = [Ruling("v", side, 100, 500) for side in sides]
    level = [Ruling("h", at, sides[0], sides[-1]) for at in (100.0, 300.0, 500.0)]
    x0, x1 = sides[2] + 2, sides[3] - 2
    word = Word("93.49", Box(number, x0, 110, x1, 120), 118, 9, tuple(x0 + n * (x1 - x0) / 5 for n in range(6)))
    return Page(number, 842, 595, (word,), (*upright, *level), source="ocr", paper=Flat())


def uprights(read: Page) -> list[float]:
    return [round(ruling.at, 6) for ruling in read.rulings if ruling.axis == "v"]


@pytest.mark.parametrize(
    "sides",
    [
        tuple(1.05 * side - 20 for side in SIDES),
        tuple(side + 0.00002 * (side - 400) ** 2 for side in SIDES),
        tuple(0.93 * side + 60 for side in SIDES[1:]),
    ],
    ids=["larger", "uneven", "without its left side"],
)
def test_a_page_that_is_nearer_is_brought_to_the_width_of_the_one_before(sides: tuple[float, ...]) -> None:
    first, second = alike([page(1, SIDES), page(2, sides)])
    assert uprights(first) == list(SIDES)
    assert uprights(second) == pytest.approx(SIDES[-len(sides) :], abs=0.1)
    (word,) = second.words
    third = SIDES[-len(sides) + 2]
    assert third < word.box.x0 < word.box.x1
    assert word.edges[0] == pytest.approx(word.box.x0)


def test_its_places_are_still_those_of_the_page_as_displayed() -> None:
    sides = tuple(1.05 * side - 20 for side in SIDES)
    _, second = alike([page(1, SIDES), page(2, sides)])
    box = second.words[0].box
    shown = second.displayed((box.x0, box.top, box.x1, box.bottom))
    assert shown == pytest.approx((sides[2] + 2, 110, sides[3] - 2, 120), abs=0.1)
    assert second.displayed_size == (842, 595)


def test_another_table_is_left_as_it_is() -> None:
    other = page(2, (50.0, 190.0, 330.0, 500.0, 780.0))
    assert alike([page(1, SIDES), other])[1] is other


def test_pages_that_do_not_follow_each_other_and_pages_with_text_are_left_as_they_are() -> None:
    wide = page(3, tuple(1.05 * side - 20 for side in SIDES))
    assert alike([page(1, SIDES), wide])[1] is wide
    text = replace(page(2, tuple(1.05 * side - 20 for side in SIDES)), source="text", paper=None)
    assert alike([page(1, SIDES), text])[1] is text


@pytest.mark.parametrize("factor", [2 / 3, 1.5])
def test_a_page_whose_resolution_is_told_wrongly_is_brought_to_the_size_of_the_one_before(factor: float) -> None:
    sides = tuple(factor * side for side in SIDES)
    _, second = alike([page(1, SIDES), page(2, sides)])
    assert uprights(second) == pytest.approx(SIDES, abs=0.1)
    (word,) = second.words
    assert (word.box.top, word.size, second.height) == pytest.approx((110 / factor, 9 / factor, 595 / factor))
    box = word.box
    shown = second.displayed((box.x0, box.top, box.x1, box.bottom))
    assert shown == pytest.approx((sides[2] + 2, 110, sides[3] - 2, 120), abs=0.1)


def test_a_page_seen_from_its_side_is_brought_to_the_columns_of_the_one_before_though_all_stand_elsewhere() -> None:
    sides = tuple(side - 14 + 0.00008 * (side - 40) * (760 - side) for side in SIDES)
    assert uprights(alike([page(1, SIDES), page(2, sides)])[1]) == pytest.approx(SIDES, abs=0.1)


def test_a_page_is_brought_to_the_few_columns_of_the_one_before_if_it_has_all_of_them() -> None:
    few = tuple(1.02 * SIDES[n] + 5 for n in (0, 3, 6, 8))
    moved = uprights(alike([page(1, few), page(2, SIDES)])[1])
    assert [moved[n] for n in (0, 3, 6, 8)] == pytest.approx(few, abs=0.1)

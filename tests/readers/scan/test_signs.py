"""Signs of comparison are told by their strokes, whatever was read in their place."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.form import SURE
from extractor.ocr import Grey, Reading
from extractor.readers.scan.signs import signed

GREATER = (((10, 10), (40, 25)), ((10, 40), (40, 25)), ((10, 51), (40, 36)))
DOUBLE = (((8, 26), (42, 26)), ((8, 33), (42, 33)))
SEVEN = (((10, 10), (40, 10)), ((40, 10), (20, 50)))
TWO = (((10, 18), (20, 10)), ((20, 10), (36, 14)), ((36, 14), (10, 50)), ((10, 50), (40, 50)))


def picture(strokes: tuple[tuple[tuple[int, int], tuple[int, int]], ...], wide: int = 50) -> Grey:
    drawn = np.full((60, wide), 255, np.uint8)
    for start, end in strokes:
        cv2.line(drawn, start, end, 0, 3)
    return drawn


def mirrored(drawn: Grey) -> Grey:
    return np.ascontiguousarray(drawn[:, ::-1])


@pytest.mark.parametrize("read", ["2", "W", ""])
def test_three_strokes_of_which_two_meet_are_a_sign(read: str) -> None:
    unsure = Reading(read, (0.6,) * len(read), (0.5,) * len(read))
    found = signed(unsure, picture(GREATER))
    assert (found.text, found.other) == ("≥", read or None)
    assert signed(unsure, mirrored(picture(GREATER))).text == "≤"


@pytest.mark.parametrize("strokes", [SEVEN, TWO, GREATER[:2]], ids=["7", "2", ">"])
def test_other_strokes_are_what_was_read(strokes: tuple[tuple[tuple[int, int], tuple[int, int]], ...]) -> None:
    reading = Reading("2", (0.6,), (0.5,))
    assert signed(reading, picture(strokes)) == reading


def test_a_sign_before_a_figure_is_put_in_its_place_and_is_unsure() -> None:
    reading = Reading("290%", (0.95, 0.99, 0.99, 0.99), (0.15, 0.4, 0.6, 0.85))
    found = signed(reading, picture(GREATER, wide=180))
    assert (found.text, found.other) == ("≥90%", "290%")
    assert found.confidence < SURE


def test_two_level_strokes_before_a_figure_are_no_dash() -> None:
    reading = Reading("—85%", (0.95, 0.99, 0.99, 0.99), (0.15, 0.4, 0.6, 0.85))
    assert signed(reading, picture(DOUBLE, wide=180)).text == "=85%"
    assert signed(reading, picture(DOUBLE[:1], wide=180)) == reading


def test_what_is_read_for_sure_stays() -> None:
    reading = Reading("2", (0.99,), (0.5,))
    assert signed(reading, picture(GREATER)) == reading

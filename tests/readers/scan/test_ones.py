"""What is read as 1 is judged by its ink."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.ocr import Grey, Reading
from extractor.readers.scan.ones import judged

ONE = Reading("1", (0.98,), (0.5,))


def stroke(top: int, bottom: int, width: int = 40) -> Grey:
    """A stroke from a place at the top of a line to one at its bottom."""
    picture = np.full((48, width), 255, np.uint8)
    return np.asarray(cv2.line(picture, (top, 6), (bottom, 42), 0, 3, cv2.LINE_AA), np.uint8)


def test_a_lone_slanting_stroke_is_a_slash_and_keeps_what_was_read() -> None:
    found = judged(ONE, stroke(27, 13))
    assert (found.text, found.other) == ("/", "1")
    assert found.confidence < 0.9


def test_an_upright_stroke_is_a_sure_1() -> None:
    assert judged(ONE, stroke(20, 20)) == ONE


def test_a_stroke_that_leans_is_unsure() -> None:
    assert judged(ONE, stroke(23, 16)).confidence <= 0.6


def test_a_1_with_its_flag_and_foot_is_as_sure_as_it_was_read() -> None:
    picture = stroke(22, 22)
    cv2.line(picture, (22, 6), (12, 16), 0, 3)
    cv2.line(picture, (13, 42), (31, 42), 0, 3)
    assert judged(ONE, picture) == ONE


def test_what_is_left_of_the_arm_of_a_4_makes_a_1_unsure() -> None:
    picture = stroke(24, 24)
    picture[26:31, 11:16] = 0
    assert judged(ONE, picture).confidence <= 0.6


def test_ink_of_the_figure_before_it_makes_no_1_unsure() -> None:
    picture = stroke(60, 60, 80)
    cv2.putText(picture, "2", (8, 41), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 0, 3)
    assert judged(Reading("21", (0.98, 0.98), (0.3, 0.75)), picture).sure[1] == 0.98


def test_a_line_without_ink_is_left_alone() -> None:
    assert judged(ONE, np.full((48, 40), 255, np.uint8)) == ONE

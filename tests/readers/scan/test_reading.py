"""Lines become words: what the ink says counts beside what an engine reads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extractor.ocr import Grey, Reading
from extractor.pages import Word
from extractor.readers.scan.reading import Lines, read_lines
from extractor.readers.scan.segments import Segment

LINE = Segment(100, 100, 200, 124, 24)
FLAT = Segment(100, 160, 124, 163, 24)


class Says:
    """An engine that reads the same on every picture."""

    def __init__(self, text: str, sure: float = 0.99) -> None:
        self.said = Reading(text, (sure,) * len(text), tuple((n + 0.5) / len(text) for n in range(len(text))))

    def read(self, pictures: Sequence[Grey]) -> list[Reading]:
        return [self.said] * len(pictures)

    glance = read


def words(text: str, *places: Segment) -> list[Word]:
    """The words of a page whose last place is asked for and where the engine reads the text."""
    grey = np.full((400, 400), 255, np.uint8)
    for place in places:
        grey[place.y0 : place.y1, place.x0 : place.x1] = 0
    return list(read_lines(Lines(grey, places, 2.0, 1), Says(text)))


def test_a_blank_inside_a_number_makes_it_unsure() -> None:
    assert [(word.text, word.confidence <= 0.5) for word in words("3539 02", LINE)] == [("3539", True), ("02", True)]
    assert all(word.confidence == 0.99 for word in words("共 539 处", LINE))


@pytest.mark.parametrize("text", ["3539.", ".02"])
def test_a_point_at_which_a_number_may_be_broken_stays_and_is_unsure(text: str) -> None:
    (word,) = words(text, LINE)
    assert (word.text, word.confidence) == (text, 0.7)


@pytest.mark.parametrize("text", [".指标", "指标·", "•指标"])
def test_dots_around_a_text_are_dirt(text: str) -> None:
    assert [word.text for word in words(text, LINE)] == ["指标"]


def test_a_line_of_dots_alone_is_dirt_on_a_torn_page_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.readers.scan.reading.is_torn", lambda *_: True)
    assert [word.text for word in words("••", LINE)] == ["\ufffd"]


@pytest.mark.parametrize("text", ["1", "一", ""])
def test_a_flat_stroke_is_a_dash_whatever_is_read(text: str) -> None:
    assert [word.text for word in words(text, LINE, LINE, FLAT) if word.box.top >= 80] == ["—"]


def test_ink_of_which_nothing_is_read_is_said() -> None:
    (word,) = words("", LINE)
    assert (word.text, word.confidence) == ("\ufffd", 0.0)


def test_two_level_strokes_are_the_sign_that_they_look_like() -> None:
    assert [word.text for word in words("二", LINE)] == ["="]
    assert [word.text for word in words("二级", LINE)] == ["二级"]


def test_a_dash_right_before_a_figure_is_unsure() -> None:
    (word,) = words("—100%", LINE)
    assert word.confidence < 0.9


@pytest.mark.parametrize(("sure", "confidence"), [(0.5, 0.97), (0.3, 0.3)])
def test_a_wavering_bracket_doubts_no_figure(sure: float, confidence: float) -> None:
    engine = Says("效益（30分)", 0.97)
    engine.said = engine.said._replace(sure=(0.97, 0.97, sure, 0.97, 0.97, 0.97, 0.97))
    grey = np.full((400, 400), 255, np.uint8)
    grey[LINE.y0 : LINE.y1, LINE.x0 : LINE.x1] = 0
    (word,) = read_lines(Lines(grey, [LINE], 2.0, 1), engine)
    assert word.confidence == confidence

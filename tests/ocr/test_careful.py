"""Two models check each other: where they differ on a figure, nothing is sure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extractor.ocr import Grey, Reading
from extractor.ocr.careful import Careful, settled

PICTURE = np.full((20, 60), 255, np.uint8)


def reading(text: str, sure: float = 0.95) -> Reading:
    return Reading(text, (sure,) * len(text), tuple((n + 0.5) / len(text) for n in range(len(text))))


class Says:
    """An engine that reads the same on every picture, and remembers how many it was shown."""

    def __init__(self, said: Reading) -> None:
        self.said, self.shown = said, 0

    def read(self, pictures: Sequence[Grey]) -> list[Reading]:
        self.shown += len(pictures)
        return [self.said] * len(pictures)


def test_two_models_that_agree_are_surer_than_either() -> None:
    found = settled(reading("9.50", 0.8), reading("9.50", 0.9))
    assert found.text == "9.50"
    assert found.confidence == pytest.approx(0.98)
    assert found.other is None


def test_a_disputed_figure_is_unsure_and_keeps_both_readings() -> None:
    found = settled(reading("3.50", 0.99), reading("8.50", 0.99))
    assert (found.text, found.other) == ("8.50", "3.50")
    assert found.confidence <= 0.6


def test_a_lost_point_is_a_dispute() -> None:
    assert settled(reading("950"), reading("9.50")).other == "950"


def test_a_dispute_over_words_alone_is_the_stronger_models_to_settle() -> None:
    found = settled(reading("级指标", 0.99), reading("一级指标", 0.99))
    assert (found.text, found.other, found.confidence) == ("一级指标", None, 0.99)


def test_full_width_figures_and_blanks_make_no_dispute() -> None:
    assert settled(reading("１００ ％"), reading("100%")).other is None


@pytest.mark.parametrize(("text", "sure", "shown"), [("指标", 0.99, 0), ("指标", 0.5, 1), ("指标9", 0.99, 1)])
def test_the_stronger_model_is_asked_for_figures_and_for_what_is_unsure(text: str, sure: float, shown: int) -> None:
    strong = Says(reading(text, sure))
    Careful(Says(reading(text, sure)), strong).read([PICTURE])
    assert strong.shown == shown


def test_an_empty_reading_is_not_sure_at_all() -> None:
    assert Reading("").confidence == 0.0

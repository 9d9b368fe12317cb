"""Two models check each other: where they differ on a figure, nothing is sure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extractor.ocr import Grey, Reading
from extractor.ocr.careful import Careful, amended, settled, spans

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

    glance = read


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


class Blind(Says):
    """An engine that reads nothing on pictures that are not widened."""

    def read(self, pictures: Sequence[Grey]) -> list[Reading]:
        return [self.said if picture.shape[1] > PICTURE.shape[1] else Reading("") for picture in pictures]


def test_the_quick_model_looks_again_at_what_it_sees_nothing_in() -> None:
    (found,) = Careful(Blind(reading("1", 0.9)), Says(reading("1", 0.9))).read([PICTURE])
    assert found.text == "1"
    assert found.confidence == pytest.approx(0.99)


def test_only_the_figures_of_a_long_line_and_what_is_beside_them_are_read_twice() -> None:
    line = reading("全年共完成改造任务三百余处合计12.5万元并已按期全部验收交付使用")
    (span,) = spans(line, PICTURE)
    assert line.text[span.first : span.last] == "合计12.5万元"
    assert 0 < span.left < span.right < PICTURE.shape[1]


def test_room_for_a_character_that_was_not_read_is_looked_at_again() -> None:
    places = (0.05, 0.15, 0.25, 0.35, 0.55, 0.65, 0.75, 0.85, 0.95)
    (span,) = spans(Reading("资产收益上的及时性", (0.99,) * 9, places), PICTURE)
    assert (span.first, span.last) == (1, 7)
    assert not list(spans(Reading("资产收益上的及时性", (0.99,) * 9, tuple((n + 0.5) / 9 for n in range(9))), PICTURE))


def test_what_is_read_of_a_part_stands_in_its_place() -> None:
    line = reading("全年共完成改造任务三百余处合计72.5万元并已按期全部验收交付使用")
    (span,) = spans(line, PICTURE)
    found = amended(line, reading("合计12.5万元"), span, PICTURE.shape[1])
    assert found.text == "全年共完成改造任务三百余处合计12.5万元并已按期全部验收交付使用"
    assert (found.other, found.sure[15]) == (line.text, 0.6)
    assert list(found.places) == sorted(found.places)
    assert len(found.sure) == len(found.places) == len(found.text)


def test_characters_that_are_cut_where_a_part_begins_or_ends_stay_as_they_were() -> None:
    found = settled(reading("合计72.5万元"), reading("十72.5万"), starts=False, ends=False)
    assert (found.text, found.other) == ("合计72.5万元", None)


def test_an_empty_reading_is_not_sure_at_all() -> None:
    assert Reading("").confidence == 0.0

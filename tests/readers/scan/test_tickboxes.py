"""Boxes to tick: their ink says whether they are, and what is unclear is unsure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
import pymupdf
import pytest
from PIL import Image

from extractor.form import SURE
from extractor.ocr import Grey, Reading
from extractor.readers import read_pages
from extractor.readers.scan.tickboxes import with_boxes
from extractor.ticks import ticked
from tests.readers.scan.files import coded

SIZE = 30
Draw = Callable[[Grey], None]


class Says:
    """An engine that reads the same on every picture."""

    def __init__(self, said: Reading) -> None:
        self.said = said

    def read(self, pictures: Sequence[Grey]) -> list[Reading]:
        return [self.said] * len(pictures)

    glance = read


def reading(text: str, sure: float = 0.99) -> Reading:
    """As if its characters were spread evenly over the picture, from a fifth of it on."""
    return Reading(text, (sure,) * len(text), tuple(0.2 + 0.8 * (n + 0.5) / len(text) for n in range(len(text))))


def box(picture: Grey, x: int = 8) -> None:
    cv2.rectangle(picture, (x, 10), (x + 24, 34), 0, 2)


def tick(picture: Grey) -> None:
    cv2.polylines(picture, [np.array([(13, 20), (18, 29), (34, 4)])], False, 0, 3)


def spot(picture: Grey) -> None:
    cv2.rectangle(picture, (18, 20), (22, 24), 0, -1)


def black(picture: Grey) -> None:
    cv2.rectangle(picture, (8, 10), (32, 34), 0, -1)


def stroke(picture: Grey) -> None:
    cv2.line(picture, (20, 4), (20, 42), 0, 3)


def read(first: str, then: str, *drawn: Draw, sure: float = 0.99, wide: int = 200) -> Reading:
    """What becomes of a line that is read as the first, and as the other where its boxes are left out."""
    picture = np.full((46, wide), 255, np.uint8)
    for draw in drawn:
        draw(picture)
    (found,) = with_boxes([reading(first, sure)], [picture], [SIZE], Says(reading(then)))
    return found


@pytest.mark.parametrize(
    ("drawn", "text"),
    [([box], "□良"), ([box, tick], "☑良"), ([black], "■良")],
    ids=["empty", "ticked by hand", "black"],
)
@pytest.mark.parametrize("first", ["良", "口良", "o良"])
def test_the_ink_of_a_box_says_whether_it_is_ticked(drawn: list[Draw], text: str, first: str) -> None:
    found = read(first, "良", *drawn)
    assert found.text == text
    assert found.confidence >= SURE
    assert len(found.sure) == len(found.places) == len(found.text)


def test_a_box_and_its_word_that_were_read_as_one_character_are_two() -> None:
    assert read("娘", "良", box, tick, sure=0.6).text == "☑良"


@pytest.mark.parametrize(
    "drawn", [[box, spot], [box, stroke]], ids=["a spot inside", "a stroke through it, as in a character"]
)
def test_a_box_that_is_not_clear_is_unsure(drawn: list[Draw]) -> None:
    found = read("良", "良", *drawn)
    assert found.text[1] == "良"
    assert found.confidence < SURE


def test_a_row_in_which_a_box_was_overlooked_is_unsure() -> None:
    assert read("优良", "优良", box).confidence < SURE


def test_a_box_that_is_surely_a_character_stays_one() -> None:
    line = Reading("国优", (0.99, 0.99), (0.1, 0.6))
    picture = np.full((46, 200), 255, np.uint8)
    box(picture)
    assert with_boxes([line], [picture], [SIZE], Says(reading("优"))) == [line]


def test_a_part_of_a_word_is_no_box() -> None:
    assert read("中优", "优", box, stroke).text == "中优"


def test_a_square_beside_the_middle_of_a_character_is_a_part_of_it() -> None:
    line = Reading("职能中优", (0.99,) * 4, (0.16, 0.4, 0.6, 0.8))
    picture = np.full((46, 200), 255, np.uint8)
    box(picture)
    assert with_boxes([line], [picture], [SIZE], Says(reading("能中优"))) == [line]


@pytest.mark.parametrize("text", ["人口数量", "日", "完成率98%"])
def test_other_lines_are_left_alone(text: str) -> None:
    assert read(text, "", box).text == text


def test_a_box_alone_is_read_by_its_ink() -> None:
    assert read("口", "", box).text == "□"
    assert read("口", "", box, tick).text == "☑"


@pytest.mark.parametrize("chosen", [0, 1, 2, 3])
@pytest.mark.parametrize("mark", ["black", "by hand"])
def test_the_grade_of_a_drawn_scan_is_that_which_is_ticked_or_unsure(chosen: int, mark: str) -> None:
    with pymupdf.open() as made:
        page = made.new_page(width=595, height=842)
        font, left, words = pymupdf.Font("cjk"), 160.0, "优良中差"
        writer = pymupdf.TextWriter(page.rect)
        writer.append((60, 100), "评价等级", font=font, fontsize=12)
        for n, word in enumerate(words):
            sign = "■" if mark == "black" and n == chosen else "□"
            writer.append((left, 100), f"{sign}{word}", font=font, fontsize=12)
            if mark == "by hand" and n == chosen:
                page.draw_polyline([(left + 2, 93), (left + 4, 96), (left + 9, 86)], width=1)
            left += 60
        writer.write_text(page)
        drawn = page.get_pixmap(dpi=200)
    scan = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)
    (found,) = read_pages(coded(scan, "PNG", dpi=(200, 200))).pages
    line = "".join(word.text for word in found.words if word.box.x0 > 150)
    sure = all(word.confidence >= SURE for word in found.words if word.box.x0 > 150)
    assert ticked(line) == (words[chosen],) or (mark == "by hand" and not ticked(line) and not sure)

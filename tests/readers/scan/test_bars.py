"""The bar under ≥ and ≤ is looked for in the ink."""

from __future__ import annotations

import cv2
import numpy as np
import pymupdf
import pytest

from extractor.ocr import Grey, Reading
from extractor.readers.scan.bars import barred


def sign(text: str) -> Grey:
    """The picture of a printed sign, as a font draws it."""
    with pymupdf.open() as document:
        page = document.new_page(width=30, height=30)
        page.insert_text((5, 22), text, fontname="china-s", fontsize=18)
        drawn = page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
    grey = np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.stride)[:, : drawn.width]
    rows, columns = (np.flatnonzero((grey < 128).any(axis=axis)) for axis in (1, 0))
    return np.ascontiguousarray(grey[rows[0] - 3 : rows[-1] + 4, columns[0] - 3 : columns[-1] + 4])


@pytest.mark.parametrize(("read", "barred_sign", "is_left"), [(">", "≥", False), ("<", "≤", True)])
def test_a_bar_beside_the_lower_arm_is_seen(read: str, barred_sign: str, is_left: bool) -> None:
    picture = np.full((60, 50), 255, np.uint8)
    for start, end in (((10, 10), (40, 25)), ((10, 40), (40, 25)), ((10, 51), (32, 40))):
        cv2.line(picture, start, end, 0, 3)
    found = barred(Reading(read, (0.7,), (0.5,)), np.ascontiguousarray(picture[:, ::-1]) if is_left else picture)
    assert (found.text, found.other) == (barred_sign, read)


@pytest.mark.parametrize("read", ["＞", "＜"])
def test_a_sign_without_a_bar_stays_as_it_was_read(read: str) -> None:
    reading = Reading(read, (0.97,), (0.5,))
    assert barred(reading, sign(read)) == reading


def test_what_has_no_sign_is_left_alone() -> None:
    reading = Reading("95%", (0.9,) * 3, (0.2, 0.5, 0.8))
    assert barred(reading, sign("≥")) is reading

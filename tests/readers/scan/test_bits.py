"""Lines are thickened, thinned and found as OpenCV's morphology does it, also at the edges of a picture."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.ocr import Grey
from extractor.readers.scan.bits import packed, strands, thickened, thinned, unpacked, widened


def dense(width: int) -> Grey:
    return np.where(np.random.default_rng(3).random((90, width)) < 0.9, 255, 0).astype(np.uint8)


@pytest.mark.parametrize("length", [1, 2, 7, 8, 20])
@pytest.mark.parametrize("width", [64, 77])
def test_morphology_is_that_of_opencv(length: int, width: int) -> None:
    ink = dense(width)
    line = np.ones((length, 1), np.uint8)
    assert np.array_equal(unpacked(thickened(packed(ink), length), width), cv2.dilate(ink, line))
    assert np.array_equal(unpacked(thinned(packed(ink), length), width), cv2.erode(ink, line))
    stroked = cv2.bitwise_and(ink, cv2.morphologyEx(cv2.dilate(ink, np.ones((1, 3), np.uint8)), cv2.MORPH_OPEN, line))
    assert np.array_equal(unpacked(strands(packed(ink), length), width), stroked)


@pytest.mark.parametrize("by", [0, 1, 3, 6, 7])
@pytest.mark.parametrize("width", [64, 77])
def test_what_is_widened_reaches_over_bytes(by: int, width: int) -> None:
    ink = 255 - dense(width)
    wide = cv2.dilate(ink, np.ones((1, 2 * by + 1), np.uint8))
    assert np.array_equal(unpacked(widened(packed(ink), by), width), wide)

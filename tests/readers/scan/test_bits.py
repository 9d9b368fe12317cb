"""Lines are thickened, thinned and opened as OpenCV's morphology does it, also at the edges of a picture."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.ocr import Grey
from extractor.readers.scan.bits import opened, packed, thickened, thinned, unpacked


def dense(width: int) -> Grey:
    return np.where(np.random.default_rng(3).random((90, width)) < 0.9, 255, 0).astype(np.uint8)


@pytest.mark.parametrize("length", [1, 2, 7, 8, 20])
@pytest.mark.parametrize("width", [64, 77])
def test_morphology_is_that_of_opencv(length: int, width: int) -> None:
    ink = dense(width)
    line = np.ones((length, 1), np.uint8)
    assert np.array_equal(unpacked(thickened(packed(ink), length), width), cv2.dilate(ink, line))
    assert np.array_equal(unpacked(thinned(packed(ink), length), width), cv2.erode(ink, line))
    assert np.array_equal(opened(ink, "v", length), cv2.morphologyEx(ink, cv2.MORPH_OPEN, line))
    assert np.array_equal(opened(ink, "h", length), cv2.morphologyEx(ink, cv2.MORPH_OPEN, line.T))

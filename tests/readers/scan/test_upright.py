"""Which way up a page is, is told by its lines and by whether they can be read."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extractor.ocr import Grey, Reading
from extractor.readers.scan.segments import Segment
from extractor.readers.scan.upright import quarters

MARK = 77  # the first pixel of each line of the upright page


def page() -> Grey:
    """A page of ten lines, the left end of each marked."""
    picture = np.full((600, 500), 255, np.uint8)
    for y in range(50, 550, 50):
        picture[y : y + 20, 50:200] = 0
        picture[y : y + 20, 50:60] = MARK
    return picture


def lines_of(picture: Grey) -> tuple[Grey, list[Segment]]:
    """The runs of ink of the picture of lines."""
    stats = cv2.connectedComponentsWithStats((picture < 255).astype(np.uint8))[2][1:].tolist()
    return picture, [Segment(x, y, x + w, y + h, min(w, h)) for x, y, w, h, _ in stats]


class ReadsUpright:
    """An engine that can read a line only if its marked end is at its left."""

    def read(self, pictures: Sequence[Grey]) -> list[Reading]:
        sure = [0.99 if picture[10, 2] == MARK else 0.3 for picture in pictures]
        return [Reading("指标", (each,) * 2, (0.3, 0.7)) for each in sure]


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_a_page_is_turned_back_however_it_lies(turn: int) -> None:
    lying = np.ascontiguousarray(np.rot90(page(), -turn))
    assert quarters(lying, lines_of, ReadsUpright()) == turn


def test_a_page_without_lines_stays() -> None:
    assert quarters(np.full((300, 200), 255, np.uint8), lines_of, ReadsUpright()) == 0

"""Which way up a page is, is told by its lines and by whether they can be read."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extractor.ocr import Grey, Reading
from extractor.readers.scan.content import Content
from extractor.readers.scan.segments import Segment
from extractor.readers.scan.upright import upright

MARK = 77  # the first pixel of each line of the upright page


def page() -> Grey:
    """A page of ten lines, the left end of each marked."""
    picture = np.full((600, 500), 255, np.uint8)
    for y in range(50, 550, 50):
        picture[y : y + 20, 50:200] = 0
        picture[y : y + 20, 50:60] = MARK
    return picture


def content_of(picture: Grey) -> Content:
    """The runs of ink of the picture of lines."""
    stats = cv2.connectedComponentsWithStats((picture < 255).astype(np.uint8))[2][1:].tolist()
    return Content(picture, [Segment(x, y, x + w, y + h, min(w, h)) for x, y, w, h, _ in stats], [])


class ReadsUpright:
    """An engine that can read a line only if its marked end is at its left."""

    def read(self, pictures: Sequence[Grey]) -> list[Reading]:
        sure = [0.99 if picture[10, 2] == MARK else 0.3 for picture in pictures]
        return [Reading("指标", (each,) * 2, (0.3, 0.7)) for each in sure]

    glance = read


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_a_page_is_turned_back_however_it_lies(turn: int) -> None:
    lying = np.ascontiguousarray(np.rot90(page(), -turn))
    found, content = upright(lying, content_of, ReadsUpright())
    assert found == turn
    assert np.array_equal(content.white, page())

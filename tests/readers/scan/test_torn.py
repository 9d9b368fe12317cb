"""Pages whose thin strokes are lost: what may be another figure is unsure there."""

from __future__ import annotations

import numpy as np

from extractor.ocr import Grey, Reading
from extractor.readers.scan.torn import doubted, is_torn
from tests.readers.scan.drawn import printed

READ = Reading("33819.92", (0.9999,) * 8, tuple(np.linspace(0.06, 0.94, 8)))


def picture(torn: bool) -> Grey:
    """A picture of a figure, of whole strokes or with all level strokes gone."""
    whole = printed(np.full((40, 170), 255, np.uint8), "33849.92", (8, 30))
    if torn:
        whole[8:30:5] = 255
    return whole


def test_figures_in_pieces_are_told_from_whole_ones() -> None:
    assert is_torn([picture(torn=True)] * 3, [READ] * 3)
    assert not is_torn([picture(torn=False)] * 3, [READ] * 3)
    assert not is_torn([], [])


def test_specks_beside_whole_figures_are_no_pieces() -> None:
    dirty = picture(torn=False)
    dirty[2:38:9, 2:168:11] = 0
    assert not is_torn([dirty] * 3, [READ] * 3)


def test_what_may_be_a_four_is_unsure_on_such_a_page() -> None:
    sure = doubted(READ).sure
    assert [n for n, each in enumerate(sure) if each < 0.9] == [4 - 1]

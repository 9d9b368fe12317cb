"""Rulings from pixels: to a fraction of a pixel, through gaps, and no strokes of characters."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.readers.scan.lines import lined, pixel_rulings, ruled
from extractor.readers.scan.picture import inked
from tests.readers.scan.drawn import LEVELS, SCALE, UPRIGHTS, grid, paper, printed


@pytest.mark.parametrize("thick", [1, 3, 5])
def test_rulings_lie_where_they_are_drawn(thick: int) -> None:
    found = pixel_rulings(inked(grid(thick)), SCALE)
    assert sorted(r.at for r in found if r.axis == "h") == pytest.approx([y + 0.5 for y in LEVELS], abs=0.3)
    assert sorted(r.at for r in found if r.axis == "v") == pytest.approx([x + 0.5 for x in UPRIGHTS], abs=0.3)


def test_a_ruling_goes_on_through_a_gap_as_under_a_seal() -> None:
    picture = grid()
    picture[635:646, 900:915] = 255
    (ruling,) = [r for r in pixel_rulings(inked(picture), SCALE) if r.axis == "h" and abs(r.at - 640) < 3]
    assert (ruling.start, ruling.end) == pytest.approx((150, 1401), abs=3)


def test_a_wide_gap_ends_a_ruling() -> None:
    picture = grid()
    picture[635:646, 705:1095] = 255
    assert len([r for r in pixel_rulings(inked(picture), SCALE) if r.axis == "h" and abs(r.at - 640) < 3]) == 2


def test_a_bar_is_no_ruling() -> None:
    picture = paper()
    picture[500:540, 100:1400] = 0
    assert not [r for r in pixel_rulings(inked(picture), SCALE) if r.axis == "h"]


def test_strokes_of_large_characters_are_no_rulings() -> None:
    assert pixel_rulings(inked(printed(paper(), "TETHLI", (200, 600), 4.0)), SCALE) == []


def test_ink_without_rulings_keeps_the_text_in_the_cells() -> None:
    ink = inked(printed(grid(), "9.50", (200, 330)))
    own, _ = ruled(ink, pixel_rulings(ink, SCALE), SCALE)
    assert not own[230:400, 170:430].any()
    assert np.array_equal(own[LEVELS[1] - 2 : LEVELS[1] + 3, 160:1390], ink[LEVELS[1] - 2 : LEVELS[1] + 3, 160:1390])


@pytest.mark.parametrize("thick", [1, 3, 7])
def test_all_of_a_ruling_is_its_own_however_thick(thick: int) -> None:
    ink = inked(grid(thick))
    own, _ = ruled(ink, pixel_rulings(ink, SCALE), SCALE)
    assert np.array_equal(own, ink)


def test_a_ruling_too_pale_for_ink_is_found_and_the_text_beside_it_stays() -> None:
    picture = printed(grid(), "9.50", (1200, 330))
    picture[LEVELS[0] : LEVELS[-1] + 1, UPRIGHTS[-1] - 1 : UPRIGHTS[-1] + 2] = 255
    picture[LEVELS[0] : LEVELS[-1] + 1, UPRIGHTS[-1]] = 205
    ink = inked(picture)
    assert max(r.at for r in pixel_rulings(ink, SCALE) if r.axis == "v") < 1200
    whole = lined(picture, ink, SCALE)
    assert max(r.at for r in pixel_rulings(whole, SCALE) if r.axis == "v") == pytest.approx(UPRIGHTS[-1] + 0.5, abs=0.5)
    assert np.array_equal(whole[230:400, 1110:1390], ink[230:400, 1110:1390])


def test_a_ruling_of_which_dots_are_left_is_whole_and_characters_under_each_other_are_none() -> None:
    picture = grid(1)
    x, y = UPRIGHTS[2], LEVELS[2]
    rows = np.arange(LEVELS[0] + 3, LEVELS[-1] - 3)
    picture[rows[rows % 9 > 3], x] = 255
    columns = np.arange(UPRIGHTS[0] + 3, UPRIGHTS[-1] - 3)
    picture[y, columns[columns % 9 > 3]] = 255
    for n in range(5):
        printed(picture, "HTLI", (200, LEVELS[3] + 40 + 36 * n))
    ink = inked(picture)
    assert not any(abs(r.at - x) < 2 for r in pixel_rulings(ink, SCALE) if r.axis == "v" and r.end - r.start > 900)
    found = pixel_rulings(lined(picture, ink, SCALE), SCALE)
    assert sorted(r.at for r in found if r.axis == "v") == pytest.approx([x + 0.5 for x in UPRIGHTS], abs=1)
    assert sorted(r.at for r in found if r.axis == "h") == pytest.approx([y + 0.5 for y in LEVELS], abs=1)


def test_dashes_beside_print_go_on_to_the_next_line_that_crosses() -> None:
    picture = grid(1)
    x = UPRIGHTS[2]
    rows = np.arange(LEVELS[0] + 3, LEVELS[-1] - 3)
    picture[rows[rows % 9 > 3], x] = 255
    picture[LEVELS[0] + 6 : LEVELS[0] + 30, x + 6 : x + 30] = 0
    found = pixel_rulings(lined(picture, inked(picture), SCALE), SCALE)
    (ruling,) = [r for r in found if r.axis == "v" and abs(r.at - x) < 2]
    assert (ruling.start, ruling.end) == pytest.approx((LEVELS[0], LEVELS[-1]), abs=4)


@pytest.mark.parametrize(("contrast", "is_found"), [(16, True), (4, False)])
def test_hairlines_are_found_where_they_stand_out_of_the_grain_and_print_is_none(contrast: int, is_found: bool) -> None:
    picture = paper()
    for x in UPRIGHTS:
        picture[LEVELS[0] : LEVELS[-1] + 1, x] = 0
    for y in LEVELS:
        picture[y : y + 2, UPRIGHTS[0] : UPRIGHTS[-1]] -= np.uint8(contrast)
    for n in range(8):
        printed(picture, "TETHLIEFEFTETHLIEFEFTTT", (180, LEVELS[0] + 50 + 40 * n))
    grain = np.random.default_rng(1).normal(0, 4, picture.shape)
    grey = np.clip(picture + grain, 0, 255).astype(np.uint8)
    level = [r.at for r in pixel_rulings(lined(grey, inked(grey), SCALE), SCALE) if r.axis == "h"]
    assert sorted(level) == (pytest.approx([y + 1 for y in LEVELS], abs=1) if is_found else [])


def test_what_shines_through_from_the_other_side_of_a_ruled_page_is_no_ruling() -> None:
    picture = grid()
    picture[LEVELS[0] + 40, UPRIGHTS[0] : UPRIGHTS[-1]] = 235
    grey = picture.astype(np.uint8)
    assert len([r for r in pixel_rulings(lined(grey, inked(grey), SCALE), SCALE) if r.axis == "h"]) == len(LEVELS)

"""Skew and bends are taken out to a fraction of a pixel, and every place is known on the page as displayed."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.ocr import Grey
from extractor.readers.scan.lines import pixel_rulings
from extractor.readers.scan.paper import Mesh
from extractor.readers.scan.picture import inked
from extractor.readers.scan.straight import straightened
from tests.readers.scan.drawn import LEVELS, SCALE, UPRIGHTS, bent, grid, turned


def spread(straight: Grey) -> float:
    """How far the middles of any ruling wander, in pixels."""
    ink = inked(straight) > 0
    worst = 0.0
    for ruling in pixel_rulings(inked(straight), SCALE):
        at = round(ruling.at - 0.5)
        along = np.linspace(ruling.start + 20, ruling.end - 20, 40).astype(int)
        band = ink[at - 5 : at + 6, along] if ruling.axis == "h" else ink[along, at - 5 : at + 6].T
        clear = band.sum(axis=0) <= 6  # where no other ruling crosses
        middles = (band * np.arange(11)[:, None]).sum(axis=0)[clear] / np.maximum(1, band.sum(axis=0)[clear])
        worst = max(worst, float(np.ptp(np.convolve(middles, np.ones(5) / 5, "valid"))))
    return worst


@pytest.mark.parametrize("degrees", [-4.0, -1.0, -0.3, 0.3, 1.7, 5.0])
def test_skew_is_taken_out(degrees: float) -> None:
    straight, _ = straightened(turned(grid(), degrees))
    found = pixel_rulings(inked(straight), SCALE)
    assert len(found) == len(LEVELS) + len(UPRIGHTS)
    assert spread(straight) <= 1.0


def test_a_bend_is_taken_out() -> None:
    dense = grid()
    for y in range(250, 1300, 50):
        dense[y : y + 3, 150:1401] = 0
    straight, _ = straightened(bent(dense, 9.0))
    assert spread(straight) <= 1.0


def test_a_straight_picture_is_left_as_it_is() -> None:
    straight, (xs, ys) = straightened(grid())
    assert np.abs(straight.astype(int) - grid()).max() <= 2
    assert abs(float(xs[700, 700]) - 700) < 0.3
    assert abs(float(ys[700, 700]) - 700) < 0.3


def test_places_of_the_straight_copy_are_found_on_the_page_as_displayed() -> None:
    straight, back = straightened(turned(grid(), 2.0))
    mesh = Mesh.of(back, SCALE, (straight.shape[1] / SCALE, straight.shape[0] / SCALE))
    for x, y in ((400, 300), (1000, 1200)):
        shown = mesh.displayed((x / SCALE, y / SCALE, x / SCALE, y / SCALE))
        assert shown[0] * SCALE == pytest.approx(float(back[0][y, x]), abs=0.2)
        assert shown[1] * SCALE == pytest.approx(float(back[1][y, x]), abs=0.2)


def test_a_mesh_of_an_untouched_page_displays_boxes_where_they_are() -> None:
    xs, ys = np.meshgrid(np.arange(800, dtype=np.float32), np.arange(1000, dtype=np.float32))
    mesh = Mesh.of((xs, ys), 2.0, (400, 500))
    assert mesh.displayed((10.0, 20.0, 390.0, 480.0)) == pytest.approx((10.0, 20.0, 390.0, 480.0))
    assert mesh.size == (400, 500)


def test_a_mesh_of_a_page_on_its_side_gives_boxes_that_stand_upright() -> None:
    xs, ys = np.meshgrid(np.arange(800, dtype=np.float32), np.arange(1000, dtype=np.float32))
    mesh = Mesh.of((np.rot90(xs), np.rot90(ys)), 1.0, (800, 1000))
    x0, top, x1, bottom = mesh.displayed((100.0, 200.0, 300.0, 250.0))
    assert (x0, top, x1, bottom) == pytest.approx((549.0, 100.0, 599.0, 300.0))

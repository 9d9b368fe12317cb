"""Skew and bends are taken out to a fraction of a pixel, and every place is known on the page as displayed."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.ocr import Grey
from extractor.readers.scan.lines import pixel_rulings
from extractor.readers.scan.paper import Mesh
from extractor.readers.scan.picture import inked
from extractor.readers.scan.straight import Back, quartered, straightened
from tests.readers.scan.drawn import LEVELS, SCALE, UPRIGHTS, bent, grid, printed, turned


def place(back: Back, x: float, y: float) -> tuple[float, float]:
    """Where a place of a straight picture lies in the one that it was made of."""
    xs, ys = back(np.array([x], float), np.array([y], float))
    return float(xs[0]), float(ys[0])


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


def test_a_perspective_is_taken_out() -> None:
    page = grid()
    height, width = page.shape
    seen = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    lies = seen + np.array([[30, 20], [-60, 5], [20, -10], [-10, -30]], np.float32)
    warp = cv2.getPerspectiveTransform(seen, lies)
    straight, _ = straightened(np.asarray(cv2.warpPerspective(page, warp, (width, height), borderValue=255), np.uint8))
    found = pixel_rulings(inked(straight), SCALE)
    assert len(found) == len(LEVELS) + len(UPRIGHTS)
    assert spread(straight) <= 1.5


def test_a_straight_picture_is_left_as_it_is() -> None:
    straight, back = straightened(grid())
    assert np.abs(straight.astype(int) - grid()).max() <= 2
    assert place(back, 700, 700) == pytest.approx((700, 700), abs=0.3)


def test_places_of_the_straight_copy_are_found_on_the_page_as_displayed() -> None:
    straight, back = straightened(turned(grid(), 2.0))
    size = straight.shape[1], straight.shape[0]
    mesh = Mesh.of(back, size, SCALE, (size[0] / SCALE, size[1] / SCALE))
    for x, y in ((400, 300), (1000, 1200)):
        shown = mesh.displayed((x / SCALE, y / SCALE, x / SCALE, y / SCALE))
        assert (shown[0] * SCALE, shown[1] * SCALE) == pytest.approx(place(back, x, y), abs=0.2)


def test_the_copy_has_at_each_place_what_the_page_has_where_it_came_from() -> None:
    page = printed(turned(grid(), 2.0), "+", (770, 660), 2.0)
    straight, back = straightened(page)
    rows, columns = np.nonzero(straight[500:800, 720:1060] < 60)
    xs, ys = back(columns + 720.0, rows + 500.0)
    assert page[np.rint(ys).astype(int), np.rint(xs).astype(int)].mean() < 60


def test_a_mesh_of_an_untouched_page_displays_boxes_where_they_are() -> None:
    mesh = Mesh.of(lambda xs, ys: (xs, ys), (800, 1000), 2.0, (400, 500))
    assert mesh.displayed((10.0, 20.0, 390.0, 480.0)) == pytest.approx((10.0, 20.0, 390.0, 480.0))
    assert mesh.size == (400, 500)


def test_a_mesh_of_a_page_as_large_as_a_wall_displays_boxes_in_its_own_points() -> None:
    mesh = Mesh.of(lambda xs, ys: (xs, ys), (800, 1000), 2.0, (3200, 4000), 0.25)
    assert mesh.displayed((10.0, 20.0, 390.0, 480.0)) == pytest.approx((80.0, 160.0, 3120.0, 3840.0))


def test_a_mesh_of_a_page_on_its_side_gives_boxes_that_stand_upright() -> None:
    back = quartered(lambda xs, ys: (xs, ys), 1, (800, 1000))
    x0, top, x1, bottom = Mesh.of(back, (1000, 800), 1.0, (800, 1000)).displayed((100.0, 200.0, 300.0, 250.0))
    assert (x0, top, x1, bottom) == pytest.approx((549.0, 100.0, 599.0, 300.0))


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_every_pixel_of_a_quartered_picture_is_found_where_it_came_from(turn: int) -> None:
    picture = np.arange(35).reshape(5, 7)
    lying = np.rot90(picture, turn)
    rows, columns = np.indices(lying.shape)
    xs, ys = quartered(lambda xs, ys: (xs, ys), turn, (7, 5))(columns, rows)
    assert np.array_equal(picture[ys, xs], lying)

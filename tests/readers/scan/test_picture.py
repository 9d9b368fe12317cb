"""The picture of a page: seals are lifted, shade is flattened, and black stays."""

from __future__ import annotations

import cv2
import numpy as np
import pymupdf
import pytest

from extractor.readers.scan.picture import flattened, inked, page_picture, without_seals, without_surroundings
from tests.readers.scan.drawn import grid, paper, printed


def test_a_red_seal_becomes_paper() -> None:
    colours = np.full((200, 200, 3), 255, np.uint8)
    cv2.circle(colours, (100, 100), 80, (220, 30, 40), 8)
    assert inked(without_seals(colours)).max() == 0


def test_black_print_under_a_seal_stays() -> None:
    colours = np.full((200, 200, 3), 255, np.uint8)
    cv2.circle(colours, (100, 100), 80, (220, 30, 40), 8)
    colours[90:100, :] = 0
    assert inked(without_seals(colours))[92:98, :].min() == 255


def test_blue_and_grey_print_is_kept() -> None:
    colours = np.full((60, 60, 3), 255, np.uint8)
    colours[10:20] = (40, 40, 180)
    colours[30:40] = (90, 90, 90)
    ink = inked(without_seals(colours))
    assert ink[12:18].min() == ink[32:38].min() == 255


def test_a_shade_over_half_the_page_is_flattened() -> None:
    shaded = grid()
    shaded[:, 700:] = (shaded[:, 700:] * 0.6).astype(np.uint8)
    flat = flattened(shaded)
    assert flat[300, 1300] > 240
    assert abs(int((inked(flat) > 0).sum()) - int((grid() == 0).sum())) < 0.1 * (grid() == 0).sum()


def test_a_dark_table_under_the_paper_becomes_paper_and_the_print_stays() -> None:
    picture = np.full((1700, 1750), 60, np.uint8)
    picture[100:1600, 100:1650] = grid()
    clean = without_surroundings(picture)
    assert clean[:90].min() == clean[:, -90:].min() == 255
    assert np.array_equal(clean[150:1550, 200:1600], picture[150:1550, 200:1600])


def test_white_paper_to_the_edge_has_no_surroundings() -> None:
    assert np.array_equal(without_surroundings(grid()), grid())


@pytest.mark.parametrize("size", [100, 6000])
def test_a_page_that_cannot_be_paper_is_drawn_as_if_it_were_a4(size: int) -> None:
    with pymupdf.open() as document:
        picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 2339, 2339), False)
        picture.clear_with(255)
        page = document.new_page(width=size, height=size)
        page.insert_image(page.rect, pixmap=picture)
        grey, scale = page_picture(page)
    assert scale == pytest.approx(200 / 72, rel=0.01)
    assert grey.shape[0] == pytest.approx(2339, abs=3)


@pytest.mark.parametrize(("pixels", "dpi"), [(500, 150.0), (1700, 200.0), (6800, 300.0)])
def test_a_page_is_drawn_as_fine_as_its_picture_within_what_helps(pixels: int, dpi: float) -> None:
    with pymupdf.open() as document:
        picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, pixels, pixels), False)
        picture.clear_with(255)
        page = document.new_page(width=612, height=612)
        page.insert_image(page.rect, pixmap=picture)
        grey, scale = page_picture(page)
    assert scale == pytest.approx(dpi / 72)
    assert grey.shape == (round(612 * scale), round(612 * scale))


def test_faint_print_between_black_rulings_is_ink() -> None:
    faint = paper()
    for n in range(30):
        printed(faint, "93.49 87.20 19.20 10.00 2.50 8.00 7.00", (200, 60 + 45 * n))
    picture = (255 - (255 - faint) // 4).astype(np.uint8)
    picture[20:24, 100:1450] = picture[1430:1434, 100:1450] = 0
    picture[20:1434, 100:104] = picture[20:1434, 1446:1450] = 0
    assert inked(picture)[30:70, 200:1000].any()

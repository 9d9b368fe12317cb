"""Printed lines between the rulings: one line each, none across a ruling, and no dirt."""

from __future__ import annotations

import numpy as np

from extractor.ocr import Grey
from extractor.readers.scan.content import content
from extractor.readers.scan.segments import Segment
from tests.readers.scan.drawn import LEVELS, SCALE, UPRIGHTS, grid, paper, printed


def found(picture: Grey) -> list[Segment]:
    return content(picture, SCALE).lines


def test_a_text_in_each_cell_is_a_line_each() -> None:
    picture = grid()
    for y in LEVELS[:-1]:
        for x in UPRIGHTS[:-1]:
            printed(picture, "12.5", (x + 30, y + 120))
    assert len(found(picture)) == 20


def test_two_texts_close_to_one_ruling_stay_two() -> None:
    picture = printed(printed(grid(), "1234567", (305, 330)), "89", (455, 330))
    assert sorted((s.x0 > 450) for s in found(picture)) == [False, True]


def test_two_lines_of_a_cell_are_two() -> None:
    picture = printed(printed(grid(), "first", (200, 300)), "second", (200, 360))
    assert len(found(picture)) == 2


def test_lines_of_two_columns_that_are_open_at_the_top_are_apart() -> None:
    picture = grid()
    picture[: LEVELS[1] - 10] = 255
    picture[300 : LEVELS[1], UPRIGHTS[0] : UPRIGHTS[-1]] = grid()[300 : LEVELS[1], UPRIGHTS[0] : UPRIGHTS[-1]]
    printed(printed(printed(picture, "first", (160, 340)), "second", (160, 385)), "2", (480, 362))
    printed(printed(picture, "third", (705, 345)), "fourth", (705, 390))
    assert len(found(picture)) == 5


def test_a_sign_with_a_bar_under_it_is_one_line() -> None:
    picture = grid()
    printed(printed(picture, "123", (720, 330)), ">", (300, 330))
    picture[332:334, 300:316] = 0
    assert len(found(picture)) == 2


def test_a_piece_of_a_ruling_is_no_line() -> None:
    picture = printed(grid(), "9.50", (200, 330))
    picture[700:760, 900:903] = 0
    assert len(found(picture)) == 1


def test_lines_that_touch_are_parted() -> None:
    picture = paper()
    for y in (300, 324, 348):
        printed(picture, "HHHHHH", (200, y))
    printed(picture, "HHHH", (200, 900))
    lines = [s for s in found(picture) if s.y0 < 600]
    assert len(lines) == 3


def test_dirt_is_no_line_and_the_point_of_a_figure_is_no_dirt() -> None:
    picture = printed(grid(), "9.50", (200, 330))
    for x, y in ((900, 500), (905, 1000), (1300, 720)):
        picture[y : y + 2, x : x + 2] = 0
    clean = content(picture, SCALE).white
    assert clean[495:505, 895:910].min() == 255
    assert np.array_equal(clean[300:340, 210:300], picture[300:340, 210:300])
    assert len(found(picture)) == 1


def test_a_large_filled_area_is_no_line_and_a_ticked_box_is() -> None:
    picture = printed(paper(), "9.50", (200, 330))
    picture[600:1000, 300:900] = 0
    picture[302:330, 420:448] = 0
    assert all(s.y1 < 500 for s in found(picture))
    assert any(s.x1 > 440 for s in found(picture))


def test_empty_paper_has_no_lines() -> None:
    assert found(paper()) == []


def test_a_small_cell_within_a_large_one_is_read_once() -> None:
    picture = paper()
    picture[100:1400:1299, 100:1450] = 0
    picture[100:1400, 100:1450:1349] = 0
    picture[600:660, 500:700:199] = 0
    picture[600:660:59, 500:700] = 0
    printed(picture, "91.59", (520, 645))
    assert len(found(picture)) == 1


def test_two_level_strokes_alone_in_a_cell_are_one_sign() -> None:
    picture = printed(grid(), "93.49", (200, 560))
    picture[330:333, 250:280] = 0
    picture[340:343, 250:280] = 0
    assert len(found(picture)) == 2


def test_a_flat_stroke_right_beside_a_ruling_is_no_dash_and_one_amid_a_cell_is() -> None:
    picture = grid()
    picture[LEVELS[1] + 4 : LEVELS[1] + 6, 200:230] = 0
    picture[LEVELS[1] + 80 : LEVELS[1] + 82, 200:230] = 0
    assert [place.y0 for place in found(picture)] == [LEVELS[1] + 80]

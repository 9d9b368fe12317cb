"""Lines, thin rectangles and boxes become rulings; the sides of filled boxes stand apart."""

from __future__ import annotations

import pymupdf
import pytest

from extractor.pages import Ruling
from extractor.readers.shown import shown
from extractor.readers.text_layer import open_pdf, read_page
from tests.readers.content import add_pattern, page_pdf
from tests.readers.sheets import read, sheet

BOX = pymupdf.Rect(50, 60, 150, 100)
SIDES = [Ruling("h", 60, 50, 150), Ruling("h", 100, 50, 150), Ruling("v", 50, 60, 100), Ruling("v", 150, 60, 100)]


def test_a_line_is_a_ruling_whichever_way_it_is_drawn() -> None:
    with sheet() as page:
        page.draw_line((200, 40), (30, 40))
        page.draw_line((50, 20), (50, 120))
        assert sorted(read(page).rulings) == [Ruling("h", 40, 30, 200), Ruling("v", 50, 20, 120)]


def test_a_slanting_line_is_no_ruling() -> None:
    with sheet() as page:
        page.draw_line((50, 50), (150, 100))
        assert read(page).rulings == ()


@pytest.mark.parametrize("thick", [0.5, 1.0, 2.0])
def test_a_thin_filled_rectangle_is_a_ruling_along_its_middle(thick: float) -> None:
    with sheet() as page:
        page.draw_rect((50, 60, 150, 60 + thick), fill=(0, 0, 0), color=None)
        page.draw_rect((50, 60, 50 + thick, 100), fill=(0, 0, 0), color=None)
        level, upright = sorted(read(page).rulings)
        assert (level.axis, upright.axis) == ("h", "v")
        assert level[1:] == pytest.approx((60 + thick / 2, 50, 150))
        assert upright[1:] == pytest.approx((50 + thick / 2, 60, 100))


def test_a_stroked_box_is_four_rulings() -> None:
    with sheet() as page:
        page.draw_rect(BOX)
        found = read(page)
        assert (sorted(found.rulings), found.edges) == (SIDES, ())


def test_a_box_that_is_stroked_and_filled_is_four_rulings() -> None:
    with sheet() as page:
        page.draw_rect(BOX, fill=(0.9, 0.9, 0.9))
        found = read(page)
        assert (sorted(found.rulings), found.edges) == (SIDES, ())


def test_the_sides_of_a_filled_box_are_no_lines() -> None:
    with sheet() as page:
        page.draw_rect(BOX, fill=(0.9, 0.9, 0.9), color=None)
        found = read(page)
        assert (found.rulings, sorted(found.edges)) == ((), SIDES)


@pytest.mark.parametrize("options", [{"color": (1, 1, 1)}, {"color": None, "fill": (1, 1, 1)}])
def test_what_is_drawn_in_white_is_not_seen(options: dict[str, object]) -> None:
    with sheet() as page:
        page.draw_rect(BOX, **options)
        found = read(page)
        assert (found.rulings, found.edges) == ((), ())


def test_what_is_drawn_in_white_on_shading_is_seen() -> None:
    with sheet() as page:
        page.draw_rect((20, 20, 180, 120), fill=(0.8, 0.9, 1), color=None)
        page.draw_line((20, 70), (180, 70), color=(1, 1, 1))
        page.draw_rect((40, 80, 160, 110), fill=(1, 1, 1), color=None)
        found = read(page)
        assert (found.rulings, found.gaps) == ((), (Ruling("h", 70, 20, 180),))
        assert {Ruling("h", 80, 40, 160), Ruling("v", 160, 80, 110)} <= set(found.edges)


def test_dots_may_belong_to_lines_either_way() -> None:
    with sheet() as page:
        page.draw_circle((50, 50), 0.5, fill=(0, 0, 0), color=None)
        page.draw_rect((80, 50, 80.8, 50.8), fill=(0, 0, 0), color=None)
        assert sorted(ruling.axis for ruling in read(page).rulings) == ["h", "h", "v", "v"]


def test_a_circle_is_no_ruling() -> None:
    with sheet() as page:
        page.draw_circle((50, 50), 10, fill=(0, 0, 0))
        assert read(page).rulings == ()


def test_a_line_of_paper_laid_slightly_aslant_is_a_ruling() -> None:
    with sheet() as page:
        page.draw_line((20, 50), (190, 50.9))
        (ruling,) = read(page).rulings
        assert ruling[1:] == pytest.approx((50.45, 20, 190))


def test_a_thin_picture_is_a_ruling() -> None:
    with sheet() as page:
        dot = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 1, 1))
        page.insert_image((20, 50, 180, 51), pixmap=dot, keep_proportion=False)
        page.insert_image((20, 60, 180, 120), pixmap=dot, keep_proportion=False)
        assert read(page).rulings == (Ruling("h", 50.5, 20, 180),)


def test_a_rectangle_four_points_thick_is_a_ruling_if_it_is_long() -> None:
    with sheet() as page:
        page.draw_rect((20, 50, 180, 54), fill=(0, 0, 0), color=None)
        page.draw_rect((20, 80, 24, 84), fill=(0, 0, 0), color=None)
        assert read(page).rulings == (Ruling("h", 52, 20, 180),)


def test_what_is_drawn_without_opacity_is_not_seen() -> None:
    with sheet() as page:
        page.draw_rect(BOX, stroke_opacity=0)
        assert read(page).rulings == ()


def test_a_table_from_another_document_is_read_where_it_is_placed() -> None:
    with sheet() as inner, sheet() as page:
        inner.draw_rect(BOX)
        inner.insert_text((60, 80), "seen")
        page.show_pdf_page(pymupdf.Rect(0, 150, 200, 300), inner.parent)
        found = read(page)
        assert [word.text for word in found.words] == ["seen"]
        assert sorted(found.rulings) == [
            Ruling("h", 180, 25, 75),
            Ruling("h", 200, 25, 75),
            Ruling("v", 25, 180, 200),
            Ruling("v", 75, 180, 200),
        ]


def test_the_rounded_ends_of_a_marker_over_a_figure_are_no_rulings() -> None:
    with sheet() as page:
        page.insert_text((50, 100), "58.00")
        page.add_highlight_annot(pymupdf.Rect(50, 92, 80, 102)).update()
        found = read(page)
        assert ([word.text for word in found.words], found.rulings) == (["58.00"], ())


def test_lines_that_a_pattern_paints_are_rulings_and_its_tile_is_none() -> None:
    lines = "/Pattern cs /P scn 50 99 100 1 re f 50 60 1 40 re f /Pattern CS /P SCN 1 w 50 60 m 150 60 l S"
    with open_pdf(page_pdf(lines, change=add_pattern("[0 0 20 20]", "0 0 1 1 re 4 0 14 1 re f"))) as document:
        found = read_page(shown(document[0]))
    assert sorted(found.rulings) == [
        Ruling("h", 100.5, 50, 150),
        Ruling("h", 140, 50, 150),
        Ruling("v", 50.5, 100, 140),
    ]

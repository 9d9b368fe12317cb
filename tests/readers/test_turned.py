"""Pages that are turned or cropped have the coordinates that a reader of the page sees."""

from __future__ import annotations

import pymupdf
import pytest

from extractor.pages import Ruling
from tests.readers.sheets import FONT, read, sheet

TURNS = [0, 90, 180, 270]


@pytest.mark.parametrize("turn", TURNS)
def test_a_turned_page_has_the_size_that_it_is_displayed_in(turn: int) -> None:
    with sheet(400, 300) as page:
        page.set_rotation(turn)
        found = read(page)
        assert (found.width, found.height) == ((400, 300) if turn in (0, 180) else (300, 400))


@pytest.mark.parametrize("turn", TURNS)
def test_text_that_is_displayed_upright_on_a_turned_page_is_read_upright(turn: int) -> None:
    with sheet() as page:
        page.set_rotation(turn)
        start = pymupdf.Point(70, 90) * page.derotation_matrix
        page.insert_text(start, "预算 数", fontname=FONT, fontsize=10, rotate=turn)
        words = read(page).words
        assert [(word.text, word.baseline, word.edges) for word in words] == [
            ("预算", 90, (70, 80, 90)),
            ("数", 90, (100, 110)),
        ]


@pytest.mark.parametrize("turn", TURNS)
def test_lines_on_a_turned_page_are_rulings_as_displayed(turn: int) -> None:
    with sheet() as page:
        page.set_rotation(turn)
        for start, end in [((30, 40), (200, 40)), ((50, 20), (50, 120))]:
            page.draw_line(*(pymupdf.Point(point) * page.derotation_matrix for point in (start, end)))
        assert sorted(read(page).rulings) == [Ruling("h", 40, 30, 200), Ruling("v", 50, 20, 120)]


def test_a_cropped_page_begins_where_it_is_displayed() -> None:
    with sheet() as page:
        page.insert_text((150, 160), "预算", fontname=FONT, fontsize=10)
        page.draw_line((120, 150), (220, 150))
        page.set_cropbox(pymupdf.Rect(100, 90, 350, 280))
        found = read(page)
        assert (found.width, found.height) == (250, 190)
        assert [(word.text, word.edges, word.baseline) for word in found.words] == [("预算", (50, 60, 70), 70)]
        assert found.rulings == (Ruling("h", 60, 20, 120),)


@pytest.mark.parametrize("turn", TURNS)
def test_text_on_a_cropped_and_turned_page_is_read_where_it_is_displayed(turn: int) -> None:
    with sheet() as page:
        page.set_cropbox(pymupdf.Rect(100, 90, 350, 280))
        page.set_rotation(turn)
        start = pymupdf.Point(70, 90) * page.derotation_matrix
        page.insert_text(start, "预算", fontname=FONT, fontsize=10, rotate=turn)
        assert [(word.text, word.edges, word.baseline) for word in read(page).words] == [("预算", (70, 80, 90), 90)]


@pytest.mark.parametrize("turn", TURNS)
def test_a_line_on_a_cropped_and_turned_page_is_a_ruling_where_its_ink_is(turn: int) -> None:
    with sheet() as page:
        page.draw_line((120, 250), (220, 250), width=2)
        page.set_cropbox(pymupdf.Rect(100, 90, 350, 280))
        page.set_rotation(turn)
        (ruling,) = read(page).rulings
        picture = page.get_pixmap(colorspace=pymupdf.csGRAY)
        ink = [divmod(place, picture.stride) for place, shade in enumerate(picture.samples) if shade < 60]
        along, across = ("x", "y") if ruling.axis == "h" else ("y", "x")
        reach = {"x": [x for _, x in ink], "y": [y for y, _ in ink]}
        assert (min(reach[along]), max(reach[along]) + 1) == (ruling.start, ruling.end)
        assert min(reach[across]) <= ruling.at <= max(reach[across]) + 1


def test_lines_beyond_the_page_are_no_rulings() -> None:
    with sheet(400, 300) as page:
        page.draw_line((20, 350), (200, 350))
        page.draw_line((20, 250), (500, 250))
        assert read(page).rulings == (Ruling("h", 250, 20, 400),)

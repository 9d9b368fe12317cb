"""Pale text that pays no heed to the form is a watermark, pale text that keeps within its cells is not."""

from __future__ import annotations

from collections.abc import Callable

import pymupdf
import pytest

from tests.readers.content import add_form, page_pdf
from tests.readers.sheets import FONT, both, read, sheet, texts

GREY, PALE, BLACK = (0.55, 0.55, 0.55), (0.85, 0.85, 0.85), (0, 0, 0)
NOTE = "内部资料 仅供参考"
Draw = Callable[[pymupdf.Page], object]


def grid(page: pymupdf.Page, *, color: tuple[float, float, float] = BLACK, rows: int = 10) -> list[str]:
    """What stands in the cells of a table of figures, printed on the page by this."""
    cells = []
    for row in range(rows):
        for col in range(int(page.rect.width) // 80 - 1):
            page.draw_rect((40 + 80 * col, 40 + 20 * row, 120 + 80 * col, 60 + 20 * row), width=0.5)
            cells.append(f"{row * 7 + col}.50")
            page.insert_text((44 + 80 * col, 54 + 20 * row), cells[-1], fontname="helv", fontsize=9, color=color)
    return cells


def level(page: pymupdf.Page, text: str = NOTE, size: float = 36, **look: object) -> None:
    page.insert_text((50, 150), text, fontname=FONT, fontsize=size, **look)


def tiles(page: pymupdf.Page, text: str = "机密 138", size: float = 9, **look: object) -> None:
    for row in range(9):
        for col in range(5):
            page.insert_text((10 + 90 * col + 11 * row, 30 + 33 * row), text, fontname=FONT, fontsize=size, **look)


def upright(page: pymupdf.Page, text: str = "内部资料", **look: object) -> None:
    page.insert_text((205, 240), text, fontname=FONT, fontsize=32, rotate=90, **look)


def stacked(page: pymupdf.Page, text: str = "内部资料", **look: object) -> None:
    for n, character in enumerate(text):
        page.insert_text((190, 90 + 45 * n), character, fontname=FONT, fontsize=32, **look)


def note(page: pymupdf.Page) -> None:
    annotation = page.add_freetext_annot(
        (50, 100, 350, 150), "2023 draft", fontname="helv", fontsize=36, text_color=GREY, opacity=0.3
    )
    annotation.update()


MARKS: dict[str, Draw] = {
    "level": lambda page: level(page, color=PALE),
    "level, reddish": lambda page: level(page, color=(1, 0.75, 0.75)),
    "level, little opaque": lambda page: level(page, fill_opacity=0.15),
    "level, figures": lambda page: level(page, "2023 98765", 30, color=PALE),
    "level, small": lambda page: level(page, "仅供内部使用2023", 16, color=(0.8, 0.8, 0.8)),
    "level, large and less pale": lambda page: level(page, "内部2023", 60, color=(0.6, 0.6, 0.6)),
    "tiles": lambda page: tiles(page, color=PALE),
    "tiles, little opaque": lambda page: tiles(page, fill_opacity=0.12),
    "tiles of figures": lambda page: tiles(page, "20230501", 8, color=(0.75, 0.8, 0.9)),
    "upright": lambda page: upright(page, color=PALE),
    "stacked": lambda page: stacked(page, color=PALE),
    "annotation": note,
}


@pytest.mark.parametrize("is_under", [True, False], ids=["under", "over"])
@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_a_watermark_is_kept_apart_from_the_text(mark: Draw, is_under: bool) -> None:
    with sheet() as page:
        if is_under:
            mark(page)
        cells = grid(page)
        if not is_under:
            mark(page)
        words = both(page)
        assert [word.text for word in words] == cells
        assert {word.confidence for word in words} == {1.0}
        assert read(page).watermarks


def test_a_watermark_in_a_group_of_little_opacity_is_kept_apart() -> None:
    group = add_form("/BBox[0 0 300 200]/Group<</S/Transparency>>", "BT /F 36 Tf 30 120 Td (DRAFT 2023) Tj ET")
    faint = "/ExtGState<</Faint<</ca .15>>>>"
    with pymupdf.open(stream=page_pdf("q /Faint gs /X Do Q", resources=faint, change=group)) as document:
        cells = grid(document[0], rows=8)
        words = [word.text for word in both(document[0])]
        assert words == cells
        assert [word.text for word in read(document[0]).watermarks] == ["DRAFT", "2023"]


def test_a_watermark_says_what_it_says() -> None:
    with sheet() as page:
        grid(page)
        level(page, color=PALE)
        assert [word.text for word in read(page).watermarks] == NOTE.split()


def test_text_that_runs_aslant_is_kept_with_the_watermarks() -> None:
    with sheet() as page:
        grid(page)
        page.insert_text((100, 200), "draft", fontsize=40, morph=(pymupdf.Point(100, 200), pymupdf.Matrix(30)))
        (mark,) = read(page).watermarks
        assert mark.text == "draft"
        assert len(mark.edges) == len(mark.text) + 1


@pytest.mark.parametrize("color", [GREY, (0.7, 0.7, 0.7), (0.4, 0.5, 0.9)])
def test_a_form_that_is_all_pale_is_read(color: tuple[float, float, float]) -> None:
    with sheet() as page:
        cells = grid(page, color=color)
        assert [(word.text, word.confidence) for word in both(page)] == [(cell, 1.0) for cell in cells]


@pytest.mark.parametrize("size", [9, 12, 15])
@pytest.mark.parametrize("color", [GREY, (0.7, 0.7, 0.7), PALE])
def test_pale_text_that_keeps_within_its_cells_is_read(color: tuple[float, float, float], size: float) -> None:
    with sheet() as page:
        grid(page, rows=8)
        for col in range(4):
            page.draw_rect((40 + 80 * col, 200, 120 + 80 * col, 220), width=0.5)
            page.insert_text((44 + 80 * col, 215), "11.50", fontname="helv", fontsize=size, color=color)
        found = [word for word in both(page) if word.text == "11.50"]
        assert [word.confidence for word in found] == [1.0] * 4
        assert read(page).watermarks == ()


def test_a_pale_title_over_the_table_is_read() -> None:
    with sheet() as page:
        grid(page)
        page.insert_text((80, 30), "项目支出绩效自评表", fontname=FONT, fontsize=18, color=GREY)
        assert "项目支出绩效自评表" in texts(page)


def test_pale_text_of_the_usual_size_that_crosses_a_ruling_is_read_and_wants_a_look() -> None:
    with sheet() as page:
        grid(page, rows=8)
        page.insert_text((100, 214), "WWWWWWW", fontname="helv", fontsize=9, color=(0.5, 0.5, 0.5))
        page.draw_line((120, 200), (120, 220))
        (found,) = (word for word in read(page).words if word.text == "WWWWWWW")
        assert found.confidence < 0.9


def test_a_tile_that_the_page_cuts_is_a_watermark_too() -> None:
    with sheet() as page:
        cells = grid(page)
        tiles(page, color=PALE)
        page.insert_text((385, 250), "机密 138", fontname=FONT, fontsize=9, color=PALE)
        assert texts(page) == cells

"""What is drawn over the picture of a page."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from extractor.exporters.places import cell_finder
from extractor.inspection import inspect
from extractor.inspection.palette import CELLS, FIELDS, INFERRED, RULING, UNSURE, Group, pale
from extractor.pipeline import read
from tests.inspection.drawn_pdfs import english_pdf, open_sided_pdf, share
from tests.sample_pdfs import form_pdf, text_pdf

FIELD, CELL = 0.25, 0.16


def pictures(path: Path, folder: Path) -> list[Image.Image]:
    """The pictures of a file, opened again from where they were written."""
    found = []
    for picture in inspect(path, path.name).write_pictures(folder / "seen"):
        with Image.open(picture) as image:
            found.append(image.convert("RGB"))
    return found


def test_there_is_a_picture_a_page_and_the_legend_stands_beside_it(tmp_path: Path) -> None:
    first, second = pictures(english_pdf(tmp_path / "a.pdf"), tmp_path)
    assert sorted(path.name for path in (tmp_path / "seen").iterdir()) == ["a-p1.png", "a-p2.png"]
    assert (first.width, second.width) == (2 * 600 + 460, 2 * 300 + 460)
    assert first.height == second.height == 1040


def test_a_page_higher_than_the_legend_keeps_its_height(tmp_path: Path) -> None:
    assert pictures(text_pdf(tmp_path / "a.pdf"), tmp_path)[0].size == (2 * 595 + 460, 2 * 842)


def test_small_print_is_drawn_twice_as_large(tmp_path: Path) -> None:
    assert pictures(english_pdf(tmp_path / "a.pdf", size=5), tmp_path)[0].width == 2 * (2 * 600 + 460)


def test_the_page_itself_shows_through(tmp_path: Path) -> None:
    path = english_pdf(tmp_path / "a.pdf")
    drawn = pictures(path, tmp_path)[1].crop((0, 0, 600, 400))
    with pymupdf.open(path) as document:
        printed = document[1].get_pixmap(dpi=144)
    assert drawn.tobytes() == printed.samples


def test_cells_are_coloured_and_rulings_drawn(tmp_path: Path) -> None:
    page = pictures(english_pdf(tmp_path / "a.pdf"), tmp_path)[0]
    assert share(page, (65, 110, 195, 125), pale(CELLS[0].colour, CELL)) == 1
    assert share(page, (199, 85, 201, 125), RULING.colour) > 0.3
    assert share(page, (339, 85, 341, 100), RULING.colour) == 0, "no ruling crosses a span"
    assert share(page, (500, 85, 590, 390), (255, 255, 255)) == 1


def test_a_side_without_a_ruling_is_dashed(tmp_path: Path) -> None:
    page = pictures(open_sided_pdf(tmp_path / "a.pdf"), tmp_path)[0]
    assert 0.1 < share(page, (59, 103, 61, 127), INFERRED.colour) < 0.6
    assert share(page, (199, 103, 201, 127), INFERRED.colour) == 0


@pytest.mark.parametrize(
    ("pointer", "group"),
    [
        ("/project_name", "identity"),
        ("/budget/0/executed", "money"),
        ("/indicators/0/level2", "level"),
        ("/indicators/1/weight", "weight"),
        ("/indicators/1/score", "score"),
        ("/indicators/1/actual", "target"),
        ("/indicators/0/reason", "text"),
        ("/total/score", "total"),
    ],
)
def test_a_field_has_the_colour_of_its_group_at_its_cell(pointer: str, group: Group, tmp_path: Path) -> None:
    path = form_pdf(tmp_path / "a.pdf")
    cell = cell_finder(read(path).forms[0])(pointer)
    assert cell is not None
    assert cell.bbox is not None
    shares = {name: share(pictures(path, tmp_path)[0], cell.bbox, pale(FIELDS[name].colour, FIELD)) for name in FIELDS}
    assert shares.pop(group) > 0.2
    assert max(shares.values()) < 0.01


def test_a_label_has_the_colour_of_plain_cells(tmp_path: Path) -> None:
    page = pictures(form_pdf(tmp_path / "a.pdf"), tmp_path)[0]
    assert share(page, (85, 93, 155, 108), pale(CELLS[0].colour, CELL)) > 0.9


def test_a_cell_whose_text_is_clipped_is_hatched(tmp_path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page(width=600, height=400)
        for x in (60, 200, 340):
            page.draw_line((x, 100), (x, 130))
        for y in (100, 130):
            page.draw_line((60, y), (340, y))
        page.insert_text((70, 120), "whole")
        page.clean_contents()
        stream = b"q 210 0 20 400 re W n BT /helv 11 Tf 212 280 Td (clipped away) Tj ET Q"
        document.update_stream(page.get_contents()[0], page.read_contents() + stream)
        document.save(tmp_path / "a.pdf")
    drawn = pictures(tmp_path / "a.pdf", tmp_path)[0]
    assert share(drawn, (202, 102, 338, 128), UNSURE.colour) > 0.05
    assert share(drawn, (62, 102, 198, 128), UNSURE.colour) == 0


def test_a_page_that_cannot_be_drawn_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(page: pymupdf.Page, **options: object) -> pymupdf.Pixmap:
        if page.number == 0:
            raise RuntimeError("cannot draw")
        return whole(page, **options)

    path = english_pdf(tmp_path / "a.pdf")
    seen = inspect(path, "a.pdf")
    whole = pymupdf.Page.get_pixmap
    monkeypatch.setattr(pymupdf.Page, "get_pixmap", failing)
    assert [picture.name for picture in seen.write_pictures(tmp_path)] == ["a-p1.png", "a-p2.png"]


def test_a_huge_page_is_drawn_smaller(tmp_path: Path) -> None:
    with pymupdf.open() as document:
        document.new_page(width=8000, height=200)
        document.save(tmp_path / "a.pdf")
    assert pictures(tmp_path / "a.pdf", tmp_path)[0].width == 8000 + 460

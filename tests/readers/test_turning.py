"""Pages whose content lies on its side are read as if it stood upright, and their boxes are where it is displayed."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path

import pymupdf
import pytest
from msgspec import UNSET
from msgspec.structs import asdict

from extractor import pipeline
from extractor.form import Document, Form
from extractor.geometry import Turn, back, turned
from extractor.inspection import inspect
from extractor.readers import read_pages
from tests.readers.sheets import read, sheet, written
from tests.sample_pdfs import form_pdf

LYING = [90, 180, 270]
SIZE = (700, 400)


def lying_pdf(path: Path, *turns: int, display: int = 0) -> Path:
    """Forms, one a page, each drawn turned by so many degrees, on pages that are displayed turned by others."""
    with pymupdf.open(form_pdf(path.with_suffix(".upright.pdf"))) as upright, pymupdf.open() as made:
        for turn in turns:
            width, height = SIZE if turn in (0, 180) else SIZE[::-1]
            page = made.new_page(width=width, height=height)
            page.show_pdf_page(page.rect, upright, 0, rotate=-turn)
            page.set_rotation(display)
        made.save(path)
    return path


def fields(form: Form) -> dict[str, object]:
    """The form without its places."""
    every = asdict(form)
    return {name: every[name] for name in every if name not in ("form_id", "index", "pages", "evidence", "grid")}


def upright(tmp_path: Path) -> Form:
    (form,) = pipeline.read(form_pdf(tmp_path / "upright.pdf")).forms
    return form


@pytest.mark.parametrize(("turn", "display"), list(product(LYING, [0, 90, 180, 270])))
def test_a_form_on_its_side_is_read_as_the_upright_one(tmp_path: Path, turn: int, display: int) -> None:
    (form,) = pipeline.read(lying_pdf(tmp_path / "lying.pdf", turn, display=display)).forms
    assert fields(form) == fields(upright(tmp_path))


@pytest.mark.parametrize("turn", LYING)
def test_its_evidence_stands_where_the_page_displays_it(tmp_path: Path, turn: int) -> None:
    path = lying_pdf(tmp_path / "lying.pdf", turn)
    (form,) = pipeline.read(path).forms
    with pymupdf.open(path) as document:
        for evidence in form.evidence.values():
            assert evidence.bbox is not None
            cut = document[0].get_text("text", clip=pymupdf.Rect(evidence.bbox))
            assert sorted(re.sub(r"\s", "", evidence.text)) <= sorted(re.sub(r"\s", "", cut))
            assert set(re.sub(r"\s", "", evidence.text)) <= set(cut)


def test_pages_of_one_file_may_lie_on_different_sides(tmp_path: Path) -> None:
    document: Document = pipeline.read(lying_pdf(tmp_path / "lying.pdf", 0, 90, 270, 180))
    assert [form.pages for form in document.forms] == [(n, n) for n in (1, 2, 3, 4)]
    assert all(fields(form) == fields(upright(tmp_path)) for form in document.forms)


def test_both_readers_turn_a_page_alike(tmp_path: Path) -> None:
    document = pipeline.read(lying_pdf(tmp_path / "lying.pdf", 90, 180), cross_check=True)
    assert all(evidence.other is UNSET for form in document.forms for evidence in form.evidence.values())
    reading = read_pages((tmp_path / "lying.pdf").read_bytes(), cross_check=True)
    assert [page.turn for page in reading.again.values()] == [page.turn for page in reading.pages] == [90, 180]


def test_names_that_are_set_upright_do_not_turn_a_page() -> None:
    with sheet() as page:
        page.insert_text((30, 150), "OUTPUT AND BENEFIT", rotate=90)
        written(page, 60, 100, "A line of level text that is longer", font="helv")
        assert (read(page).turn, read(page).width) == (0, 400)


def test_inspect_shows_cells_where_they_are_displayed(tmp_path: Path) -> None:
    path = lying_pdf(tmp_path / "lying.pdf", 90)
    seen = inspect(path, path.name)
    (page,) = json.loads(seen.write_cells(tmp_path).read_bytes())["pages"]
    assert (page["width"], page["height"]) == SIZE[::-1]
    with pymupdf.open(path) as document:
        for cell in page["tables"][0]["cells"]:
            cut = document[0].get_text("text", clip=pymupdf.Rect(cell["bbox"]))
            assert set(re.sub(r"\s", "", cell["text"])) <= set(cut)
    assert len(list(seen.write_pictures(tmp_path))) == 1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turn_is_undone_by_its_opposite(turn: Turn) -> None:
    box = (10.0, 20.0, 60.0, 90.0)
    size = SIZE if turn in (0, 180) else SIZE[::-1]
    assert turned(turned(box, turn, *SIZE), back(turn), *size) == box

"""Pictures as inputs: each of their pages is read by OCR."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from extractor import pipeline
from extractor.errors import UnreadableError
from extractor.inspection import inspect
from tests.sample_pdfs import form_pdf

_SUFFIXES = ("png", "jpg", "tiff")


def picture(tmp_path: Path, suffix: str, pages: int = 1) -> Path:
    """A form as a picture of 150 dots an inch, several times in one file if it has several pages."""
    with pymupdf.open(form_pdf(tmp_path / "form.pdf")) as document:
        drawn = document[0].get_pixmap(dpi=150)
    image = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)
    target = tmp_path / f"a.{suffix}"
    if pages > 1:
        image.save(target, dpi=(150, 150), save_all=True, append_images=[image] * (pages - 1))
    else:
        image.save(target, dpi=(150, 150))
    return target


@pytest.mark.parametrize("suffix", _SUFFIXES)
def test_a_form_in_a_picture_is_read(tmp_path: Path, suffix: str) -> None:
    document = pipeline.read(picture(tmp_path, suffix))
    (form,) = document.forms
    assert (document.source.kind, document.source.pages, document.problems) == ("image", 1, ())
    assert [indicator.score for indicator in form.indicators] == [58, 30]
    assert {value.source for value in form.evidence.values()} == {"ocr"}


def test_every_page_of_a_picture_with_several_is_read(tmp_path: Path) -> None:
    document = pipeline.read(picture(tmp_path, "tiff", pages=2))
    assert [form.pages for form in document.forms] == [(1, 1), (2, 2)]


def test_without_ocr_a_picture_is_named_as_not_read(tmp_path: Path) -> None:
    document = pipeline.read(picture(tmp_path, "png"), ocr="never")
    assert [(problem.code, problem.page) for problem in document.problems] == [("P05", 1), ("P03", None)]


def test_a_picture_is_inspected(tmp_path: Path) -> None:
    path = picture(tmp_path, "png")
    seen = inspect(path, path.name)
    assert len(seen.document.forms) == 1
    assert [path.name for path in seen.write_pictures(tmp_path)] == ["a-p1.png"]


@pytest.mark.parametrize("suffix", _SUFFIXES)
def test_a_picture_that_is_cut_off_harms_nobody(tmp_path: Path, suffix: str) -> None:
    path = picture(tmp_path, suffix)
    path.write_bytes(path.read_bytes()[:200])
    try:
        document = pipeline.read(path)
    except UnreadableError:
        return
    assert document.problems
    assert not document.forms

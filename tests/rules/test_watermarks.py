"""A form's watermarks are no part of its values, and `extra` says what they say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pymupdf

from extractor import pipeline
from extractor.form import Document
from tests.sample_pdfs import form_pdf


def marked(path: Path) -> Document:
    """A form over whose cells a pale watermark stands."""
    with pymupdf.open(form_pdf(path)) as document:
        document[0].insert_text((100, 230), "内部资料 2023", fontname="china-s", fontsize=60, color=(0.85, 0.85, 0.85))
        document.saveIncr()
    return pipeline.read(path)


def test_a_watermark_changes_no_value(tmp_path: Path) -> None:
    (plain,), (form,) = pipeline.read(form_pdf(tmp_path / "plain.pdf")).forms, marked(tmp_path / "marked.pdf").forms
    assert form.indicators == plain.indicators
    assert form.budget == plain.budget
    assert form.indicators[0].score == Decimal("58.00")


def test_what_a_watermark_says_is_kept_with_its_place(tmp_path: Path) -> None:
    (form,) = marked(tmp_path / "marked.pdf").forms
    assert form.extra["水印"] == "内部资料 2023"
    read = form.evidence["/extra/水印"]
    assert (read.page, read.text) == (1, "内部资料 2023")


def test_a_form_without_a_watermark_has_none_in_extra(tmp_path: Path) -> None:
    (form,) = pipeline.read(form_pdf(tmp_path / "plain.pdf")).forms
    assert "水印" not in form.extra

"""One document, from its file to checked forms."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest

from extractor.errors import EncryptedError, UnreadableError
from extractor.form import encode
from extractor.pipeline import read
from tests.sample_pdfs import encrypted_pdf, form_pdf, text_pdf

FIXTURES = Path(__file__).parent.parent / "fixtures"


def with_picture(path: Path) -> Path:
    """The file with one more page, which is a picture."""
    with pymupdf.open(path) as document:
        page = document.new_page(width=700, height=400)
        page.insert_image(page.rect, pixmap=pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 70, 40), 0))
        return _saved(document, path.with_name(f"picture-{path.name}"))


def _saved(document: pymupdf.Document, path: Path) -> Path:
    document.save(path)
    return path


def test_the_source_of_a_document_is_its_file(tmp_path: Path) -> None:
    path = form_pdf(tmp_path / "a.pdf")
    source = read(path).source
    assert (source.name, source.kind, source.pages) == ("a.pdf", "pdf-text", 1)
    assert source.bytes == path.stat().st_size
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_several_forms_of_a_file_are_forms_of_their_own(tmp_path: Path) -> None:
    document = read(form_pdf(tmp_path / "a.pdf", forms=3))
    start = document.source.sha256[:16]
    assert [form.form_id for form in document.forms] == [f"{start}-1", f"{start}-2", f"{start}-3"]
    assert [form.index for form in document.forms] == [1, 2, 3]
    assert [form.pages for form in document.forms] == [(1, 1), (2, 2), (3, 3)]
    assert {len(form.indicators) for form in document.forms} == {2}


def test_forms_of_several_layouts_have_a_template_each() -> None:
    document = read(FIXTURES / "several-forms.pdf")
    assert len(document.forms) == 3
    assert len({form.template for form in document.forms}) == 2
    assert len({form.title for form in document.forms}) == 3


def test_a_form_is_checked(tmp_path: Path) -> None:
    (form,) = read(form_pdf(tmp_path / "a.pdf", score="55.00")).forms
    assert form.checks["S03"] == "inconsistent"
    assert [finding.code for finding in form.findings if finding.severity == "error"] == ["S03"]


def test_a_readable_file_without_a_form_is_a_warning(tmp_path: Path) -> None:
    document = read(text_pdf(tmp_path / "a.pdf"))
    assert document.forms == ()
    assert [(problem.code, problem.severity, problem.page) for problem in document.problems] == [
        ("P03", "warning", None)
    ]


def test_a_table_that_is_no_form_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pymupdf.open() as pdf:
        page = pdf.new_page()
        for row, words in enumerate((("姓名", "单位", "电话"), ("李某", "示例县财政局", "1234"))):
            for col, word in enumerate(words):
                box = pymupdf.Rect(60 + 100 * col, 60 + 30 * row, 160 + 100 * col, 90 + 30 * row)
                page.draw_rect(box, width=0.5)
                page.insert_text((box.x0 + 4, box.y1 - 10), word, fontname="china-s", fontsize=9)
        pdf.save(path)
    assert [problem.code for problem in read(path).problems] == ["P03"]


def test_a_page_with_the_title_of_a_form_that_was_not_found_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pymupdf.open() as pdf:
        pdf.new_page().insert_text((200, 80), "2022年度项目支出绩效自评表", fontname="china-s", fontsize=14)
        pdf.save(path)
    problems = read(path).problems
    assert [(problem.code, problem.page) for problem in problems] == [("P03", None), ("P03", 1)]
    assert "2022年度项目支出绩效自评表" in problems[1].message


@pytest.mark.parametrize(("title", "named"), [("", [1]), ("2022年度项目支出绩效自评表", [])])
def test_a_page_with_a_title_before_a_form_without_one_is_named(tmp_path: Path, title: str, named: list[int]) -> None:
    path = tmp_path / "a.pdf"
    with pymupdf.open(form_pdf(tmp_path / "form.pdf", title=title)) as pdf:
        pdf.new_page(0).insert_text((200, 80), "2022年度项目支出绩效自评表", fontname="china-s", fontsize=14)
        pdf.save(path)
    assert [problem.page for problem in read(path).problems] == named


def test_a_file_with_a_form_has_no_problem(tmp_path: Path) -> None:
    assert read(form_pdf(tmp_path / "a.pdf")).problems == ()


def test_the_problem_of_a_page_is_kept_beside_the_forms_of_the_others(tmp_path: Path) -> None:
    document = read(with_picture(form_pdf(tmp_path / "a.pdf")), ocr="never")
    assert len(document.forms) == 1
    assert [(problem.code, problem.page) for problem in document.problems] == [("P05", 2)]
    assert (document.source.kind, document.source.pages) == ("pdf-mixed", 2)


def test_the_problem_of_a_page_is_kept_where_there_is_no_form(tmp_path: Path) -> None:
    document = read(with_picture(text_pdf(tmp_path / "a.pdf")), ocr="never")
    assert sorted(problem.code for problem in document.problems) == ["P03", "P05"]


def test_a_damaged_file_says_so_and_is_read(tmp_path: Path) -> None:
    whole = form_pdf(tmp_path / "a.pdf").read_bytes()
    (tmp_path / "b.pdf").write_bytes(whole[: whole.rindex(b"xref")])
    document = read(tmp_path / "b.pdf")
    assert [(problem.code, problem.severity) for problem in document.problems] == [("P05", "warning")]
    assert len(document.forms) == 1


@pytest.mark.parametrize("name", ["several-forms.pdf", "project_beijing-writer.pdf"])
def test_a_file_read_twice_gives_equal_bytes(name: str) -> None:
    assert encode(read(FIXTURES / name)) == encode(read(FIXTURES / name))


def test_a_file_gives_equal_bytes_in_every_process() -> None:
    line = "import sys, extractor, pathlib; from extractor.form import encode; "
    line += "sys.stdout.buffer.write(encode(extractor.read(sys.argv[1])))"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", line, FIXTURES / "several-forms.pdf"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert outputs == {encode(read(FIXTURES / "several-forms.pdf"))}


def test_the_name_of_a_file_does_not_change_its_forms(tmp_path: Path) -> None:
    one = form_pdf(tmp_path / "a.pdf")
    other = tmp_path / "b.pdf"
    other.write_bytes(one.read_bytes())
    assert read(one).forms == read(other).forms


def test_a_file_that_is_no_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no document at all")
    with pytest.raises(UnreadableError):
        read(tmp_path / "a.pdf")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"a\.pdf"):
        read(tmp_path / "a.pdf")


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncryptedError):
        read(encrypted_pdf(tmp_path / "a.pdf"))

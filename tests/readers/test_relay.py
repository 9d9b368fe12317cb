"""Pages that MuPDF cannot read are read by the second reader, and the document says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest

from extractor import pipeline
from extractor.readers import Reading, read_pages
from tests import hostile
from tests.readers.content import page_pdf
from tests.sample_pdfs import form_pdf

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"

TOO_DEEP = b"q " * 5000  # states that nobody takes back: MuPDF raises
TOO_WRONG = b"foo " * 200  # operators that do not exist: MuPDF stops in the middle of the page
TOO_NESTED = b"[" * 100000  # neither reader gets through


def damaged(path: Path, before: bytes, page: int = 0, forms: int = 1) -> bytes:
    """A PDF of forms in which something stands before the content of one page."""
    with pymupdf.open(form_pdf(path, forms=forms)) as document:
        content = document[page].read_contents()
        stream = document[page].get_contents()[0]
        document.update_stream(stream, before + content)
        document.xref_set_key(document[page].xref, "Contents", f"{stream} 0 R")
        written: bytes = document.tobytes()
    path.write_bytes(written)
    return written


def problems(reading: Reading) -> list[tuple[str, str, int | None]]:
    return [(problem.code, problem.severity, problem.page) for problem in reading.problems]


def test_mupdf_raises_over_states_that_nobody_takes_back(tmp_path: Path) -> None:
    with pymupdf.open(stream=damaged(tmp_path / "a.pdf", TOO_DEEP)) as document:
        with pytest.raises(pymupdf.mupdf.FzErrorBase):
            document[0].get_displaylist()
        with pytest.raises(RuntimeError):
            document[0].get_cdrawings()


@pytest.mark.parametrize("before", [TOO_DEEP, TOO_WRONG])
def test_a_page_that_mupdf_cannot_read_is_read_by_the_second_reader(tmp_path: Path, before: bytes) -> None:
    whole = pipeline.read(form_pdf(tmp_path / "whole.pdf"))
    damaged(tmp_path / "damaged.pdf", before)
    document = pipeline.read(tmp_path / "damaged.pdf")
    (problem,) = document.problems
    assert (problem.code, problem.severity, problem.page) == ("P05", "warning", 1)
    assert "second reader" in problem.message
    assert document.forms[0].indicators == whole.forms[0].indicators
    assert document.forms[0].budget == whole.forms[0].budget
    assert document.forms[0].findings == whole.forms[0].findings


def test_only_the_damaged_page_goes_to_the_second_reader(tmp_path: Path) -> None:
    reading = read_pages(damaged(tmp_path / "a.pdf", TOO_DEEP, page=1, forms=3))
    assert problems(reading) == [("P05", "warning", 2)]
    assert [len(page.words) for page in reading.pages] == [len(reading.pages[0].words)] * 3
    assert [page.number for page in reading.pages] == [1, 2, 3]


def test_a_page_that_no_reader_can_read_is_an_error_and_the_others_are_read(tmp_path: Path) -> None:
    damaged(tmp_path / "a.pdf", TOO_NESTED, page=1, forms=3)
    document = pipeline.read(tmp_path / "a.pdf")
    assert [(problem.code, problem.severity, problem.page) for problem in document.problems] == [("P05", "error", 2)]
    assert (document.source.pages, document.source.kind) == (3, "pdf-text")
    assert [form.pages for form in document.forms] == [(1, 1), (3, 3)]


def test_what_mupdf_read_before_it_gave_up_is_kept_where_the_second_reader_fails() -> None:
    line = "BT /F 10 Tf 40 100 Td (93.49) Tj ET "
    reading = read_pages(page_pdf(line + "foo " * 200 + "[" * 100000))
    assert problems(reading) == [("P05", "error", 1)]
    assert [word.text for word in reading.pages[0].words] == ["93.49"]


def test_a_page_read_by_one_reader_only_is_not_cross_checked(tmp_path: Path) -> None:
    reading = read_pages(damaged(tmp_path / "a.pdf", TOO_DEEP, page=1, forms=3), cross_check=True)
    assert set(reading.again) == {1, 3}
    assert problems(reading) == [("P05", "warning", 2)]


def test_a_page_that_the_second_reader_cannot_read_is_said_to_be_unchecked() -> None:
    font = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts 7>>"
    data = page_pdf("40 40 m 240 40 l S", font=font)
    assert problems(read_pages(data)) == []
    reading = read_pages(data, cross_check=True)
    assert problems(reading) == [("P05", "warning", 1)]
    assert "not cross-checked" in reading.problems[0].message


def test_a_whole_page_is_read_once(tmp_path: Path) -> None:
    reading = read_pages(form_pdf(tmp_path / "a.pdf", forms=2).read_bytes())
    assert (problems(reading), dict(reading.again)) == ([], {})


def test_the_second_reader_is_imported_only_when_it_is_needed(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from extractor import pipeline; "
        "pipeline.read(Path(sys.argv[1])); print({'pdfplumber', 'pdfminer'} & set(sys.modules))"
    )
    line = [sys.executable, "-c", program, str(form_pdf(tmp_path / "a.pdf"))]
    assert subprocess.run(line, capture_output=True, text=True, check=True).stdout == "set()\n"


def test_a_page_that_is_gone_once_the_file_is_mended_is_damaged() -> None:
    form = Path("fixtures/wrong-dept-S01.pdf").read_bytes()
    crossed = hostile.mutated(
        form, 1662
    ).data  # MuPDF reads pages 1 to 4, mends the file, and finds a page tree that loops
    read = read_pages(crossed)
    assert {problem.page for problem in read.problems if problem.severity == "error"} == {1, 3, 4}

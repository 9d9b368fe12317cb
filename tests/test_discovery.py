"""Forms found in a long document, most of whose pages are not read."""

from __future__ import annotations

from pathlib import Path

import pymupdf

from extractor import pipeline
from extractor.discovery import discovered
from extractor.form import Form

FIXTURES = Path(__file__).parent.parent / "fixtures"
_WIDTHS = (80, 80, 120, 80, 80, 60, 60)
_HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


def book(*parts: int | str) -> bytes:
    """A PDF of as many pages of prose and ordinary tables as each number says, and of fixtures by their names."""
    with pymupdf.open() as document:
        for part in parts:
            if isinstance(part, int):
                for _ in range(part):
                    _prose(document)
            else:
                with pymupdf.open(FIXTURES / part) as form:
                    document.insert_pdf(form)
        return bytes(document.tobytes())


def _prose(document: pymupdf.Document) -> None:
    page = document.new_page(width=595, height=842)
    page.insert_text((90, 40), "示例县交通局2022年度部门决算", fontname="china-s", fontsize=9)
    page.insert_text((90, 100), "一般公共预算财政拨款支出200.00万元，完成年初预算的98.50%。", fontname="china-s")
    _table(
        page, 200, [["项目", "行次", "决算数"], ["一、教育支出", "1", "1,200.00"], ["二、住房保障支出", "2", "98.00"]]
    )
    page.insert_text((290, 820), str(page.number + 1), fontname="helv", fontsize=9)


def _table(page: pymupdf.Page, top: float, rows: list[list[str]]) -> None:
    for n, row in enumerate(rows):
        x = 18.0
        for text, width in zip(row, _WIDTHS, strict=False):
            page.draw_rect((x, top + 20 * n, x + width, top + 20 * n + 20), width=0.5)
            page.insert_text((x + 3, top + 20 * n + 14), text, fontname="china-s", fontsize=9)
            x += width


def placed(form: Form, first: int) -> dict[str, object]:
    """What a form says, and where it says so, its pages counted from the given one."""
    places = {key: (value.text, (value.page or 0) - form.pages[0] + first) for key, value in form.evidence.items()}
    return {"indicators": form.indicators, "budget": form.budget, "total": form.total, "title": form.title} | places


def test_forms_of_a_long_document_are_those_of_their_pages_alone(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(book(30, "seed-calc.pdf", 12, "project_central-writer.pdf", 9))
    first, second = pipeline.read(path).forms
    assert (first.pages, second.pages) == ((31, 35), (48, 48))
    for form, name in ((first, "seed-calc.pdf"), (second, "project_central-writer.pdf")):
        (alone,) = pipeline.read(FIXTURES / name).forms
        assert placed(form, 1) == placed(alone, 1)
        assert form.template == alone.template


def test_pages_far_from_a_form_are_not_read() -> None:
    reading, found = discovered(book(30, "project_central-writer.pdf", 30))
    assert len(found) == 1
    assert reading.count == 61
    assert [page.number for page in reading.pages] == [30, 31, 32]


def test_a_form_is_followed_over_pages_that_print_no_label() -> None:
    with pymupdf.open(stream=book(8)) as document:
        for part in range(6):
            page = document.new_page(width=595, height=842)
            rows = [["产出", "数量", f"养护里程{part}{n}", "≥100公里", "97公里", "1", "1"] for n in range(30)]
            _table(page, 60, [_HEADER, *rows] if not part else rows)
        document.insert_pdf(pymupdf.open(stream=book(8)))
        reading, (form,) = discovered(document.tobytes())
    assert form.pages == (9, 14)
    assert len(reading.pages) < reading.count


def test_a_long_document_without_a_form_has_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(book(40))
    document = pipeline.read(path)
    assert [problem.code for problem in document.problems] == ["P03"]
    assert (document.source.pages, document.source.kind) == (40, "pdf-text")


def test_pictures_in_a_long_document_are_named(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    with pymupdf.open(stream=book(20)) as document:
        page = document.new_page(width=595, height=842)
        page.insert_image(page.rect, pixmap=pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 70, 40), 0))
        document.save(path)
    document = pipeline.read(path, ocr="never")
    assert document.source.kind == "pdf-mixed"
    assert [(problem.code, problem.page) for problem in document.problems] == [("P05", 21), ("P03", None)]

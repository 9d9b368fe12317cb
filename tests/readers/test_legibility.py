"""Pages whose fonts do not say what they print are left to OCR, and single characters of the kind are unsure."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from extractor import pipeline
from extractor.form import Document
from extractor.readers import Reading, read_pages
from extractor.readers.legibility import is_untold
from tests.readers.content import page_pdf
from tests.readers.sheets import sheet, written
from tests.readers.untold import Change, mixed, with_maps, without_maps
from tests.sample_pdfs import form_pdf

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
PRINTS = ["seed-calc.pdf", "seed-chromium.pdf", "project_central-calc.pdf", "project_beijing-writer.pdf"]
CHANGES: dict[str, Change] = {
    "unknown": lambda code: 0xFFFD,
    "private": lambda code: 0xE000 + code % 0x100,
    "shifted by one": lambda code: code + 1,
    "shifted back": lambda code: code - 29,
    "in another block": lambda code: code + 0x100,
    "all one letter": lambda code: ord("A"),
}


def original(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def problems(reading: Reading | Document) -> list[tuple[str, str, int | None]]:
    return [(problem.code, problem.severity, problem.page) for problem in reading.problems]


def nothing_was_read(data: bytes) -> bool:
    reading = read_pages(data, ocr="never")
    assert problems(reading) == [("P05", "error", page.number) for page in reading.pages]
    assert all("OCR" in problem.message and "字体" in problem.message for problem in reading.problems)
    return not any(page.words or page.rulings for page in reading.pages)


@pytest.mark.parametrize("name", PRINTS)
def test_nothing_is_read_from_fonts_without_a_map(name: str) -> None:
    assert nothing_was_read(without_maps(original(name)))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("name", [name for name in PRINTS if "chromium" not in name])
def test_nothing_is_read_from_fonts_whose_maps_are_wrong(name: str, change: Change) -> None:
    assert nothing_was_read(with_maps(original(name), change))


def test_the_second_reader_reads_nothing_from_them_either() -> None:
    reading = read_pages(without_maps(original("project_central-calc.pdf")), cross_check=True, ocr="never")
    assert not any(page.words for page in reading.again.values())
    assert problems(reading) == [("P05", "error", 1)]


def test_a_document_of_such_pages_has_no_form(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(without_maps(original("project_central-calc.pdf")))
    document = pipeline.read(path, ocr="never")
    assert (document.forms, [problem.code for problem in document.problems]) == ((), ["P05", "P03"])


def with_unread(tmp_path: Path, *numbers: int) -> Document:
    """The seed's five pages, of which some cannot be read."""
    path, good = tmp_path / "a.pdf", original("seed-calc.pdf")
    path.write_bytes(mixed(good, without_maps(good), numbers))
    return pipeline.read(path, ocr="never")


def test_a_form_is_not_joined_over_a_page_that_was_not_read(tmp_path: Path) -> None:
    document = with_unread(tmp_path, 4)
    assert [(form.pages, form.unread_pages) for form in document.forms] == [((1, 3), (4,)), ((5, 5), (4,))]
    assert problems(document) == [("P05", "error", 4)]


def test_a_form_with_a_page_that_was_not_read_says_so_and_its_sums_prove_nothing(tmp_path: Path) -> None:
    (form,) = with_unread(tmp_path, 5).forms
    (finding,) = (finding for finding in form.findings if finding.code == "E03")
    assert "第 5 页" in finding.message
    assert {finding.code for finding in form.findings} >= {"W01", "W02"}
    assert {finding.severity for finding in form.findings} == {"warning"}


def test_a_form_far_from_such_pages_is_whole(tmp_path: Path) -> None:
    path, good = tmp_path / "a.pdf", form_pdf(tmp_path / "good.pdf", forms=3).read_bytes()
    path.write_bytes(mixed(good, without_maps(original("seed-calc.pdf")), [2]))
    first, last = pipeline.read(path, ocr="never").forms
    assert (first.pages, last.pages) == ((1, 1), (3, 3))
    assert not any(finding.code == "E03" for form in (first, last) for finding in form.findings)


def line(text: str, to_unicode: str) -> bytes:
    return page_pdf(f"BT /F 10 Tf 40 100 Td ({text}) Tj ET", to_unicode=to_unicode)


def test_a_single_character_that_is_not_told_is_kept_and_unsure() -> None:
    reading = read_pages(line("Logo A, total 93.49", "1 beginbfchar <41> <e123> endbfchar"))
    words = {word.text: word.confidence for word in reading.pages[0].words}
    assert words == {"Logo": 1.0, "\ue123,": 0.5, "total": 1.0, "93.49": 1.0}
    assert reading.problems == ()


@pytest.mark.parametrize("code", ["f0fe", "f052", "2611", "00fe"])
def test_a_box_of_a_font_of_symbols_is_sure(code: str) -> None:
    reading = read_pages(line("A good B fair", f"1 beginbfchar <41> <{code}> endbfchar"))
    assert {word.confidence for word in reading.pages[0].words} == {1.0}


def test_text_that_is_drawn_in_outlines_is_not_read() -> None:
    with sheet() as page:
        for n in range(150):
            page.draw_circle((20 + n % 15 * 12, 20 + n // 15 * 12), 4, fill=(0, 0, 0))
        reading = read_pages(page.parent.tobytes(), ocr="never")
    assert problems(reading) == [("P05", "error", 1)]
    assert "outlines" in reading.problems[0].message


def test_a_seal_in_outlines_on_a_page_of_text_is_no_matter() -> None:
    with sheet() as page:
        for n in range(150):
            page.draw_circle((20 + n % 15 * 12, 20 + n // 15 * 12), 4, fill=(0, 0, 0))
        for n in range(10):
            written(page, 220, 20 + n * 20, "预算执行情况说明")
        assert problems(read_pages(page.parent.tobytes())) == []


def test_blanks_as_wide_as_chinese_characters_are_characters_that_are_not_told() -> None:
    assert nothing_was_read(with_maps(original("project_beijing-writer.pdf"), lambda code: 0x20))


TEXTS = {
    "chinese": "部门整体支出绩效自评表 年度资金总额 全年预算数 执行率 100.00% 优 良 中 差",
    "traditional": "財政部門整體支出績效自評表，年度資金總額與執行情況說明，實際完成值與偏差原因分析",
    "rare names": "佛山市顺德区杏坛镇滘沙村岑埗委员会，负责人：祎喆、翀婧。预算执行情况：已经完成全部目标任务。",
    "english": "The indicator's target was met: 95% (A&B), see [1] for details; budget = 100 and score > 9.",
    "french": "Les dépenses réalisées à la fin de l'année ont été évaluées; le résultat dépasse l'objectif fixé.",
    "figures": "0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_that_says_what_is_printed_is_told(text: str) -> None:
    assert not is_untold(text)


@pytest.mark.parametrize(
    "text",
    [
        TEXTS["chinese"].encode("gb18030").decode("latin-1"),
        "".join(chr(ord(character) + 1) for character in TEXTS["chinese"]),
        "\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0e\x0f\x10",
        "!\"#$%&'()*+,-./0123456789:;<=>?@ABC",
        "A" * 50,
    ],
    ids=["other encoding", "shifted", "codes", "codes as letters", "one letter"],
)
def test_a_text_of_codes_is_not_told(text: str) -> None:
    assert is_untold(text)


def test_a_whole_file_is_read_as_ever() -> None:
    with pymupdf.open(FIXTURES / "seed-calc.pdf") as document:
        assert read_pages(document.tobytes()).problems == ()

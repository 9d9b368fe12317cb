"""Which way a page goes: its text layer is read where that is what is printed, OCR reads the others, and it is said."""

from __future__ import annotations

import pymupdf
import pytest

from extractor.form import Way
from extractor.pages import Page
from extractor.readers import Reading, read_pages, skim
from extractor.readers.ways import ways

LINES = ("绩效自评表2022", "项目名称 道路养护", "全年预算数 56655.54", "年度指标值 98.75")
OTHERS = ("猜效白评衣2077", "顶日名杯 追路养护", "全牛预宜数 5G6S5.S4", "牛度指杯值 9B.1S")


def printed(*lines: str) -> pymupdf.Document:
    made = pymupdf.open()
    write(made.new_page(width=400, height=300), lines)
    return made


def write(page: pymupdf.Page, lines: tuple[str, ...], mode: int = 0) -> None:
    writer = pymupdf.TextWriter(page.rect)
    for n, line in enumerate(lines):
        writer.append((60, 60 + 50 * n), line, font=pymupdf.Font("cjk"), fontsize=16)
    writer.write_text(page, render_mode=mode)


def scan() -> pymupdf.Document:
    """A page that is a picture of the lines."""
    picture = printed(*LINES)[0].get_pixmap(dpi=200)
    made = pymupdf.open()
    made.new_page(width=400, height=300).insert_image((0, 0, 400, 300), pixmap=picture)
    return made


def way(made: pymupdf.Document) -> tuple[str | None, str | None]:
    (went,) = read_pages(made.tobytes()).ways
    return went.source, went.why


def test_a_text_layer_is_read() -> None:
    assert way(printed(*LINES)) == ("text", None)


def test_a_picture_without_text_goes_to_ocr() -> None:
    assert way(scan()) == ("ocr", "picture")


def test_a_picture_with_hidden_text_goes_to_ocr_all_the_same() -> None:
    made = scan()
    write(made[0], LINES, mode=3)
    reading = read_pages(made.tobytes())
    assert [(each.source, each.why) for each in reading.ways] == [("ocr", "hidden text")]
    assert not reading.problems
    assert {"56655.54", "98.75"} <= {word.text for word in reading.pages[0].words}


@pytest.mark.parametrize("is_covered", [True, False], ids=["covered by the picture", "rendered invisibly over it"])
def test_hidden_text_that_is_not_what_the_picture_shows_is_said(is_covered: bool) -> None:
    if is_covered:
        made = printed(*OTHERS)
        made[0].insert_image(made[0].rect, pixmap=scan()[0].get_pixmap(dpi=200))
    else:
        made = scan()
        write(made[0], OTHERS, mode=3)
    reading = read_pages(made.tobytes())
    assert [(each.source, each.why) for each in reading.ways] == [("ocr", "other text")]
    assert [(each.code, each.severity, each.page) for each in reading.problems] == [("P05", "info", 1)]
    assert {"56655.54", "98.75"} <= {word.text for word in reading.pages[0].words}


def test_a_scan_with_a_page_number_printed_over_it_is_a_scan() -> None:
    made = scan()
    made[0].insert_text((180, 290), "- 1 -")
    reading = read_pages(made.tobytes())
    assert [(each.source, each.why) for each in reading.ways] == [("ocr", "other text")]
    assert "56655.54" in {word.text for word in reading.pages[0].words}


def test_text_that_shines_through_a_picture_of_other_lines_is_not_trusted() -> None:
    """As where an old reading lies under a picture of black ink alone."""
    made = scan()
    write(made[0], OTHERS)
    assert way(made) == ("ocr", "other text")


def test_text_on_a_picture_without_print_is_read() -> None:
    made = pymupdf.open()
    page = made.new_page(width=400, height=300)
    shade = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 40, 30), False)
    shade.clear_with(235)
    page.insert_image(page.rect, pixmap=shade)
    write(page, LINES)
    assert way(made) == ("text", None)


def test_without_ocr_a_picture_is_not_read() -> None:
    (went,) = read_pages(scan().tobytes(), ocr="never").ways
    assert went == Way(first=1, last=1, source=None, why="picture")


def test_ocr_that_was_asked_for_says_so() -> None:
    (went,) = read_pages(printed(*LINES).tobytes(), ocr="always").ways
    assert (went.source, went.why) == ("ocr", "asked")


def test_a_long_scan_with_an_old_text_layer_is_not_passed_over() -> None:
    made = scan()
    write(made[0], OTHERS, mode=3)
    made.insert_pdf(printed(*LINES))
    assert [bool(text) for text in skim(made, 1)] == [False, True]


def test_pages_alike_are_one_record_and_those_far_from_forms_are_named() -> None:
    pages = [Page(n, 100, 100, (), ()) for n in (2, 3)] + [Page(4, 100, 100, (), (), unread="damage")]
    assert [(each.first, each.last, each.source, each.why) for each in ways(pages, 6)] == [
        (1, 1, None, "far"),
        (2, 3, "text", None),
        (4, 4, None, "damage"),
        (5, 6, None, "far"),
    ]
    assert Reading("pdf-text", 6, tuple(pages)).ways == tuple(ways(pages, 6))

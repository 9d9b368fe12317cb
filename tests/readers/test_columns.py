"""Text that is set in columns is read from top to bottom and from right to left; level lines are not taken for it."""

from __future__ import annotations

import pymupdf

from tests.readers.content import page_pdf
from tests.readers.sheets import read, sheet, texts, written

VERTICAL = """<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-V/DescendantFonts[<<
    /Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>
    /FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0
    /Ascent 880/Descent -120/CapHeight 880/StemV 80>>/DW 1000>>]>>"""


def column(page: pymupdf.Page, x: float, y: float, text: str) -> float:
    """The y under the characters that this prints upright, one under the other."""
    for character in text:
        written(page, x, y, character, size=12)
        y += 12
    return y


def test_columns_are_read_from_right_to_left() -> None:
    with sheet() as page:
        written(page, 20, 50, "level line", font="helv")
        column(page, 100, 60, "社会效益指标")
        column(page, 82, 60, "分值")
        assert texts(page) == ["level", "line", "社会效益指标分值"]


def test_words_on_their_side_belong_to_their_column() -> None:
    with sheet() as page:
        written(page, 20, 50, "level line", font="helv")
        y = column(page, 100, 60, "产出指标")
        page.insert_text((102, y - 10), "(50", rotate=270, fontsize=12)
        column(page, 100, y + 20, "分")
        assert texts(page)[-1] == "产出指标(50分"


def test_lines_of_one_character_each_are_lines() -> None:
    with sheet() as page:
        column(page, 100, 60, "产出指标")
        column(page, 130, 60, "数量")
        assert sorted(texts(page)) == sorted("产出指标数量")


def test_vertical_writing_runs_down_its_column() -> None:
    text = "产出指标分值".encode("utf-16-be").hex()
    (page,) = [read_page(f"BT /F 12 Tf 100 180 Td <{text}> Tj ET")]
    assert page == (0, ["产出指标分值"])


def test_two_columns_of_vertical_writing_are_one_text() -> None:
    first, second = ("产出指标分值".encode("utf-16-be").hex(), "得分".encode("utf-16-be").hex())
    assert read_page(f"BT /F 12 Tf 100 180 Td <{first}> Tj -18 0 Td <{second}> Tj ET") == (0, ["产出指标分值得分"])


def read_page(content: str) -> tuple[int, list[str]]:
    """How a page is turned, and its words."""
    with pymupdf.open(stream=page_pdf(content, font=VERTICAL)) as document:
        page = read(document[0])
    return page.turn, [word.text for word in page.words]

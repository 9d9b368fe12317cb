"""The second reader sees a page as the first does."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from extractor.pages import Page, Ruling
from extractor.readers import read_pages
from extractor.readers.second import read_again
from tests.readers.content import NAMELESS, Change, add_form, page_pdf

FIXTURES = Path(__file__).parents[2] / "fixtures"
NAMES = sorted(path.name for path in FIXTURES.glob("*.pdf"))


def both(data: bytes) -> tuple[Page, Page]:
    """The first page of a PDF, by the first reader and by the second."""
    (first, *_), again = read_pages(data).pages, read_again(data, [1])
    return first, again[1]


def assert_same(first: Page, second: Page) -> None:
    assert [word.text for word in second.words] == [word.text for word in first.words]
    assert (second.number, second.source) == (first.number, first.source)
    assert (second.width, second.height) == pytest.approx((first.width, first.height), abs=0.01)
    for one, other in zip(first.words, second.words, strict=True):
        is_level = one.baseline != one.box.bottom  # the height of a box is the font's, whichever way the text runs
        assert other.edges == pytest.approx(one.edges, abs=0.05 if is_level else 0.5 * one.size)
        assert other.baseline == pytest.approx(one.baseline, abs=0.05 if is_level else 0.5 * one.size)
        assert other.size == pytest.approx(one.size, abs=0.05)
        assert other.blank == one.blank
        assert other.box.overlap(one.box) > 0.7 * one.box.width * one.box.height
    assert_same_lines(first.rulings, second.rulings)
    assert_same_lines(first.edges, second.edges)


def assert_same_lines(first: tuple[Ruling, ...], second: tuple[Ruling, ...]) -> None:
    assert sorted(ruling.axis for ruling in first) == sorted(ruling.axis for ruling in second)
    for ruling in first:
        near = [other for other in second if other[1:] == pytest.approx(ruling[1:], abs=0.2)]
        assert ruling.axis in {other.axis for other in near}


def sure_words(page: Page) -> list[tuple[str, float]]:
    """The words that no clipping touches, each with the place where it begins, in the order of texts and places."""
    return sorted((word.text, word.edges[0]) for word in page.words if word.confidence == 1)


def assert_same_words(first: Page, second: Page) -> None:
    ones, others = sure_words(first), sure_words(second)
    assert [text for text, _ in others] == [text for text, _ in ones]
    assert [place for _, place in others] == pytest.approx([place for _, place in ones], abs=0.1)


@pytest.mark.parametrize("name", NAMES)
def test_the_second_reader_reads_the_words_and_rulings_of_a_fixture(name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    pages = read_pages(data).pages
    again = read_again(data, range(1, len(pages) + 1))
    for page in pages:
        assert_same_words(page, again[page.number])
        assert_same_lines(page.rulings, again[page.number].rulings)
        assert_same_lines(page.edges, again[page.number].edges)


LINE = "BT /F 10 Tf 40 100 Td (Total 93.49, 100) Tj ET"

PAGES = {
    "plain": LINE,
    "small and large": "BT /F 1 Tf 8 0 0 8 40 100 Tm (93.49) Tj 16 0 0 16 90 100 Tm (93.49) Tj ET",
    "spaced characters": "BT /F 10 Tf 2 Tc 40 100 Td (93.4) Tj (9 100) Tj ET",
    "spaced words": "BT /F 10 Tf 5 Tw 40 100 Td (93 49) Tj ET",
    "narrow": "BT /F 10 Tf 70 Tz 40 100 Td (93.49 100) Tj ET",
    "raised": "BT /F 10 Tf 40 100 Td (93) Tj 5 Ts (2) Tj ET",
    "kerned": "BT /F 10 Tf 1 Tc 40 100 Td [-500 (93) 120 (.49) -3000 (100)] TJ ET",
    "lines": "BT /F 10 Tf 12 TL 40 150 Td (1) Tj T* (2) Tj (3) ' 1 2 (4 4) \" 0 -14 TD (5) Tj T* (6) Tj ET",
    "doubled": f"{LINE} {LINE.replace('40 100', '40.3 100.2')}",
    "without ink": f"BT 3 Tr /F 10 Tf 40 60 Td (55.00) Tj ET {LINE}",
    "only clipping": f"q BT 7 Tr /F 10 Tf 40 60 Td (55.00) Tj ET Q {LINE}",
    "outlined": "BT 1 Tr /F 10 Tf 40 60 Td (55.00) Tj ET",
    "clipped away": f"q 0 0 300 80 re W n {LINE} Q BT /F 10 Tf 40 60 Td (55.00) Tj ET",
    "clipped twice": f"q 0 0 300 150 re W n 0 90 300 90 re W* n {LINE} Q {LINE.replace('40 100', '40 50')}",
    "off the page": f"{LINE} {LINE.replace('40 100', '40 -80')} {LINE.replace('40 100', '400 100')}",
    "upwards": "BT /F 10 Tf 0 1 -1 0 40 100 Tm (12.5) Tj ET",
    "aslant": f"BT /F 10 Tf 0.7 0.7 -0.7 0.7 40 20 Tm (COPY) Tj ET {LINE}",
    "half a ligature": "BT /F 10 Tf 40 100 Td (\222\223 5\226) Tj ET",
    "a grid": "40 40 m 240 40 l S 40 40 m 40 140 l 240 140 l S 60 60 100 20 re S 60 90 100 0.5 re f",
    "a triangle": "40 40 m 90 40 l 90 140 l h S",
    "a closed frame": "40 40 m 90 40 l 90 140 l 40 140 l h S 140 40 m 190 40 l 190 140 l 140 140 l 140 40 l s",
    "filled": "0.9 g 40 40 100 20 re f 1 g 40 80 100 20 re f 0 0 0 0 k 40 120 100 20 re f 1 1 1 rg 40 150 50 9 re B",
    "a filled line": "40 40 m 240 40 l 240 41 l 40 41 l f",
    "a circle": "40 40 m 40 90 90 90 90 40 c S 150 40 m 150 90 200 90 200 40 c f",
    "a path that ends nowhere": "40 40 m 240 40 l n",
    "beyond the page": "-40 40 m 400 40 l S",
    "moved": f"q 0.5 0 0 0.5 10 20 cm {LINE} 40 40 m 240 40 l S Q",
}


@pytest.mark.parametrize("name", PAGES)
def test_both_readers_see_the_same_page(name: str) -> None:
    assert_same(*both(page_pdf(PAGES[name])))


@pytest.mark.parametrize(
    "keys",
    [
        {"Rotate": "90"},
        {"Rotate": "180"},
        {"Rotate": "-90"},
        {"CropBox": "[20 50 280 180]"},
        {"CropBox": "[20 50 280 180]", "Rotate": "90"},
        {"MediaBox": "[-100 -50 300 200]"},
        {"MediaBox": "[-100 -50 300 200]", "CropBox": "[0 0 300 500]", "Rotate": "270"},
        {"UserUnit": "2"},
    ],
    ids=str,
)
@pytest.mark.parametrize("name", ["plain", "a grid", "upwards", "off the page"])
def test_both_readers_see_a_page_as_it_is_displayed(keys: dict[str, str], name: str) -> None:
    assert_same(*both(page_pdf(PAGES[name], keys=keys)))


def test_what_is_transparent_is_not_read() -> None:
    hidden = "/G gs BT /F 10 Tf 40 60 Td (55.00) Tj ET 40 40 m 240 40 l S"
    first, second = both(page_pdf(f"q {hidden} Q {LINE}", resources="/ExtGState<</G<</ca 0/CA 0>>>>"))
    assert_same(first, second)
    assert [word.text for word in second.words] == ["Total", "93.49,", "100"]
    assert second.rulings == ()


@pytest.mark.parametrize(
    "entries",
    ["/BBox[0 0 300 200]", "/BBox[0 0 300 200]/Matrix[0.5 0 0 0.5 20 30]", "/BBox[0 0 300 80]", "/BBox[0 0 70 200]"],
)
def test_a_form_inside_the_page_is_read_where_it_is_drawn(entries: str) -> None:
    data = page_pdf(f"q 1 0 0 1 5 5 cm /X Do 40 40 m 240 40 l S Q {LINE}", change=add_form(entries, LINE))
    assert_same(*both(data))


def note(document: pymupdf.Document, page: pymupdf.Page) -> None:
    page.add_freetext_annot(pymupdf.Rect(40, 40, 140, 60), "93.49", fontsize=10)


def field(document: pymupdf.Document, page: pymupdf.Page) -> None:
    widget = pymupdf.Widget()
    widget.rect, widget.field_name, widget.field_value = pymupdf.Rect(40, 40, 140, 60), "score", "93.49"
    widget.field_type, widget.text_fontsize = pymupdf.PDF_WIDGET_TYPE_TEXT, 10
    page.add_widget(widget)


def ticked(document: pymupdf.Document, page: pymupdf.Page) -> None:
    widget = pymupdf.Widget()
    widget.rect, widget.field_name, widget.field_value = pymupdf.Rect(40, 40, 60, 60), "good", True
    widget.field_type = pymupdf.PDF_WIDGET_TYPE_CHECKBOX
    page.add_widget(widget)


@pytest.mark.parametrize("change", [note, field])
def test_what_is_typed_into_a_field_is_read(change: Change) -> None:
    first, second = both(page_pdf(LINE, change=change))
    assert_same(first, second)
    assert second.words[0].text == "93.49"


def test_a_ticked_box_is_read() -> None:
    first, second = both(page_pdf(LINE, change=ticked))
    assert [word.text for word in second.words] == [word.text for word in first.words]
    assert len(second.words) == 4


def test_a_hidden_note_is_not_read() -> None:
    def hidden(document: pymupdf.Document, page: pymupdf.Page) -> None:
        annotation = page.add_freetext_annot(pymupdf.Rect(40, 40, 140, 60), "93.49", fontsize=10)
        annotation.set_flags(pymupdf.PDF_ANNOT_IS_HIDDEN)

    first, second = both(page_pdf(LINE, change=hidden))
    assert_same(first, second)
    assert len(second.words) == 3


def test_chinese_without_a_font_of_its_own_is_read() -> None:
    def write(document: pymupdf.Document, page: pymupdf.Page) -> None:
        page.insert_text((40, 40), "得分：93.49，等级（优）", fontname="china-s", fontsize=10)

    assert_same(*both(page_pdf(change=write)))


def test_a_glyph_of_several_characters_shares_its_width_among_them() -> None:
    content = "BT /F 10 Tf 40 100 Td <00010002> Tj ET"
    data = page_pdf(content, font=NAMELESS, to_unicode="2 beginbfchar <0001> <00660069> <0002> <0035> endbfchar")
    (word,) = both(data)[1].words
    assert word.text == "fi5"
    assert word.edges == pytest.approx((40, 43, 46, 52))


def test_a_glyph_without_width_is_read() -> None:
    data = page_pdf(LINE, to_unicode="1 beginbfchar <54> <00660069> endbfchar")
    assert both(data)[1].words[0].text == "fiotal"


def test_a_radical_is_read_as_the_character_that_it_looks_like() -> None:
    data = page_pdf(LINE, to_unicode="2 beginbfchar <54> <2ED4> <6F> <2F6C> endbfchar")
    assert both(data)[1].words[0].text == "门目tal"


def test_a_glyph_that_stands_for_nothing_known_is_a_mark() -> None:
    _, second = both(page_pdf("BT /F 10 Tf 40 100 Td <00010002> Tj ET", font=NAMELESS))
    assert [word.text for word in second.words] == ["\ufffd\ufffd"]


def test_a_page_that_is_not_there_is_left_out() -> None:
    assert set(read_again(page_pdf(LINE), [1, 2])) == {1}


@pytest.mark.parametrize("data", [b"", b"no PDF", page_pdf(LINE)[:100]])
def test_what_cannot_be_opened_has_no_pages(data: bytes) -> None:
    assert read_again(data, [1]) == {}

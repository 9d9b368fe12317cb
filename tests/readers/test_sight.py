"""What a viewer cannot see is not read: hidden, covered, tiny, in the colour of its ground."""

from __future__ import annotations

import pymupdf
import pytest

from tests.readers.content import add_form, page_pdf
from tests.readers.sheets import both, read, sheet, texts

FIGURE = "BT /F 9 Tf 50 100 Td (58.00) Tj ET"
PICTURE = "q 100 0 0 100 0 50 cm BI /W 2 /H 2 /BPC 8 /CS /G /F /AHx ID 00ff40c0> EI Q"
STATES = "/ExtGState<</Faint<</ca .01/CA .01>>/Pale<</ca .15>>/Marker<</BM/Multiply>>>>"

UNSEEN = {
    "white on paper": f"1 g {FIGURE}",
    "nearly white on paper": f".99 .99 1 rg {FIGURE}",
    "white ink in four colours": f"0 0 0 0 k {FIGURE}",
    "in the colour of its box": f".1 .2 .4 rg 40 90 60 30 re f {FIGURE}",
    "white on a white box on a dark one": f"0 g 40 80 90 60 re f 1 g 45 90 60 30 re f {FIGURE}",
    "covered by a white box": f"{FIGURE} 1 g 40 90 60 30 re f",
    "covered by a dark box": f"{FIGURE} .2 g 40 90 60 30 re f",
    "covered by a round box": f"{FIGURE} 1 g 40 90 m 45 85 95 85 100 90 c 100 120 l 40 120 l h f",
    "hardly opaque": f"/Faint gs {FIGURE}",
    "rendered invisibly": FIGURE.replace("Tf", "Tf 3 Tr"),
    "rendered invisibly over a picture": f"{PICTURE} {FIGURE.replace('Tf', 'Tf 3 Tr')}",
    "tiny": FIGURE.replace("9 Tf", "1 Tf"),
    "scaled down": f"q .1 0 0 .1 0 0 cm {FIGURE} Q",
    "beside the page": FIGURE.replace("50 100", "-40 100"),
    "clipped away": f"q 100 0 100 200 re W n {FIGURE} Q",
    "clipped away by a box in a box": f"q 40 0 100 200 re W n 70 90 100 30 re W n 0 0 60 200 re W n {FIGURE} Q",
    "clipped away by a turned box": f"q 150 10 m 240 100 l 150 190 l 120 160 l 60 60 l h W n {FIGURE} Q".replace(
        "50 100 Td", "60 150 Td"
    ),
}

SEEN = {
    "white on a dark box": f"0 g 40 90 60 30 re f 1 g {FIGURE}",
    "white on a dark shape": f"0 g 40 90 m 100 90 l 110 100 l 100 120 l 40 120 l h f 1 g {FIGURE}",
    "black on a light box": f".9 g 40 90 60 30 re f 0 g {FIGURE}",
    "red": f"1 0 0 rg {FIGURE}",
    "yellow": f"1 1 0 rg {FIGURE}",
    "under a marker": f"{FIGURE} /Marker gs 1 1 0 rg 40 90 60 30 re f",
    "under a box that lets it be seen": f"{FIGURE} /Pale gs 1 0 0 rg 40 90 60 30 re f",
    "beside a box that is filled later": f"{FIGURE} 1 g 80 90 60 30 re f",
    "under a box that is clipped away": f"{FIGURE} q 200 0 50 50 re W n 1 g 40 90 60 30 re f Q",
    "covered, and printed again": f"{FIGURE} 1 g 40 90 60 30 re f 0 g {FIGURE}",
    "in a round clip": f"q 20 60 m 20 160 60 160 100 150 c 130 100 l 100 40 l h W n {FIGURE} Q",
}


def read_both(content: str) -> list[str]:
    with pymupdf.open(stream=page_pdf(content, resources=STATES)) as document:
        return [word.text for word in both(document[0])]


@pytest.mark.parametrize("content", UNSEEN.values(), ids=UNSEEN)
def test_text_that_nobody_sees_is_not_read(content: str) -> None:
    with pymupdf.open(stream=page_pdf(content, resources=STATES)) as document:
        assert texts(document[0]) == []


@pytest.mark.parametrize("content", SEEN.values(), ids=SEEN)
def test_text_that_is_seen_is_read(content: str) -> None:
    assert read_both(content) == ["58.00"]


def test_a_figure_that_is_covered_and_replaced_is_read_as_replaced() -> None:
    assert read_both(f"{FIGURE} 1 g 40 90 60 30 re f 0 g {FIGURE.replace('58', '59')}") == ["59.00"]


@pytest.mark.parametrize(
    "hidden", ["1 g BT /F 9 Tf 50 100 Td (5) Tj ET 0 g", "BT /F 9 Tf 3 Tr 50 100 Td (5) Tj 0 Tr ET"]
)
def test_a_hidden_character_does_not_swallow_the_same_one_printed_over_it(hidden: str) -> None:
    assert read_both(f"{hidden} {FIGURE}") == ["58.00"]


def test_a_hidden_character_right_before_a_figure_is_no_part_of_it() -> None:
    assert read_both(f"1 g BT /F 9 Tf 45 100 Td (1) Tj ET 0 g {FIGURE}") == ["58.00"]


@pytest.mark.parametrize("opacity", [255, 0], ids=["opaque", "transparent"])
@pytest.mark.parametrize("has_mask", [True, False])
def test_a_picture_over_text_hides_it_where_it_is_opaque(has_mask: bool, opacity: int) -> None:
    with sheet() as page:
        page.insert_text((50, 100), "58.00")
        picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 4, 4), has_mask)
        picture.clear_with(255)
        if has_mask:
            picture.set_alpha(bytes([opacity] * 16))
        page.insert_image((40, 80, 140, 110), pixmap=picture, keep_proportion=False)
        assert texts(page) == (["58.00"] if has_mask and not opacity else [])


def test_a_seal_over_a_figure_does_not_hide_it() -> None:
    with sheet() as page:
        page.insert_text((50, 100), "58.00")
        seal = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 4, 4), True)
        seal.set_rect(seal.irect, (220, 0, 0, 255))
        page.insert_image((40, 80, 140, 110), pixmap=seal, keep_proportion=False)
        assert texts(page) == ["58.00"]


def test_white_text_on_a_dark_picture_is_read() -> None:
    with sheet() as page:
        picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 4, 4), False)
        picture.clear_with(20)
        page.insert_image((40, 80, 140, 110), pixmap=picture, keep_proportion=False)
        page.insert_text((50, 100), "58.00", color=(1, 1, 1))
        assert [word.text for word in both(page)] == ["58.00"]


def test_text_on_a_layer_that_is_off_is_not_read() -> None:
    with sheet() as page:
        page.insert_text((50, 100), "58.00", oc=page.parent.add_ocg("draft", on=False))
        page.insert_text((50, 150), "59.00", oc=page.parent.add_ocg("text", on=True))
        assert texts(page) == ["59.00"]


def test_text_in_a_group_that_is_hardly_opaque_is_not_read() -> None:
    group = add_form("/BBox[0 0 300 200]/Group<</S/Transparency>>", FIGURE)
    with pymupdf.open(stream=page_pdf("/Faint gs /X Do", resources=STATES, change=group)) as document:
        assert both(document[0]) == []


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_what_is_hidden_on_a_turned_page_is_not_read(turn: int) -> None:
    clipped = "q 100 0 100 200 re W n BT /F 9 Tf 50 100 Td (57) Tj 0 50 Td (hidden) Tj ET Q"
    content = f"{FIGURE} 1 g 40 90 60 30 re f 0 g BT /F 9 Tf 200 100 Td (59) Tj ET {clipped}"
    with pymupdf.open(stream=page_pdf(content, keys={"Rotate": str(turn)})) as document:
        assert sorted("".join(word.text for word in read(document[0]).words)) == ["5", "9"]


def test_what_a_group_says_of_its_own_opacity_does_not_make_it_opaque() -> None:
    group = add_form("/BBox[0 0 300 200]/Group<</S/Transparency>>", f"/Full gs {FIGURE}")

    def change(document: pymupdf.Document, page: pymupdf.Page) -> None:
        group(document, page)
        (form,) = (xref for xref, *_ in page.get_xobjects())
        document.xref_set_key(form, "Resources/ExtGState", "<</Full<</ca 1>>>>")

    with pymupdf.open(stream=page_pdf("/Faint gs /X Do", resources=STATES, change=change)) as document:
        assert both(document[0]) == []

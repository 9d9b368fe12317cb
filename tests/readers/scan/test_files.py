"""However a picture is coded it is read, and one that ends too early is read as far as it goes, and that is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image

from extractor.form import SURE
from extractor.pages import Page
from extractor.readers import read_pages
from extractor.readers.mending import cut_pages, mended
from tests.readers.scan.files import LINES, coded, fax, flate, jbig2, pdf, picture, strips

FIGURES = ["2022", "56655.54", "98.75"]

Make = Callable[[Image.Image], bytes]

WHOLE: dict[str, Make] = {
    "PNG": lambda page: coded(page, "PNG", dpi=(200, 200)),
    "PNG of 16 bits": lambda page: coded(page.convert("L").convert("I;16").point(lambda v: v * 257), "PNG"),
    "PNG with few colours": lambda page: coded(page.convert("P"), "PNG"),
    "JPEG": lambda page: coded(page, "JPEG", dpi=(200, 200)),
    "JPEG in four colours": lambda page: coded(page.convert("CMYK"), "JPEG", dpi=(200, 200)),
    "TIFF, fax": lambda page: coded(page.convert("1"), "TIFF", compression="group4", dpi=(200, 200)),
    "TIFF in four colours": lambda page: coded(page.convert("CMYK"), "TIFF", compression="tiff_lzw"),
    "PDF, fax": lambda page: pdf(fax(page), "CCITTFaxDecode", page),
    "PDF, JBIG2": lambda page: pdf(jbig2(page), "JBIG2Decode", page),
    "PDF in four colours": lambda page: strips(page.convert("CMYK"), 1),
    "PDF, JPEG 2000": lambda page: pdf(
        coded(page, "JPEG2000", quality_mode="rates", quality_layers=[20]), "JPXDecode", page, bits=8, space="DeviceRGB"
    ),
    "PDF, flate": lambda page: pdf(flate(page), "FlateDecode", page, bits=8),
    "PDF in strips": lambda page: strips(page, 7),
}

CUT: dict[str, Make] = {
    "JPEG": lambda page: _cut(coded(page, "JPEG", dpi=(200, 200))),
    "PNG": lambda page: _cut(coded(page, "PNG", dpi=(200, 200))),
    "TIFF": lambda page: _cut(coded(page.convert("L"), "TIFF", dpi=(200, 200))),
    "PDF, JPEG": lambda page: pdf(_cut(coded(page, "JPEG")), "DCTDecode", page, bits=8, space="DeviceRGB"),
    "PDF, flate": lambda page: pdf(_cut(flate(page)), "FlateDecode", page, bits=8),
    "PDF, fax": lambda page: pdf(_cut(fax(page)), "CCITTFaxDecode", page),
}

LOST: dict[str, Callable[[bytes, Image.Image], bytes]] = {
    "JBIG2": lambda data, page: pdf(data, "JBIG2Decode", page),
    "JPEG 2000": lambda data, page: pdf(data, "JPXDecode", page, bits=8, space="DeviceRGB"),
}


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return picture()


def _figures(page: Page) -> list[str]:
    return re.findall(r"\d[\d.]*", " ".join(word.text for word in page.words))


def _cut(data: bytes) -> bytes:
    return data[: len(data) * 6 // 10]


@pytest.mark.parametrize("make", WHOLE.values(), ids=WHOLE)
def test_a_picture_is_read_however_it_is_coded(make: Make, page: Image.Image) -> None:
    reading = read_pages(make(page))
    assert not reading.problems
    assert _figures(reading.pages[0]) == FIGURES


@pytest.mark.parametrize("dpi", [100, 150, 300, 600])
def test_a_picture_is_read_in_all_resolutions_or_unsure(dpi: int) -> None:
    (only,) = read_pages(coded(picture(dpi), "PNG", dpi=(dpi, dpi))).pages
    assert _figures(only) == FIGURES or any(word.confidence < SURE for word in only.words)


def test_all_pages_of_a_tiff_are_read(page: Image.Image) -> None:
    data = coded(page, "TIFF", save_all=True, append_images=[page, page], compression="jpeg", dpi=(200, 200))
    reading = read_pages(data)
    assert (reading.kind, reading.count, len(reading.pages)) == ("image", 3, 3)
    assert [_figures(each) for each in reading.pages] == [FIGURES] * 3


@pytest.mark.parametrize("make", CUT.values(), ids=CUT)
def test_a_picture_that_ends_too_early_is_read_as_far_as_it_goes(make: Make, page: Image.Image) -> None:
    reading = read_pages(make(page))
    (only,) = reading.pages
    assert [(each.code, each.severity, each.page) for each in reading.problems] == [("P05", "error", 1)]
    assert only.unread == "cut"
    assert _figures(only)[0] == FIGURES[0]
    assert FIGURES[-1] not in _figures(replace(only, words=tuple(w for w in only.words if w.confidence >= SURE)))


@pytest.mark.parametrize("coding", LOST)
def test_a_picture_of_which_nothing_is_shown_without_its_end_is_no_empty_page(coding: str, page: Image.Image) -> None:
    def code(shown: Image.Image) -> bytes:
        is_jbig2 = coding == "JBIG2"
        return jbig2(shown) if is_jbig2 else coded(shown, "JPEG2000", quality_mode="rates", quality_layers=[20])

    cut = read_pages(LOST[coding](_cut(code(page)), page))
    assert [(each.code, each.severity, each.page) for each in cut.problems] == [("P05", "error", 1)]
    assert cut.pages[0].unread == "damage"
    empty = Image.new("RGB", page.size, "white")
    assert read_pages(LOST[coding](code(empty), empty)).pages[0].unread == "blank picture"


def test_what_stands_where_a_picture_ends_is_unsure_and_what_is_far_from_it_is_not(page: Image.Image) -> None:
    wide, high = page.size
    part = coded(page.crop((0, 0, wide, high * 58 // 100)), "JPEG", dpi=(200, 200))
    told, true = (b"\xff\xc0\x00\x11\x08" + each.to_bytes(2) for each in (high, high * 58 // 100))
    words = {word.text: word.confidence for word in read_pages(part.replace(true, told)[:-2]).pages[0].words}
    assert words[LINES[2]] < SURE <= words[LINES[0]]


def test_a_whole_picture_is_left_as_it_is(page: Image.Image) -> None:
    for kind in ("PNG", "JPEG", "TIFF"):
        data = coded(page, kind)
        assert cut_pages(data) == ()
        assert mended(data) is data

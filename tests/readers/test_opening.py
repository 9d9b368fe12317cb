"""Which files open, what stops those that do not, and what is said of pages that could not be read."""

from __future__ import annotations

import pymupdf
import pytest

from extractor.errors import EncryptedError, UnreadableError
from extractor.readers import read_pages


def document(*texts: str | None) -> pymupdf.Document:
    """A document with a page for each text; None is a page that is only a picture."""
    made = pymupdf.open()
    for text in texts:
        page = made.new_page(width=300, height=200)
        if text is None:
            page.insert_image(page.rect, pixmap=pymupdf.Pixmap(pymupdf.csRGB, (0, 0, 30, 20), 0))
        else:
            page.insert_text((50, 100), text)
    return made


def locked(**passwords: str) -> bytes:
    data: bytes = document("seen").tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, permissions=0, **passwords)
    return data


def test_a_file_that_a_password_closes_is_encrypted() -> None:
    with pytest.raises(EncryptedError, match="password"):
        read_pages(locked(user_pw="user", owner_pw="owner"))


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    (page,) = read_pages(locked(owner_pw="owner")).pages
    assert [word.text for word in page.words] == ["seen"]


@pytest.mark.parametrize(
    "data",
    [b"", b" ", "绩效自评表\n".encode(), b"PK\x03\x04" + bytes(100), bytes(1000), b"%PDF-1.7\n", b"<html></html>"],
    ids=["empty", "blank", "text", "zip", "zeros", "only a header", "web page"],
)
def test_what_is_no_pdf_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_pages(data)


@pytest.mark.parametrize("tenths", range(1, 10))
def test_a_file_that_is_cut_off_is_unreadable_or_said_to_be_repaired(tenths: int) -> None:
    data: bytes = document("one", "two", "three").tobytes()
    try:
        reading = read_pages(data[: len(data) * tenths // 10])
    except UnreadableError:
        return
    assert [(problem.code, problem.page) for problem in reading.problems] == [("P05", None)]


def test_a_whole_file_has_no_problems() -> None:
    reading = read_pages(document("one", "two").tobytes())
    assert (reading.kind, reading.problems, [page.number for page in reading.pages]) == ("pdf-text", (), [1, 2])


def test_a_page_that_is_only_a_picture_is_named_as_a_problem() -> None:
    reading = read_pages(document("one", None, "three", None).tobytes(), ocr="never")
    assert [(problem.code, problem.severity, problem.page) for problem in reading.problems] == [
        ("P05", "error", 2),
        ("P05", "error", 4),
    ]
    assert reading.kind == "pdf-mixed"
    assert [len(page.words) for page in reading.pages] == [1, 0, 1, 0]


def test_a_file_of_pictures_is_a_scan() -> None:
    assert read_pages(document(None, None).tobytes()).kind == "pdf-scan"


def test_a_blank_page_is_no_problem() -> None:
    reading = read_pages(document("one", "").tobytes())
    assert (reading.kind, reading.problems) == ("pdf-text", ())


def test_a_picture_beside_text_is_no_problem() -> None:
    made = document("one")
    made[0].insert_image((0, 0, 50, 50), pixmap=pymupdf.Pixmap(pymupdf.csRGB, (0, 0, 30, 20), 0))
    assert read_pages(made.tobytes()).problems == ()

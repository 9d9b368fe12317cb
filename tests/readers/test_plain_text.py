"""Plain text to lines: encodings, pages, and what is no text."""

from __future__ import annotations

import pytest

from extractor.errors import UnreadableError
from extractor.pages import TextLine
from extractor.readers.plain_text import is_text, read_lines

_PRINTED = "绩效自评表\n\n  分值  10\n\f总分\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_every_encoding_gives_the_same_lines(encoding: str) -> None:
    assert read_lines(_PRINTED.encode(encoding)) == (
        TextLine(1, 1, "绩效自评表"),
        TextLine(3, 1, "  分值  10"),
        TextLine(4, 2, "总分"),
    )


def test_lines_are_counted_whatever_ends_them() -> None:
    assert [line.number for line in read_lines("一\r\n二\r三\n四".encode())] == [1, 2, 3, 4]


def test_a_form_feed_inside_a_line_begins_a_page() -> None:
    assert read_lines("一\f二".encode()) == (TextLine(1, 1, "一"), TextLine(1, 2, "二"))


def test_radicals_are_read_as_the_characters_that_they_look_like() -> None:
    assert read_lines("部⻔项⽬".encode())[0].text == "部门项目"


def test_what_does_not_decode_names_the_byte() -> None:
    with pytest.raises(UnreadableError, match=r"not UTF-8 at byte 3 \(0xff\), and not GB18030 at byte 3 \(0xff\)"):
        read_lines(b"ab\xff\xff")


def test_behind_a_byte_order_mark_only_utf_8_is_text() -> None:
    with pytest.raises(UnreadableError, match=r"not UTF-8 at byte 6"):
        read_lines(b"\xef\xbb\xbfab\xd6\xd0")


@pytest.mark.parametrize("data", [b"", b" \n", b"%PDF-1.7\n", b"\x89PNG\r\n", b"text\x00", b"\x01\x02"])
def test_what_is_empty_or_binary_is_no_text(data: bytes) -> None:
    assert not is_text(data)


def test_text_is_text() -> None:
    assert is_text(_PRINTED.encode())
    assert is_text(_PRINTED.encode("gb18030"))

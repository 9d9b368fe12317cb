"""Pages that print no blanks: gaps that stand out part their words."""

from __future__ import annotations

import pytest

from extractor.readers import read_pages
from tests.readers.content import page_pdf


def parted(shown: str, font: str = "/F 10 Tf") -> str:
    """What is read from a line that an array of strings and moves shows."""
    (page,) = read_pages(page_pdf(f"BT {font} 50 100 Td [{shown}] TJ ET")).pages
    return "".join(" " * word.blank + word.text for word in page.words)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("(Member) -220 (State)", "Member State"),
        ("(Mem) -40 (ber) -170 (Sta) 30 (te)", "Member State"),
        ("(5) -230 (to) -230 (9) -230 (years)", "5 to 9 years"),
        ("(1) -230 (000) -230 (ha)", "1 000 ha"),
        ("(best practices,) -200 (etc.)", "best practices, etc."),
    ],
)
def test_a_narrow_gap_that_stands_out_parts_words(shown: str, text: str) -> None:
    assert parted(shown.replace("best practices", "best) -200 (practices")) == text


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("(W) -120 (a) -60 (ter)", "Water"),
        ("(T) -200 (o) -200 (t) -200 (a) -200 (l)", "Total"),
        ("(93) -180 (.49)", "93.49"),
        ("(a) -300 (b c d e f) -220 (g)", "ab c d e fg"),
    ],
)
def test_kerning_and_spaced_letters_part_no_words(shown: str, text: str) -> None:
    assert parted(shown) == text

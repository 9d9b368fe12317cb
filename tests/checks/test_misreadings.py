"""E04: arithmetic that one likely misreading of a scan would explain."""

from __future__ import annotations

import msgspec
import pytest

from extractor.checks import examine
from extractor.form import Form
from tests.sample_forms import form


def scanned(rows: list[tuple[str | None, str | None]], **changes: object) -> Form:
    """The sample form with these rows, read by OCR."""
    made = form(rows, **changes)
    evidence = {where: msgspec.structs.replace(read, source="ocr") for where, read in made.evidence.items()}
    return msgspec.structs.replace(made, evidence=evidence)


def told(read: Form) -> list[tuple[tuple[str, ...], str | None, str | None]]:
    """Where a misreading is likely, what would be right, what was read."""
    return [(each.where, each.expected, each.found) for each in examine(read).findings if each.code == "E04"]


@pytest.mark.parametrize(
    ("rows", "where", "right", "read"),
    [
        ([("60", "60"), ("30", "28.60")], "/indicators/1/score", "28.50", "28.60"),
        ([("80", "60"), ("30", "28.50")], "/indicators/0/weight", "60", "80"),
        ([("60", "60"), ("30", "2850")], "/indicators/1/score", "28.50", "2850"),
    ],
)
def test_a_digit_that_looks_alike_or_a_lost_point_is_named(
    rows: list[tuple[str | None, str | None]], where: str, right: str, read: str
) -> None:
    scan = scanned(rows)
    assert ((where,), right, read) in told(scan)
    assert examine(scan).indicators == scan.indicators


def test_what_the_other_reading_explains_is_named() -> None:
    scan = scanned([("60", "60"), ("30", "22.50")])
    other = msgspec.structs.replace(scan.evidence["/indicators/1/score"], other="28.50")
    scan = msgspec.structs.replace(scan, evidence=scan.evidence | {"/indicators/1/score": other})
    assert told(scan) == [(("/indicators/1/score",), "28.50", "22.50")]


def test_where_two_figures_may_explain_it_nothing_is_guessed() -> None:
    assert told(scanned([("60", "60"), ("30", "23.50")])) == []  # 28.50 here, or 93.49 as the total


def test_what_no_likely_misreading_explains_is_left_alone() -> None:
    assert told(scanned([("60", "60"), ("30", "12.13")])) == []


def test_a_form_that_adds_up_and_a_text_layer_have_none() -> None:
    assert examine(scanned([("60", "60"), ("30", "28.50")])).checks["E04"] == "consistent"
    assert examine(form([("60", "60"), ("30", "23.50")])).checks["E04"] == "not-applicable"

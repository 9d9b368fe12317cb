"""`--cross-check`: a figure on which two readers disagree is unsure, and stays what it is."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec import UNSET

from extractor import pipeline
from extractor.checks import examine
from extractor.cross_check import cross_checked, is_figure
from extractor.form import SURE, Document, Evidence, decode, encode
from extractor.geometry import Box
from extractor.pages import Page, Word
from tests.sample_forms import form as sample
from tests.sample_pdfs import layered_pdf, two_faced_pdf

FIXTURES = Path(__file__).parent.parent / "fixtures"
NAMES = sorted(path.name for path in FIXTURES.glob("*.pdf"))


@pytest.fixture
def two_faced(tmp_path: Path) -> Path:
    """A form that prints 58.00 as its first score, and is read as 68.00 by one reader."""
    return two_faced_pdf(tmp_path / "two-faced.pdf")


def unsure(document: Document) -> list[str]:
    return [where for form in document.forms for where, read in form.evidence.items() if read.confidence < SURE]


def messages(document: Document, code: str) -> list[tuple[str, str]]:
    return [(each.severity, each.message) for form in document.forms for each in form.findings if each.code == code]


@pytest.mark.parametrize("name", NAMES)
def test_on_the_fixtures_both_readers_agree_on_every_figure(name: str) -> None:
    plain, checked = (pipeline.read(FIXTURES / name, cross_check=twice) for twice in (False, True))
    assert encode(checked) == encode(plain)


def test_a_disputed_figure_is_unsure_and_stays_what_the_first_reader_read(two_faced: Path) -> None:
    document = pipeline.read(two_faced, cross_check=True)
    where = "/indicators/0/score"
    assert unsure(document) == [where]
    assert document.forms[0].indicators[0].score == Decimal("68")
    read = document.forms[0].evidence[where]
    assert (read.text, read.other) == ("68.00", "58.00")


def test_e01_names_both_readings(two_faced: Path) -> None:
    ((severity, message),) = messages(pipeline.read(two_faced, cross_check=True), "E01")
    assert severity == "warning"
    assert "68.00" in message
    assert "58.00" in message


def test_an_error_that_rests_on_a_disputed_figure_is_a_warning(two_faced: Path) -> None:
    plain, checked = (messages(pipeline.read(two_faced, cross_check=twice), "S01") for twice in (False, True))
    assert [severity for severity, _ in plain] == ["error"]
    assert [severity for severity, _ in checked] == ["warning"]


def test_without_a_cross_check_nothing_is_disputed(two_faced: Path) -> None:
    document = pipeline.read(two_faced)
    assert (unsure(document), messages(document, "E01")) == ([], [])


def test_a_figure_that_only_the_second_reader_sees_is_disputed(tmp_path: Path) -> None:
    document = pipeline.read(layered_pdf(tmp_path / "layers.pdf"), cross_check=True)
    assert unsure(document) == ["/indicators/0/score"]
    assert document.forms[0].indicators[0].score is None
    ((_, message),) = messages(document, "E01")
    assert "58.00" in message


def test_what_was_disputed_is_kept_in_the_json_and_checked_from_there(two_faced: Path) -> None:
    document = pipeline.read(two_faced, cross_check=True)
    (form,) = decode(encode(document)).forms
    assert form == document.forms[0]
    assert examine(form).findings == document.forms[0].findings


def page(text: str, number: int = 1) -> Page:
    """A page with one word, characters ten points wide."""
    edges = tuple(float(10 * n) for n in range(len(text) + 1))
    word = Word(text, Box(number, 0, 0, edges[-1], 10), 8, 10, edges)
    return Page(number, 100, 100, (word,) if text else (), ())


def disputed(first: str, second: str, where: str = "/indicators/0/score") -> bool:
    """Whether a figure whose evidence spans a whole page is disputed, given what two readers read there."""
    form = sample(evidence={where: Evidence(page=1, bbox=(0, 0, 100, 10), text=first)})
    (read,) = cross_checked(form, [page(first)], {1: page(second)}).evidence.values()
    assert (read.other is UNSET) == (read.confidence == 1)
    return read.other is not UNSET


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("9.50", "9.60"),
        ("9.50", "950"),
        ("9.50", "9.5"),
        ("-3", "3"),
        ("≥95%", "≤95%"),
        ("95%", "95"),
        ("", "5"),
        ("5", ""),
        ("12", "21"),
        ("１２．５", "12.6"),
    ],
)
def test_other_digits_signs_or_points_are_a_dispute(first: str, second: str) -> None:
    assert disputed(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("9.50", "9.50"),
        ("9.50分", "9.50份"),
        ("１２．５", "12.5"),
        ("－3", "−3"),
        ("", "——"),
        ("/", ""),
        ("无", "-"),
        ("优", "良"),
    ],
)
def test_other_words_blanks_and_forms_of_a_sign_are_none(first: str, second: str) -> None:
    assert not disputed(first, second)


@pytest.mark.parametrize(
    "where",
    [
        "/budget/0/amount",
        "/budget/1/execution_rate",
        "/indicators/0/level1_weight",
        "/indicators/3/target",
        "/indicators/3/actual",
        "/total/weight",
        "/fiscal_year",
        "/unit_count",
    ],
)
def test_weights_scores_money_targets_and_counts_are_figures(where: str) -> None:
    assert is_figure(where)
    assert disputed("5", "6", where)


@pytest.mark.parametrize(
    "where", ["/title", "/indicators/0/level3", "/indicators/0/reason", "/extra/score", "/narratives/goal", "/grade"]
)
def test_texts_are_not_compared(where: str) -> None:
    assert not is_figure(where)
    assert not disputed("5", "6", where)


def test_characters_outside_the_box_do_not_count() -> None:
    form = sample(evidence={"/total/score": Evidence(page=1, bbox=(0, 0, 20, 10), text="93")})
    assert cross_checked(form, [page("93.5")], {1: page("93.6")}) == form


def test_a_page_that_was_read_once_is_not_disputed() -> None:
    form = sample(evidence={"/total/score": Evidence(page=1, bbox=(0, 0, 100, 10), text="93")})
    assert cross_checked(form, [page("93"), page("7", 2)], {2: page("8", 2)}) == form

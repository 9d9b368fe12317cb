"""Raised marks stand behind the word that they follow, and are never more digits of a figure."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from extractor import pipeline
from extractor.quantities import figure
from tests.readers.sheets import read, sheet, texts, written
from tests.sample_pdfs import form_pdf

BASE = 100.0


def marked(
    page: pymupdf.Page,
    text: str,
    mark: str,
    *,
    size: float = 10,
    up: float = 0.35,
    small: float = 0.6,
    first: bool = False,
) -> None:
    """Print a text, and behind it a smaller mark that is raised by a share of the size; the mark `first`, if so."""
    end = 50 + float(pymupdf.get_text_length(text, "china-s", size))
    prints = [(50.0, BASE, text, size), (end, BASE - up * size, mark, small * size)]
    for x, y, what, high in reversed(prints) if first else prints:
        written(page, x, y, what, size=high)


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize(("up", "small"), [(0.2, 0.65), (0.35, 0.58), (0.4, 0.83), (0.5, 0.5), (0.7, 0.5)])
def test_a_raised_figure_behind_a_figure_is_a_mark_and_wants_a_look(up: float, small: float, first: bool) -> None:
    with sheet() as page:
        marked(page, "98.52", "1", up=up, small=small, first=first)
        (word,) = read(page).words
        assert (word.text, word.baseline) == ("98.52¹", BASE)
        assert word.confidence < 0.9
        assert str(figure(word.text)) == "98.52"


@pytest.mark.parametrize(
    ("text", "mark", "read_as"), [("合计", "1", "合计¹"), ("面积500m", "2", "面积500m²"), ("98.52", "12", "98.52¹²")]
)
def test_a_raised_figure_stands_behind_its_word(text: str, mark: str, read_as: str) -> None:
    with sheet() as page:
        marked(page, text, mark)
        assert texts(page) == [read_as]


@pytest.mark.parametrize("text", ["合计", "面积500m"])
def test_a_raised_figure_behind_a_word_is_sure(text: str) -> None:
    with sheet() as page:
        marked(page, text, "2")
        assert [word.confidence for word in read(page).words] == [1.0]


@pytest.mark.parametrize(
    ("mark", "read_as"), [("[1]", "98.52[¹]"), ("*", "98.52*"), ("注1", "98.52注¹"), ("(2)", "98.52(²)")]
)
def test_a_raised_mark_of_several_characters_stays_together(mark: str, read_as: str) -> None:
    with sheet() as page:
        marked(page, "98.52", mark)
        assert texts(page) == [read_as]
        assert str(figure(read_as)) == "98.52"


@pytest.mark.parametrize(("printed", "sure"), [("98.52①", False), ("合计①", True), ("①合计", True), ("98.52", True)])
def test_a_mark_that_is_named_as_one_makes_only_its_figure_unsure(printed: str, sure: bool) -> None:
    with sheet() as page:
        written(page, 50, BASE, printed)
        assert [(word.text, word.confidence == 1.0) for word in read(page).words] == [(printed, sure)]


def test_marks_behind_latin_words_are_left_to_the_layout() -> None:
    with sheet() as page:
        marked(page, "area", "2")
        assert sorted(texts(page)) == ["2", "area"]


def test_a_figure_of_the_same_size_above_is_none() -> None:
    with sheet() as page:
        marked(page, "98.52", "1", small=1.0, up=0.6)
        assert sorted(texts(page)) == ["1", "98.52"]


def test_a_small_digit_on_the_same_baseline_may_be_either() -> None:
    with sheet() as page:
        marked(page, "98.52", "1", up=0.0)
        (word,) = read(page).words
        assert (word.text, word.confidence < 0.9) == ("98.521", True)


def test_a_lowered_digit_behind_a_figure_is_no_digit_of_it() -> None:
    with sheet() as page:
        marked(page, "98.52", "1", up=-0.2)
        (word,) = read(page).words
        assert (word.text, word.confidence < 0.9) == ("98.52₁", True)


def test_a_raised_digit_before_a_figure_is_no_digit_of_it() -> None:
    with sheet() as page:
        written(page, 60, BASE, "98.52")
        written(page, 60 - float(pymupdf.get_text_length("1", "china-s", 6)), BASE - 3.5, "1", size=6)
        (word,) = read(page).words
        assert (word.text, word.confidence < 0.9) == ("¹98.52", True)


def test_what_follows_a_mark_is_on_the_line_again() -> None:
    with sheet() as page:
        x = written(page, 50, BASE, "合计")
        x = written(page, x, BASE - 3.5, "1", size=6)
        written(page, x, BASE, "万元")
        assert texts(page) == ["合计¹万元"]


def test_the_score_of_a_form_is_the_figure_without_its_mark(tmp_path: Path) -> None:
    path = form_pdf(tmp_path / "a.pdf", score="")
    with pymupdf.open(path) as document:
        x = written(document[0], 503, 215, "58.00", size=9)
        written(document[0], x, 211.5, "1", size=5.5)
        document.saveIncr()
    (form,) = pipeline.read(path).forms
    assert str(form.indicators[0].score) == "58"
    evidence = form.evidence["/indicators/0/score"]
    assert (evidence.text, evidence.confidence < 0.9) == ("58.00¹", True)
    assert [finding.where for finding in form.findings if finding.code == "E01"] == [("/indicators/0/score",)]

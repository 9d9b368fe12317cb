"""What OCR adds to a form: that it read it, and where it may have missed a figure."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from msgspec.structs import replace

from extractor.checks import examine
from extractor.form import Evidence, Form, Grid, GridCell
from extractor.geometry import Box
from extractor.pages import Page, Word
from extractor.recognition import recognised
from tests.sample_forms import evidence_of, form, indicator

SCAN = [Page(1, 600, 800, (), (), source="ocr")]
PRINT = [Page(1, 600, 800, (), ())]


def scanned(text: str, name: str | None = "指标2", pages: list[Page] = SCAN) -> Form:
    """A form of three rows read from a page; as the score of the second the text was read."""
    rows = [indicator(1, "50", "50"), indicator(2, "30", None, level3=name), indicator(3, "20", "20")]
    evidence = evidence_of([("50", "50"), ("30", text), ("20", "20")])
    return examine(recognised(form(indicators=tuple(rows), evidence=evidence), pages))


@pytest.mark.parametrize("text", ["", "0.5 —1.5", "l5"])
def test_a_figure_that_ocr_may_have_missed_is_unsure_and_said(text: str) -> None:
    read = scanned(text)
    assert read.evidence["/indicators/1/score"].confidence < 0.9
    assert read.evidence["/indicators/0/score"].confidence == 1
    assert [where for each in read.findings if each.code == "E03" for where in each.where] == ["/indicators/1/score"]


@pytest.mark.parametrize("text", ["/", "—", "无"])
def test_a_mark_that_says_that_there_is_none_is_believed(text: str) -> None:
    assert scanned(text).evidence["/indicators/1/score"].confidence == 1


def test_a_blank_in_a_row_without_a_name_is_no_loss() -> None:
    assert scanned("", name=None).evidence["/indicators/1/score"].confidence == 1


def test_a_blank_of_a_text_layer_is_blank() -> None:
    read = scanned("", pages=PRINT)
    assert read.evidence["/indicators/1/score"] == Evidence(
        page=1, bbox=read.evidence["/indicators/1/score"].bbox, text=""
    )


def test_a_column_without_any_figure_misses_none() -> None:
    rows = tuple(indicator(n, "50", None) for n in (1, 2))
    read = recognised(form(indicators=rows, evidence=evidence_of([("50", ""), ("50", "")])), SCAN)
    assert {each.confidence for each in read.evidence.values()} == {1}
    assert read.indicators[0].weight == Decimal(50)


def test_a_level_stroke_that_may_be_left_of_a_figure_is_no_sure_dash() -> None:
    rows = [indicator(1, "50", "50"), indicator(2, "30", None), indicator(3, "20", "20")]
    evidence = evidence_of([("50", "50"), ("30", "—"), ("20", "20")])
    evidence["/indicators/1/score"] = replace(evidence["/indicators/1/score"], confidence=0.9)
    read = recognised(form(indicators=tuple(rows), evidence=evidence), SCAN)
    assert read.evidence["/indicators/1/score"].confidence < 0.9


@pytest.mark.parametrize(("text", "is_unsure"), [("M", True), ("—", True), ("定量", False)])
def test_a_target_beside_which_a_sign_was_not_read_is_unsure(text: str, is_unsure: bool) -> None:
    rows = (indicator(1, "50", "50", target="98%", target_value=Decimal(98), target_unit="%"),)
    evidence = evidence_of([("50", "50")])
    evidence |= {"/indicators/0/target": replace(evidence["/indicators/0/score"], text="98%")}
    read = recognised(form(indicators=rows, evidence=evidence, extra={"指标性质 1": text}), SCAN)
    told = read.evidence["/indicators/0/target"]
    assert (told.confidence < 0.9, told.other == f"{text}98%") == (is_unsure, is_unsure)


def _word(text: str, x0: float, top: float, confidence: float = 1.0) -> Word:
    edges = tuple(x0 + 5.0 * n for n in range(len(text) + 1))
    return Word(text, Box(1, x0, top, edges[-1], top + 8), top + 8, 10, edges, confidence=confidence)


@pytest.mark.parametrize(("width", "is_unsure"), [(80.0, True), (14.0, False)])
def test_a_figure_over_two_lines_that_leaves_room_in_its_cell_may_be_two(width: float, is_unsure: bool) -> None:
    rows = (indicator(1, "50", "228"),)
    evidence = evidence_of([("50", "228")])
    where = "/indicators/0/score"
    evidence[where] = replace(evidence[where], page=1, bbox=(100, 100, 110, 128), text="22\n8")
    cell = GridCell(row=0, col=0, rowspan=1, colspan=1, text="22\n8", page=1, bbox=(98, 95, 98 + width, 130))
    page = Page(1, 600, 800, (_word("22", 100, 100), _word("8", 100, 120)), (), source="ocr")
    printed = form(indicators=rows, evidence=evidence, grid=Grid(columns=1, cells=(cell,)))
    assert (recognised(printed, [page]).evidence[where].confidence < 0.9) is is_unsure


@pytest.mark.parametrize("is_poor", [True, False])
def test_a_page_that_is_poorly_read_has_no_blank_and_no_value_that_is_nearly_sure(is_poor: bool) -> None:
    rows = [indicator(1, "50", None), indicator(2, "30", None), indicator(3, "20", "20")]
    evidence = evidence_of([("50", ""), ("30", ""), ("20", "20")])
    evidence["/indicators/2/weight"] = replace(evidence["/indicators/2/weight"], confidence=0.95)
    words = tuple(_word("字", 100, 20.0 * n, 0.5 if is_poor and n % 2 else 1.0) for n in range(8))
    read = recognised(form(indicators=tuple(rows), evidence=evidence), [dataclasses.replace(SCAN[0], words=words)])
    places = ("/indicators/0/score", "/indicators/1/score", "/indicators/2/weight")
    assert [read.evidence[where].confidence < 0.9 for where in places] == [is_poor] * 3
    assert read.evidence["/indicators/2/score"].confidence == 1


@pytest.mark.parametrize(("sign", "is_unsure"), [("", True), ("≥", False)])
def test_a_target_beside_a_blank_in_a_column_of_signs_is_unsure(sign: str, is_unsure: bool) -> None:
    rows = tuple(indicator(n, "50", "50", target="98%", target_value=Decimal(98), target_unit="%") for n in (1, 2))
    evidence = evidence_of([("50", "50")] * 2)
    where = "/indicators/1/target"
    evidence[where] = replace(evidence["/indicators/1/score"], page=1, bbox=(150, 62, 180, 78), text="98%")
    cells = tuple(
        GridCell(row=n, col=2, rowspan=1, colspan=1, text=text, page=1, bbox=(100, 20 + 20 * n, 140, 40 + 20 * n))
        for n, text in enumerate(("指标性质", "≤", sign))
    )
    read = recognised(form(indicators=rows, evidence=evidence, grid=Grid(columns=3, cells=cells)), SCAN)
    assert (read.evidence[where].confidence < 0.9) is is_unsure

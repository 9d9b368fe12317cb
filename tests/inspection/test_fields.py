"""Which places of a page became which fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.form import Evidence, Form, Part, json_schema
from extractor.geometry import Box
from extractor.inspection import inspect
from extractor.inspection.fields import Mark, marks_by_page
from extractor.inspection.palette import FIELDS, group_of
from tests.sample_pdfs import form_pdf


def form(**evidence: Evidence) -> Form:
    keyed = {pointer.replace("__", "/"): read for pointer, read in evidence.items()}
    return Form(form_id="f-1", index=1, pages=(1, 2), family="project", template=None, evidence=keyed)


def mark(*pointers: str) -> Mark:
    return Mark(Box(1, 0, 0, 10, 10), None, pointers, True)


def test_cells_of_a_form_carry_the_names_of_their_fields(tmp_path: Path) -> None:
    seen = inspect(form_pdf(tmp_path / "a.pdf"), "a.pdf")
    marks = marks_by_page(seen.document.forms, {page.number: tables for page, tables in seen.sheets})[1]
    named = {mark.cell.text: mark.labels[0] for mark in marks if mark.cell}
    assert named["道路养护"] == "project_name"
    assert named["养护里程"] == "level3 #1"
    assert named["58.00"] == "score #1"
    assert named["98.00"] == "total.score"
    assert named["200.00"] == "executed #1"
    assert "一级指标" not in named


def test_print_outside_the_table_is_marked_where_it_stands(tmp_path: Path) -> None:
    seen = inspect(form_pdf(tmp_path / "a.pdf"), "a.pdf")
    marks = marks_by_page(seen.document.forms, {page.number: tables for page, tables in seen.sheets})[1]
    free = [mark for mark in marks if mark.cell is None]
    assert [mark.labels for mark in free] == [("title, fiscal_year",)]
    assert free[0].box.bbox == seen.document.forms[0].evidence["/title"].bbox


def test_a_value_over_a_page_break_is_marked_on_both_pages() -> None:
    parts = (Part(page=1, bbox=(0, 0, 9, 9)), Part(page=2, bbox=(0, 5, 9, 9)))
    read = Evidence(page=1, bbox=(0, 0, 9, 9), text="a", parts=parts)
    assert {page: len(found) for page, found in marks_by_page([form(__title=read)], {}).items()} == {1: 1, 2: 1}


def test_an_unsure_reading_makes_its_place_unsure() -> None:
    place = {"page": 1, "bbox": (0.0, 0.0, 9.0, 9.0)}
    sure, unsure = (Evidence(confidence=confidence, **place) for confidence in (1.0, 0.8))  # type: ignore[arg-type]
    (found,) = marks_by_page([form(__title=sure, __fiscal_year=unsure)], {})[1]
    assert not found.is_sure


def test_evidence_without_a_place_marks_nothing() -> None:
    assert marks_by_page([form(__title=Evidence(line=3, text="a"))], {}) == {}


@pytest.mark.parametrize(
    ("pointers", "labels"),
    [
        (["/title"], ("title",)),
        (["/total/score"], ("total.score",)),
        (["/extra/复核~1意见"], ("extra.复核/意见",)),
        (["/narratives/goal"], ("goal",)),
        (["/budget/1/amount"], ("amount #2", "amount", "#2")),
        ([f"/indicators/{n}/level1" for n in (0, 1, 2, 4)], ("level1 #1-3,5", "level1", "#1-3,5")),
        (
            ["/indicators/0/level1", "/indicators/0/level1_weight"],
            ("level1, level1_weight #1", "level1, level1_weight", "#1"),
        ),
    ],
)
def test_labels_go_from_long_to_short(pointers: list[str], labels: tuple[str, ...]) -> None:
    assert mark(*pointers).labels == labels


def test_a_place_of_several_groups_has_the_first_of_the_legend() -> None:
    assert mark("/indicators/0/level1_weight", "/indicators/0/level1").group == "level"


def test_every_field_of_a_form_has_a_group() -> None:
    schema = json_schema()["$defs"]
    for field in set(schema["Form"]["properties"]) - {"indicators"}:
        assert group_of(f"/{field}") in FIELDS
    groups = {group_of(f"/indicators/0/{field}") for field in schema["Indicator"]["properties"]}
    assert groups == {"level", "weight", "score", "target", "text"}

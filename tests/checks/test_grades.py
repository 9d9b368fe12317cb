"""G01 and G02: one grade, and that of the total."""

from __future__ import annotations

import pytest

from extractor.form import Arithmetic
from tests.checks.tables import found, outcome, table


@pytest.mark.parametrize(
    ("total", "grade"),
    [("90", "优"), ("89.99", "良"), ("80", "良"), ("60.00", "中"), ("59.99", "差"), ("93", "优秀")],
)
def test_the_grade_of_the_total_s_band_is_consistent(total: str, grade: str) -> None:
    assert outcome(table(total={"score": total}, grade=grade), "G01") == "consistent"


def test_another_grade_is_an_error_with_the_scale() -> None:
    (finding,) = found(table(total={"score": "98.85"}, grade="良"), "G01")
    assert finding.message == "总分 98.85 应评“优”，表中为“良”（优 ≥ 90，良 ≥ 80，中 ≥ 60，差 ≥ 0）"
    assert finding.where == ("/grade", "/total/score")


def test_a_grade_without_total_bands_or_a_known_name_is_not_checkable() -> None:
    assert outcome(table(total={"score": ""}, grade="良"), "G01") == "not-checkable"
    assert outcome(table(total={"score": "85"}, grade="良", arithmetic=Arithmetic()), "G01") == "not-checkable"
    assert outcome(table(total={"score": "85"}, grade="合格"), "G01") == "not-checkable"


def test_an_empty_place_for_the_grade_is_not_checkable() -> None:
    assert outcome(table(total={"score": "85"}, grade_cell="□优 □良 □中 □差"), "G01") == "not-checkable"


def test_forms_without_a_grade_have_no_g01_and_g02() -> None:
    form = table(total={"score": "85"})
    assert [outcome(form, code) for code in ("G01", "G02")] == ["not-applicable"] * 2


@pytest.mark.parametrize("cell", ["□优 ■良 □中 □差", "良", "优 良 中 差"])
def test_one_grade_read_from_its_cell_is_consistent(cell: str) -> None:
    assert outcome(table(grade="良", grade_cell=cell), "G02") == "consistent"


@pytest.mark.parametrize("cell", ["□优 □良 □中 □差", "优 良 中 差", ""])
def test_no_grade_ticked_is_an_error(cell: str) -> None:
    (finding,) = found(table(grade_cell=cell), "G02")
    assert finding.message == "评价等级应勾选一个，一个也未勾选"


@pytest.mark.parametrize("grade", [None, "优"])
def test_two_grades_ticked_are_an_error_that_names_them(grade: str | None) -> None:
    (finding,) = found(table(grade=grade, grade_cell="■优 ■良 □中 □差"), "G02")
    assert finding.message_en == "One grade is to be ticked, and 2 grades are ticked: 优、良"
    assert finding.found == "优、良"


def test_a_text_without_grades_is_not_checkable() -> None:
    assert outcome(table(grade_cell="详见附件"), "G02") == "not-checkable"


def test_a_struck_out_grade_has_no_g02() -> None:
    assert outcome(table(grade_cell="/"), "G02") == "not-applicable"

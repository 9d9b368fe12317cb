"""S01 to S05: scores within weights, adding up, entered, and numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.form import Arithmetic
from tests.checks.tables import Row, found, outcome, table
from tests.sample_forms import form as sample


def row(weight: str, score: str, name: str = "指标") -> Row:
    return {"level3": name, "weight": weight, "score": score}


def test_scores_up_to_their_weight_are_consistent() -> None:
    assert outcome(table([row("5", "5"), row("5", "0")]), "S01") == "consistent"


def test_a_score_above_its_weight_is_an_error_with_both_figures() -> None:
    (finding,) = found(table([row("5", "5.50", "培训人次")]), "S01")
    assert finding.message == "“培训人次”的得分 5.5 大于分值 5"
    assert (finding.expected, finding.found) == ("<= 5", "5.5")
    assert finding.where == ("/indicators/0/score", "/indicators/0/weight")


def test_execution_and_total_are_held_to_their_weights_too() -> None:
    findings = found(
        table([row("5", "5")], budget=[{"weight": "10", "score": "11"}], total={"weight": "100", "score": "101"}), "S01"
    )
    assert [finding.where[0] for finding in findings] == ["/budget/0/score", "/total/score"]


def test_a_weight_beside_a_blank_score_is_not_checkable() -> None:
    assert outcome(table([row("5", ""), row("5", "5")]), "S01") == "not-checkable"


def test_a_score_merged_over_rows_is_held_to_their_weights_together() -> None:
    merged = {"level3": "另一指标", "weight": "5"}
    assert outcome(table([row("5", "9"), merged]), "S01") == "consistent"
    assert outcome(table([row("5", "11"), merged]), "S01") == "inconsistent"


def test_scores_under_a_merged_weight_are_held_to_it_together() -> None:
    merged = {"level3": "另一指标", "score": "6"}
    assert outcome(table([row("10", "4"), merged]), "S01") == "consistent"
    assert outcome(table([row("10", "5"), merged]), "S01") == "inconsistent"


def test_forms_without_weights_have_no_s01() -> None:
    assert outcome(table([{"level3": "指标", "score": "5"}]), "S01") == "not-applicable"


def test_a_score_of_zero_is_not_below_zero() -> None:
    assert outcome(table([row("5", "0")]), "S02") == "consistent"


def test_a_negative_score_is_an_error() -> None:
    (finding,) = found(table([row("5", "-1")]), "S02")
    assert finding.found == "-1"


def test_an_unreadable_score_cannot_be_held_to_zero() -> None:
    assert outcome(table([row("5", "满分")]), "S02") == "not-checkable"


def test_scores_that_make_the_total_exactly_are_consistent() -> None:
    assert outcome(sample(), "S03") == "consistent"


def test_scores_that_miss_the_total_are_an_error_with_the_addition() -> None:
    (finding,) = found(table([row("60", "60"), row("40", "28.50")], total={"score": "87.20"}), "S03")
    assert finding.message == "各项得分之和 88.5 不等于总分 87.2（60 + 28.5）"
    assert (finding.expected, finding.found) == ("88.5", "87.2")
    assert finding.where[0] == "/total/score"


def test_scores_that_make_the_total_after_rounding_only_are_within_rounding() -> None:
    thirds = [row("34", "33.33")] * 3
    assert outcome(table(thirds, total={"score": "100.00"}), "S03") == "within-rounding"
    assert outcome(table(thirds, total={"score": "100.02"}), "S03") == "inconsistent"


def test_precision_belongs_to_the_column_of_scores() -> None:
    rows = [row("10", "10"), row("10", "9.55")]
    assert outcome(table(rows, total={"score": "20"}), "S03") == "inconsistent"
    assert outcome(table([rows[0], row("10", "9")], total={"score": "20"}), "S03") == "within-rounding"


def test_a_missing_total_is_not_checkable() -> None:
    assert outcome(table([row("5", "5")]), "S03") == "not-checkable"


def test_a_blank_score_makes_the_sum_not_checkable_even_where_it_holds() -> None:
    assert outcome(table([row("5", "5"), row("5", "")], total={"score": "5"}), "S03") == "not-checkable"


def test_a_row_struck_out_adds_nothing() -> None:
    assert outcome(table([row("5", "5"), row("/", "/")], total={"score": "5"}), "S03") == "consistent"


def test_the_execution_score_is_added_once_though_the_parts_repeat_it() -> None:
    line = {"weight": "10", "score": "9"}
    assert outcome(table([row("90", "90")], budget=[line, line], total={"score": "99"}), "S03") == "consistent"


def test_a_template_that_scores_execution_wants_its_score() -> None:
    arithmetic = Arithmetic(execution_weight=Decimal(10))
    assert outcome(table([row("90", "90")], total={"score": "99"}, arithmetic=arithmetic), "S03") == "not-checkable"


def test_a_template_that_scores_no_execution_wants_none() -> None:
    arithmetic = Arithmetic(execution_weight=Decimal(0))
    assert outcome(table([row("100", "90")], total={"score": "90"}, arithmetic=arithmetic), "S03") == "consistent"


def test_forms_without_scores_have_no_s03() -> None:
    assert outcome(table([{"level3": "指标", "target": "≥5个"}]), "S03") == "not-applicable"


def test_a_blank_score_among_others_is_an_error() -> None:
    (finding,) = found(table([row("5", "5"), row("5", "5"), row("5", "", "培训人次")]), "S04")
    assert "培训人次" in finding.message
    assert finding.where == ("/indicators/2/score",)


def test_a_full_column_of_scores_is_consistent() -> None:
    assert outcome(table([row("5", "5"), row("5", "0")]), "S04") == "consistent"


@pytest.mark.parametrize("mark", ["/", "—", "无"])
def test_a_mark_says_that_there_is_no_score_on_purpose(mark: str) -> None:
    assert outcome(table([row("5", "5"), row("5", "5"), row("5", mark)]), "S04") == "consistent"


@pytest.mark.parametrize("weight", ["", "0", "/"])
def test_no_score_is_wanted_where_no_points_can_be_earned(weight: str) -> None:
    assert outcome(table([row("5", "5"), row("5", "5"), row(weight, "")]), "S04") == "consistent"


def test_the_other_rows_of_a_merged_score_are_not_blank() -> None:
    assert outcome(table([row("5", "9"), {"level3": "另一指标", "weight": "5"}]), "S04") == "consistent"


def test_a_form_that_is_not_scored_yet_is_not_checkable() -> None:
    assert outcome(table([row("5", "5"), row("5", ""), row("5", "")]), "S04") == "not-checkable"


def test_in_a_form_without_weights_a_row_with_work_wants_a_score() -> None:
    rows = [{"level3": "指标", "actual": "5个", "score": score} for score in ("5", "5", "")]
    assert outcome(table(rows), "S04") == "inconsistent"
    assert outcome(table([*rows[:2], {"level3": "小计", "actual": "", "score": ""}]), "S04") == "consistent"


def test_a_word_as_score_is_not_a_number() -> None:
    (finding,) = found(table([row("5", "满分", "培训人次")]), "S05")
    assert finding.message == "“培训人次”的得分“满分”不是数字"


def test_a_word_as_weight_of_a_level_is_said_once_for_its_merged_cell() -> None:
    form = table([row("5", "5") | {"level1": "产出", "level1_weight": "五十"}] * 2)
    first = form.evidence["/indicators/0/level1_weight"]
    form.evidence["/indicators/1/level1_weight"] = first
    assert [finding.where for finding in found(form, "S05")] == [("/indicators/0/level1_weight",)]


@pytest.mark.parametrize("text", ["10", "10分", "9.50", "1,000"])
def test_figures_with_a_unit_of_points_are_numbers(text: str) -> None:
    assert outcome(table([row(text, text)]), "S05") == "consistent"


@pytest.mark.parametrize("text", ["", "/", "—"])
def test_blanks_and_marks_are_not_taken_for_bad_numbers(text: str) -> None:
    assert outcome(table([row(text, text)]), "S05") == "not-applicable"

"""R01: lost points have a reason."""

from __future__ import annotations

import pytest

from tests.checks.tables import Row, found, outcome, table


def row(score: str, name: str = "培训人次", **texts: str) -> Row:
    return {"level3": name, "weight": "5", "score": score} | texts


def test_a_reason_in_the_row_will_do() -> None:
    assert outcome(table([row("4", reason="受疫情影响，培训减少。")]), "R01") == "consistent"


@pytest.mark.parametrize("text", ["", "/", "无"])
def test_lost_points_without_a_reason_are_an_error(text: str) -> None:
    (finding,) = found(table([row("4.31", reason=text)]), "R01")
    assert finding.message == "“培训人次”扣 0.69 分（分值 5，得分 4.31），未说明原因"
    assert finding.where == ("/indicators/0/reason", "/indicators/0/score", "/indicators/0/weight")
    assert finding.found == text


def test_full_score_needs_no_reason() -> None:
    assert outcome(table([row("5", reason="")]), "R01") == "consistent"


def test_an_improvement_in_a_column_of_its_own_is_no_reason() -> None:
    assert outcome(table([row("4", reason="", improvement="加强管理。")]), "R01") == "inconsistent"


def test_an_improvement_will_do_where_the_row_has_one_cell_for_both() -> None:
    assert outcome(table([row("4", improvement="受疫情影响。"), row("5", reason="")]), "R01") == "consistent"


def test_beside_a_column_the_form_s_text_must_name_the_indicator() -> None:
    rows = [row("4", "“三公”经费控制（率）", reason="")]
    assert outcome(table(rows, texts={"shortfall": "三公经费控制率未达标。"}), "R01") == "consistent"
    assert outcome(table(rows, texts={"shortfall": "受疫情影响。"}), "R01") == "inconsistent"


def test_a_row_for_the_whole_form_wants_any_text() -> None:
    rows = [row("4")]
    assert outcome(table(rows, texts={"shortfall": "受疫情影响。"}), "R01") == "consistent"
    (finding,) = found(table(rows, texts={"shortfall": ""}), "R01")
    assert finding.where[0] == "/narratives/shortfall"


def test_forms_without_a_place_for_reasons_have_no_r01() -> None:
    assert outcome(table([row("4")]), "R01") == "not-applicable"


def test_the_execution_score_needs_no_reason() -> None:
    form = table([row("5", reason="")], budget=[{"weight": "10", "score": "9"}])
    assert outcome(form, "R01") == "consistent"


def test_a_missing_score_is_not_checkable() -> None:
    assert outcome(table([row("", reason="")]), "R01") == "not-checkable"


def test_a_row_without_a_cell_for_its_reason_is_not_checkable() -> None:
    assert outcome(table([row("4"), row("5", reason="")]), "R01") == "not-checkable"


def test_a_score_merged_over_rows_loses_no_points_by_that() -> None:
    merged = {"level3": "另一指标", "weight": "5", "reason": ""}
    assert outcome(table([row("10", reason=""), merged]), "R01") == "consistent"
    assert outcome(table([row("9", reason=""), merged]), "R01") == "inconsistent"


def test_a_reason_in_any_row_of_a_merged_score_will_do() -> None:
    merged = {"level3": "另一指标", "weight": "5", "reason": "受疫情影响。"}
    assert outcome(table([row("9", reason=""), merged]), "R01") == "consistent"


def test_forms_that_score_nothing_have_no_r01() -> None:
    assert outcome(table([{"level3": "培训人次", "reason": ""}]), "R01") == "not-applicable"


@pytest.mark.parametrize("reason", ["受疫情影响，培训减少。", "招标流程延长"])
def test_a_reason_where_no_points_were_lost_is_for_the_record(reason: str) -> None:
    (finding,) = found(table([{"level3": "培训人次", "weight": "5", "score": "5", "reason": reason}]), "R02")
    assert (finding.severity, finding.found) == ("info", reason)


@pytest.mark.parametrize("reason", ["无", "/", "无偏差", "已完成", "不适用", "已按期完成年度目标任务。"])
def test_words_that_all_was_done_are_no_reason(reason: str) -> None:
    assert found(table([{"level3": "培训人次", "weight": "5", "score": "5", "reason": reason}]), "R02") == []


def test_a_reason_for_lost_points_is_consistent_in_r02() -> None:
    form = table([{"level3": "培训人次", "weight": "5", "score": "4", "reason": "招标流程延长"}])
    assert outcome(form, "R02") == "consistent"


def test_the_row_of_budget_execution_among_the_indicators_needs_no_reason() -> None:
    rows = [row("4", "预算执行率", level1="预算执行", reason="")]
    assert outcome(table(rows), "R01") == "consistent"
    assert outcome(table([row("4", "预算执行率", level1="管理效率", reason="")]), "R01") == "inconsistent"

"""T03: missed targets earn the share that the form's own rule states."""

from __future__ import annotations

import pytest

from extractor.form import Arithmetic, Form
from tests.checks.tables import found, outcome, table

NOTE = (
    "注：1.定量指标若为正向指标，则得分计算方法应用全年实际值（B）/年度指标值（A）*该指标分值；"
    "若定量指标为反向指标，则得分计算方法应用年度指标值（A）/全年实际值（B）*该指标分值。"
)
BEYOND = "反向指标得分=[1-(全年实际值-年度指标值)/年度指标值]×该指标分值"


def form(target: str, actual: str, score: str, standard: str = "", note: str = "", **fields: object) -> Form:
    row = {"level3": "培训合格率", "target": target, "actual": actual, "weight": "10", "score": score}
    other = {"level3": "甲", "weight": "10", "score": "9.99"}
    rows = [row | ({"scoring_standard": standard} if standard else {}), other]
    return table(rows, extra={"注": note} if note else {}, **fields)  # type: ignore[arg-type]


def test_a_form_that_states_no_rule_is_none_of_its_business() -> None:
    assert outcome(form("≥95%", "91%", "5"), "T03") == "not-applicable"


@pytest.mark.parametrize(
    ("score", "expected"), [("9.58", "consistent"), ("9.52", "inconsistent"), ("9", "inconsistent")]
)
def test_a_note_states_the_rule_for_all_rows(score: str, expected: str) -> None:
    assert outcome(form("≥90.0", "86.2", score, note=NOTE), "T03") == expected


def test_a_percentage_stands_for_half_of_its_last_place() -> None:
    assert outcome(form("≥95%", "91%", "9.58", note=NOTE), "T03") == "consistent"
    assert outcome(form("≥95%", "91%", "9.62", note=NOTE), "T03") == "within-rounding"
    assert outcome(form("≥95%", "91%", "9.70", note=NOTE), "T03") == "inconsistent"


def test_counts_are_exact() -> None:
    assert outcome(form("≥26公里", "23公里", "8.85", note=NOTE), "T03") == "consistent"
    assert outcome(form("≥26公里", "23公里", "8.86", note=NOTE), "T03") == "inconsistent"


@pytest.mark.parametrize(
    ("note", "score", "expected"),
    [
        (NOTE, "8.33", "consistent"),
        (NOTE, "8.00", "inconsistent"),
        (BEYOND, "8.00", "consistent"),
        (BEYOND, "8.33", "inconsistent"),
    ],
)
def test_at_most_targets_follow_the_formula_that_is_stated(note: str, score: str, expected: str) -> None:
    assert outcome(form("≤10次", "12次", score, note=note), "T03") == expected


@pytest.mark.parametrize(("rule", "score"), [("target/actual", "8.33"), ("1-(actual-target)/target", "8.00")])
def test_a_template_states_the_formula_for_at_most_targets(rule: str, score: str) -> None:
    stated = Arithmetic(denominator="annual_budget", at_most_rule=rule)  # type: ignore[arg-type]
    assert outcome(form("≤10次", "12次", score, arithmetic=stated), "T03") == "consistent"
    assert outcome(form("≤10次", "12次", "9.00", arithmetic=stated), "T03") == "inconsistent"


@pytest.mark.parametrize(
    ("score", "expected"), [("8.33", "consistent"), ("8.00", "consistent"), ("9.00", "inconsistent")]
)
def test_either_formula_will_do_where_only_proportion_is_said(score: str, expected: str) -> None:
    assert outcome(form("≤10次", "12次", score, "达到指标值得10分，未达到的按比例扣分，扣完为止。"), "T03") == expected


def test_a_row_with_steps_of_its_own_is_none_of_its_business() -> None:
    assert outcome(form("≥95%", "91%", "5", "每降低1个百分点扣1分", NOTE), "T03") == "not-applicable"


def test_full_scores_are_left_to_t01() -> None:
    assert outcome(form("≥95%", "91%", "10", note=NOTE), "T03") == "consistent"


def test_other_units_are_not_checkable() -> None:
    assert outcome(form("≥95万元", "91元", "9", note=NOTE), "T03") == "not-checkable"


def test_the_finding_shows_the_computation() -> None:
    (finding,) = found(form("≥95%", "91%", "9", note=NOTE), "T03")
    assert finding.severity == "warning"
    assert (finding.expected, finding.found) == ("9.58", "9")
    assert "10 × 91 / 95" in finding.message


@pytest.mark.parametrize(
    "note",
    [
        "得分=分值×实际完成值÷年度指标值",
        "未完成指标值的，按照完成值与指标值的比例记分。",
        "实际完成值除以目标值乘以权重",
        "完成值达到指标值，记满分；未达到指标值，按B/A或A/B×该指标分值记分。",
    ],
)
def test_the_rule_may_be_put_in_other_words(note: str) -> None:
    assert outcome(form("≥95%", "91%", "9.58", note=note), "T03") == "consistent"
    assert outcome(form("≥95%", "91%", "9.00", note=note), "T03") == "inconsistent"


@pytest.mark.parametrize(
    "note",
    ["得分一档最高不能超过该指标分值上限。", "按比例安排资金，做好分值设置。", "1.定量指标完成值达到指标值记满分。"],
)
def test_other_notes_state_no_rule(note: str) -> None:
    assert outcome(form("≥95%", "91%", "5", note=note), "T03") == "not-applicable"

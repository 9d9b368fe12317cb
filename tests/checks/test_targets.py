"""T01: missed targets lose points."""

from __future__ import annotations

import pytest

from extractor.form import Form
from tests.checks.tables import found, outcome, table


def form(target: str, actual: str, score: str = "10", weight: str = "10") -> Form:
    return table([{"level3": "培训合格率", "target": target, "actual": actual, "weight": weight, "score": score}])


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥95%", "95%"),
        ("95%", "97%"),
        ("=30个", "31个"),
        ("≤5次", "5次"),
        ("小于5次", "4次"),
        (">5次", "6次"),
        ("=0", "0"),
        ("≥100百分比", "100%"),
        ("不少于93台（套）", "93台(套)"),
        ("≥30", "30个"),
        ("98%以上", "已完成98%"),
    ],
)
def test_full_score_for_a_target_that_was_met_is_consistent(target: str, actual: str) -> None:
    assert outcome(form(target, actual), "T01") == "consistent"


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≥95%", "91%"), ("95%", "91%"), ("=30个", "29个"), ("≤5次", "6次"), ("<5次", "5次"), ("=0", "1"), ("0次", "2次")],
)
def test_full_score_for_a_target_that_was_missed_is_an_error(target: str, actual: str) -> None:
    assert outcome(form(target, actual), "T01") == "inconsistent"


def test_the_finding_shows_target_actual_score_and_weight() -> None:
    (finding,) = found(form("≥90%", "61%", "4", "4"), "T01")
    assert finding.message == "“培训合格率”未达到指标值（指标值 ≥90%，实际完成 61%），却得满分 4（分值 4）"
    assert finding.where == tuple(f"/indicators/0/{field}" for field in ("target", "actual", "score", "weight"))
    assert (finding.expected, finding.found) == ("< 4", "4")


def test_a_missed_target_with_points_lost_is_consistent() -> None:
    assert outcome(form("≥95%", "91%", "9.58"), "T01") == "consistent"


def test_a_weight_of_nothing_is_never_full_score() -> None:
    assert outcome(form("≥95%", "91%", "0", "0"), "T01") == "consistent"


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥95%", ""),
        ("≥95%", "达成预期指标"),
        ("≤5万元", "50000元"),
        ("≥5个", "4家"),
        ("≥95%", "0.97"),
        ("≥95%", "≥91%"),
    ],
)
def test_what_cannot_be_compared_is_not_checkable(target: str, actual: str) -> None:
    assert outcome(form(target, actual), "T01") == "not-checkable"


def test_a_missing_weight_or_score_is_not_checkable() -> None:
    assert outcome(form("≥95%", "97%", weight=""), "T01") == "not-checkable"
    assert outcome(form("≥95%", "97%", score="优"), "T01") == "not-checkable"


@pytest.mark.parametrize("target", ["效果显著", "9月前", ""])
def test_targets_in_words_have_no_t01(target: str) -> None:
    assert outcome(form(target, "达成预期指标"), "T01") == "not-applicable"


def test_forms_that_score_nothing_have_no_t01() -> None:
    assert outcome(table([{"level3": "培训合格率", "target": "≥95%", "actual": "91%"}]), "T01") == "not-applicable"


@pytest.mark.parametrize(("target", "actual"), [("≥95%", "97%"), ("≤5次", "5次"), ("=0", "0")])
def test_points_lost_on_a_target_that_was_met_are_a_warning(target: str, actual: str) -> None:
    (finding,) = found(form(target, actual, "8"), "T02")
    assert (finding.severity, finding.expected, finding.found) == ("warning", "10", "8")


@pytest.mark.parametrize(("target", "actual", "score"), [("≥95%", "97%", "10"), ("≥95%", "91%", "8")])
def test_full_score_and_missed_targets_are_none_of_t02s_business(target: str, actual: str, score: str) -> None:
    assert outcome(form(target, actual, score), "T02") == "consistent"


@pytest.mark.parametrize(("target", "actual"), [("≥95万元", "97元"), ("≥95%", "较好")])
def test_what_cannot_be_compared_is_not_checkable_in_t02_too(target: str, actual: str) -> None:
    assert outcome(form(target, actual, "8"), "T02") == "not-checkable"

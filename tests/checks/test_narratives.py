"""N01: indicators that the shortfall text names have lost points."""

from __future__ import annotations

import pytest

from extractor.form import Form
from tests.checks.tables import found, outcome, table

NAMES = {"结转结余率": "2", "采购意向公开合规性": "2", "固定资产利用率": "2", "资产配置合规性": "1", "满意度": "2"}


def form(shortfall: str, **scores: str) -> Form:
    rows = [{"level3": name, "weight": "2", "score": score} for name, score in (NAMES | scores).items()]
    return table(rows, texts={"shortfall": shortfall})


def severities(shortfall: str) -> list[str]:
    return [finding.severity for finding in found(form(shortfall), "N01")]


@pytest.mark.parametrize(
    "text",
    [
        "“结转结余率”指标未完成年度目标。",
        "受疫情影响，采购意向公开合规性未达标。",
        "“满意度”偏低。",
        "以下指标未完成：结转结余率。",
    ],
)
def test_full_score_named_in_quotes_or_word_for_word_is_an_error(text: str) -> None:
    assert severities(text) == ["error"]


@pytest.mark.parametrize("text", ["采购意向公开合规未达到要求。", "固定资产使用率偏低。"])
def test_full_score_named_loosely_is_a_warning(text: str) -> None:
    assert severities(text) == ["warning"]


def test_the_finding_shows_the_name_and_its_points() -> None:
    (finding,) = found(form("“结转结余率”指标未完成。"), "N01")
    assert finding.message == "未完成原因中提到指标“结转结余率”，而该指标得满分 2（分值 2）"
    assert finding.where[0] == "/narratives/shortfall"
    assert finding.where[1:] == tuple(f"/indicators/0/{field}" for field in ("level3", "score", "weight"))


@pytest.mark.parametrize(
    "text",
    [
        "“资产配置合规性”未完成。",
        "受影响的指标有“编制规划方案数量”、“评选（考核）团队（人才）数量”。",
        "加强资产管理，结转结余率保持平稳。",
        "全年未发生较大及以上责任事故，固定资产利用率100%。",
        "“结转结余率”已完成，“资产配置合规性”未完成。",
        "服务对象满意度不高。",
        "资产管理合规程度不足。",
    ],
)
def test_other_texts_are_no_findings(text: str) -> None:
    assert severities(text) == []
    assert outcome(form(text), "N01") == "consistent"


def test_a_name_that_stands_twice_counts_only_where_both_have_full_score() -> None:
    text = {"shortfall": "“培训人次”未完成。"}
    rows = [{"level3": "培训人次", "weight": "2", "score": score} for score in ("2", "1")]
    assert outcome(table(rows, texts=text), "N01") == "consistent"
    assert outcome(table([rows[0], rows[0]], texts=text), "N01") == "inconsistent"


def test_forms_without_weights_are_not_checkable() -> None:
    assert (
        outcome(table([{"level3": "培训人次", "score": "2"}], texts={"shortfall": "未完成。"}), "N01")
        == "not-checkable"
    )


@pytest.mark.parametrize("text", ["", "/", "无"])
def test_forms_without_a_shortfall_text_have_no_n01(text: str) -> None:
    assert outcome(form(text), "N01") == "not-applicable"

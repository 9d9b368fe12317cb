"""N02: figures that the narratives tell agree with the table and with their own sums."""

from __future__ import annotations

import pytest

from extractor.form import Form
from tests.checks.tables import found, outcome, table

BUDGET = [{"annual_budget": "200.00", "executed": "199.80", "execution_rate": "99.90%"}]
ROWS = [{"level3": "新建基站数量", "target": "≥1600个", "actual": "1684个", "weight": "10", "score": "10"}]


def form(text: str) -> Form:
    return table(ROWS, budget=BUDGET, total={"score": "93.49"}, texts={"achievement": text}, grade="优")


@pytest.mark.parametrize(
    "text",
    [
        "投入29.8+17.88=47.68万元。",
        "全年支出47.68万元，其中：基本支出29.8万元，项目支出17.88万元。",
        "进出口总值530.1亿元，同比增长22.8%。其中进口126.4亿元，同比增长12.6%；",
        "安排基本支出29.8万元、项目支出17.88万元，合计47.68万元。",
        "全年预算数200万元，执行数199.80万元，执行率99.9%，自评得分93.49分，评价等级为优。",
        "全年预算数0.02亿元。",
        "新建基站数量1684个。",
        "道路改造项目预算数80万元，一季度预算执行率25%。",
        "2021年全年预算数150万元，执行率80%。",
        "安排资金100万元，其中培训30万元；道路改造200万元。",
        "全年支出100万元，其中培训30万元、会议20万元。",
        "安排资金200万元，支付50万元、30万元，合计80万元。",
        "共支出50万元，其中办公费10万元、印刷费5万元等。",
    ],
)
def test_what_agrees_is_no_finding(text: str) -> None:
    assert found(form(text), "N02") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("投入29.8+17.88=46.68万元。", "46.68"),
        ("全年支出46.68万元，其中：基本支出29.8万元，项目支出17.88万元。", "46.68"),
        ("进出口总值531.1亿元，同比增长22.8%。其中进口126.4亿元，同比增长12.6%；出口403.7亿元。", "531.1"),
        ("安排基本支出29.8万元、项目支出17.88万元，合计46.68万元。", "46.68"),
        ("全年预算数210万元。", "210万元"),
        ("工作顺利，本单位全年预算数为210万元。", "210万元"),
        ("预算执行率98.90%。", "98.90%"),
        ("自评得分95分。", "95分"),
        ("评价等级为良。", "良"),
        ("新建基站数量1864个。", "1864个"),
    ],
)
def test_what_contradicts_is_a_warning_that_names_it(text: str, wrong: str) -> None:
    findings = found(form(text), "N02")
    assert wrong in [finding.found for finding in findings]
    assert {finding.severity for finding in findings} == {"warning"}


def test_sums_within_rounding_are_told_apart() -> None:
    assert outcome(form("投入1.4+1.4=2.9万元。"), "N02") == "within-rounding"


def test_a_text_without_figures_is_none_of_its_business() -> None:
    assert outcome(form("工作已完成。"), "N02") == "not-applicable"

"""D01 and D03: rows that stand twice, and years that disagree."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from extractor.checks import examine
from extractor.form import Form
from tests.checks.tables import found, outcome, table

ROW = {
    "level1": "产出指标",
    "level2": "数量指标",
    "level3": "培训人次",
    "target": "≥100人次",
    "weight": "5",
    "score": "5",
}


def test_the_same_row_twice_is_a_warning() -> None:
    (finding,) = found(table([ROW, {**ROW, "level3": "“培训人次”"}]), "D01")
    assert finding.severity == "warning"
    assert "第 1 行和第 2 行" in finding.message


@pytest.mark.parametrize(
    "change", [{"target": "≥200人次"}, {"level2": "质量指标"}, {"level3": "培训天数"}, {"score": "4"}]
)
def test_rows_that_differ_are_two_indicators(change: dict[str, str]) -> None:
    assert outcome(table([ROW, {**ROW, **change}]), "D01") == "consistent"


def test_a_merged_name_is_no_repetition() -> None:
    form = table([ROW, ROW])
    merged = {**form.evidence, "/indicators/1/level3": form.evidence["/indicators/0/level3"]}
    assert outcome(replace(form, evidence=merged), "D01") == "consistent"


def form(goal: str = "", title: str = "2022年度部门整体支出绩效自评表") -> Form:
    return table([ROW], title=title, texts={"goal": goal} if goal else None)


@pytest.mark.parametrize("goal", ["", "2022年举办活动3场，较2021年增长。", "落实2021-2025年规划。", "活动3场。"])
def test_texts_that_name_the_forms_year_or_none_are_consistent(goal: str) -> None:
    assert outcome(form(goal), "D03") == "consistent"


def test_texts_that_name_other_years_alone_are_a_warning() -> None:
    (finding,) = found(form("2021年举办活动3场。"), "D03")
    assert (finding.severity, finding.expected) == ("warning", "2022")
    assert "/narratives/goal" in finding.where


def test_a_title_of_another_year_is_a_warning() -> None:
    assert outcome(form(title="2021年度部门整体支出绩效自评表"), "D03") == "inconsistent"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("2021年度自评表.pdf", "inconsistent"), ("2022年度自评表.pdf", "consistent"), ("2023年公开.pdf", "consistent")],
)
def test_the_name_of_the_file_counts_where_it_names_a_fiscal_year(name: str, expected: str) -> None:
    assert examine(form(), name).checks["D03"] == expected


def test_a_form_without_a_year_is_none_of_its_business() -> None:
    assert outcome(table([ROW], fiscal_year=None), "D03") == "not-applicable"

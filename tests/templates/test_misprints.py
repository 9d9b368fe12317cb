"""A label with one character misread names its field; what is near two fields names neither."""

from __future__ import annotations

import pytest

from extractor.templates import general
from extractor.templates.misprints import Misprints


@pytest.mark.parametrize(
    ("section", "printed", "field"),
    [
        ("columns", "年度指际值", "target"),
        ("columns", "偏差原因分析及改进指施", "reason"),
        ("columns", "指标解释明", "definition"),
        ("money", "全年预算教", "annual_budget"),
        ("money", "平初预算数", "initial_budget"),
        ("identity", "顶目名称", "project_name"),
        ("identity", "项目名", "project_name"),
        ("rows", "评价等极", "grade"),
        ("money", "执行車（B/A）", "execution_rate"),
        ("money", "预算敎（A）", "annual_budget"),
    ],
)
def test_a_label_with_one_misprint_names_its_field(section: str, printed: str, field: str) -> None:
    assert general().field(section, printed) == field


@pytest.mark.parametrize(
    ("section", "printed"),
    [
        ("money", "年刀预算数"),  # 年初预算数 or 年度预算数
        ("money", "全年执行教"),  # 全年执行数 or 全年执行率
        ("columns", "级指标"),  # of any level
        ("rows", "时效指标"),  # a level's name, and not 绩效指标
        ("columns", "指际分"),  # 指标得分 or 指标分值, and too short
    ],
)
def test_what_is_near_two_fields_names_neither(section: str, printed: str) -> None:
    assert general().field(section, printed) is None


def test_a_label_of_another_section_is_no_misprint() -> None:
    assert general().field("rows", "自评总分") == "total"
    assert general().field("columns", "自评总分") is None


@pytest.mark.parametrize("printed", ["得份", "分植", "执行素"])
def test_a_label_of_two_or_three_characters_has_no_misprints(printed: str) -> None:
    assert general().field("columns", printed) is None


def test_one_misprint_is_one_character_wrong_missing_or_too_many() -> None:
    labels = Misprints(["全年预算数", "分值"])
    assert labels.near("全年顶算数") == labels.near("全年算数") == labels.near("全年度预算数") == ["全年预算数"]
    assert labels.near("全年预算数") == ["全年预算数"]
    assert (
        labels.near("年初预算数") == labels.near("全预年算数") == labels.near("分直") == labels.near("全年预算2") == []
    )

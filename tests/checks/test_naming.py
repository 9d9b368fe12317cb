"""Which indicators a text names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.checks.naming import bare, names_in

LONG, SHORT = "资产管理合规性", "资产管理"
NAME = st.text("预算资金支出采购合同备案时效", min_size=4, max_size=12)


def test_names_are_compared_without_quotes_brackets_and_blanks() -> None:
    assert bare("★ “三公”经费 控制（情况）") == "三公经费控制情况"


def test_a_name_inside_a_longer_name_is_not_named() -> None:
    assert names_in("资产管理合规性未达标", [SHORT + "合规", LONG]) == {LONG: "named"}


def test_everyday_words_and_short_names_want_quotes() -> None:
    assert names_in("资产管理不足，成本偏高", [SHORT, "成本"]) == {}
    assert names_in("“资产管理”不足，“成本指标”偏高", [SHORT, "成本"]) == {SHORT: "named", "成本": "named"}


def test_between_two_names_as_close_neither_is_named() -> None:
    assert names_in("基层培训完成率", ["基层甲培训完成率", "基层乙培训完成率"]) == {}


def test_the_closer_of_two_names_is_named_loosely() -> None:
    names = ["部门整体绩效目标产出指标完成情况", "部门整体绩效目标效益指标完成情况"]
    assert names_in("部门整体绩效目标产出指标完成率", names) == {names[0]: "loosely"}


@given(NAME, st.text("，。受疫情影响未完成", max_size=20), st.text("，。受疫情影响未完成", max_size=20))
def test_a_quoted_name_is_named_wherever_it_stands(name: str, before: str, behind: str) -> None:
    assert names_in(f"{before}“{name}”{behind}", [name]) == {name: "named"}


@given(st.text(max_size=200), st.lists(NAME, max_size=5))
def test_only_the_given_names_are_found(text: str, names: list[str]) -> None:
    assert set(names_in(text, names)) <= set(names)

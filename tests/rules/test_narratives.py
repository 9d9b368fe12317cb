"""Goals, achievements, shortfalls and measures of the form as a whole."""

from __future__ import annotations

import pytest

from extractor.form import Form, Narratives
from tests.rules.drawn import HEADER, TITLE, read

BODY = HEADER + "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 90 | 88 | |\n| 总分*5 | 100 | 93.49 | |\n"


def over(rows: str) -> Form:
    """A form with these rows over its indicators."""
    return read(TITLE + rows + BODY)


def under(rows: str) -> Form:
    """A form with these rows under its total."""
    return read(TITLE + BODY + rows)


def test_a_text_may_stand_beside_its_label() -> None:
    form = over("| 年度总体目标*2 | 养护道路一百公里。*6 |\n| 未完成原因*2 | 雨季停工。*6 |\n")
    assert form.narratives == Narratives(goal="养护道路一百公里。", shortfall="雨季停工。")
    assert form.evidence["/narratives/goal"].text == "养护道路一百公里。"


def test_a_text_may_stand_under_its_label() -> None:
    form = over(
        "| 年度总体目标*2 | 预期目标*3 | 实际完成情况*3 |\n| ^*2 | 养护道路一百公里。*3 | 已养护九十七公里。*3 |\n"
    )
    assert form.narratives == Narratives(goal="养护道路一百公里。", achievement="已养护九十七公里。")


def test_two_labels_on_a_row_have_a_text_each() -> None:
    form = over("| 预期目标*2 | 养护一百公里*2 | 实际完成情况*2 | 已养护*2 |\n")
    assert form.narratives == Narratives(goal="养护一百公里", achievement="已养护")


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("预期目标", "goal"),
        ("年度整体绩效目标", "goal"),
        ("年初设定目标", "goal"),
        ("年初绩效目标", "goal"),
        ("实际完成情况", "achievement"),
        ("整体绩效目标完成情况", "achievement"),
        ("年度总体目标完成情况综述", "achievement"),
        ("全年目标实际完成情况", "achievement"),
        ("未能完成原因", "shortfall"),
        ("偏差大或目标未完成原因分析", "shortfall"),
        ("改进措施", "improvement"),
        ("改进措施及结果应用方案", "improvement"),
    ],
)
def test_a_text_is_known_by_each_of_its_labels(label: str, field: str) -> None:
    assert getattr(over(f"| {label}*2 | 见附件说明*6 |\n").narratives, field) == "见附件说明"


def test_a_text_of_several_cells_is_whole() -> None:
    form = over("| 年度总体目标*2 | 目标1：养护道路。*6 |\n| ^*2 | 目标2：修补坑槽。*6 |\n")
    assert form.narratives.goal == "目标1：养护道路。\n目标2：修补坑槽。"
    assert form.evidence["/narratives/goal"].text == "目标1：养护道路。\n目标2：修补坑槽。"


def test_the_texts_of_numbered_labels_are_one_text() -> None:
    form = over("| 年度目标1：（40分）*2 | 养护道路。*6 |\n| 年度目标2：（40分）*2 | 修补坑槽。*6 |\n")
    assert form.narratives.goal == "养护道路。\n修补坑槽。"
    assert not form.extra


def test_a_further_text_under_another_label_is_kept_apart() -> None:
    form = over("| 年初绩效目标*2 | 养护道路。*6 |\n| 年度总体目标*2 | 修补坑槽。*6 |\n")
    assert form.narratives.goal == "养护道路。"
    assert form.extra == {"年度总体目标": "修补坑槽。"}


def test_goals_in_numbered_rows_are_read_under_their_headings() -> None:
    form = over(
        "| 年度总体目标*2 | 序号 | 预期目标*3 | 实际完成情况*2 |\n| ^*2 | 1 | 养护道路。*3 | 已养护。*2 |\n"
        "| ^*2 | 2 | 修补坑槽。*3 | 已修补。*2 |\n"
    )
    assert form.narratives == Narratives(goal="养护道路。\n修补坑槽。", achievement="已养护。\n已修补。")


def test_goals_that_begin_with_their_number_are_read_down_to_the_next_block() -> None:
    form = over(
        "| 预期目标*4 | 实际完成情况*4 |\n| 目标1：养护道路。*4 | 目标1：已养护。*4 |\n"
        "| 目标2：修补坑槽。*4 | 目标2：已修补。*4 |\n| 备注*2 | 无*6 |\n"
    )
    assert form.narratives == Narratives(
        goal="目标1：养护道路。\n目标2：修补坑槽。", achievement="目标1：已养护。\n目标2：已修补。"
    )


def test_a_text_over_a_page_break_has_its_place_on_both_pages() -> None:
    form = over("| 年度总体目标*2 | 目标1：养护道路。*6 |\n=====\n| ^*2 | 目标2：修补坑槽。*6 |\n")
    evidence = form.evidence["/narratives/goal"]
    assert evidence.page == 1
    assert isinstance(evidence.parts, tuple)
    assert [part.page for part in evidence.parts] == [1, 2]


@pytest.mark.parametrize("mark", ["", "/", "-", "—", "——", "……"])
def test_a_text_that_is_blank_or_a_mark_is_none_and_has_evidence(mark: str) -> None:
    form = over(f"| 未完成原因*2 | {mark}*6 |\n")
    assert form.narratives.shortfall is None
    assert form.evidence["/narratives/shortfall"].text == mark


def test_the_word_none_is_a_text() -> None:
    assert over("| 未完成原因*2 | 无*6 |\n").narratives.shortfall == "无"


def test_a_text_without_a_place_has_no_evidence() -> None:
    form = over("| 年度总体目标*2 | 养护道路一百公里。*6 |\n")
    assert form.narratives.improvement is None
    assert "/narratives/improvement" not in form.evidence


def test_reasons_and_measures_may_stand_under_the_total() -> None:
    form = under("| 偏差大或目标未完成原因分析*2 | 雨季停工。*6 |\n| 改进措施及结果应用方案*2 | 提前安排。*6 |\n")
    assert form.narratives == Narratives(shortfall="雨季停工。", improvement="提前安排。")
    assert len(form.indicators) == 1


def test_the_reason_column_of_the_indicators_is_no_text_of_the_form() -> None:
    form = read(
        TITLE
        + HEADER.replace("偏差原因", "未完成原因")
        + "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 90 | 88 | 雨季停工 |\n"
    )
    assert form.narratives == Narratives()
    assert form.indicators[0].reason == "雨季停工"


def test_a_label_beside_the_goals_takes_nothing_under_it() -> None:
    form = over(
        "| 年度绩效目标*2 | 预期目标*3 | 实际完成情况*3 |\n| ^*2 | 养护一百公里。*3 | 已养护。*3 |\n"
        "| 经费情况（万元）*2 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n"
        "| 年度资金总额*2 | 180 | 200 | 100 | 10 | 50% | 5 |\n"
    )
    assert form.narratives == Narratives(goal="养护一百公里。", achievement="已养护。")

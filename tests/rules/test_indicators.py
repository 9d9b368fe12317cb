"""The scored rows: names, levels, weights and scores, and what merged and blank cells say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.form import Form
from tests.rules.drawn import HEADER, TITLE, got, read, scored

SEED = (
    "# 2022年度示例县财政局部门整体支出绩效自评表\n"
    "| 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 指标解释 | 得分/自评分 | 未达标原因 | 改进措施 |\n"
)


def names(form: Form) -> list[tuple[str | None, str | None, str | None]]:
    return [(row.level1, row.level2, row.level3) for row in form.indicators]


def test_a_row_is_an_indicator_with_all_its_fields() -> None:
    form = scored("| 产出指标 | 数量指标 | 养护里程 | ≥100公里 | 97公里 | 60 | 58.20 | 雨季停工 |\n")
    (one,) = form.indicators
    assert (one.position, one.level1, one.level2, one.level3) == (1, "产出指标", "数量指标", "养护里程")
    assert (one.target, one.actual, one.reason) == ("≥100公里", "97公里", "雨季停工")
    assert got(one, "weight", "score") == (60, Decimal("58.2"))
    assert form.evidence["/indicators/0/score"].text == "58.20"


def test_the_name_of_a_merged_level_speaks_for_every_row() -> None:
    form = scored(
        "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 30 | 29 | |\n"
        "| ^ | ^ | 修补坑槽 | 100 | 97 | 30 | 29 | |\n"
        "| ^ | 质量指标 | 合格率 | 100 | 97 | 30 | 29 | |\n"
    )
    assert names(form) == [
        ("产出指标", "数量指标", "养护里程"),
        ("产出指标", "数量指标", "修补坑槽"),
        ("产出指标", "质量指标", "合格率"),
    ]
    assert form.evidence["/indicators/2/level1"].text == "产出指标"


@pytest.mark.parametrize("field", ["score", "weight"])
def test_a_merged_figure_belongs_to_the_first_row(field: str) -> None:
    figures = {"score": ("30 | 57.5", "30 | ^"), "weight": ("57.5 | 29", "^ | 29")}[field]
    form = scored(
        f"| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | {figures[0]} | |\n"
        f"| ^ | ^ | 修补坑槽 | 100 | 97 | {figures[1]} | |\n"
    )
    first, second = form.indicators
    assert getattr(first, field) == Decimal("57.5")
    assert getattr(second, field) is None
    assert any("57.5" in value and "2" in name for name, value in form.extra.items())


def test_a_text_merged_over_two_rows_speaks_for_both() -> None:
    form = read(
        SEED
        + "| 履职效能 | 50 | 整体效能 | 50 | 产出完成 | 20 | 按方案评分 | 19 | | |\n"
        + "| ^ | ^ | ^ | ^ | 效益完成 | 30 | ^ | 30 | | |\n"
    )
    assert [row.definition for row in form.indicators] == ["按方案评分", "按方案评分"]
    assert form.evidence["/indicators/1/definition"].text == "按方案评分"


def test_a_name_merged_over_two_rows_speaks_for_both() -> None:
    form = scored(
        "| 产出指标 | 数量指标 | 养护里程 | ≥100公里 | 97公里 | 30 | 29 | |\n"
        "| ^ | ^ | ^ | ≥20公里 | 20公里 | 30 | 30 | |\n"
    )
    assert [row.level3 for row in form.indicators] == ["养护里程", "养护里程"]
    assert [row.score for row in form.indicators] == [29, 30]


def test_a_reason_merged_over_two_rows_speaks_for_both() -> None:
    form = scored(
        "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 30 | 29 | 雨季停工 |\n"
        "| ^ | ^ | 修补坑槽 | 100 | 97 | 30 | 29 | ^ |\n"
    )
    assert [row.reason for row in form.indicators] == ["雨季停工", "雨季停工"]


@pytest.mark.parametrize("printed", ["产出指标(50分)", "产出指标（50分）", "产出指标（50）", "产出指标 50分"])
def test_a_weight_in_the_name_of_a_level_is_the_levels(printed: str) -> None:
    form = scored(
        f"| {printed} | 数量指标（20.5分） | 养护里程 | 100 | 97 | 30 | 29 | |\n"
        "| ^ | ^ | 修补坑槽 | 100 | 97 | 30 | 29 | |\n"
    )
    assert [got(row, "level1", "level1_weight") for row in form.indicators] == 2 * [("产出指标", 50)]
    assert [got(row, "level2", "level2_weight") for row in form.indicators] == 2 * [("数量指标", Decimal("20.5"))]
    assert form.evidence["/indicators/1/level1_weight"].text == printed
    assert form.evidence["/indicators/1/level1"].text == printed


def test_a_weight_in_a_name_that_is_not_printed_again_speaks_for_the_rows_under_it() -> None:
    form = scored(
        "| 产出指标（50分） | 数量指标 | 养护里程 | 100 | 97 | 30 | 29 | |\n| | | 修补坑槽 | 100 | 97 | 20 | 19 | |\n"
    )
    assert [got(row, "level1", "level1_weight") for row in form.indicators] == 2 * [("产出指标", 50)]


@pytest.mark.parametrize("prefix", ["指标1：", "指标1:", "指标 1：", "指标12：", "指标1."])
def test_a_numbering_before_a_name_is_dropped(prefix: str) -> None:
    form = scored(f"| 产出指标 | 数量指标 | {prefix}养护里程 | 100 | 97 | 30 | 29 | |\n")
    assert form.indicators[0].level3 == "养护里程"
    assert form.evidence["/indicators/0/level3"].text == f"{prefix}养护里程"


def test_a_star_before_a_name_stays() -> None:
    form = scored("| 产出指标 | 数量指标 | ★养护里程 | 100 | 97 | 30 | 29 | |\n")
    assert form.indicators[0].level3 == "★养护里程"


@pytest.mark.parametrize(
    "cells", ["| | | |", "/ | / | / | / | /", "…… | | | |", "指标2： | | | |", "指标3： | / | / | |", "... | | | |"]
)
def test_an_empty_or_numbered_placeholder_is_no_indicator(cells: str) -> None:
    form = scored(
        "| 产出指标 | 数量指标 | 指标1：养护里程 | 100 | 97 | 30 | 29 | |\n"
        f"| ^ | ^ | {cells} | |\n"
        "| 效益指标 | 社会效益 | 通行时间 | 30 | 28 | 30 | 30 | |\n"
    )
    assert [(row.position, row.level3) for row in form.indicators] == [(1, "养护里程"), (2, "通行时间")]


def test_a_row_with_figures_and_no_name_is_an_indicator() -> None:
    form = scored("| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 30 | 29 | |\n| ^ | ^ | | 100 | 97 | 20 | 19 | |\n")
    assert [got(row, "level3", "score") for row in form.indicators] == [("养护里程", 29), (None, 19)]
    assert form.evidence["/indicators/1/level3"].text == ""


def test_a_row_with_a_name_and_nothing_else_is_an_indicator() -> None:
    form = scored("| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 30 | 29 | |\n| ^ | ^ | 修补坑槽 | | | | | |\n")
    assert [row.level3 for row in form.indicators] == ["养护里程", "修补坑槽"]
    assert form.evidence["/indicators/1/score"].text == ""


def test_the_name_of_a_level_that_is_left_blank_is_that_above() -> None:
    form = scored(
        "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 30 | 29 | |\n"
        "| | | 修补坑槽 | 100 | 97 | 30 | 29 | |\n"
        "| | 质量指标 | 合格率 | 100 | 97 | 30 | 29 | |\n"
    )
    assert names(form) == [
        ("产出指标", "数量指标", "养护里程"),
        ("产出指标", "数量指标", "修补坑槽"),
        ("产出指标", "质量指标", "合格率"),
    ]
    assert form.evidence["/indicators/1/level1"].text == "产出指标"


def test_the_second_level_is_not_taken_from_another_first_level() -> None:
    form = scored(
        "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 30 | 29 | |\n| 效益指标 | | 通行时间 | 30 | 28 | 30 | 30 | |\n"
    )
    assert names(form)[1] == ("效益指标", None, "通行时间")


def test_the_name_of_a_level_goes_on_over_a_page_break() -> None:
    form = scored(
        "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 30 | 29 | |\n"
        "==========\n"
        "| | | 修补坑槽 | 100 | 97 | 30 | 29 | |\n"
        "| | 质量指标 | 合格率 | 100 | 97 | 30 | 29 | |\n"
    )
    assert form.pages == (1, 2)
    assert names(form)[1:] == [("产出指标", "数量指标", "修补坑槽"), ("产出指标", "质量指标", "合格率")]
    assert form.evidence["/indicators/1/level2"].page == 1
    assert form.evidence["/indicators/1/level3"].page == 2


def test_a_cell_merged_over_a_page_break_speaks_for_the_rows_of_both_pages() -> None:
    form = scored(
        "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 30 | 29 | |\n"
        "==========\n"
        "| ^ | ^ | 修补坑槽 | 100 | 97 | 30 | 29 | |\n"
    )
    assert names(form)[1] == ("产出指标", "数量指标", "修补坑槽")


def test_a_name_and_its_definition_go_on_over_a_page_break() -> None:
    form = read(
        SEED
        + "| 履职效能 | 50 | 整体效能 | 50 | 产出完成 | 20 | 按方案评分 | 19 | | |\n"
        + "==========\n"
        + "| | | | | | 30 | | 30 | | |\n"
    )
    assert [got(row, "level3", "definition", "score") for row in form.indicators] == [
        ("产出完成", "按方案评分", 19),
        ("产出完成", "按方案评分", 30),
    ]
    assert form.evidence["/indicators/1/level3"].page == 1


@pytest.mark.parametrize("mark", ["", "/", "-", "—", "——", "……", "无"])
def test_a_figure_that_is_blank_or_a_mark_is_none_and_has_evidence(mark: str) -> None:
    form = scored(f"| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | {mark} | {mark} | |\n")
    assert (form.indicators[0].weight, form.indicators[0].score) == (None, None)
    assert form.evidence["/indicators/0/weight"].text == mark
    assert form.evidence["/indicators/0/score"].text == mark


@pytest.mark.parametrize("mark", ["", "/", "-", "—", "——", "……"])
def test_a_text_that_is_blank_or_a_mark_is_none_and_has_evidence(mark: str) -> None:
    form = scored(f"| 产出指标 | 数量指标 | 养护里程 | {mark} | 97 | 30 | 29 | {mark} |\n")
    assert (form.indicators[0].target, form.indicators[0].reason) == (None, None)
    assert form.evidence["/indicators/0/reason"].text == mark


def test_the_word_none_in_a_text_is_a_text() -> None:
    form = scored("| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 30 | 29 | 无 |\n")
    assert form.indicators[0].reason == "无"


@pytest.mark.parametrize("printed", ["优", "1O", "六十", "58.20.1"])
def test_a_score_that_is_no_number_is_none_and_its_text_is_kept(printed: str) -> None:
    form = scored(f"| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 30 | {printed} | |\n")
    assert form.indicators[0].score is None
    assert form.evidence["/indicators/0/score"].text == printed


@pytest.mark.parametrize(
    ("printed", "value"), [("19.20", "19.2"), ("０", "0"), ("１９．２０", "19.2"), ("20分", "20"), ("1,000", "1000")]
)
def test_a_score_is_exactly_the_figure_that_is_printed(printed: str, value: str) -> None:
    form = scored(f"| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 30 | {printed} | |\n")
    assert str(form.indicators[0].score) == value
    assert form.evidence["/indicators/0/score"].text == printed


def test_a_zero_is_a_figure() -> None:
    form = scored("| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 30 | 0 | |\n")
    assert form.indicators[0].score == 0


def test_a_column_of_reasons_and_measures_is_the_reason() -> None:
    form = read(
        TITLE
        + HEADER.replace("偏差原因", "偏差原因分析及改进措施")
        + "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 30 | 29 | 雨季停工，下年提前 |\n"
    )
    assert form.indicators[0].reason == "雨季停工，下年提前"
    assert form.indicators[0].improvement is None
    assert "/indicators/0/improvement" not in form.evidence


def test_a_name_that_is_a_label_elsewhere_is_an_indicator() -> None:
    form = scored(
        "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 30 | 29 | |\n"
        "| ^ | 时效指标 | 执行率 | 100 | 97 | 30 | 29 | |\n"
        "| ^ | 质量指标 | 年度目标完成情况 | 100 | 97 | 30 | 29 | |\n"
    )
    assert [row.level3 for row in form.indicators] == ["养护里程", "执行率", "年度目标完成情况"]


def test_a_row_that_says_of_which_belongs_to_the_indicator_above() -> None:
    form = scored(
        "| 产出指标*1 | 数量指标 | 受益人数 | 100人 | 97人 | 90 | 88 | 雨季停工 |\n"
        "| ^ | ^ | 其中：女性 | 40人 | 41人 | | | |\n| ^ | ^ | 养护里程 | 3公里 | 3公里 | 10 | 10 | |\n"
    )
    assert [row.level3 for row in form.indicators] == ["受益人数", "养护里程"]
    assert form.extra["受益人数 其中:女性"] == "40人 41人"
    assert form.evidence["/extra/受益人数 其中:女性"].page == 1


def test_a_row_that_says_of_which_and_is_scored_is_an_indicator() -> None:
    form = scored(
        "| 产出指标 | 数量指标 | 受益人数 | 100人 | 97人 | 90 | 88 | |\n"
        "| ^ | ^ | 其中：女性 | 40人 | 41人 | 10 | 10 | |\n"
    )
    assert [row.level3 for row in form.indicators] == ["受益人数", "其中：女性"]


def test_one_header_may_serve_the_indicators_of_several_goals() -> None:
    form = read(
        f"{TITLE}| 年度目标1*2 | 养护*6 |\n{HEADER}"
        "| 产出指标 | 数量指标 | 养护里程 | 100公里 | 97公里 | 50 | 48 | 雨季停工 |\n| 年度目标2*2 | 绿化*6 |\n"
        "| 产出指标 | 数量指标 | 绿化里程 | 20公里 | 20公里 | 50 | 50 | |\n| 总分*5 | 100 | 98 | |\n"
    )
    assert [row.level3 for row in form.indicators] == ["养护里程", "绿化里程"]
    assert form.narratives.goal == "养护\n绿化"


def test_a_weight_that_a_page_break_parts_from_its_name_is_that_of_all_its_rows() -> None:
    form = scored(
        "| 满意度指标 | 满意度 | 群众满意度 | 90% | 91% | 5 | 5 | |\n"
        "=\n| （10分） | ^ | 企业满意度 | 90% | 91% | 5 | 5 | |\n"
    )
    assert [(row.level1, str(row.level1_weight)) for row in form.indicators] == [("满意度指标", "10")] * 2


def test_a_weight_in_the_name_of_an_indicator_is_its_weight_where_no_column_has_one() -> None:
    form = read(
        TITLE
        + "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 得分 |\n"
        + "| 产出指标 | 数量指标 | 养护里程（60分） | 100 | 97 | 58 |\n"
        + "| ^ | ^ | 民主测评90分 | 90 | 92 | 10 |\n"
    )
    one, two = form.indicators
    assert got(one, "level3", "weight") == ("养护里程", 60)
    assert form.evidence["/indicators/0/weight"].text == "养护里程（60分）"
    assert got(two, "level3", "weight") == ("民主测评90分", None)


def test_a_weight_in_the_name_beside_a_column_of_weights_stays_in_the_name() -> None:
    form = read(
        TITLE
        + "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 得分 |\n"
        + "| 产出指标 | 数量指标 | 养护里程（60分） | 100 | 60 | 58 |\n"
    )
    assert form.indicators[0].level3 == "养护里程（60分）"

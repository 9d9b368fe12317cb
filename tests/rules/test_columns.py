"""The header of the indicator table: which column holds what, in any order."""

from __future__ import annotations

import pytest

from extractor.form import Form
from extractor.rules import forms
from extractor.templates import general
from tests.rules.drawn import TITLE, got, read, table

SEED = "# 2022年度示例县财政局部门整体支出绩效自评表\n"


def row(header: str, cells: str) -> Form:
    """A form of one indicator."""
    form = read(f"{TITLE}{header}\n{cells}\n")
    assert len(form.indicators) == 1
    return form


@pytest.mark.parametrize("heading", ["分值得分", "分 值  得 分", "权重自评得分"])
@pytest.mark.parametrize("columns", [2, 3])
def test_two_headings_that_no_line_parts_head_a_column_each(heading: str, columns: int) -> None:
    (one,) = row(
        f"| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | {heading}*{columns} | 偏差原因 |",
        f"| 产出指标 | 数量指标 | 养护里程 | ≥100公里 | 97公里 | 12 | 11 | {'无 | ' * (columns - 2)}雨季停工 |",
    ).indicators
    assert got(one, "weight", "score", "reason") == (12, 11, "雨季停工")


@pytest.mark.parametrize("score", ["12", "1"])
def test_figures_of_two_columns_under_one_heading_are_never_one(score: str) -> None:
    form = row(
        "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分*2 |",
        f"| 产出指标 | 数量指标 | 养护里程 | ≥100公里 | 97公里 | 12 | {score} | {score} |",
    )
    assert form.indicators[0].score is None
    assert form.evidence["/indicators/0/score"].confidence < 0.9


def test_the_columns_may_stand_in_any_order() -> None:
    (one,) = row(
        "| 得分 | 三级指标 | 分值 | 实际完成值 | 一级指标 | 年度指标值 | 偏差原因 | 二级指标 |",
        "| 58 | 养护里程 | 60 | 97公里 | 产出指标 | ≥100公里 | 雨季停工 | 数量指标 |",
    ).indicators
    assert (one.level1, one.level2, one.level3) == ("产出指标", "数量指标", "养护里程")
    assert (one.target, one.actual) == ("≥100公里", "97公里")
    assert got(one, "weight", "score", "reason") == (60, 58, "雨季停工")


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("年度指标值（A）", "target"),
        ("预期指标值", "target"),
        ("年初目标值（A）", "target"),
        ("全年实际值（B）", "actual"),
        ("实际完成值（B）", "actual"),
        ("全年完成值", "actual"),
        ("指标解释", "definition"),
        ("评分标准", "scoring_standard"),
        ("得分计算方法", "scoring_standard"),
        ("未完成原因分析", "reason"),
        ("扣分原因", "reason"),
        ("未达标原因", "reason"),
        ("未完成原因和改进措施", "reason"),
        ("偏差原因分析及改进措施", "reason"),
        ("改进措施", "improvement"),
    ],
)
def test_a_text_column_is_known_by_each_of_its_labels(label: str, field: str) -> None:
    (one,) = row(f"| 三级指标 | 分值 | 得分 | {label} |", "| 养护里程 | 60 | 58 | 见说明 |").indicators
    assert getattr(one, field) == "见说明"


@pytest.mark.parametrize("label", ["分值", "权重", "权重（分）", "指标权重（分）", "指标分值", "分 值"])
def test_a_weight_column_is_known_by_each_of_its_labels(label: str) -> None:
    (one,) = row(f"| 三级指标 | {label} | 得分 |", "| 养护里程 | 60 | 58 |").indicators
    assert got(one, "weight", "score") == (60, 58)


@pytest.mark.parametrize("label", ["得分", "自评分", "得分/自评分", "自评得分", "指标得分（分）"])
def test_a_score_column_is_known_by_each_of_its_labels(label: str) -> None:
    (one,) = row(f"| 三级指标 | 分值 | {label} |", "| 养护里程 | 60 | 58 |").indicators
    assert got(one, "weight", "score") == (60, 58)


def test_three_columns_of_weights_belong_to_the_levels_at_their_left() -> None:
    form = read(
        SEED
        + "| 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 指标解释 | 得分/自评分 | 未达标原因 | 改进措施 |\n"
        + "| 履职效能 | 50 | 整体效能 | 30 | 产出完成 | 20 | 见方案 | 19.20 | 停工 | 加快 |\n"
        + "| ^ | ^ | ^ | ^ | 效益完成 | 10 | 见方案 | 10 | | |\n"
        + "| ^ | ^ | 专项效能 | 20 | 支出率 | 20 | 见方案 | 20 | | |\n"
        + "| 总分*5 | 100 | | 49.20 | | |\n"
    )
    assert [row.level1_weight for row in form.indicators] == [50, 50, 50]
    assert [row.level2_weight for row in form.indicators] == [30, 30, 20]
    assert [row.weight for row in form.indicators] == [20, 10, 20]
    assert (form.indicators[0].reason, form.indicators[0].improvement) == ("停工", "加快")
    assert form.indicators[0].definition == "见方案"


def test_a_weight_before_the_target_is_the_indicators() -> None:
    (one,) = row(
        "| 一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分 |",
        "| 产出指标 | 数量指标 | 养护里程 | 60 | ≥100公里 | 97公里 | 58 |",
    ).indicators
    assert got(one, "weight", "level2_weight", "target") == (60, None, "≥100公里")


def test_a_header_over_two_rows_is_read_by_its_parts() -> None:
    form = read(
        TITLE
        + "| 一级指标 | 三级指标 | 指标值*2 | 分值 | 得分 |\n| ^ | ^ | 年度指标值 | 实际完成值 | ^ | ^ |\n"
        + "| 产出指标 | 养护里程 | ≥100公里 | 97公里 | 60 | 58 |\n"
    )
    (one,) = form.indicators
    assert (one.target, one.actual) == ("≥100公里", "97公里")


def test_a_label_at_the_left_of_all_rows_is_no_level() -> None:
    form = read(
        TITLE
        + "| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |\n"
        + "| ^ | 产出指标 | 数量指标 | 养护里程 | 60 | 58 |\n"
    )
    (one,) = form.indicators
    assert (one.level1, one.level3) == ("产出指标", "养护里程")


def test_an_indicator_table_without_levels_has_names_alone() -> None:
    form = row(
        "| 指标名称 | 计量单位 | 指标性质 | 年初指标值 | 调整指标值 | 全年完成值 | 指标权重 | 指标得分 |",
        "| 养护里程 | 公里 | ≥ | 100 | 90 | 97 | 60 | 60 |",
    )
    (one,) = form.indicators
    assert (one.level1, one.level2, one.level3) == (None, None, "养护里程")
    assert got(one, "weight", "score") == (60, 60)
    assert "/indicators/0/level1" not in form.evidence


@pytest.mark.parametrize("label", ["复核分", "财政审核评分", "复核得分", "主管部门评分"])
def test_the_score_of_a_reviewer_is_kept_apart(label: str) -> None:
    form = row(f"| 三级指标 | 分值 | 自评得分 | {label} |", "| 养护里程 | 60 | 58 | 51.5 |")
    assert form.indicators[0].score == 58
    assert "51.5" in form.extra.values()
    assert any(label in name for name in form.extra)


def test_the_score_of_a_reviewer_may_stand_before_the_units_own() -> None:
    form = row("| 三级指标 | 分值 | 财政审核评分 | 自评分 |", "| 养护里程 | 60 | 51.5 | 58 |")
    assert form.indicators[0].score == 58
    assert "51.5" in form.extra.values()


def test_a_reviewers_score_alone_is_no_score() -> None:
    form = row("| 三级指标 | 分值 | 年度指标值 | 财政审核评分 |", "| 养护里程 | 60 | 100 | 51.5 |")
    assert form.indicators[0].score is None
    assert "51.5" in form.extra.values()


def test_the_total_of_a_reviewer_is_not_the_total() -> None:
    form = read(
        TITLE
        + "| 三级指标 | 分值 | 财政审核评分 | 自评分 |\n"
        + "| 养护里程 | 100 | 51.5 | 58 |\n"
        + "| 总分 | 100 | 51.5 | 58 |\n"
    )
    assert got(form.total, "weight", "score") == (100, 58)


def test_a_column_that_no_field_takes_goes_to_extra() -> None:
    form = read(
        TITLE + "| 三级指标 | 分值 | 得分 | 是否核心指标 |\n| 养护里程 | 60 | 58 | 是 |\n| 合格率 | 30 | 30 | 否 |\n"
    )
    kept = {value: name for name, value in form.extra.items() if "是否核心指标" in name}
    assert set(kept) == {"是", "否"}
    assert form.evidence[f"/extra/{kept['是']}"].text == "是"


def test_a_second_block_of_indicators_goes_on_with_the_positions() -> None:
    form = read(
        TITLE
        + "| 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分 |\n"
        + "| 产出指标 | 数量指标 | 养护里程 | 100公里 | 100公里 | 40 |\n"
        + "| 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分 |\n"
        + "| 效益指标 | 社会效益 | 通行时间 | 30分钟 | 28分钟 | 39 |\n"
        + "| 总分*5 | 79 |\n"
    )
    assert [(row.position, row.level1, row.level3) for row in form.indicators] == [
        (1, "产出指标", "养护里程"),
        (2, "效益指标", "通行时间"),
    ]
    assert form.total.score == 79


def test_blocks_may_have_their_columns_in_other_places() -> None:
    form = read(
        TITLE
        + "| 一级指标 | 三级指标 | 分值 | 得分 |\n| 产出指标 | 养护里程 | 40 | 39 |\n"
        + "| 三级指标 | 得分 | 分值 | 一级指标 |\n| 通行时间 | 29 | 30 | 效益指标 |\n"
    )
    assert [got(row, "level1", "weight", "score") for row in form.indicators] == [
        ("产出指标", 40, 39),
        ("效益指标", 30, 29),
    ]


def test_of_two_labels_of_a_field_the_better_one_counts() -> None:
    form = read(
        TITLE
        + "| 一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 自评得分 | 说明 | 扣分原因 |\n"
        + "| 产出指标 | 养护里程 | 100 | 97 | 60 | 55 | 50 | 见附件 | 雨季停工 |\n"
    )
    (row,) = form.indicators
    assert got(row, "score", "reason") == (50, "雨季停工")
    assert form.extra == {"得分 1": "55", "说明 1": "见附件"}


def test_a_column_beside_level_two_that_no_label_names_holds_the_names() -> None:
    form = read(
        TITLE
        + "| 一级指标 | 二级指标 | 绩效指标 | 指标值 | 完成值 | 分值 | 得分 |\n"
        + "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 60 | 55 |\n"
    )
    assert got(form.indicators[0], "level1", "level2", "level3") == ("产出指标", "数量指标", "养护里程")


def test_a_table_of_names_and_what_was_done_is_no_form() -> None:
    drawing = "| 指标名称 | 计量单位 | 完成情况 | 说明 |\n| 养护里程 | 公里 | 97 | |\n"
    assert forms(table(drawing), general()) == []


def test_what_the_columns_of_a_target_print_beside_it_is_kept() -> None:
    form = read(
        TITLE
        + "| 指标名称 | 计量单位 | 指标性质 | 年初指标值 | 调整指标值 | 全年完成值 | 指标权重 | 指标得分 |\n"
        + "| 养护里程 | 公里 | 定量 | 100 | 90 | 97 | 60 | 60 |\n"
    )
    assert form.indicators[0].target == "90公里"
    assert form.extra == {"年初指标值 1": "100", "指标性质 1": "定量"}


def test_the_weight_of_level_two_stands_between_it_and_the_names() -> None:
    form = read(
        TITLE
        + "| 一级指标 | 二级指标 | 分值 | 绩效指标 | 指标值 | 分值 | 得分 |\n"
        + "| 产出指标 | 数量指标 | 60 | 养护里程 | 100 | 60 | 55 |\n"
    )
    assert got(form.indicators[0], "level2_weight", "level3", "weight", "score") == (60, "养护里程", 60, 55)


def test_the_levels_may_stand_under_a_heading_of_their_own() -> None:
    form = read(
        TITLE
        + "| 绩效指标*3 | 年度指标值 | 完成值 | 分值 | 得分 |\n| 一级指标 | 二级指标 | 三级指标 | ^ | ^ | ^ | ^ |\n"
        + "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 60 | 55 |\n"
    )
    assert got(form.indicators[0], "level1", "level2", "level3", "score") == ("产出指标", "数量指标", "养护里程", 55)


@pytest.mark.parametrize("label", ["指标内容", "评价内容", "考核内容"])
def test_what_elsewhere_explains_an_indicator_heads_the_names_where_nothing_else_does(label: str) -> None:
    form = read(
        TITLE
        + f"| 一级指标 | 分值 | 二级指标 | 分值 | {label} | 分值 | 评分标准 | 指标值 | 完成值 | 得分 |\n"
        + "| 产出指标 | 60 | 数量指标 | 60 | 养护里程 | 60 | 达标得满分 | 100 | 97 | 55 |\n"
    )
    (one,) = form.indicators
    assert got(one, "level2", "level2_weight", "level3", "weight") == ("数量指标", 60, "养护里程", 60)
    assert one.scoring_standard == "达标得满分"


def test_what_explains_a_named_indicator_stays_its_definition() -> None:
    form = read(
        TITLE
        + "| 一级指标 | 二级指标 | 指标内容 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 |\n"
        + "| 产出指标 | 数量指标 | 养护的公路 | 养护里程 | 100 | 97 | 60 | 55 |\n"
    )
    assert got(form.indicators[0], "level3", "definition") == ("养护里程", "养护的公路")


def test_names_may_stand_beside_level_one() -> None:
    form = read(
        TITLE
        + "| 序号 | 一级指标 | 绩效指标 | 指标值 | 完成值 | 分值 | 得分 |\n"
        + "| 1 | 产出指标 | 养护里程 | 100 | 97 | 60 | 55 |\n"
    )
    assert got(form.indicators[0], "level1", "level3") == ("产出指标", "养护里程")


def test_levels_under_other_headings_are_known_by_their_names() -> None:
    form = read(
        TITLE
        + "| 指标类型 | 分值 | 指标类别 | 分值 | 评价指标 | 分值 | 指标值 | 完成值 | 得分 |\n"
        + "| 一、产出指标（60分） | 60 | 数量指标 | 60 | 养护里程 | 60 | 100 | 97 | 55 |\n"
        + "| ^ | ^ | ^ | ^ | 养护桥梁 | 0 | 3 | 3 | 0 |\n"
    )
    one, two = form.indicators
    assert got(one, "level1", "level1_weight", "level2", "level2_weight", "level3") == (
        "一、产出指标",
        60,
        "数量指标",
        60,
        "养护里程",
    )
    assert got(two, "level1", "level2", "level3") == ("一、产出指标", "数量指标", "养护桥梁")


def test_labels_under_wider_headings_begin_no_second_header() -> None:
    form = read(
        TITLE
        + "| 绩效指标*3 | 指标完成情况*2 | 分值 | 得分 |\n"
        + "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | ^ | ^ |\n"
        + "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 60 | 55 |\n"
    )
    (one,) = form.indicators
    assert got(one, "level1", "level3", "target", "actual", "weight", "score") == (
        "产出指标",
        "养护里程",
        "100",
        "97",
        60,
        55,
    )


def test_the_headings_of_money_over_an_indicator_table_are_no_header() -> None:
    form = read(
        TITLE
        + "| 资金情况（万元）*2 | 年初预算数 | 全年预算数 | 执行数 | 分值 | 得分 |\n"
        + "| 年度资金总额*2 | 100 | 100 | 100 | 10 | 10 |\n"
        + "| 指标类型 | 指标类别 | 评价指标 | 指标值 | 完成值 | 分值 | 得分 |\n"
        + "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 60 | 55 |\n"
    )
    assert form.budget[0].executed == 100
    assert form.indicators[0].level1 == "产出指标"


@pytest.mark.parametrize(("first", "second"), [("级指标", "级指标"), ("一級指极", "I二级指杯"), ("一级指标", "级指标")])
@pytest.mark.parametrize("third", ["三级指标", "级指标"])
def test_levels_whose_number_was_misread_are_known_by_their_order(first: str, second: str, third: str) -> None:
    form = read(
        SEED
        + f"| {first} | 分值 | {second} | 分值 | {third} | 分值 | 得分/自评分 |\n"
        + "| 履职效能 | 50 | 整体效能 | 30 | 产出完成 | 20 | 19.20 |\n"
        + "| ^ | ^ | ^ | ^ | 效益完成 | 10 | 10 |\n"
    )
    row = form.indicators[1]
    assert (row.level1, row.level2, row.level3) == ("履职效能", "整体效能", "效益完成")
    assert [row.level1_weight, row.level2_weight, row.weight] == [50, 30, 10]


@pytest.mark.parametrize("label", ["得分值", "实际得分值", "自评得分值"])
def test_the_value_of_a_score_is_the_score(label: str) -> None:
    form = read(f"{TITLE}| 一级指标 | 三级指标 | 指标值 | 分值 | {label} |\n| 产出指标 | 养护里程 | 100 | 60 | 55 |\n")
    assert got(form.indicators[0], "weight", "score") == (60, 55)


@pytest.mark.parametrize("label", ["扣分值", "扣减分值", "扣分"])
def test_the_points_taken_off_are_neither_weight_nor_score(label: str) -> None:
    form = read(f"{TITLE}| 一级指标 | 三级指标 | 指标值 | {label} | 得分 |\n| 产出指标 | 养护里程 | 100 | 5 | 55 |\n")
    assert got(form.indicators[0], "weight", "score") == (None, 55)
    assert form.extra == {f"{label} 1": "5"}

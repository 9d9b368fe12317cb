"""Targets: in one column or several, and what they say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.form import Form, Indicator
from tests.rules.drawn import TITLE, read, scored

APART = "| 一级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 实际完成值 | 分值 | 得分 |\n"


def apart(kind: str, value: str, unit: str) -> Form:
    """A form whose target stands in three columns."""
    return read(f"{TITLE}{APART}| 产出指标 | 养护里程 | {kind} | {value} | {unit} | 97 | 30 | 29 |\n")


def one(form: Form) -> Indicator:
    (found,) = form.indicators
    return found


@pytest.mark.parametrize(
    ("kind", "value", "unit", "target"),
    [
        ("≥", "100", "公里", "≥100公里"),
        ("≤", "3.5", "%", "≤3.5%"),
        ("≧", "100", "公里", "≧100公里"),
        ("═", "100", "公里", "═100公里"),
        ("定量", "100", "公里", "100公里"),
        ("定量", "≥100", "公里", "≥100公里"),
        ("定性", "达成预期指标", "", "达成预期指标"),
        ("定性", "优", "/", "优"),
        ("=", "100", "", "=100"),
        ("", "100", "公里", "100公里"),
    ],
)
def test_a_target_in_three_columns_is_joined_without_its_kind(kind: str, value: str, unit: str, target: str) -> None:
    form = apart(kind, value, unit)
    assert one(form).target == target
    assert form.evidence["/indicators/0/target"].text == target


def test_the_columns_of_a_target_are_joined_in_the_order_operator_value_unit() -> None:
    form = read(
        TITLE
        + "| 指标名称 | 计量单位 | 指标性质 | 年初指标值 | 全年完成值 | 指标权重 | 指标得分 |\n"
        + "| 养护里程 | 公里 | ≥ | 100 | 97 | 60 | 60 |\n"
    )
    assert one(form).target == "≥100公里"


def test_a_unit_beside_a_target_that_has_its_own_is_not_joined() -> None:
    assert one(apart("", "≥100公里", "公里")).target == "≥100公里"


@pytest.mark.parametrize(
    ("printed", "operator", "value", "unit"),
    [
        ("≥100公里", ">=", "100", "公里"),
        ("≧100公里", ">=", "100", "公里"),
        (">=530元/人*月", ">=", "530", "元/人*月"),
        ("大于等于5次", ">=", "5", "次"),
        ("98%以上", ">=", "98", "%"),
        ("≤3.5%", "<=", "3.5", "%"),
        ("15%及其以下", "<=", "15", "%"),
        ("小于5次", "<", "5", "次"),
        ("＞5次", ">", "5", "次"),
        ("=1,000人", "=", "1000", "人"),
        ("═30", "=", "30", None),
        ("80%", None, "80", "%"),
    ],
)
def test_operator_value_and_unit_of_a_target_are_told(
    printed: str, operator: str | None, value: str, unit: str | None
) -> None:
    row = one(scored(f"| 产出指标 | 数量指标 | 养护里程 | {printed} | 97 | 30 | 29 | |\n"))
    assert row.target == printed
    assert (row.target_operator, row.target_value, row.target_unit) == (operator, Decimal(value), unit)


@pytest.mark.parametrize("printed", ["9月前", "2021年底", "达成预期指标", "效果显著", "10-20公里"])
def test_a_target_that_is_no_single_figure_has_no_value(printed: str) -> None:
    row = one(scored(f"| 产出指标 | 数量指标 | 养护里程 | {printed} | {printed} | 30 | 29 | |\n"))
    assert (row.target, row.actual) == (printed, printed)
    assert (row.target_operator, row.target_value, row.target_unit, row.actual_value) == (None, None, None, None)


@pytest.mark.parametrize(
    ("printed", "value"), [("97公里", "97"), ("已完成100%", "100"), ("≥97公里", "97"), ("1,234.5", "1234.5")]
)
def test_the_value_of_what_was_achieved_is_told(printed: str, value: str) -> None:
    row = one(scored(f"| 产出指标 | 数量指标 | 养护里程 | 100 | {printed} | 30 | 29 | |\n"))
    assert (row.actual, row.actual_value) == (printed, Decimal(value))


@pytest.mark.parametrize(("adjusted", "target"), [("90", "90"), ("", "100"), ("/", "100"), ("—", "100")])
def test_an_adjusted_target_counts_where_it_is_not_blank(adjusted: str, target: str) -> None:
    form = read(
        TITLE
        + "| 指标名称 | 年初指标值 | 调整指标值 | 全年完成值 | 指标权重 | 指标得分 |\n"
        + f"| 养护里程 | 100 | {adjusted} | 97 | 60 | 60 |\n"
    )
    assert (one(form).target, one(form).target_value) == (target, Decimal(target))
    assert form.evidence["/indicators/0/target"].text == target


def test_an_adjusted_target_is_joined_with_operator_and_unit() -> None:
    form = read(
        TITLE
        + "| 指标名称 | 计量单位 | 指标性质 | 年初指标值 | 调整指标值 | 全年完成值 | 指标权重 | 指标得分 |\n"
        + "| 养护里程 | 公里 | ≥ | 100 | 90 | 97 | 60 | 60 |\n"
    )
    assert one(form).target == "≥90公里"


def test_a_dash_among_signs_is_kept_where_the_target_is_a_bare_figure() -> None:
    assert apart("—", "98", "%").extra["指标性质 1"] == "—"
    assert "指标性质 1" not in apart("—", "完成", "").extra

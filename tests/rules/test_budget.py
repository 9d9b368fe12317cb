"""The money of a form: its lines, their unit, and the sums that are stated."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.form import BudgetLine, BudgetSum, Form
from tests.rules.drawn import HEADER, TITLE, got, read

DEPARTMENT = "# 2022年度示例县财政局部门整体支出绩效自评表\n"
BODY = HEADER + "| 产出指标 | 数量指标 | 养护里程 | ≥100公里 | 97公里 | 90 | 88 | 雨季停工 |\n"
HEADINGS = "| 项目资金（万元）*2 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n"


def money(rows: str, headings: str = HEADINGS) -> Form:
    """A project form with these money rows."""
    return read(TITLE + headings + rows + BODY)


def amounts(rows: str) -> dict[str, Decimal | None]:
    """The amounts of a department form with these money rows, by item."""
    return {line.item: line.amount for line in read(DEPARTMENT + rows + BODY).budget}


def test_the_figures_under_the_headings_go_to_their_fields() -> None:
    form = money("| 年度资金总额*2 | 180.00 | 200.00 | 199.80 | 10 | 99.9% | 9.99 |\n")
    (line,) = form.budget
    assert line == BudgetLine(
        item="年度资金总额",
        unit="万元",
        initial_budget=Decimal(180),
        annual_budget=Decimal(200),
        executed=Decimal("199.8"),
        weight=Decimal(10),
        execution_rate=Decimal("99.9"),
        score=Decimal("9.99"),
    )
    assert form.evidence["/budget/0/executed"].text == "199.80"


def test_the_headings_may_stand_in_any_order() -> None:
    (line,) = money(
        "| 年度资金总额*2 | 9.99 | 199.80 | 99.9% | 200.00 | 10 | 180.00 |\n",
        "| 项目资金（万元）*2 | 得分 | 全年执行数（B） | 执行率（B/A） | 全年预算数（A） | 分值 | 年初预算数 |\n",
    ).budget
    assert got(line, "initial_budget", "annual_budget", "executed") == (180, 200, Decimal("199.8"))
    assert got(line, "weight", "execution_rate", "score") == (10, Decimal("99.9"), Decimal("9.99"))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("年初预算", "initial_budget"),
        ("调整后预算数", "annual_budget"),
        ("全年（调整）预算数", "annual_budget"),
        ("预算数（A）", "annual_budget"),
        ("全年预算数", "annual_budget"),
    ],
)
def test_a_heading_is_known_by_each_of_its_labels(heading: str, field: str) -> None:
    (line,) = money(
        "| 年度资金总额*3 | 200.00 | 199.80*2 | 99.9%*2 |\n",
        f"| 项目资金（万元）*3 | {heading} | 预算执行数*2 | 预算执行率（B/A×100%）*2 |\n",
    ).budget
    assert getattr(line, field) == 200
    assert got(line, "executed", "execution_rate") == (Decimal("199.8"), Decimal("99.9"))


def test_every_row_under_the_headings_is_a_line() -> None:
    form = money(
        "| 年度资金总额*2 | 180 | 200 | 199 | 10 | 99.5% | 9.95 |\n"
        "| 其中：当年财政拨款*2 | 100 | 120 | 119 | — | — | — |\n"
        "| 上年结转资金*2 | 80 | 80 | 80 | — | — | — |\n"
        "| 年度总体目标*2 | 养护道路一百公里*6 |\n"
    )
    assert [line.item for line in form.budget] == ["年度资金总额", "当年财政拨款", "上年结转资金"]
    assert [line.executed for line in form.budget] == [199, 119, 80]
    assert form.budget[1].score is None
    assert form.evidence["/budget/1/score"].text == "—"


def test_a_money_block_may_stand_beside_a_label_merged_over_its_rows() -> None:
    form = read(
        TITLE
        + "| 项目资金（元） | | 全年预算数*2 | 全年执行数*2 | 执行率*2 |\n"
        + "| ^ | 年度资金总额 | 2,000.50*2 | 1,000.25*2 | 50%*2 |\n"
        + "| ^ | 其他资金 | 0*2 | 0*2 | /*2 |\n"
        + BODY
    )
    assert [(line.item, line.annual_budget) for line in form.budget] == [
        ("年度资金总额", Decimal("2000.5")),
        ("其他资金", Decimal(0)),
    ]
    assert {line.unit for line in form.budget} == {"元"}


@pytest.mark.parametrize(
    ("printed", "item"),
    [
        ("二次分配资金（万元）（下达至其他部门）", "二次分配资金"),
        ("其中：当年财政拨款", "当年财政拨款"),
        ("其中:上年结转资金（万元）", "上年结转资金"),
        ("其他资金：", "其他资金"),
    ],
)
def test_an_item_is_printed_without_unit_and_remark(printed: str, item: str) -> None:
    form = money(f"| {printed}*2 | 180 | 200 | 199 | 10 | 99.5% | 9.95 |\n")
    assert form.budget[0].item == item
    assert form.evidence["/budget/0/item"].text == printed


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,234,567.80", "1234567.8"),
        ("１，２３４．５０", "1234.5"),
        ("1 234.5", "1234.5"),
        ("0.00", "0"),
        ("-3.5", "-3.5"),
        ("￥30", "30"),
    ],
)
def test_an_amount_is_read_exactly_as_printed(printed: str, value: str) -> None:
    form = money(f"| 年度资金总额*2 | 180 | 200 | {printed} | 10 | 99.5% | 9.95 |\n")
    assert form.budget[0].executed == Decimal(value)
    assert form.evidence["/budget/0/executed"].text == printed


@pytest.mark.parametrize("mark", ["", "/", "-", "—", "——", "……", "无"])
def test_an_amount_that_is_blank_or_a_mark_is_none_and_has_evidence(mark: str) -> None:
    form = money(f"| 年度资金总额*2 | {mark} | 200 | 199 | 10 | 99.5% | 9.95 |\n")
    assert form.budget[0].initial_budget is None
    assert form.evidence["/budget/0/initial_budget"].text == mark


def test_a_heading_that_is_not_printed_leaves_no_evidence() -> None:
    form = read(
        TITLE
        + "| 项目资金*2 | 全年预算数*2 | 全年执行数*2 | 执行率*2 |\n"
        + "| 年度资金总额*2 | 200*2 | 199*2 | 99.5%*2 |\n"
        + BODY
    )
    assert form.budget[0].score is None
    assert "/budget/0/score" not in form.evidence


def test_an_amount_in_another_unit_is_turned_into_that_of_its_column() -> None:
    form = money("| 年度资金总额*2 | 180 | 200 | 1990000元 | 10 | 99.5% | 9.95 |\n")
    assert form.budget[0].executed == 199
    assert form.evidence["/budget/0/executed"].text == "1990000元"


def test_the_unit_is_read_from_a_heading() -> None:
    form = money(
        "| 年度资金总额*2 | 180 | 200 | 199 | 10 | 99.5% | 9.95 |\n",
        "| 项目资金*2 | 年初预算数（元） | 全年预算数（元） | 全年执行数（元） | 分值 | 执行率 | 得分 |\n",
    )
    assert form.budget[0].unit == "元"


def test_the_unit_is_read_from_the_label_of_the_block() -> None:
    assert money("| 年度资金总额*2 | 180 | 200 | 199 | 10 | 99.5% | 9.95 |\n").budget[0].unit == "万元"


@pytest.mark.parametrize("line", ["单位：万元", "金额单位：元", "部门：示例县财政局   金额单位：万元"])
def test_the_unit_is_read_from_a_line_over_the_table(line: str) -> None:
    form = read(
        f"{TITLE}{line}\n"
        "| 项目资金*2 | 全年预算数*2 | 全年执行数*2 | 执行率*2 |\n"
        "| 年度资金总额*2 | 200*2 | 199*2 | 99.5%*2 |\n" + BODY
    )
    assert form.budget[0].unit == line[line.index("单位") + 3 :]


def test_the_unit_is_read_from_the_label_of_an_amount() -> None:
    (line,) = read(DEPARTMENT + "| 总预算（万元）*2 | 56655.54*6 |\n" + BODY).budget
    assert (line.item, line.unit) == ("总预算", "万元")


def test_a_unit_that_is_not_printed_is_none() -> None:
    (line,) = read(DEPARTMENT + "| 总预算*2 | 56655.54*6 |\n" + BODY).budget
    assert (line.amount, line.unit) == (Decimal("56655.54"), None)


def test_an_amount_may_stand_beside_its_label() -> None:
    assert amounts("| 总预算*2 | 9.5*6 |\n| 基本支出*2 | 3.25*2 | 项目支出*2 | 6.25*2 |\n") == {
        "总预算": Decimal("9.5"),
        "基本支出": Decimal("3.25"),
        "项目支出": Decimal("6.25"),
    }


def test_an_amount_may_stand_under_its_label() -> None:
    rows = "| 年度部门预算情况（万元）*2 | 总预算*2 | 基本支出*2 | 项目支出*2 |\n| ^*2 | 9.5*2 | 3.25*2 | 6.25*2 |\n"
    assert amounts(rows) == {"总预算": Decimal("9.5"), "基本支出": Decimal("3.25"), "项目支出": Decimal("6.25")}


def test_an_amount_may_stand_in_the_cell_of_its_label() -> None:
    form = read(DEPARTMENT + "| 总预算（万元）*2 | 9.5*2 | 其中：基本支出：3.25*2 | 项目支出：6.25*2 |\n" + BODY)
    assert {line.item: line.amount for line in form.budget} == {
        "总预算": Decimal("9.5"),
        "基本支出": Decimal("3.25"),
        "项目支出": Decimal("6.25"),
    }
    place = next(n for n, line in enumerate(form.budget) if line.item == "基本支出")
    assert form.evidence[f"/budget/{place}/amount"].text == "其中：基本支出：3.25"


def test_an_amount_that_is_blank_is_none_and_has_evidence() -> None:
    form = read(DEPARTMENT + "| 总预算*2 | 9.5*2 | 二次分配资金*2 | /*2 |\n" + BODY)
    (place,) = (n for n, line in enumerate(form.budget) if line.item == "二次分配资金")
    assert form.budget[place].amount is None
    assert form.evidence[f"/budget/{place}/amount"].text == "/"


def test_the_weight_in_the_label_of_the_block_is_that_of_its_total_row() -> None:
    form = read(
        DEPARTMENT
        + "| 预算执行情况（20分）*2 | 全年预算数*2 | 全年执行数*2 | 执行率 | 得分 |\n"
        + "| 年度部门资金总额*2 | 200*2 | 199*2 | 99.5% | 19.9 |\n"
        + "| 基本支出*2 | 100*2 | 99*2 | 99% | |\n"
        + BODY
    )
    assert [line.weight for line in form.budget] == [20, None]
    assert form.evidence["/budget/0/weight"].text == "预算执行情况（20分）"


def test_the_weight_of_a_column_goes_before_that_of_the_label() -> None:
    form = money("| 年度资金总额*2 | 180 | 200 | 199 | 10 | 99.5% | 9.95 |\n", HEADINGS.replace("（万元）", "（20分）"))
    assert form.budget[0].weight == 10


def test_a_weight_merged_over_the_money_rows_is_that_of_the_first() -> None:
    form = money(
        "| 年度资金总额*2 | 180 | 200 | 199 | 10 | 99.5% | 9.95 |\n"
        "| 其中：财政拨款*2 | 180 | 200 | 199 | ^ | 99.5% | ^ |\n"
    )
    assert [line.annual_budget for line in form.budget] == [200, 200]
    assert [line.weight for line in form.budget] == [10, None]


SUM = (BudgetSum(total="/budget/0", parts=("/budget/1", "/budget/2")),)


def stated(*items: str, templates: tuple[()] | None = None) -> tuple[BudgetSum, ...]:
    """The sums of a project form whose money rows have these items."""
    rows = "".join(f"| {item}*2 | 180 | 200 | 199 | 10 | 99.5% | 9.95 |\n" for item in items)
    return read(TITLE + HEADINGS + rows + BODY, templates).arithmetic.budget_sums


def test_the_parts_of_the_total_are_stated() -> None:
    assert stated("年度资金总额", "其中：当年财政拨款", "其他资金", templates=()) == SUM


def test_a_template_may_take_any_other_line_for_a_part() -> None:
    assert stated("年度资金总额", "其中：当年财政拨款", "社会捐赠") == SUM


def test_no_sum_is_stated_where_a_line_is_not_known() -> None:
    assert stated("年度资金总额", "其中：当年财政拨款", "社会捐赠", templates=()) == ()


def test_no_sum_is_stated_where_a_part_has_parts_of_its_own() -> None:
    assert stated("年度资金总额", "其中：财政拨款", "其中：中央补助") == ()


def test_no_sum_is_stated_without_a_total() -> None:
    assert stated("当年财政拨款", "其他资金") == ()


def test_no_sum_is_stated_without_parts() -> None:
    assert stated("年度资金总额") == ()


def test_money_that_is_handed_on_is_no_part_of_the_budget() -> None:
    form = read(
        DEPARTMENT
        + "| 总预算*2 | 9.5*2 | 基本支出*2 | 3.25*2 |\n"
        + "| 项目支出*2 | 6.25*2 | 二次分配资金*2 | 1*2 |\n"
        + BODY
    )
    (one,) = form.arithmetic.budget_sums
    items = {f"/budget/{n}": line.item for n, line in enumerate(form.budget)}
    assert items[one.total] == "总预算"
    assert {items[part] for part in one.parts} == {"基本支出", "项目支出"}


def test_the_money_block_may_stand_under_the_goals() -> None:
    form = read(
        TITLE
        + "| 年度总体目标*2 | 预期目标*3 | 实际完成情况*3 |\n| ^*2 | 养护一百公里*3 | 已养护*3 |\n"
        + HEADINGS
        + "| 年度资金总额*2 | 180 | 200 | 199 | 10 | 99.5% | 9.95 |\n"
        + BODY
    )
    assert form.budget[0].executed == 199
    assert form.narratives.goal == "养护一百公里"


@pytest.mark.parametrize(
    ("headings", "denominator"),
    [
        ("年初预算数（A） | 全年预算数 | 全年执行数（B） | 分值 | 执行率（B/A） | 得分", "initial_budget"),
        ("年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分", "annual_budget"),
        ("年初预算数（A） | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分", "annual_budget"),
        ("年初预算数 | 说明 | 全年执行数 | 分值 | 执行率 | 得分", "initial_budget"),
        ("年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分", "annual_budget"),
    ],
)
def test_the_form_may_say_which_budget_divides_the_executed_money(headings: str, denominator: str) -> None:
    rows = "| 年度资金总额*2 | 180 | 200 | 100 | 10 | 50% | 5 |\n"
    form = read(f"{TITLE}| 项目资金（万元）*2 | {headings} |\n{rows}{BODY}", ())
    assert form.arithmetic.denominator == denominator


def test_a_label_that_says_of_which_is_the_same_label() -> None:
    assert amounts("| 总预算*2 | 30*2 | 其中：基本支出 | 10 | 项目支出 | 20 |\n") == {
        "总预算": 30,
        "基本支出": 10,
        "项目支出": 20,
    }


@pytest.mark.parametrize("mark", ["：", "，", "、", ""])
def test_a_part_is_named_without_what_stands_before_it(mark: str) -> None:
    form = money(
        f"| 年度资金总额*2 | 180 | 200 | 199 | 10 | 99.5% | 9.95 |\n| 其中{mark}财政拨款*2 | 180 | 200 | 199 | | | |\n"
    )
    assert form.budget[1].item == "财政拨款"


SHANDONG = (
    "# 2022年度示例县公路站项目支出绩效自评表\n"
    "| 年度总体目标*2 | 预期目标*3 | 实际完成情况*3 |\n| ^*2 | 养护一百公里*3 | 已养护*3 |\n"
)
METHOD = (
    "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 得分计算方法 |\n"
    "| 产出指标 | 数量指标 | 养护里程 | ≥100公里 | 97公里 | 90 | 88 | 按比例 |\n"
)


@pytest.mark.parametrize(
    ("rate", "denominator"), [("99.5%", "annual_budget"), ("110.56%", "initial_budget"), ("7%", "initial_budget")]
)
def test_a_form_of_another_rule_than_its_layout_keeps_the_usual_denominator(rate: str, denominator: str) -> None:
    form = read(SHANDONG + HEADINGS + f"| 年度资金总额*2 | 180 | 200 | 199 | 10 | {rate} | 9.95 |\n" + METHOD)
    assert form.template == "shandong-project"
    assert form.arithmetic.denominator == denominator

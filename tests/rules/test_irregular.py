"""Forms that are printed out of the ordinary, and mistakes in templates."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractor.errors import TemplateError
from extractor.form import Form
from extractor.pipeline import read as read_file
from extractor.templates import draft, general, load, parse
from tests.rules.drawn import HEADER, TITLE, read, scored

FIXTURES = Path(__file__).parents[2] / "fixtures"
UNSCORED = "| 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） |\n"
ROW = "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 90 | 88 | |\n"
HEADINGS = "| 项目资金（万元）*2 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n"
TEMPLATE = 'id = "trial"\nfamily = "project"\nname = "试用表"\nname_en = "Trial"\n'


def names(form: Form) -> list[str | None]:
    return [row.level3 for row in form.indicators]


# Indicators


def test_a_level_that_is_named_like_a_narrative_does_not_end_the_indicators() -> None:
    form = scored(
        "| 决策 | 项目立项 | 立项依据充分性 | 100 | 97 | 5 | 5 | |\n"
        "| ^ | 绩效目标 | 绩效目标合理性 | 100 | 97 | 5 | 5 | |\n"
        "| 过程 | 资金管理 | 资金到位率 | 100 | 97 | 5 | 5 | |\n"
        "| 总分*5 | 15 | 15 | |\n"
    )
    assert names(form) == ["立项依据充分性", "绩效目标合理性", "资金到位率"]
    assert form.narratives.goal is None


def test_a_cell_as_wide_as_the_table_is_no_indicator() -> None:
    form = read(
        TITLE
        + UNSCORED
        + "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 |\n"
        + "| 年度目标2*5 |\n"
        + UNSCORED
        + "| 产出指标 | 数量指标 | 修补坑槽 | 100 | 97 |\n"
    )
    assert names(form) == ["养护里程", "修补坑槽"]


def test_a_note_that_runs_over_names_and_scores_is_no_indicator() -> None:
    row = "| 产出指标 | 数量指标 | 养护里程 | ≥100公里 | 97公里 | 100 | 88 | 雨季停工 |\n"
    form = read(TITLE + HEADER + row + "| 满意 | 资金到位较晚，雨季停工*6 | |\n")
    assert names(form) == ["养护里程"]
    assert "资金到位较晚，雨季停工" in form.extra.values()


def test_the_goal_over_a_second_block_is_no_indicator_and_is_kept() -> None:
    header = "| 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） |\n"
    form = read(
        TITLE
        + f"| 年度目标1：（40分） | 养护道路一百公里*4 |\n{header}| 产出指标 | 数量指标 | 养护里程 | 100 | 97 |\n"
        + f"| 年度目标2：（40分） | 修补坑槽二十处*4 |\n{header}| 产出指标 | 数量指标 | 修补数量 | 20 | 20 |\n"
    )
    assert names(form) == ["养护里程", "修补数量"]
    kept = "\n".join((form.narratives.goal or "", *form.extra.values()))
    assert "养护道路一百公里" in kept
    assert "修补坑槽二十处" in kept


def test_a_row_of_a_subtotal_is_no_indicator() -> None:
    form = scored(f"{ROW}| 小计*5 | 90 | 88 | |\n| 总分*5 | 100 | 98 | |\n")
    assert names(form) == ["养护里程"]


@pytest.mark.parametrize("value", ["", "/"])
def test_an_operator_without_a_value_is_no_target(value: str) -> None:
    form = read(
        TITLE
        + "| 三级指标 | 指标性质 | 指标值 | 度量单位 | 实际完成值 | 分值 | 得分 |\n"
        + f"| 养护里程 | ≥ | {value} | 公里 | 97 | 30 | 29 |\n"
    )
    assert form.indicators[0].target is None


def test_a_reviewers_score_whose_label_says_so_in_brackets_is_no_score() -> None:
    form = read(f"{TITLE}| 三级指标 | 分值 | 得分（财政审核） | 得分（自评） |\n| 养护里程 | 60 | 51.5 | 58 |\n")
    assert form.indicators[0].score == 58
    assert "51.5" in form.extra.values()


# Total and grade


def test_a_grade_beside_the_total_does_not_hide_it() -> None:
    form = scored(f"{ROW}| 总分*3 | 93.49 | 自评等级*2 | 优*2 |\n")
    assert form.total.weight is None
    assert form.total.score == Decimal("93.49")
    assert form.grade == "优"


def test_a_grade_may_stand_in_the_cell_of_its_label() -> None:
    assert scored(f"{ROW}| 总分*5 | 100 | 93.49 | 自评等级：优 |\n").grade == "优"


def test_a_total_may_stand_in_the_cell_of_its_label() -> None:
    form = scored(f"{ROW}| 总分：98.5*8 |\n")
    assert form.total.score == Decimal("98.5")
    assert names(form) == ["养护里程"]


def test_bands_between_two_totals_of_which_the_higher_is_printed_first_are_the_forms_own() -> None:
    form = scored(
        f"{ROW}| 总分*5 | 100 | 96 | |\n"
        "| 评价等级*2 | ■优（得分≥95） □良（95>得分≥85） □中（85>得分≥70） □差（得分<70）*6 |\n"
    )
    assert [(name, int(least)) for name, least in form.arithmetic.bands] == [
        ("优", 95),
        ("良", 85),
        ("中", 70),
        ("差", 0),
    ]


# Money


@pytest.mark.parametrize("printed", ["见附件", "#DIV/0!", "1O0.00"])
def test_a_figure_that_cannot_be_read_does_not_take_its_line_away(printed: str) -> None:
    form = read(
        f"{TITLE}{HEADINGS}"
        "| 年度资金总额*2 | 180 | 200 | 199 | 10 | 99.5% | 9.95 |\n"
        f"| 其中：当年财政拨款*2 | 180 | 200 | 199 | — | {printed} | — |\n"
        f"| 其他资金*2 | 0 | 0 | 0 | — | — | — |\n{HEADER}{ROW}"
    )
    assert [line.item for line in form.budget] == ["年度资金总额", "当年财政拨款", "其他资金"]
    assert form.budget[1].executed == 199
    assert form.budget[1].execution_rate is None
    assert form.evidence["/budget/1/execution_rate"].text == printed


def test_the_amount_beside_a_label_goes_before_one_of_the_next_row() -> None:
    form = read(
        "# 2022年度部门整体支出绩效自评表\n"
        f"| 总预算*2 | 9.5*2 | 基本支出*2 | 3.25*2 |\n| 项目支出*2 | 6.25*6 |\n{HEADER}{ROW}"
    )
    assert {line.item: line.amount for line in form.budget} == {
        "总预算": Decimal("9.5"),
        "基本支出": Decimal("3.25"),
        "项目支出": Decimal("6.25"),
    }


def test_the_unit_of_money_may_stand_behind_a_code_over_the_table() -> None:
    form = read(
        f"{TITLE}公开13表   金额单位：元\n"
        f"{HEADINGS.replace('（万元）', '')}| 年度资金总额*2 | 180 | 200 | 199 | 10 | 99.5% | 9.95 |\n{HEADER}{ROW}"
    )
    assert form.budget[0].unit == "元"


# Heading and identity


def test_the_number_of_an_attachment_before_the_heading_is_no_part_of_it() -> None:
    assert read(f"# 附件1：2022年度项目支出绩效自评表\n{HEADER}{ROW}").title == "2022年度项目支出绩效自评表"


def test_a_year_line_inside_the_table_is_the_year() -> None:
    form = read(f"| 项目支出绩效自评表*8 |\n| （2022年度）*8 |\n{HEADER}{ROW}")
    assert form.fiscal_year == 2022
    assert form.evidence["/fiscal_year"].text == "（2022年度）"


def test_a_year_is_no_label() -> None:
    form = read(f"# 项目支出绩效自评表\n| 预算年度*2 | 2022年度*6 |\n{HEADER}{ROW}")
    assert form.fiscal_year == 2022


def test_a_year_labelled_over_the_table_is_a_number() -> None:
    assert read(f"# 项目支出绩效自评表\n评价年度：2022年\n{HEADER}{ROW}").fiscal_year == 2022


def test_a_label_over_the_table_with_nothing_behind_it_does_not_take_the_next_label() -> None:
    form = read(f"{TITLE}实施单位：   主管部门：示例县交通局\n{HEADER}{ROW}")
    assert form.implementing_unit is None
    assert form.competent_department == "示例县交通局"


def test_a_label_under_the_table_with_nothing_behind_it_does_not_take_the_next_label() -> None:
    form = read(f"{TITLE}{HEADER}{ROW}填报人：   填报日期：2023年3月\n")
    assert form.extra.get("填报日期") == "2023年3月"
    assert form.extra.get("填报人", "") == ""


@pytest.mark.parametrize("city", ["盐城市", "聊城市", "运城市"])
def test_a_city_whose_name_ends_like_the_word_for_cities_is_a_region(city: str) -> None:
    form = read(f"# 2022年度部门整体支出绩效自评表\n| 部门名称*2 | {city}财政局*6 |\n{HEADER}{ROW}")
    assert form.region == city


# What no field takes


@pytest.mark.parametrize("label", ["说明", "备注", "其他需要说明的问题"])
def test_a_row_of_notes_in_the_table_is_kept(label: str) -> None:
    form = read(f"{TITLE}{HEADER}{ROW}| 总分*5 | 100 | 98 | |\n| {label}*2 | 数据截至2022年底*6 |\n")
    assert "数据截至2022年底" in form.extra.values()


# Templates


def test_a_draft_of_a_long_label_reads_what_the_dictionary_does() -> None:
    document = read_file(FIXTURES / "seed-calc.pdf")
    own = parse(draft(document), "draft.toml", general())
    again = read_file(FIXTURES / "seed-calc.pdf", [own]).forms[0]
    assert again.template == own.id
    assert again.budget == document.forms[0].budget


@pytest.mark.parametrize("value", ["3", "true"])
def test_bands_that_are_no_list_are_named_with_their_path(value: str) -> None:
    with pytest.raises(TemplateError, match=r"arithmetic\.bands"):
        parse(f"{TEMPLATE}[arithmetic]\nbands = {value}\n", "trial.toml", general())


def test_a_title_that_is_no_pattern_is_named_with_its_path() -> None:
    with pytest.raises(TemplateError, match=r"match\.title\[1\]"):
        parse(f'{TEMPLATE}[match]\ntitle = ["项目", "(部门"]\n', "trial.toml", general())


def test_a_template_that_is_not_in_utf_8_is_a_mistake_like_others(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(TEMPLATE.encode("gb18030"))
    (tmp_path / "b.toml").write_text(f"{TEMPLATE}colour = 1\n", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load(tmp_path)
    assert "a.toml" in str(caught.value)
    assert "b.toml" in str(caught.value)

"""Which template fits a form, and which field a printed label names."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import read as read_file
from extractor.templates import Template, fitting, general, load, parse
from tests.rules.drawn import HEADER, TITLE, read
from tests.sample_pdfs import form_pdf

HEAD = 'id = "trial"\nfamily = "project"\nname = "试用表"\nname_en = "Trial"\n'
ROW = "| 产出指标 | 数量指标 | 养护里程 | ≥100公里 | 97公里 | 90 | 88 | 雨季停工 |\n"


def template(text: str, name: str = "trial") -> Template:
    """A template of this text under the usual head."""
    return parse(HEAD.replace("trial", name) + text, f"{name}.toml", general())


def fits(text: str, title: str, *labels: str) -> bool:
    """Whether a template fits a form with this title and these texts."""
    return fitting([template(text)], title, labels) is not None


def test_a_template_fits_where_all_its_labels_are_printed() -> None:
    text = '[match]\nlabels = ["三级指标", "复核分"]\n'
    assert fits(text, "", "养护里程", "复核分", "三级指标")
    assert not fits(text, "", "三级指标", "分值")


def test_a_template_fits_where_any_of_its_other_labels_is_printed() -> None:
    text = '[match]\nlabels = ["三级指标"]\nany_label = ["执行数", "全年执行数"]\n'
    assert fits(text, "", "三级指标", "全年执行数")
    assert not fits(text, "", "三级指标")


def test_a_template_fits_by_the_title_that_it_names() -> None:
    text = '[match]\ntitle = ["部门整体", "^整体"]\nlabels = ["三级指标"]\n'
    assert fits(text, "2022年度部门整体支出绩效自评表", "三级指标")
    assert fits(text, "整体支出绩效自评表", "三级指标")
    assert not fits(text, "项目支出绩效自评表", "三级指标")


@pytest.mark.parametrize("printed", ["全年预算数（A）", "全年预算数(万元)", "全年 预算数：", "全年预算数"])
def test_what_stands_in_brackets_does_not_hide_a_label(printed: str) -> None:
    assert fits('[match]\nlabels = ["全年预算数"]\n', "", printed)
    assert general().field("money", printed) == "annual_budget"


def test_a_label_in_brackets_may_be_printed_without_them() -> None:
    assert fits('[match]\nlabels = ["全年预算数（A）"]\n', "", "全年预算数")
    assert template('[columns]\nscore = ["评定分（B）"]\n').field("columns", "评定分") == "score"


def test_a_label_that_is_printed_in_full_goes_before_one_without_brackets() -> None:
    apart = template('[money]\nannual_budget = ["预算数"]\ninitial_budget = ["预算数（年初）"]\n')
    assert apart.field("money", "预算数（年初）") == "initial_budget"
    assert apart.field("money", "预算数（调整）") == "annual_budget"


def test_one_of_several_names_of_a_label_will_do() -> None:
    text = '[match]\nlabels = ["三级指标", "年度资金总额|资金总额"]\n'
    assert fits(text, "", "三级指标", "资金总额")
    assert not fits(text, "", "三级指标", "总额")


def test_one_label_of_a_template_may_be_misprinted() -> None:
    text = '[match]\nlabels = ["三级指标", "资金管理情况", "年度资金总额"]\n'
    assert fits(text, "", "三级指标", "资金管埋情况", "年度资金总额")
    assert not fits(text, "", "三级指标", "资金管埋情况", "年度资金总颜")


def test_another_label_is_no_misprint_of_one_that_is_missing() -> None:
    assert not fits('[match]\nlabels = ["三级指标", "一级指标"]\n', "", "三级指标", "二级指标")


def test_a_label_is_printed_where_its_value_stands_in_the_same_cell() -> None:
    assert fits('[match]\nlabels = ["按收入性质分"]\n', "", "按收入性质分：7337.22")


def test_a_template_may_ask_for_fields_in_an_order() -> None:
    text = '[match]\norder = ["goal", "initial_budget"]\n'
    assert fits(text, "", "预期目标", "年初预算数")
    assert not fits(text, "", "年初预算数", "预期目标")
    assert not fits(text, "", "预期目标")


def test_the_template_with_the_most_labels_fits_best() -> None:
    narrow = template('[match]\nlabels = ["三级指标", "分值"]\n', "narrow")
    wide = template('[match]\nlabels = ["三级指标"]\n', "wide")
    for order in ([narrow, wide], [wide, narrow]):
        best = fitting(order, "", ["三级指标", "分值"])
        assert best is not None
        assert best.id == "narrow"


def test_no_template_fits_a_form_that_prints_none_of_its_labels() -> None:
    assert fitting(load(), "2022年度部门整体支出绩效自评表", ["姓名", "电话"]) is None


def test_a_label_with_a_tilde_is_any_short_label_that_contains_it() -> None:
    some = template('[columns]\nreason = ["~差异"]\n')
    assert some.field("columns", "主要差异简述") == "reason"
    assert some.field("columns", "差异：") == "reason"
    assert some.field("columns", "本单位对于目标值与实际值之间存在的差异所作的说明") is None


def test_a_label_with_a_tilde_counts_where_no_other_fits() -> None:
    some = template('[columns]\nreason = ["~差异"]\nimprovement = ["差异整改"]\n')
    assert some.field("columns", "差异整改") == "improvement"


def test_a_label_names_no_field_of_another_section() -> None:
    assert general().field("columns", "项目名称") is None
    assert general().field("identity", "项目名称") == "project_name"


def test_a_form_is_matched_by_its_labels_and_not_by_their_places() -> None:
    own = template('[match]\nlabels = ["三级指标", "核定得分"]\n[columns]\nscore = ["核定得分"]\n')
    straight = read(TITLE + HEADER.replace("得分", "核定得分") + ROW, [own])
    turned = read(
        TITLE
        + "| 核定得分 | 偏差原因 | 三级指标 | 分值 | 一级指标 | 实际完成值 | 年度指标值 | 二级指标 |\n"
        + "| 88 | 雨季停工 | 养护里程 | 90 | 产出指标 | 97公里 | ≥100公里 | 数量指标 |\n",
        [own],
    )
    assert straight.template == turned.template == "trial"
    assert straight.indicators == turned.indicators
    assert turned.indicators[0].score == 88


def test_the_arithmetic_of_a_form_is_that_of_its_template() -> None:
    own = template('[match]\nlabels = ["三级指标"]\n[arithmetic]\nexecution_weight = 20\nbands = [["优", 95]]\n')
    arithmetic = read(TITLE + HEADER + ROW, [own]).arithmetic
    assert arithmetic.execution_weight == 20
    assert dict(arithmetic.bands) == {"优": 95}


def test_the_family_of_a_form_is_that_of_its_template() -> None:
    own = template('[match]\nlabels = ["三级指标"]\n')
    form = read("# 2022年度部门整体支出绩效自评表\n" + HEADER + ROW, [own])
    assert (form.template, form.family) == ("trial", "project")


def test_a_template_that_takes_the_place_of_a_built_in_one_is_read_by(tmp_path: Path) -> None:
    pdf = form_pdf(tmp_path / "a.pdf")
    (by_built_in,) = read_file(pdf).forms
    (tmp_path / "mine.toml").write_text(
        HEAD.replace("trial", "mof-project") + '[match]\nlabels = ["三级指标"]\n[columns]\nreason = ["无此列"]\n',
        encoding="utf-8",
    )
    (by_mine,) = read_file(pdf, load(tmp_path)).forms
    assert by_built_in.template == by_mine.template == "mof-project"
    assert by_built_in.indicators[0].reason == "雨季停工"
    assert by_mine.indicators[0].reason is None
    assert "雨季停工" in by_mine.extra.values()

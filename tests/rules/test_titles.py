"""The heading of a form, and the year that it is for."""

from __future__ import annotations

import pytest

from tests.rules.drawn import HEADER, read, scored

ROW = "| 产出指标 | 数量指标 | 养护里程 | ≥100公里 | 97公里 | 90 | 88 | 雨季停工 |\n"
BODY = HEADER + ROW


def test_the_heading_is_the_title() -> None:
    assert scored(ROW).title == "2022年度示例县公路站项目支出绩效自评表"


def test_the_year_line_under_the_heading_is_no_part_of_it() -> None:
    form = read("# 部门整体支出绩效自评表\n（2022 年度）\n" + BODY)
    assert form.title == "部门整体支出绩效自评表"


@pytest.mark.parametrize("code", ["公开14表", "附件2", "附件2-1", "附表3", "报表编号：2022-07"])
def test_a_code_over_the_heading_is_no_part_of_it(code: str) -> None:
    form = read(f"{code}\n项目支出绩效自评表\n" + BODY)
    assert form.title == "项目支出绩效自评表"
    assert code.rpartition("：")[2] in "\n".join((*form.extra, *form.extra.values()))


def test_a_heading_over_two_lines_is_one_title() -> None:
    form = read("# 2022年度示例县交通运输局公路养护中心\n# 部门整体支出绩效自评表\n" + BODY)
    assert form.title == "2022年度示例县交通运输局公路养护中心部门整体支出绩效自评表"


def test_a_line_far_over_the_heading_is_no_part_of_it() -> None:
    form = read("# 第三部分\n\n\n# 项目支出绩效自评表\n" + BODY)
    assert form.title == "项目支出绩效自评表"
    assert "第三部分" in form.extra.values()


def test_a_heading_inside_the_table_is_the_title() -> None:
    form = read("| 2021年度项目支出绩效自评表*8 |\n" + BODY)
    assert form.title == "2021年度项目支出绩效自评表"
    assert form.fiscal_year == 2021


def test_a_code_over_a_heading_inside_the_table_is_no_part_of_it() -> None:
    form = read("| 公开14表*8 |\n| 项目支出绩效自评表*8 |\n" + BODY)
    assert form.title == "项目支出绩效自评表"


def test_a_form_without_a_heading_has_no_title() -> None:
    form = read(BODY)
    assert form.title is None
    assert "/title" not in form.evidence


def test_the_evidence_of_a_heading_over_two_lines_is_around_both() -> None:
    form = read("# 2022年度示例县交通运输局\n# 部门整体支出绩效自评表\n" + BODY)
    bbox = form.evidence["/title"].bbox
    assert bbox is not None
    assert bbox[3] - bbox[1] > 2 * 18


@pytest.mark.parametrize("line", ["（2022年度）", "(2022年)", "2022年度", "（ 2022 年度 ）"])
def test_the_year_is_read_from_the_year_line(line: str) -> None:
    form = read(f"# 部门整体支出绩效自评表\n{line}\n" + BODY)
    assert form.fiscal_year == 2022
    assert form.evidence["/fiscal_year"].text == line


@pytest.mark.parametrize(
    "title", ["2022年度项目支出绩效自评表", "项目支出绩效自评表（2022年度）", "示例县公路站2022年项目支出绩效自评表"]
)
def test_the_year_is_read_from_the_title(title: str) -> None:
    form = read(f"# {title}\n" + BODY)
    assert form.fiscal_year == 2022
    assert form.evidence["/fiscal_year"].text == title


@pytest.mark.parametrize("printed", ["2022", "2022年", "2022 年"])
def test_the_year_is_read_from_its_cell(printed: str) -> None:
    form = read(f"# 项目支出绩效自评表\n| 预算年度*2 | {printed}*6 |\n" + BODY)
    assert form.fiscal_year == 2022
    assert form.evidence["/fiscal_year"].text == printed


def test_the_year_line_goes_before_the_year_in_the_title() -> None:
    form = read("# 2023年部门整体支出绩效自评表\n（2022年度）\n" + BODY)
    assert form.fiscal_year == 2022


def test_a_form_that_names_no_year_has_none() -> None:
    form = read("# 项目支出绩效自评表\n" + BODY)
    assert form.fiscal_year is None
    assert "/fiscal_year" not in form.evidence


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("部门整体支出绩效自评表", "department"),
        ("部门整体支出绩效评价指标评分表", "department"),
        ("项目支出绩效目标自评表", "project"),
        ("专项资金绩效自评表", "project"),
        ("中央对地方专项转移支付绩效目标自评表", "transfer"),
        ("绩效自评表", "other"),
    ],
)
def test_the_title_tells_the_family_where_no_template_fits(title: str, family: str) -> None:
    form = read(f"# {title}\n| 三级指标 | 分值 | 得分 |\n| 养护里程 | 90 | 88 |\n")
    assert (form.template, form.family) == (None, family)


@pytest.mark.parametrize(
    ("label", "family"), [("项目名称", "project"), ("单位名称", "department"), ("转移支付（项目）名称", "transfer")]
)
def test_a_form_whose_title_tells_no_family_has_that_of_what_it_names(label: str, family: str) -> None:
    form = read(f"# 2022年度绩效自评表\n| {label}*2 | 道路养护*6 |\n{HEADER}{ROW}", ())
    assert form.family == family


def test_the_title_tells_the_family_before_the_goals_beside_it() -> None:
    form = read(f"# 2022年度项目绩效自评表\n| 年度整体绩效目标*2 | 养护一百公里*6 |\n{HEADER}{ROW}", ())
    assert form.family == "project"

"""Who and what a form speaks of."""

from __future__ import annotations

import pytest

from extractor.form import Form
from tests.rules.drawn import HEADER, TITLE, read

DEPARTMENT = "# 2022年度部门整体支出绩效自评表\n"
BODY = HEADER + "| 产出指标 | 数量指标 | 养护里程 | ≥100公里 | 97公里 | 90 | 88 | 雨季停工 |\n"


def of(department: str) -> Form:
    return read(f"{DEPARTMENT}| 部门名称*2 | {department}*6 |\n" + BODY)


def test_the_cells_at_the_right_of_their_labels_are_the_identity() -> None:
    form = read(
        TITLE
        + "| 项目名称*2 | 道路养护*6 |\n"
        + "| 主管部门*2 | 示例县交通局*2 | 实施单位*2 | 示例县公路站*2 |\n"
        + BODY
    )
    assert (form.project_name, form.competent_department) == ("道路养护", "示例县交通局")
    assert form.implementing_unit == "示例县公路站"
    assert form.evidence["/implementing_unit"].text == "示例县公路站"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("转移支付（项目）名称", "project_name"),
        ("专项资金名称", "project_name"),
        ("主管部门及代码", "competent_department"),
        ("省级主管部门", "competent_department"),
        ("实施单位（盖章）", "implementing_unit"),
        ("实施（主管）单位", "implementing_unit"),
        ("资金使用单位", "implementing_unit"),
        ("区级预算单位名称", "department"),
        ("部门（单位）名称", "department"),
        ("填报单位", "department"),
    ],
)
def test_a_field_is_known_by_each_of_its_labels(label: str, field: str) -> None:
    form = read(f"{TITLE}| {label}*2 | 示例县示例*6 |\n" + BODY)
    assert getattr(form, field) == "示例县示例"


def test_a_cell_may_hold_label_and_value() -> None:
    form = read(TITLE + "| 项目名称：道路养护*4 | 实施单位：示例县公路站*4 |\n" + BODY)
    assert (form.project_name, form.implementing_unit) == ("道路养护", "示例县公路站")
    assert form.evidence["/project_name"].text in {"道路养护", "项目名称：道路养护"}


def test_the_lines_over_the_table_may_hold_the_identity() -> None:
    form = read(TITLE + "项目名称：道路养护   主管部门：示例县交通局\n实施单位：示例县公路站\n" + BODY)
    assert (form.project_name, form.competent_department) == ("道路养护", "示例县交通局")
    assert form.implementing_unit == "示例县公路站"
    assert "示例县公路站" in form.evidence["/implementing_unit"].text


@pytest.mark.parametrize("mark", ["", "/", "—", "……"])
def test_an_identity_cell_that_is_blank_gives_none_and_has_evidence(mark: str) -> None:
    form = read(f"{TITLE}| 项目名称*2 | {mark}*6 |\n" + BODY)
    assert form.project_name is None
    assert form.evidence["/project_name"].text == mark


def test_a_label_that_is_not_printed_has_no_evidence() -> None:
    form = read(TITLE + BODY)
    assert form.project_name is None
    assert "/project_name" not in form.evidence


@pytest.mark.parametrize(("printed", "count"), [("3个", 3), ("3", 3), ("12家", 12), ("１０", 10)])
def test_the_number_of_units_is_read_from_its_cell(printed: str, count: int) -> None:
    form = read(f"{DEPARTMENT}| 部门名称*2 | 示例县财政局*2 | 下属单位数*2 | {printed}*2 |\n" + BODY)
    assert form.unit_count == count


def test_the_number_of_units_is_read_from_a_cell_that_holds_its_label() -> None:
    form = read(DEPARTMENT + "| 部门名称*2 | 示例县财政局*2 | 单位数：3个*4 |\n" + BODY)
    assert form.unit_count == 3
    assert "3个" in form.evidence["/unit_count"].text


def test_the_department_is_read_from_its_cell() -> None:
    form = read("# 2022年度示例县教育局部门整体支出绩效自评表\n| 部门名称*2 | 示例县财政局*6 |\n" + BODY)
    assert form.department == "示例县财政局"
    assert form.evidence["/department"].text == "示例县财政局"


@pytest.mark.parametrize(
    "title",
    [
        "2022年度广州市白云区财政局部门整体支出绩效自评表",
        "广州市白云区财政局2022年度部门整体支出绩效自评表",
        "广州市白云区财政局整体支出绩效自评表",
    ],
)
def test_the_department_is_read_from_the_title_where_no_cell_names_it(title: str) -> None:
    form = read(f"# {title}\n" + BODY)
    assert form.department == "广州市白云区财政局"
    assert form.evidence["/department"].text == title


def test_a_title_without_a_department_names_none() -> None:
    form = read(DEPARTMENT + BODY)
    assert form.department is None
    assert "/department" not in form.evidence


def test_the_competent_department_names_the_department_of_a_department_form() -> None:
    form = read(DEPARTMENT + "| 主管部门*2 | 示例县财政局*6 |\n" + BODY)
    assert (form.department, form.competent_department) == ("示例县财政局", None)
    assert form.evidence["/department"].text == "示例县财政局"
    assert "/competent_department" not in form.evidence


def test_the_competent_department_of_a_project_form_stays_what_it_is() -> None:
    form = read(TITLE + "| 主管部门*2 | 示例县财政局*6 |\n" + BODY)
    assert (form.department, form.competent_department) == (None, "示例县财政局")


@pytest.mark.parametrize(
    ("department", "region"),
    [
        ("广州市白云区财政局", "广州市白云区"),
        ("示例县财政局", "示例县"),
        ("云南省昆明市人民检察院", "云南省昆明市"),
        ("内蒙古自治区呼和浩特市审计局", "内蒙古自治区呼和浩特市"),
        ("黔东南苗族侗族自治州财政局", "黔东南苗族侗族自治州"),
        ("昆山市城市管理局", "昆山市"),
        ("北京市西城区什刹海街道办事处", "北京市西城区什刹海街道"),
    ],
)
def test_the_region_is_the_division_at_the_head_of_the_department(department: str, region: str) -> None:
    assert of(department).region == region


@pytest.mark.parametrize("department", ["财政部", "城市管理综合执法局", "园区建设管理办公室", "教育局"])
def test_a_department_without_a_division_at_its_head_has_no_region(department: str) -> None:
    assert of(department).region is None

"""What no field takes: persons, notes, labelled cells. Nothing that is printed is dropped."""

from __future__ import annotations

import pytest

from extractor.form import is_personal
from tests.rules.drawn import HEADER, TITLE, read

BODY = HEADER + "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 90 | 88 | |\n| 总分*5 | 100 | 93.49 | |\n"


@pytest.mark.parametrize("place", ["over", "under"])
def test_persons_and_telephones_around_the_table_go_to_extra(place: str) -> None:
    line = "填报人：李某   联系电话：010-55550000\n"
    form = read(TITLE + (line + BODY if place == "over" else BODY + line))
    assert form.extra == {"填报人": "李某", "联系电话": "010-55550000"}
    assert all(is_personal(label) for label in form.extra)
    assert "李某" in form.evidence["/extra/填报人"].text


def test_persons_in_the_table_go_to_extra() -> None:
    form = read(TITLE + "| 项目负责人*2 | 王某某*2 | 联系电话*2 | 55550000*2 |\n" + BODY)
    assert form.extra == {"项目负责人": "王某某", "联系电话": "55550000"}
    assert form.evidence["/extra/项目负责人"].text == "王某某"


def test_two_texts_of_one_label_are_both_kept() -> None:
    form = read(
        TITLE + "| 联系人*2 | 王某某*2 | 联系电话*2 | 1111*2 |\n| 复核人*2 | 李某*2 | 联系电话*2 | 2222*2 |\n" + BODY
    )
    assert set(form.extra.values()) == {"王某某", "1111", "李某", "2222"}


@pytest.mark.parametrize("note", ["备注：数据截至2022年底。", "说明：1.本表由单位填报。", "注：得分保留两位小数。"])
def test_a_note_under_the_table_is_kept(note: str) -> None:
    form = read(f"{TITLE}{BODY}{note}\n")
    assert [value for value in form.extra.values() if value in note]


def test_a_note_over_several_lines_is_kept_whole() -> None:
    form = read(TITLE + BODY + "说明：1.本表由单位填报。\n2.得分保留两位小数。\n填报人：李某\n")
    (note,) = (value for value in form.extra.values() if "本表由单位填报" in value)
    assert "2.得分保留两位小数。" in note
    assert form.extra["填报人"] == "李某"


def test_a_line_without_a_label_is_kept() -> None:
    form = read(TITLE + BODY + "示例县财政局监制\n")
    assert "示例县财政局监制" in form.extra.values()


def test_a_labelled_cell_that_no_field_takes_goes_to_extra() -> None:
    form = read(TITLE + "| 项目属性*2 | 经常性项目*2 | 项目周期：三年*4 |\n" + BODY)
    assert form.extra == {"项目属性": "经常性项目", "项目周期": "三年"}
    assert form.evidence["/extra/项目属性"].text == "经常性项目"
    assert form.evidence["/extra/项目周期"].text in {"三年", "项目周期：三年"}


def test_what_a_field_takes_is_not_in_extra() -> None:
    form = read(TITLE + "| 项目名称*2 | 道路养护*6 |\n| 年度总体目标*2 | 养护一百公里*6 |\n" + BODY)
    assert form.extra == {}


def test_the_grid_is_the_whole_table_as_printed() -> None:
    form = read(TITLE + "| 项目名称*2 | 道路养护*6 |\n" + BODY)
    assert form.grid.columns == 8
    texts = {(cell.row, cell.col): cell.text for cell in form.grid.cells}
    assert texts[0, 0] == "项目名称"
    assert texts[3, 6] == "93.49"
    assert {cell.colspan for cell in form.grid.cells if cell.text == "总分"} == {5}
    assert sum(cell.rowspan * cell.colspan for cell in form.grid.cells) == 4 * 8


def test_a_further_column_of_labelled_rows_is_kept_under_its_heading() -> None:
    form = read(
        TITLE
        + "| 资金管理情况 | *2 | 情况说明*3 | 存在问题和改进措施*2 |\n"
        + "| ^ | 分配科学性*2 | 符合规定*3 | 无*2 |\n| ^ | 下达及时性*2 | 按时下达*3 | 加强管理*2 |\n"
        + BODY
    )
    assert form.extra["分配科学性"] == "符合规定"
    assert form.extra["分配科学性 存在问题和改进措施"] == "无"
    assert form.extra["下达及时性 存在问题和改进措施"] == "加强管理"


def test_a_reason_beside_the_money_is_kept_under_its_item() -> None:
    form = read(
        TITLE
        + "| 预算执行情况（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分 | 原因 |\n"
        + "| ^ | 年度资金总额 | 100 | 100 | 90 | 90% | 9 | 资金下达晚 |\n"
        + BODY
    )
    assert form.extra == {"年度资金总额 原因": "资金下达晚"}


def test_a_label_with_nothing_behind_its_colon_is_not_kept() -> None:
    assert read(TITLE + "| 政府性基金拨款：*4 | 其他资金：……*4 |\n" + BODY).extra == {}

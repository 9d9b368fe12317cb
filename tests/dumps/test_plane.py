"""Dumps that keep columns by blanks: what stands under, beside and between what."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import extractor
from extractor.dumps.labels import Label, Words
from extractor.dumps.plane import broken
from extractor.dumps.plane.columns import Column, assigned, of_indicators
from extractor.dumps.plane.headings import Headings
from extractor.dumps.plane.rows import Band, anchors, units
from extractor.dumps.plane.stacks import labels
from extractor.dumps.plane.texts import by_line, texts, untangled
from extractor.dumps.tokens import Token
from extractor.form import SURE, Form
from extractor.pages import TextLine
from extractor.templates import general

WORDS = Words.of((general(),))

PROJECT = """
                         项目支出绩效自评表
                            （2023年度）
  项目名称                    河道清淤补助资金
  主管部门        永宁市水务局           实施单位       永宁市河道管理站
               年初预算      全年预算     全年执行
                                           分值      执行率     得分
  项目资金           数         数         数
  （万元）
         年度资金总额   100.00   100.00    90.00     10     90.00%    9.00
               预期目标                       实际完成情况
  年度总体 清理河道12条，全年未发生     清理河道10条，惠及群众3000人。
  目标    较大事故。
  一级指标   二级指标    三级指标      指标值   实际    分值    得分   偏差原因分析及改进措施
                               完成值
                  清理河道长                         上级资金于第四季度
          数量指标             ≥12条   10条   40     30
                  度                              下达。
  产出指标
          质量指标   验收合格率     100%    100%   20     20
  效益指标   社会效益指标 受益群众满意     ≥90%    95%    30     30
                  程度
                   总分                        100    89
"""

NARROW = """
                         项目支出绩效自评表
                            （2023年度）
  项目名称                    河道清淤补助资金
  主管部门        永宁市水务局           实施单位       永宁市河道管理站
                                  全
                                  年 分
             年初预算数 全年预算数 执 值 预算执行率               得分
                                  行
                                  数
                                   54
     年度资金总额 9871.66 8901.41 92. 10 61.7%     6.17
                                   17
                                   54
     其中：财政拨款 9871.66 8901.41 92. —      —      —
                                   17
     其他资金          0         0      0 —      —      —
""" + PROJECT[PROJECT.index("               预期目标") :]


def _tokens(text: str) -> list[Token]:
    return texts([TextLine(n, 1, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()])


def _form(tmp_path: Path, text: str) -> Form:
    path = tmp_path / "form.txt"
    path.write_text(text, encoding="utf-8")
    (form,) = extractor.read(path).forms
    return form


def test_a_label_over_lines_is_one_whatever_stands_beside_it() -> None:
    found = labels(_tokens("年度总体   预期目标\n      清理河道。\n目标"), WORDS)
    assert [each.text for each in found if isinstance(each, Label)] == ["年度总体目标", "预期目标"]


def test_headings_close_together_are_put_together_by_what_labels_are_known() -> None:
    lines = list(by_line(_tokens("指标 目标 全年完 指标 指标得分\n符号 值 成值 分值 （分）")))
    found = Headings(WORDS, "columns").together(lines)
    assert ["".join(t.text for t in parts) for parts in found] == [
        "指标符号",
        "目标值",
        "全年完成值",
        "指标分值",
        "指标得分（分）",
    ]


def test_a_text_stands_in_the_column_of_those_above_it_not_under_a_heading_that_is_moved() -> None:
    body = _tokens("产出数量达标率      ≥90%      91%      10    10\n验收合格率        100%      100%      20    18.5")
    headings = _tokens("三级指标 指标值 实际完成值 分值 得分")
    names = ("level3", "target", "actual", "weight", "score")
    columns = [Column.under(name, token) for name, token in zip(names, headings, strict=True)]
    found = assigned(body, columns, ("weight", "score"), of_indicators)
    assert [t.text for t in found["weight"]] == ["10", "20"]
    assert [t.text for t in found["score"]] == ["10", "18.5"]


def test_figures_broken_over_lines_are_whole_and_others_are_not_joined() -> None:
    def whole(text: str) -> list[str]:
        return ["".join(t.text for t in unit) for unit in units(_tokens(text))]

    assert whole("16.\n5\n12.\n25") == ["16.5", "12.25"]
    assert whole("8,01\n7.60") == ["8,017.60"]
    assert whole("91.0\n2%") == ["91.02%"]
    assert whole("10\n5") == ["10", "5"]


def test_figures_of_one_row_may_be_printed_on_different_lines() -> None:
    columns = {"weight": _tokens("4\n\n8\n\n\n34"), "score": _tokens("4\n\n\n\n8\n34")}
    assert len(anchors(columns)) == 3


def test_lines_go_to_the_row_around_whose_figures_they_stand() -> None:
    tokens = _tokens("清理河道\n长度      10\n（公里）\n验收\n合格率     20")
    names = [t for t in tokens if t.at == 0]
    figures = [t for t in tokens if t.at]
    rows = Band({"level3": names, "weight": figures}, anchors({"weight": figures}), ("weight",)).rows()
    assert ["".join(t.text for t in row.cells["level3"]) for row in rows] == ["清理河道长度（公里）", "验收合格率"]


def test_rows_printed_column_by_column_are_put_back() -> None:
    names = "时效指标 按期完成率\n        及时拨付率\n"
    figures = "              95%\n              ≥85%\n                    21\n                    1.47"
    tangle = _tokens(names + figures)
    heights = {token.text: token.y for token in untangled(tangle)}
    assert heights["按期完成率"] == heights["95%"] == heights["21"]
    assert heights["及时拨付率"] == heights["≥85%"] == heights["1.47"]


def test_a_form_is_read_by_its_places(tmp_path: Path) -> None:
    form = _form(tmp_path, PROJECT)
    assert (form.competent_department, form.implementing_unit) == ("永宁市水务局", "永宁市河道管理站")
    assert form.narratives.goal == "清理河道12条，全年未发生较大事故。"
    assert form.narratives.achievement == "清理河道10条，惠及群众3000人。"
    assert [(line.annual_budget, line.execution_rate, line.score) for line in form.budget] == [
        (Decimal(100), Decimal(90), Decimal(9))
    ]
    assert [(row.level1, row.level2, row.level3) for row in form.indicators] == [
        ("产出指标", "数量指标", "清理河道长度"),
        ("产出指标", "质量指标", "验收合格率"),
        ("效益指标", "社会效益指标", "受益群众满意程度"),
    ]
    assert [(row.weight, row.score) for row in form.indicators] == [
        (Decimal(weight), Decimal(score)) for weight, score in ((40, 30), (20, 20), (30, 30))
    ]
    assert form.indicators[0].reason == "上级资金于第四季度下达。"
    assert all(form.evidence[f"/indicators/{n}/score"].confidence >= SURE for n in range(3))


def test_points_that_the_sums_do_not_bear_out_want_a_look(tmp_path: Path) -> None:
    form = _form(tmp_path, PROJECT.replace("40     30", "40     25"))
    assert form.indicators[0].score == Decimal(25)
    assert form.evidence["/indicators/0/score"].confidence < SURE


def test_amounts_that_narrow_cells_broke_are_whole_and_those_under_each_other_are_not_joined() -> None:
    narrow = _tokens("82,7\n78,5\n58.5\n9\n82,7\n78,5\n58.5\n9\n0.00\n0.00")
    joined = ["".join(t.text for t in own) for own in broken.figures(narrow)]
    assert joined == ["82,778,558.59", "82,778,558.59", "0.00", "0.00"]
    wide = _tokens("4524.38\n4524.38\n120\n35")
    assert [len(own) for own in broken.figures(wide)] == [1, 1, 1, 1]


def test_money_in_narrow_cells_under_vertical_headings_is_read(tmp_path: Path) -> None:
    form = _form(tmp_path, NARROW)
    total, part, _ = form.budget
    assert (total.annual_budget, total.executed, total.weight, total.score) == (
        Decimal("8901.41"),
        Decimal("5492.17"),
        Decimal(10),
        Decimal("6.17"),
    )
    assert part.executed == Decimal("5492.17")
    assert form.evidence["/budget/0/executed"].confidence >= SURE


def test_an_amount_that_no_sum_bears_out_wants_a_look(tmp_path: Path) -> None:
    form = _form(tmp_path, PROJECT.replace("100.00   100.00    90.00 ", "100.00   100.00    80.00 "))
    assert form.evidence["/budget/0/executed"].confidence < SURE


def test_amounts_keep_the_units_behind_them(tmp_path: Path) -> None:
    form = _form(tmp_path, PROJECT.replace("100.00   100.00    90.00 ", "100.00 万元100.00 万元 90.00 万元"))
    (line,) = form.budget
    assert [line.initial_budget, line.annual_budget, line.executed] == [Decimal(100), Decimal(100), Decimal(90)]
    assert form.evidence["/budget/0/executed"].text == "90.00 万元"


def test_headings_whose_lines_stand_beside_each_other_are_apart() -> None:
    tokens = _tokens(
        "                     指标分\n一级指标   三级指标   责任科室        年度指标值   得分\n                      值"
    )
    found = Headings(WORDS, "columns").together(list(by_line(tokens)))
    assert ["".join(t.text for t in parts) for parts in found] == [
        "一级指标",
        "三级指标",
        "责任科室",
        "指标分值",
        "年度指标值",
        "得分",
    ]


def test_figures_of_two_columns_headed_alike_want_a_look(tmp_path: Path) -> None:
    form = _form(tmp_path, PROJECT.replace("得分   偏差原因分析及改进措施", "得分   得分"))
    assert form.evidence["/indicators/1/score"].confidence < SURE

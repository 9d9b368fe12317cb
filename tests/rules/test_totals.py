"""The total of a form, its grade, and the bands that it prints."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.form import Form, Total
from tests.rules.drawn import HEADER, TITLE, read, scored

ROW = "| 产出指标 | 数量指标 | 养护里程 | 100 | 97 | 90 | 88 | |\n"
USUAL = (("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0)))


def graded(printed: str, label: str = "评价等级") -> Form:
    """A form with this grade row under its total."""
    return scored(f"{ROW}| 总分*5 | 100 | 93.49 | |\n| {label}*2 | {printed}*6 |\n")


@pytest.mark.parametrize("label", ["总分", "合计", "总计", "总 分", "自评总分"])
def test_the_figures_of_the_total_row_are_those_under_weight_and_score(label: str) -> None:
    form = scored(f"{ROW}| {label}*5 | 100 | 93.49 | |\n")
    assert form.total == Total(weight=Decimal(100), score=Decimal("93.49"))
    assert form.evidence["/total/score"].text == "93.49"
    assert len(form.indicators) == 1


def test_a_total_row_without_a_weight_has_a_score_alone() -> None:
    form = read(
        TITLE
        + "| 一级指标 | 三级指标 | 指标值 | 实际完成值 | 得分 |\n"
        + "| 产出指标 | 养护里程 | 100 | 97 | 88 |\n| 总分*4 | 98 |\n"
    )
    assert form.total == Total(score=Decimal(98))
    assert "/total/weight" not in form.evidence


def test_a_total_in_one_wide_cell_is_the_score() -> None:
    form = scored(f"{ROW}| 总分*2 | 93.49*6 |\n")
    assert form.total == Total(score=Decimal("93.49"))


def test_a_total_that_is_blank_is_none_and_has_evidence() -> None:
    form = scored(f"{ROW}| 总分*5 | 100 | / | |\n")
    assert form.total == Total(weight=Decimal(100))
    assert form.evidence["/total/score"].text == "/"


def test_the_total_may_stand_in_the_head_of_the_form() -> None:
    form = read(f"{TITLE}| 项目名称*2 | 道路养护*2 | 自评总分*2 | 93.5*2 |\n{HEADER}{ROW}")
    assert form.total == Total(score=Decimal("93.5"))
    assert form.project_name == "道路养护"


def test_a_form_without_a_total_has_none() -> None:
    form = scored(ROW)
    assert form.total == Total()
    assert not [where for where in form.evidence if where.startswith("/total")]


def test_the_total_row_may_stand_on_the_next_page() -> None:
    form = scored(f"{ROW}======\n| 总分*5 | 100 | 93.49 | |\n")
    assert form.total.score == Decimal("93.49")
    assert form.evidence["/total/score"].page == 2


@pytest.mark.parametrize(
    "printed",
    [
        "□优 √良 □中 □差",
        "□优 ☑良 □中 □差",
        "□优 ■良 □中 □差",
        "优□ 良√ 中□ 差□",
        "优（ ） 良（√） 中（ ） 差（ ）",
        "良",
    ],
)
def test_the_ticked_grade_is_the_grade(printed: str) -> None:
    form = graded(printed)
    assert form.grade == "良"
    assert form.evidence["/grade"].text == printed


@pytest.mark.parametrize("printed", ["□优 □良 □中 □差", "■优 ■良 □中 □差", "优 良 中 差"])
def test_no_tick_and_two_ticks_are_no_grade_but_have_evidence(printed: str) -> None:
    form = graded(printed)
    assert form.grade is None
    assert form.evidence["/grade"].text == printed


def test_a_grade_cell_that_is_blank_has_evidence() -> None:
    form = graded("")
    assert form.grade is None
    assert form.evidence["/grade"].text == ""


def test_a_form_without_a_grade_has_no_evidence_of_one() -> None:
    form = scored(ROW)
    assert form.grade is None
    assert "/grade" not in form.evidence


@pytest.mark.parametrize("label", ["评价等级", "自评等级", "等级", "评价等次", "绩效等级"])
def test_a_grade_row_is_known_by_each_of_its_labels(label: str) -> None:
    assert graded("■优 □良 □中 □差", label).grade == "优"


def test_a_grade_may_stand_in_cells_of_its_own() -> None:
    form = scored(f"{ROW}| 总分*5 | 100 | 93.49 | |\n| 评价等级*4 | □优 | ■良 | □中 | □差 |\n")
    assert form.grade == "良"


def test_a_grade_may_stand_on_the_row_of_the_total() -> None:
    form = read(
        f"{TITLE}{HEADER.replace(' 偏差原因 |', ' 偏差原因*2 |')}{ROW.replace('88 | |', '88 | *2 |')}"
        "| 总分*5 | 100 | 93.49 | 自评等级 | 优 |\n"
    )
    assert form.total.score == Decimal("93.49")
    assert form.grade == "优"


@pytest.mark.parametrize(
    "printed",
    [
        "■优（95分≤得分≤100分） □良（85≤得分＜95） □中（70分≤得分<85分） □差（得分<70分）",
        "■优（≥95分） □良（≥85分） □中（≥70分） □差（<70分）",
    ],
)
def test_the_bands_that_the_form_prints_are_its_own(printed: str) -> None:
    form = graded(printed)
    assert form.arithmetic.bands == (
        ("优", Decimal(95)),
        ("良", Decimal(85)),
        ("中", Decimal(70)),
        ("差", Decimal(0)),
    )
    assert form.grade == "优"


@pytest.mark.parametrize("printed", ["■优 □良 □中 □差", "优", ""])
def test_a_form_that_prints_no_bands_has_the_usual_ones(printed: str) -> None:
    assert graded(printed).arithmetic.bands == USUAL


def test_a_score_with_a_figure_at_its_right_in_the_head_is_the_total() -> None:
    form = read(f"{TITLE}| 项目名称*2 | 道路养护*2 | 自评得分*2 | 93.5*2 |\n{HEADER}{ROW}")
    assert form.total == Total(score=Decimal("93.5"))


def test_a_total_row_goes_before_a_total_in_the_head() -> None:
    form = read(f"{TITLE}| 项目名称*2 | 道路养护*2 | 自评总分*2 | 93.5*2 |\n{HEADER}{ROW}| 总分*5 | 100 | 93.5 | |\n")
    assert form.total == Total(weight=Decimal(100), score=Decimal("93.5"))
    assert form.extra["自评总分"] == "93.5"


def test_a_grade_may_stand_without_a_label_in_the_total_row() -> None:
    form = scored(f"{ROW}| 总分*5 | 100 | 93.49 | 优 |\n")
    assert form.grade == "优"
    assert form.total == Total(weight=Decimal(100), score=Decimal("93.49"))


def test_a_grade_word_elsewhere_is_no_grade() -> None:
    assert scored("| 产出指标 | 质量指标 | 路况 | 优 | 优 | 90 | 88 | |\n").grade is None


@pytest.mark.parametrize(
    "rows",
    [
        "| 总分*2 | 总分值 | 100 | 总得分 | 98.5 | 自评等级 | 优 |\n",
        "| 总分*3 | 总分值*2 | 总得分 | 自评等级*2 |\n| ^*3 | 100*2 | 98.5 | 优*2 |\n",
        "| 总分*2 | 总分值：100*2 | 总得分：98.5*2 | 自评等级：优*2 |\n",
    ],
)
def test_labels_beside_that_of_the_total_say_which_figure_is_which(rows: str) -> None:
    form = scored(ROW + rows)
    assert form.total == Total(weight=Decimal(100), score=Decimal("98.5"))
    assert form.grade == "优"
    assert {"100", "98.5"} <= set(form.evidence["/total/weight"].text.split("：")) | set(
        form.evidence["/total/score"].text.split("：")
    )


def test_a_score_that_is_labelled_as_another_s_is_not_the_total() -> None:
    form = read(
        f"{TITLE}| 项目名称*2 | 道路养护*2 | 自评得分*2 | 93.5*2 |\n"
        f"| 主管部门*2 | 县交通局*2 | 复核得分*2 | 92*2 |\n{HEADER}{ROW}"
    )
    assert form.total == Total(score=Decimal("93.5"))
    assert form.extra == {"复核得分": "92"}


@pytest.mark.parametrize("label", ["评价结论", "自评结果", "自评结论", "综合评定"])
def test_labels_that_may_name_a_text_name_a_grade_where_one_stands_behind_them(label: str) -> None:
    assert graded("■优 □良 □中 □差", label).grade == "优"
    assert graded("良", label).grade == "良"


def test_a_conclusion_in_words_is_no_grade() -> None:
    form = graded("该项目较好地完成了年初目标，总体良好。", "评价结论")
    assert form.grade is None
    assert "/grade" not in form.evidence


@pytest.mark.parametrize("label", ["总it", "总分FEEEL", "总分总分"])
def test_a_total_row_whose_label_was_misread_is_no_indicator(label: str) -> None:
    form = scored(f"{ROW}| {label}*5 | 100 | 93.49 | |\n")
    assert form.total == Total(weight=Decimal(100), score=Decimal("93.49"))
    assert len(form.indicators) == 1


def test_a_grade_under_a_label_that_may_name_a_text_is_no_indicator() -> None:
    form = scored(f"{ROW}| 自评结果*4 | 优*4 |\n")
    assert (len(form.indicators), form.grade) == (1, "优")

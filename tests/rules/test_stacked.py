"""Forms in one table, one under the other."""

from __future__ import annotations

import pytest

from extractor.rules import forms, read_form
from extractor.templates import general
from tests.rules.drawn import HEADER, TITLE, table

ROW = "| 产出指标 | 数量指标 | 养护里程 | ≥100公里 | 97公里 | 100 | 88 | 雨季停工 |\n| 总分*5 | 100 | 88 | |\n"
SECOND = "| 2023年度部门整体支出绩效自评表*8 |\n| 部门名称*2 | 示例县财政局*6 |\n"


def test_a_title_in_the_table_begins_a_form_of_its_own() -> None:
    upper, lower = forms(table(TITLE + HEADER + ROW + SECOND + HEADER + ROW + "备注：试用\n"), general())
    form = read_form(lower, (), "0123456789abcdef-2", 2)
    assert form.title == "2023年度部门整体支出绩效自评表"
    assert form.department == "示例县财政局"
    assert len(form.indicators) == len(read_form(upper, (), "0123456789abcdef-1", 1).indicators) == 1
    assert (upper.after, len(lower.after)) == ((), 1)


def test_a_label_that_says_of_whom_begins_a_form_of_its_own() -> None:
    upper, lower = forms(table(TITLE + HEADER + ROW + "| 部门名称*2 | 示例县财政局*6 |\n" + HEADER + ROW), general())
    assert read_form(lower, (), "0123456789abcdef-2", 2).department == "示例县财政局"
    assert read_form(upper, (), "0123456789abcdef-1", 1).total.score == 88


@pytest.mark.parametrize(
    "rows",
    [
        HEADER + ROW,
        SECOND + HEADER + ROW,
        HEADER + ROW + HEADER + ROW,
        HEADER + ROW + "| 以上为绩效自评表*8 |\n",
    ],
)
def test_a_table_of_one_form_stays_whole(rows: str) -> None:
    whole = table(TITLE + rows)
    assert forms(whole, general()) == [whole]

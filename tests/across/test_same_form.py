"""X01: the same form published twice."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from extractor.checks import examine
from tests.across.filed import ROWS, form, found, outcome


def test_the_same_figures_twice_are_consistent() -> None:
    assert outcome("X01", form(), form(title="部门整体支出 绩效自评表")) == "consistent"


def test_other_figures_are_an_error_of_the_later_form_that_names_the_first() -> None:
    ((position, finding),) = found("X01", form(), form(total="95"))
    assert (position, finding.severity, finding.expected, finding.found) == (1, "error", "90", "95")
    assert finding.where == ("/total/score",)
    assert "0.pdf p. 1" in finding.message
    assert "总分 90 → 95" in finding.message


@pytest.mark.parametrize(
    "rows",
    [
        [{**ROWS[0], "weight": "40"}, ROWS[1]],
        [{**ROWS[0], "actual": "130"}, ROWS[1]],
        [ROWS[0]],
        [*ROWS, {"level1": "效益指标", "level3": "满意度", "weight": "10", "score": "10"}],
    ],
)
def test_every_figure_of_the_indicators_counts(rows: list[dict[str, str]]) -> None:
    assert [position for position, _ in found("X01", form(), form(rows))] == [1]


def test_order_of_rows_does_not_count() -> None:
    assert outcome("X01", form(), form([ROWS[1], ROWS[0]])) == "consistent"


@pytest.mark.parametrize(
    "other",
    [
        {"year": 2021},
        {"department": "示例县教育局"},
        {"title": "2022年度部门整体支出绩效自评评分表"},
        {"implementing_unit": "示例县国库支付中心"},
    ],
)
def test_forms_of_another_year_body_or_title_are_not_the_same(other: dict[str, object]) -> None:
    assert outcome("X01", form(), form(total="95", **other)) == "not-applicable"  # type: ignore[arg-type]


def test_a_project_without_a_name_is_not_compared() -> None:
    assert outcome("X01", form(family="project"), form(family="project", total="95")) == "not-applicable"


def test_a_row_with_another_name_and_the_same_figures_is_no_difference() -> None:
    assert outcome("X01", form(), form([ROWS[0], {**ROWS[1], "level3": "合格率"}])) == "consistent"


def test_a_figure_that_was_hardly_read_in_the_first_makes_it_a_warning() -> None:
    first = form()
    unsure = {**first.evidence, "/total/score": replace(first.evidence["/total/score"], confidence=0.6)}
    ((_, finding),) = found("X01", examine(replace(first, evidence=unsure)), form(total="95"))
    assert finding.severity == "warning"

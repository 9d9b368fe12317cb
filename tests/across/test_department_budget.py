"""X02: a department's project expenditure beside its project forms."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.form import Form
from tests.across.filed import form, found, outcome
from tests.checks.tables import table


def department(amount: str = "300.00", goal: str = "本部门有2个项目。", **fields: object) -> Form:
    line = {"item": "项目支出", "amount": amount}
    return table(budget=[{"item": "总预算", "amount": "500.00"}, line], texts={"goal": goal}, **fields)  # type: ignore[arg-type]


def project(name: str, budget: str, body: str = "示例县财政局", year: int = 2022) -> Form:
    lines = [{"annual_budget": budget, "executed": budget}]
    names: dict[str, Any] = {"department": None, "competent_department": body, "project_name": name}
    return table(budget=lines, family="project", fiscal_year=year, **names)


def test_the_sum_of_all_projects_is_consistent() -> None:
    assert outcome("X02", project("甲", "100.00"), project("乙", "200.00"), department()) == "consistent"


def test_another_sum_is_a_warning_with_the_addition() -> None:
    ((position, finding),) = found("X02", project("甲", "100.00"), project("乙", "150.00"), department())
    assert (position, finding.severity, finding.expected, finding.found) == (2, "warning", "250", "300")
    assert "100 + 150" in finding.message


def test_sums_within_rounding_are_told_apart() -> None:
    forms = project("甲", "100.004"), project("乙", "200"), department("300.00")
    assert outcome("X02", *forms) == "within-rounding"


@pytest.mark.parametrize("goal", ["完成各项工作。", "本部门有3个项目。", "完成15个项目点位建设。"])
def test_where_not_all_are_there_nobody_can_tell(goal: str) -> None:
    forms = project("甲", "100.00"), project("乙", "150.00"), department(goal=goal)
    assert outcome("X02", *forms) == "not-checkable"


def test_projects_of_other_departments_and_years_are_not_counted() -> None:
    others = project("丙", "50.00", "示例县教育局"), project("丁", "50.00", year=2021)
    assert outcome("X02", project("甲", "100.00"), project("乙", "200.00"), *others, department()) == "consistent"


def test_a_project_that_is_there_twice_counts_once() -> None:
    twice = project("甲", "100.00"), project("甲", "100.00"), project("乙", "200.00")
    assert outcome("X02", *twice, department()) == "consistent"


def test_a_department_without_project_forms_is_none_of_its_business() -> None:
    assert outcome("X02", form(), department()) == "not-applicable"

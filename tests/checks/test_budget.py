"""B01: the parts of the money add up."""

from __future__ import annotations

from extractor.form import Arithmetic, Form
from tests.checks.tables import PARTS_OF_FIRST, found, outcome, table

SUMS = Arithmetic(denominator="annual_budget", budget_sums=PARTS_OF_FIRST)


def money(total: str, *parts: str, field: str = "amount") -> Form:
    lines = [{"item": "总预算", field: total}, *({"item": "分项", field: part} for part in parts)]
    return table(budget=lines, arithmetic=SUMS)


def test_parts_that_make_the_total_are_consistent() -> None:
    assert outcome(money("56655.54", "3482.37", "53173.17"), "B01") == "consistent"


def test_parts_that_miss_the_total_are_an_error_with_the_addition() -> None:
    (finding,) = found(money("62357.36", "8736.84", "53520.52"), "B01")
    assert finding.message == "“总预算”的金额 62357.36 不等于各分项之和 62257.36（8736.84 + 53520.52）"
    assert finding.where == ("/budget/0/amount", "/budget/1/amount", "/budget/2/amount")


def test_a_total_of_nothing_over_parts_is_an_error() -> None:
    assert outcome(money("0", "60", "30"), "B01") == "inconsistent"


def test_parts_that_make_the_total_after_rounding_only_are_within_rounding() -> None:
    assert outcome(money("100.01", "50.00", "50.00"), "B01") == "within-rounding"
    assert outcome(money("100.02", "50.00", "50.00"), "B01") == "inconsistent"


def test_precision_belongs_to_the_column_of_money() -> None:
    assert outcome(money("101", "50", "50.00"), "B01") == "inconsistent"
    assert outcome(money("101", "50", "50"), "B01") == "within-rounding"


def test_a_blank_part_is_nothing_where_another_is_printed() -> None:
    assert outcome(money("90", "90", ""), "B01") == "consistent"
    assert outcome(money("100", "90", "/"), "B01") == "inconsistent"


def test_parts_that_are_all_blank_are_not_checkable() -> None:
    assert outcome(money("90", "", ""), "B01") == "not-checkable"


def test_a_blank_total_and_an_unreadable_part_are_not_checkable() -> None:
    assert outcome(money("", "60", "30"), "B01") == "not-checkable"
    assert outcome(money("90", "60", "三十"), "B01") == "not-checkable"


def test_each_column_adds_up_by_itself() -> None:
    lines = [{"annual_budget": a, "executed": b} for a, b in (("90", "80"), ("60", "50"), ("30", "20"))]
    (finding,) = found(table(budget=lines, arithmetic=SUMS), "B01")
    assert finding.where[0] == "/budget/0/executed"
    assert "执行数" in finding.message


def test_a_column_without_a_total_is_not_added() -> None:
    lines = [{"annual_budget": "90"}, {"amount": "60"}, {"amount": "20"}]
    assert outcome(table(budget=lines, arithmetic=SUMS), "B01") == "not-applicable"


def test_forms_whose_template_states_no_sum_have_no_b01() -> None:
    assert outcome(table(budget=[{"amount": "90"}, {"amount": "1"}]), "B01") == "not-applicable"

"""B02 and B03: the execution rate and its score."""

from __future__ import annotations

import pytest

from extractor.form import Arithmetic, Form
from tests.checks.tables import Row, found, outcome, table


def line(budget: str, executed: str, rate: str | None = None, score: str | None = None, weight: str = "10") -> Row:
    cells = {"annual_budget": budget, "executed": executed}
    cells |= {} if rate is None else {"execution_rate": rate}
    return cells if score is None else cells | {"weight": weight, "score": score}


def scored(budget: str, executed: str, rate: str | None, score: str, arithmetic: Arithmetic | None = None) -> Form:
    other = {"level3": "指标", "weight": "90", "score": "88.88"}
    return table([other], budget=[line(budget, executed, rate, score)], arithmetic=arithmetic)


@pytest.mark.parametrize(
    ("budget", "executed", "rate"),
    [
        ("200.00", "199.80", "99.90%"),
        ("4021.80", "2505.98", "62.31%"),
        ("100", "102.59", "102.59%"),
        ("3", "2", "66.7"),
    ],
)
def test_a_quotient_that_rounds_to_the_rate_is_consistent(budget: str, executed: str, rate: str) -> None:
    assert outcome(table(budget=[line(budget, executed, rate)]), "B02") == "consistent"


def test_a_rate_that_rounded_money_allows_is_within_rounding() -> None:
    assert outcome(table(budget=[line("3", "2", "70.0%")]), "B02") == "within-rounding"


def test_another_rate_is_an_error_with_the_division() -> None:
    (finding,) = found(table(budget=[line("824.77", "603.15", "65.82%")]), "B02")
    assert finding.message == "“年度资金总额”的执行率 65.82% 不等于执行数除以预算数：603.15 / 824.77 = 73.13%"
    assert (finding.expected, finding.found) == ("73.13", "65.82")
    assert finding.where == ("/budget/0/execution_rate", "/budget/0/executed", "/budget/0/annual_budget")


def test_every_line_with_a_rate_is_checked() -> None:
    lines = [line("100", "90", "90%"), line("50", "45", "90%"), line("50", "45", "80%")]
    assert [finding.where[0] for finding in found(table(budget=lines), "B02")] == ["/budget/2/execution_rate"]


def test_the_template_says_what_divides() -> None:
    cells = line("100.00", "45.00", "90.00%") | {"initial_budget": "50.00"}
    assert outcome(table(budget=[cells], arithmetic=Arithmetic(denominator="initial_budget")), "B02") == "consistent"
    assert outcome(table(budget=[cells]), "B02") == "inconsistent"


@pytest.mark.parametrize("budget", ["0", "0.00", "", "/"])
def test_a_rate_over_nothing_is_not_checkable(budget: str) -> None:
    assert outcome(table(budget=[line(budget, "0", "100%")]), "B02") == "not-checkable"


def test_a_rate_without_executed_money_or_denominator_is_not_checkable() -> None:
    assert outcome(table(budget=[line("100", "", "90%")]), "B02") == "not-checkable"
    assert outcome(table(budget=[line("100", "90", "90%")], arithmetic=Arithmetic()), "B02") == "not-checkable"


def test_a_rate_without_percent_sign_may_be_a_fraction() -> None:
    assert outcome(table(budget=[line("200.00", "190.00", "0.95")]), "B02") == "consistent"
    assert outcome(table(budget=[line("200.00", "190.00", "0.95%")]), "B02") == "inconsistent"


def test_lines_without_a_rate_have_no_b02() -> None:
    assert outcome(table(budget=[line("100", "90")]), "B02") == "not-applicable"
    assert outcome(table(budget=[line("0", "0", "/")]), "B02") == "not-applicable"


@pytest.mark.parametrize(
    ("executed", "rate", "score"),
    [("199.80", "99.90%", "9.99"), ("205.18", "102.59%", "10"), ("199.80", None, "9.99"), ("0.00", "0.00%", "0")],
)
def test_a_score_of_rate_times_weight_is_consistent(executed: str, rate: str | None, score: str) -> None:
    assert outcome(scored("200.00", executed, rate, score), "B03") == "consistent"


def test_the_unrounded_quotient_may_give_the_score_too() -> None:
    assert outcome(scored("513.20", "410.26", "79.9%", "7.99"), "B03") == "consistent"
    assert outcome(scored("513.20", "410.00", "79.9%", "7.99"), "B03") == "consistent"


def test_a_score_that_a_rounded_rate_allows_is_within_rounding() -> None:
    assert outcome(scored("", "", "80%", "8.04"), "B03") == "within-rounding"


def test_another_score_is_an_error_with_the_product() -> None:
    (finding,) = found(scored("200.00", "173.58", "86.79%", "7.18"), "B03")
    assert finding.message == "预算执行得分 7.18 不等于执行率乘以分值：86.79% × 10 = 8.68"
    assert finding.where[0] == "/budget/0/score"
    assert (finding.expected, finding.found) == ("8.68", "7.18")


def test_a_ten_in_a_column_of_two_places_is_ten_and_no_hundredths() -> None:
    assert outcome(scored("200.00", "199.00", "99.50%", "10"), "B03") == "inconsistent"


def test_a_score_without_rate_weight_or_value_is_not_checkable() -> None:
    assert outcome(scored("", "199.00", None, "10"), "B03") == "not-checkable"
    assert outcome(scored("200", "199.00", "99.50%", ""), "B03") == "not-checkable"
    assert outcome(table(budget=[{"score": "9.95", "execution_rate": "99.5%"}]), "B03") == "not-checkable"


def test_a_layout_with_a_scale_of_its_own_is_not_checkable() -> None:
    assert outcome(scored("200.00", "100.00", "50.00%", "2", arithmetic=Arithmetic()), "B03") == "not-checkable"


def test_forms_that_do_not_score_execution_have_no_b03() -> None:
    assert outcome(table(budget=[line("200.00", "199.80", "99.90%")]), "B03") == "not-applicable"

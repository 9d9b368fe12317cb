"""B04: execution above 100% deserves a look."""

from __future__ import annotations

import pytest

from tests.checks.tables import found, outcome, table


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"annual_budget": "200.00", "executed": "199.80", "execution_rate": "99.90%"}, "consistent"),
        ({"annual_budget": "200.00", "executed": "200.00"}, "consistent"),
        ({"annual_budget": "200.00", "executed": "200.01"}, "inconsistent"),
        ({"annual_budget": "200.00", "executed": "199.80", "execution_rate": "102.59%"}, "inconsistent"),
        ({"execution_rate": "102.59%"}, "inconsistent"),
        ({"annual_budget": "0", "executed": "1.00"}, "not-checkable"),
        ({"annual_budget": "200.00"}, "not-applicable"),
        ({"annual_budget": "0", "executed": "0"}, "not-applicable"),
    ],
)
def test_executed_money_is_held_to_the_budget(line: dict[str, str], expected: str) -> None:
    assert outcome(table(budget=[line]), "B04") == expected


def test_the_finding_is_a_warning_that_names_the_money() -> None:
    (finding,) = found(table(budget=[{"annual_budget": "200.00", "executed": "205.18"}]), "B04")
    assert (finding.severity, finding.found) == ("warning", "102.59")
    assert "205.18 / 200" in finding.message
    assert finding.where == ("/budget/0/annual_budget", "/budget/0/executed")

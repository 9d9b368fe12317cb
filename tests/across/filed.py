"""Forms beside each other, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.across import Filed, compare
from extractor.form import Finding, Form
from tests.checks.tables import Row, table

ROWS: Sequence[Row] = (
    {
        "level1": "产出指标",
        "level3": "培训人次",
        "weight": "50",
        "score": "50",
        "target": "≥100人次",
        "actual": "120人次",
    },
    {"level1": "效益指标", "level3": "培训合格率", "weight": "50", "score": "40", "target": "≥95%", "actual": "91%"},
)


def form(rows: Sequence[Row] = ROWS, year: int = 2022, total: str = "90", **fields: Any) -> Form:
    """A department's form of a year."""
    given: dict[str, Any] = {"title": f"{year}年度部门整体支出绩效自评表", "fiscal_year": year} | fields
    return table(rows, total={"weight": "100", "score": total}, **given)


def found(code: str, *forms: Form) -> list[tuple[int, Finding]]:
    """What a check across forms found, each with the position of its form."""
    compared = compare([Filed(f"{n}.pdf", one) for n, one in enumerate(forms)])
    return [(n, each) for n, one in enumerate(compared) for each in one.form.findings if each.code == code]


def outcome(code: str, *forms: Form) -> str:
    """How a check across forms came out for the last of them."""
    return compare([Filed(f"{n}.pdf", one) for n, one in enumerate(forms)])[-1].form.checks[code]

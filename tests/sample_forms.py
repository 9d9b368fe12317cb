"""Forms made by hand for tests that need a record and no document."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extractor.form import (
    Arithmetic,
    BudgetLine,
    BudgetSum,
    Document,
    Evidence,
    Form,
    Grid,
    GridCell,
    Indicator,
    Source,
    Total,
)


def dec(value: str | float | None) -> Decimal | None:
    """The exact decimal of a figure as printed, without trailing zeros."""
    if value is None:
        return None
    number = Decimal(str(value)).normalize()
    return number if int(number.as_tuple().exponent) <= 0 else number.quantize(Decimal(1))


def read(text: str, page: int = 1, row: int = 0, confidence: float = 1.0) -> Evidence:
    """Evidence of a text in row `row` of the sample grid."""
    return Evidence(page=page, bbox=(0.0, 20.0 * row, 100.0, 20.0 * row + 20.0), text=text, confidence=confidence)


def indicator(position: int, weight: str | None, score: str | None, **fields: Any) -> Indicator:
    """An indicator `指标N` under 产出指标 / 数量指标; figures as printed."""
    named: dict[str, Any] = {"level1": "产出指标", "level2": "数量指标", "level3": f"指标{position}"}
    return Indicator(position=position, weight=dec(weight), score=dec(score), **(named | fields))


def evidence_of(rows: list[tuple[str | None, str | None]]) -> dict[str, Evidence]:
    """Evidence of the printed weights and scores, one pair an indicator."""
    found = {}
    for n, (weight, score) in enumerate(rows):
        found[f"/indicators/{n}/weight"] = read(weight or "", row=n + 3)
        found[f"/indicators/{n}/score"] = read(score or "", row=n + 3)
    return found


def form(rows: list[tuple[str | None, str | None]] | None = None, **changes: Any) -> Form:
    """A small project form that adds up: weights 60 + 30 and 10 for execution, scores 60 + 28.5 + 9.99 = 98.49."""
    rows = [("60", "60"), ("30", "28.50")] if rows is None else rows
    lines = (
        BudgetLine(
            item="年度资金总额",
            unit="万元",
            annual_budget=dec("200"),
            executed=dec("199.8"),
            weight=dec("10"),
            execution_rate=dec("99.9"),
            score=dec("9.99"),
        ),
        BudgetLine(item="当年财政拨款", unit="万元", annual_budget=dec("150"), executed=dec("149.8")),
        BudgetLine(item="其他资金", unit="万元", annual_budget=dec("50"), executed=dec("50")),
    )
    printed = {
        ("annual_budget", 0): "200.00", ("executed", 0): "199.80", ("weight", 0): "10", ("execution_rate", 0): "99.90%",
        ("score", 0): "9.99", ("annual_budget", 1): "150.00", ("executed", 1): "149.80", ("annual_budget", 2): "50.00",
        ("executed", 2): "50.00",
    }  # fmt: skip
    base: dict[str, Any] = {
        "form_id": "0123456789abcdef-1",
        "index": 1,
        "pages": (1, 1),
        "family": "project",
        "template": "mof-project",
        "title": "2022年度项目支出绩效自评表",
        "fiscal_year": 2022,
        "project_name": "示例项目",
        "competent_department": "示例县财政局",
        "implementing_unit": "示例县财政局",
        "budget": lines,
        "indicators": tuple(indicator(n + 1, weight, score) for n, (weight, score) in enumerate(rows)),
        "total": Total(weight=dec("100"), score=dec("98.49")),
        "arithmetic": Arithmetic(
            denominator="annual_budget",
            execution_weight=dec("10"),
            bands=(("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0))),
            budget_sums=(BudgetSum(total="/budget/0", parts=("/budget/1", "/budget/2")),),
        ),
        "evidence": {f"/budget/{n}/{field}": read(text, row=n) for (field, n), text in printed.items()}
        | evidence_of(rows)
        | {"/total/weight": read("100", row=9), "/total/score": read("98.49", row=9)},
        "grid": Grid(
            columns=2,
            cells=(
                GridCell(row=0, col=0, rowspan=1, colspan=2, text="=项目", page=1, bbox=(0.0, 0.0, 100.0, 20.0)),
                GridCell(row=1, col=0, rowspan=1, colspan=1, text="总分", page=1, bbox=(0.0, 180.0, 50.0, 200.0)),
                GridCell(row=1, col=1, rowspan=1, colspan=1, text="98.49", page=1, bbox=(50.0, 180.0, 100.0, 200.0)),
            ),
        ),
    }
    return Form(**(base | changes))


def document(*forms: Form, name: str = "a.pdf") -> Document:
    """A document of the forms."""
    return Document(source=Source(name=name, sha256="0" * 64, bytes=1, kind="pdf-text", pages=1), forms=forms)

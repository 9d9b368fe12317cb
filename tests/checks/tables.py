"""Forms for the checks, written as their cells print them: a key is a place on the form, its text what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from extractor.checks import examine
from extractor.form import Arithmetic, BudgetLine, BudgetSum, Evidence, Finding, Form, Indicator, Narratives, Total
from extractor.quantities import figure, is_blank_text, measure
from tests.sample_forms import read

Row = dict[str, str]

_FIGURES = {"level1_weight", "level2_weight", "weight", "score"}
BANDS = tuple((name, Decimal(least)) for name, least in (("优", 90), ("良", 80), ("中", 60), ("差", 0)))
PARTS_OF_FIRST = (BudgetSum(total="/budget/0", parts=("/budget/1", "/budget/2")),)


def table(
    rows: Sequence[Row] = (),
    *,
    total: Row | None = None,
    budget: Sequence[Row] = (),
    texts: Row | None = None,
    unsure: Sequence[str] = (),
    arithmetic: Arithmetic | None = None,
    **fields: Any,
) -> Form:
    """A form of indicator rows, a total, money lines and narrative texts; `unsure` places are read badly."""
    printed: Row = {f"/total/{key}": text for key, text in (total or {}).items()}
    printed |= {f"/indicators/{n}/{key}": text for n, row in enumerate(rows) for key, text in row.items()}
    printed |= {
        f"/budget/{n}/{key}": text for n, line in enumerate(budget) for key, text in line.items() if key != "item"
    }
    printed |= {f"/narratives/{key}": text for key, text in (texts or {}).items()}
    printed |= {"/grade": fields.pop("grade_cell")} if "grade_cell" in fields else {}
    base: dict[str, Any] = {
        "form_id": "0123456789abcdef-1",
        "index": 1,
        "pages": (1, 1),
        "family": "department",
        "template": None,
        "title": "2022年度部门整体支出绩效自评表",
        "fiscal_year": 2022,
        "department": "示例县财政局",
        "narratives": Narratives(**{key: _text(text) for key, text in (texts or {}).items()}),
        "indicators": tuple(_indicator(n, row) for n, row in enumerate(rows)),
        "budget": tuple(_line(line) for line in budget),
        "total": Total(**{key: figure(text) for key, text in (total or {}).items()}),
        "arithmetic": arithmetic or Arithmetic(denominator="annual_budget", bands=BANDS, budget_sums=()),
        "evidence": {where: _reading(n, where, text, unsure) for n, (where, text) in enumerate(printed.items())},
    }
    return Form(**(base | fields))


def outcome(form: Form, code: str) -> str:
    """How a check came out."""
    return examine(form).checks[code]


def found(form: Form, code: str) -> list[Finding]:
    """What a check found."""
    return [finding for finding in examine(form).findings if finding.code == code]


def _reading(row: int, where: str, text: str, unsure: Sequence[str]) -> Evidence:
    return read(text, row=row, confidence=0.6 if where in unsure else 1.0)


def _text(text: str) -> str | None:
    return None if is_blank_text(text) else text


def _line(line: Row) -> BudgetLine:
    figures = {key: figure(text) for key, text in line.items() if key != "item"}
    return BudgetLine(item=line.get("item", "年度资金总额"), unit="万元", **figures)


def _indicator(n: int, row: Row) -> Indicator:
    fields: dict[str, Any] = {key: figure(text) if key in _FIGURES else _text(text) for key, text in row.items()}
    target, actual = measure(row.get("target")), measure(row.get("actual"))
    if target is not None:
        fields |= {"target_operator": target.operator, "target_value": target.value, "target_unit": target.unit}
    if actual is not None:
        fields["actual_value"] = actual.value
    return Indicator(position=n + 1, **fields)

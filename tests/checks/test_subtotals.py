"""S06: subtotals are the sums of the rows that they close."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from extractor.form import Evidence, Form, Grid, GridCell
from tests.checks.tables import found, outcome, table

ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "甲", "weight": "20", "score": "20"},
    {"level1": "产出指标", "level2": "数量指标", "level3": "乙", "weight": "30", "score": "28.50"},
    {"level1": "效益指标", "level2": "社会效益", "level3": "丙", "weight": "40", "score": "40"},
]


def form(*subtotals: tuple[int, str, str], rows: list[dict[str, str]] = ROWS) -> Form:
    """A form drawn as a grid; each subtotal stands behind so many rows, with a weight and a score."""
    made = table(rows)
    cells, evidence, extra, line = [], dict(made.evidence), dict(made.extra), 0
    for n, row in enumerate(rows):
        for col, field in enumerate(("level3", "weight", "score")):
            box = (100.0 * col, 20.0 * line, 100.0 * col + 100, 20.0 * line + 20)
            cells.append(GridCell(row=line, col=col, rowspan=1, colspan=1, text=row[field], page=1, bbox=box))
            evidence[f"/indicators/{n}/{field}"] = Evidence(page=1, bbox=box, text=row[field])
        line += 1
        for count, (behind, weight, score) in enumerate(subtotals):
            if behind == n + 1:
                key = "小计" if count == 0 else f"小计 {count + 1}"
                extra[key] = f"小计 {weight} {score}"
                place = (0.0, 20.0 * line, 300.0, 20.0 * line + 20)
                evidence[f"/extra/{key}"] = Evidence(page=1, bbox=place, text=extra[key])
                for col, text in enumerate(("小计", weight, score)):
                    box = (100.0 * col, 20.0 * line, 100.0 * col + 100, 20.0 * line + 20)
                    cells.append(GridCell(row=line, col=col, rowspan=1, colspan=1, text=text, page=1, bbox=box))
                line += 1
    return replace(made, extra=extra, evidence=evidence, grid=Grid(columns=3, cells=tuple(cells)))


@pytest.mark.parametrize(
    "subtotals",
    [
        [(2, "50", "48.50")],
        [(2, "50", "48.50"), (3, "40", "40.00")],
        [(2, "50", "48.50"), (3, "90", "88.50")],
        [(3, "90", "88.50")],
        [(2, "50", "")],
    ],
)
def test_a_subtotal_of_its_rows_of_its_branch_or_of_all_is_consistent(subtotals: list[tuple[int, str, str]]) -> None:
    assert outcome(form(*subtotals), "S06") == "consistent"


def test_a_subtotal_that_no_reading_explains_is_an_error_with_the_sum() -> None:
    (finding,) = found(form((2, "50", "47.50")), "S06")
    assert finding.severity == "error"
    assert (finding.expected, finding.found) == ("48.5", "47.5")
    assert finding.where == ("/extra/小计", "/indicators/0/score", "/indicators/1/score")
    assert "20 + 28.5" in finding.message


def test_weights_have_no_tolerance_and_scores_have() -> None:
    rows = [{**ROWS[0], "score": "19.994"}, {**ROWS[1], "score": "28.504"}]
    assert outcome(form((2, "50", "48.499"), rows=rows), "S06") == "within-rounding"
    assert outcome(form((2, "50.01", "48.498"), rows=rows), "S06") == "inconsistent"


def test_a_blank_score_makes_the_subtotal_not_checkable() -> None:
    rows = [ROWS[0], {**ROWS[1], "score": ""}]
    assert outcome(form((2, "50", "48.50"), rows=rows), "S06") == "not-checkable"


def test_a_form_without_subtotals_is_none_of_its_business() -> None:
    assert outcome(form(), "S06") == "not-applicable"

"""What a report counts, and what it cuts out of a form."""

from __future__ import annotations

import pytest

from extractor.audit import AuditedForm, Said
from extractor.form import Finding, Form
from extractor.report.excerpt import Excerpts
from extractor.report.figures import grade, grades, group, losses, summary
from extractor.report.marks import around, marks
from extractor.report.names import place_name
from tests import sample_forms
from tests.checks.tables import table


def audited(form: Form) -> AuditedForm:
    return AuditedForm(form, ())


def finding(*where: str) -> Finding:
    return Finding(code="S03", name="", severity="error", message="", message_en="", where=where)


@pytest.mark.parametrize(("total", "expected"), [("90", "优"), ("89.99", "良"), ("60", "中"), ("0", "差"), ("/", "—")])
def test_a_total_has_the_grade_of_its_band(total: str, expected: str) -> None:
    assert grade(table(total={"score": total})) == expected


def test_grades_count_forms_and_tell_their_totals() -> None:
    bars = grades([audited(table(total={"score": total})) for total in ("90", "95.5", "85", "")])
    assert [(bar.name, bar.text) for bar in bars] == [
        ("优", "2 (90–95.5)"),
        ("良", "1 (85–85)"),
        ("中", "0"),
        ("差", "0"),
        ("—", "1"),
    ]
    assert [bar.length for bar in bars] == [1, 0.5, 0, 0, 0.5]


def test_losses_are_summed_by_group_and_execution_is_one_of_them() -> None:
    rows = [
        {"level1": "产出指标（50分）", "level3": "甲", "weight": "50", "score": "48.5"},
        {"level1": "产出指标", "level3": "乙", "weight": "10", "score": "10"},
        {"level1": "效益指标", "level3": "丙", "weight": "30", "score": "20"},
    ]
    form = table(rows, budget=[{"weight": "10", "score": "9.99"}])
    assert [(bar.name, bar.text) for bar in losses([audited(form)])] == [
        ("效益", "10"),
        ("产出", "1.5"),
        ("预算执行", "0.01"),
    ]


@pytest.mark.parametrize(("level1", "expected"), [("产出指标(50分)", "产出"), ("满意度", "满意度"), (None, "—")])
def test_groups_have_plain_names(level1: str | None, expected: str) -> None:
    assert group(level1) == expected


def test_an_empty_audit_has_a_summary() -> None:
    assert summary([]).forms == 0


def test_marks_are_the_boxes_of_all_places_each_once() -> None:
    form = sample_forms.form()
    found = marks(form, finding("/total/score", "/total/weight", "/budget/0/score", "/total/score", "/title"))
    assert found == {1: [(0.0, 180.0, 100.0, 200.0), (0.0, 0.0, 100.0, 20.0)]}
    assert around(found[1], 10) == (0.0, 210.0)


def test_an_excerpt_has_the_rows_that_are_spoken_of_with_the_cells_marked() -> None:
    (row,) = Excerpts(sample_forms.form()).of(finding("/total/score"))
    assert [cell.text for cell in row] == ["总分", "98.49"]
    assert sum(cell.is_marked for cell in row) == 1


def test_an_excerpt_of_places_without_cells_is_empty() -> None:
    assert Excerpts(table([{"level3": "甲", "weight": "5"}])).of(finding("/indicators/0/weight")) == []


def test_what_is_waived_counts_as_nothing_else() -> None:
    waived = AuditedForm(table(), (Said(finding(), "已更正"), Said(finding())))
    assert len(waived.open) == 1


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("/indicators/0/score", ("培训人次 得分", "培训人次 score")),
        ("/indicators/0/level1_weight", ("产出指标 一级分值", "产出指标 level1_weight")),
        ("/budget/0/executed", ("年度资金总额 全年执行数", "年度资金总额 executed")),
        ("/total/score", ("总分 得分", "total score")),
        ("/narratives/goal", ("绩效目标", "narratives goal")),
        ("/extra/小计", ("其他 小计", "extra 小计")),
        ("/title", ("标题", "title")),
        ("/indicators", ("指标", "indicators")),
    ],
)
def test_places_have_names_for_people(where: str, expected: tuple[str, str]) -> None:
    form = table([{"level1": "产出指标", "level3": "培训人次", "weight": "5"}], budget=[{"executed": "1"}])
    assert place_name(form, where) == expected

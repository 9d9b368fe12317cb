"""D02, E01, E02 and E03: what wants another look."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.checks.tables import found, outcome, table
from tests.sample_forms import form as sample


def test_a_form_with_its_required_fields_is_consistent() -> None:
    assert outcome(sample(), "D02") == "consistent"


@pytest.mark.parametrize("field", ["title", "fiscal_year", "project_name"])
def test_each_empty_required_field_is_a_warning(field: str) -> None:
    (finding,) = found(sample(**{field: None}), "D02")
    assert (finding.severity, finding.where) == ("warning", (f"/{field}",))


def test_an_implementing_unit_stands_in_for_the_department() -> None:
    assert outcome(sample(department=None, implementing_unit="示例中学"), "D02") == "consistent"
    (finding,) = found(sample(department=None, implementing_unit=None), "D02")
    assert finding.where == ("/department",)


def test_only_projects_need_a_project_name() -> None:
    assert outcome(sample(family="department", project_name=None), "D02") == "consistent"


def test_a_form_without_indicators_is_a_warning() -> None:
    assert [finding.where for finding in found(sample(indicators=(), evidence={}), "D02")] == [("/indicators",)]


def test_an_unsure_figure_is_a_warning_that_points_at_it() -> None:
    form = table([{"level3": "指标", "weight": "5", "score": "4.50"}], unsure=["/indicators/0/score"])
    (finding,) = found(form, "E01")
    assert (finding.severity, finding.where) == ("warning", ("/indicators/0/score",))
    assert finding.message == "“4.50”识别把握不足（0.60），请对照原件"


def test_what_another_reader_read_is_named() -> None:
    form = table([{"level3": "指标", "target": "≥95%"}], unsure=["/indicators/0/target"])
    form.evidence["/indicators/0/target"] = replace(form.evidence["/indicators/0/target"], other="≥96%")
    (finding,) = found(form, "E01")
    assert finding.message == "“≥95%”识别把握不足（0.60），另一读取结果为“≥96%”，请对照原件"
    assert '"≥95%" was read with confidence 0.60, by another reader as "≥96%"' in finding.message_en


def test_an_unsure_text_is_no_unsure_figure() -> None:
    form = table([{"level3": "指标", "weight": "5"}], unsure=["/indicators/0/level3"])
    assert outcome(form, "E01") == "consistent"


def test_a_merged_unsure_figure_is_said_once() -> None:
    row = {"level1": "产出指标", "level1_weight": "50", "level3": "指标"}
    form = table([row, row], unsure=[f"/indicators/{n}/level1_weight" for n in (0, 1)])
    form.evidence["/indicators/1/level1_weight"] = form.evidence["/indicators/0/level1_weight"]
    assert [finding.where for finding in found(form, "E01")] == [("/indicators/0/level1_weight",)]


def test_unsure_figures_are_said_in_the_order_of_the_form() -> None:
    places = ["/total/score", "/indicators/10/score", "/indicators/2/weight", "/indicators/2/score", "/budget/0/amount"]
    rows = [{"level3": "指标", "weight": "5", "score": "5"}] * 11
    form = table(rows, total={"score": "55"}, budget=[{"amount": "1"}], unsure=places)
    order = ["/budget/0/amount", "/indicators/2/weight", "/indicators/2/score", "/indicators/10/score", "/total/score"]
    assert [finding.where[0] for finding in found(form, "E01")] == order


def test_figures_nobody_read_have_no_e01() -> None:
    assert outcome(sample(evidence={}), "E01") == "not-applicable"


def test_a_row_with_figures_and_no_name_is_a_warning() -> None:
    form = table([{"level3": "指标", "weight": "5", "score": "5"}, {"level3": "", "weight": "5", "score": "5"}])
    (finding,) = found(form, "E02")
    assert (finding.severity, finding.where[0]) == ("warning", "/indicators/1/level3")


def test_an_empty_row_needs_no_name() -> None:
    form = table([{"level3": "指标", "weight": "5"}, {"level3": "", "weight": "", "score": ""}])
    assert outcome(form, "E02") == "consistent"


def test_a_form_that_names_no_rows_has_no_e02() -> None:
    assert outcome(table([{"level2": "数量指标", "weight": "5"}]), "E02") == "not-applicable"


def test_a_page_that_was_not_read_is_a_warning() -> None:
    (finding,) = found(replace(sample(), unread_pages=(3,)), "E03")
    assert (finding.severity, finding.found) == ("warning", "page 3")
    assert outcome(sample(), "E03") == "consistent"


def test_a_sum_over_a_form_of_which_a_page_was_not_read_proves_nothing() -> None:
    whole = table([{"level1": "产出", "level1_weight": "50", "level3": "指标", "weight": "5", "score": "6"}])
    severities = {
        code: [finding.severity for form in (whole, replace(whole, unread_pages=(2,))) for finding in found(form, code)]
        for code in ("W02", "S01")
    }
    assert severities == {"W02": ["error", "warning"], "S01": ["error", "error"]}


@pytest.mark.parametrize(("text", "confidence", "count"), [("\ue123", 0.5, 1), ("\ufffd5", 0.5, 1), ("\uf0fe", 1.0, 0)])
def test_characters_that_their_font_does_not_tell_are_a_warning(text: str, confidence: float, count: int) -> None:
    form = table([{"level3": "指标", "target": text}])
    form.evidence["/indicators/0/target"] = replace(
        form.evidence["/indicators/0/target"], text=text, confidence=confidence
    )
    assert len(found(form, "E03")) == count


@pytest.mark.parametrize(
    ("field", "text", "count"),
    [
        ("annual_budget", "24,992,656.25 27,077,634.07", 1),
        ("executed", "1.2.3", 1),
        ("initial_budget", "#####", 1),
        ("execution_rate", "98%1", 1),
        ("annual_budget", "—", 0),
        ("annual_budget", "", 0),
        ("annual_budget", "120.00", 0),
        ("score", "1.2.3", 0),  # S05 says so
    ],
)
def test_an_amount_that_is_printed_and_no_number_is_said(field: str, text: str, count: int) -> None:
    form = table([{"level3": "指标", "weight": "5", "score": "5"}], budget=[{field: text}])
    assert [where for each in found(form, "E03") for where in each.where] == [f"/budget/0/{field}"] * count

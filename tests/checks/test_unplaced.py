"""E03 of forms whose columns no rulings part: what may have been lost is said."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from extractor.form import Evidence, Form, Grid, GridCell
from tests.checks.tables import found, outcome
from tests.sample_forms import form as sample


def _inferred(form: Form, **changes: object) -> Form:
    """The form as it is read where columns are inferred: nothing is as sure as what rulings part."""
    evidence = {where: replace(read, confidence=min(read.confidence, 0.95)) for where, read in form.evidence.items()}
    return replace(form, **({"evidence": evidence} | changes))


def _with_cell(form: Form, text: str) -> Form:
    assert form.grid is not None
    cell = GridCell(row=2, col=0, rowspan=1, colspan=1, text=text, page=1, bbox=(0.0, 300.0, 80.0, 320.0))
    return replace(form, grid=Grid(columns=2, cells=(*form.grid.cells, cell)))


def test_a_form_with_inferred_columns_and_all_its_figures_is_consistent() -> None:
    assert outcome(_inferred(sample()), "E03") == "consistent"


def test_a_figure_in_no_field_is_said_where_columns_are_inferred_and_only_there() -> None:
    form = _with_cell(sample(), "8.5")
    assert outcome(form, "E03") == "consistent"
    (finding,) = found(_inferred(form), "E03")
    assert (finding.severity, finding.found) == ("warning", "8.5")


def test_a_row_without_the_score_that_the_others_have_is_said() -> None:
    form = _inferred(sample([("30", "30"), ("30", "30"), ("30", "28.50")]))
    rows = (*form.indicators[:2], replace(form.indicators[2], score=None))
    evidence = {where: read for where, read in form.evidence.items() if where != "/indicators/2/score"}
    places = [finding.where for finding in found(replace(form, indicators=rows, evidence=evidence), "E03")]
    assert ("/indicators/2/score",) in places


def test_a_cell_with_two_figures_that_give_none_is_said() -> None:
    form = _inferred(sample())
    rows = (form.indicators[0], replace(form.indicators[1], weight=None))
    evidence = form.evidence | {"/indicators/1/weight": replace(form.evidence["/indicators/1/weight"], text="30 28.50")}
    places = [finding.where for finding in found(replace(form, indicators=rows, evidence=evidence), "E03")]
    assert ("/indicators/1/weight",) in places


def test_a_name_that_ends_in_a_figure_is_said() -> None:
    form = _inferred(sample())
    rows = (replace(form.indicators[0], level2="管理效率50"), *form.indicators[1:])
    places = [finding.where for finding in found(replace(form, indicators=rows), "E03")]
    assert ("/indicators/0/level2",) in places


def test_a_line_of_money_that_took_the_name_of_the_next_is_said() -> None:
    form = _inferred(sample())
    read = Evidence(page=1, bbox=(0.0, 20.0, 80.0, 30.0), text="项目资金（万元）其中：当年财政拨款", confidence=0.95)
    (finding,) = found(replace(form, evidence=form.evidence | {"/budget/1/item": read}), "E03")
    assert finding.where == ("/budget/1/item",)


def test_a_line_with_figures_under_the_table_is_said() -> None:
    form = _inferred(sample())
    read = Evidence(page=1, bbox=(0.0, 400.0, 80.0, 410.0), text="服务人次 5 5", confidence=0.95)
    form = replace(form, extra={"表尾": "服务人次 5 5"}, evidence=form.evidence | {"/extra/表尾": read})
    (finding,) = found(form, "E03")
    assert finding.where == ("/extra/表尾",)


def test_a_sum_that_does_not_hold_is_said() -> None:
    form = _inferred(sample())
    found_ = found(replace(form, total=replace(form.total, score=Decimal("88.49"))), "E03")
    assert any("/total/score" in finding.where for finding in found_)


def test_a_total_that_lacks_its_weight_may_have_it_as_its_score() -> None:
    form = _inferred(sample())
    form = replace(form, total=replace(form.total, weight=None))
    places = [place for finding in found(form, "E03") for place in finding.where]
    assert {"/total/weight", "/total/score"} <= set(places)

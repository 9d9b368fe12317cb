"""E03 of forms that OCR read: what a scan may have lost is said."""

from __future__ import annotations

from msgspec.structs import replace

from extractor.form import Evidence, Form, Grid, GridCell, Total, pointer
from tests.checks.tables import found, outcome
from tests.sample_forms import form as sample

HEIGHT = 20.0


def _scanned(form: Form, *cells: tuple[int, int, str]) -> Form:
    """The form as OCR read it, each row of the sample's grid with a name, a weight and a score beside each other.

    `cells` are further cells of the grid, each with its row and column; those of row 1 stand over the indicators.
    """
    evidence, grid = {}, []
    for n in range(len(form.indicators)):
        for column, field in enumerate(("level3", "weight", "score")):
            text = str(getattr(form.indicators[n], field) or "")
            evidence[pointer("indicators", n, field)] = Evidence(
                page=1, bbox=_box(n + 3, column), text=text, source="ocr"
            )
            grid.append(_cell(n + 3, column, text))
    evidence["/total/score"] = Evidence(page=1, bbox=_box(9, 2), text=str(form.total.score), source="ocr")
    grid += [_cell(9, 2, str(form.total.score)), *(_cell(*each) for each in cells)]
    return replace(form, evidence=evidence, grid=Grid(columns=4, cells=tuple(grid)))


def _box(row: int, column: int) -> tuple[float, float, float, float]:
    return 50.0 * column, HEIGHT * row, 50.0 * column + 50, HEIGHT * row + HEIGHT


def _cell(row: int, column: int, text: str) -> GridCell:
    return GridCell(row=row, col=column, rowspan=1, colspan=1, text=text, page=1, bbox=_box(row, column))


def _places(form: Form) -> list[tuple[str, ...]]:
    return [tuple(finding.where) for finding in found(form, "E03")]


def test_a_scan_that_has_all_its_figures_is_consistent() -> None:
    assert outcome(_scanned(sample()), "E03") == "consistent"


def test_a_figure_in_no_field_is_said_of_the_row_that_lacks_one() -> None:
    whole = sample()
    lacking = replace(whole, indicators=(replace(whole.indicators[0], score=None), *whole.indicators[1:]))
    assert ("/indicators/0/score",) in _places(_scanned(lacking, (3, 3, "60")))
    assert _places(_scanned(whole, (3, 3, "60"))) == []


def test_money_in_no_field_is_said_of_the_money() -> None:
    assert _places(_scanned(sample(), (1, 1, "1.505.78"))) == [("/budget",)]


def test_a_letter_alone_that_may_be_a_zero_is_said_of_the_money() -> None:
    assert _places(_scanned(sample(), (1, 1, "O"))) == [("/budget",)]


def test_a_cell_that_was_not_read_is_said() -> None:
    assert _places(_scanned(sample(), (1, 1, "\ufffd"))) == [("/budget",)]


def test_a_total_that_was_not_read_is_said() -> None:
    form = _scanned(sample())
    assert ("/total",) in _places(replace(form, total=Total()))


def test_a_sum_that_falls_short_tells_that_rows_may_be_lost() -> None:
    whole = sample()
    form = _scanned(replace(whole, indicators=whole.indicators[:1]))
    assert ("/indicators",) in _places(form)


def test_a_level_named_with_points_that_are_no_weight_is_said() -> None:
    whole = sample()
    form = _scanned(
        replace(whole, indicators=(replace(whole.indicators[0], level1="效益指标30分)"), whole.indicators[1]))
    )
    assert ("/indicators/0/level1_weight",) in _places(form)


def test_several_figures_in_a_cell_are_said_of_its_row() -> None:
    assert _places(_scanned(sample(), (3, 3, "0.5 —1.5"))) == [("/indicators/0",)]


def test_a_scan_of_which_no_indicator_was_read_though_it_has_figures_says_so() -> None:
    whole = sample()
    read = _scanned(whole)
    title = {"/title": Evidence(page=1, bbox=_box(0, 0), text=whole.title or "", source="ocr")}
    assert ("/indicators",) in _places(replace(read, indicators=(), evidence=title))
    bare = replace(read, indicators=(), evidence=title, grid=Grid(columns=1, cells=(_cell(1, 0, "无"),)))
    assert ("/indicators",) not in _places(bare)


def test_a_column_of_scores_of_which_none_was_read_is_said_of_all_rows() -> None:
    rows = tuple(replace(row, score=None) for row in sample().indicators)
    lacking = replace(sample(), indicators=rows, total=Total(weight=sample().total.weight))
    assert ("/indicators",) in _places(_scanned(lacking, (3, 3, "60")))
    assert ("/indicators",) not in _places(_scanned(lacking))


def test_of_a_form_that_is_hard_to_read_more_may_be_lost_than_what_is_unsure() -> None:
    read = _scanned(sample())
    unsure = {where: replace(each, confidence=0.6) for where, each in read.evidence.items()}
    assert {("/indicators",), ("/budget",), ("/total",)} <= set(_places(replace(read, evidence=unsure)))

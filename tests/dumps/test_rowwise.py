"""Figures along rows: the order of columns that the form's own sums bear out."""

from __future__ import annotations

from extractor.dumps.figures import UNIT, Fact, Known, Labelled
from extractor.dumps.rowwise import label_rows

_NAME = Fact(None, "name")
_TOTAL = Fact(None, "total")


def _facts(*rows: tuple[float, ...]) -> list[Fact]:
    """The facts of rows, each with a name before its figures."""
    return [fact for row in rows for fact in (_NAME, *_figures(*row))]


def _figures(*values: float, before: str = "value") -> list[Fact]:
    return [Fact(round(value * UNIT), before) for value in values]


def _known(*labels: str) -> Known:
    return Known(None, (10 * UNIT, 10 * UNIT), (*labels, "total_weight", "total_score", "none"))


def _labels(found: list[Labelled] | None) -> list[str]:
    assert found is not None
    return [each.label for each in found]


def test_scores_before_their_weights_are_told_by_the_sums() -> None:
    facts = [*_facts((38, 40), (50, 50)), _TOTAL, *_figures(98, 100, before="total")]
    found = label_rows(facts, _known("weight", "score"))
    assert _labels(found) == ["score", "weight", "score", "weight", "total_score", "total_weight"]


def test_rows_count_up_with_their_first_figures() -> None:
    found = label_rows(
        [*_facts((40, 38), (50, 50)), _TOTAL, *_figures(100, 98, before="total")], _known("weight", "score")
    )
    assert found is not None
    assert [each.row for each in found[:4]] == [0, 0, 1, 1]


def test_the_figures_of_a_part_of_a_row_are_none_of_its_own() -> None:
    part = [Fact(None, "part"), *_figures(12, 12, before="part")]
    facts = [*_facts((40, 38)), *part, *_facts((50, 50)), _TOTAL, *_figures(100, 98, before="total")]
    assert _labels(label_rows(facts, _known("weight", "score")))[2:4] == ["part", "part"]


def test_a_figure_and_its_end_in_the_next_line_are_one_where_the_sum_needs_it() -> None:
    score, end = Fact(round(11.6 * UNIT), "value", whole=round(11.67 * UNIT)), Fact(7 * UNIT, "value")
    facts = [_NAME, *_figures(15), score, end, *_facts((75, 75)), _TOTAL, *_figures(100, 96.67, before="total")]
    assert _labels(label_rows(facts, _known("weight", "score")))[:3] == ["weight", "score", "rest"]


def test_sums_that_hold_for_no_order_say_nothing() -> None:
    facts = [*_facts((40, 38), (50, 50)), _TOTAL, *_figures(100, 77, before="total")]
    assert label_rows(facts, _known("weight", "score")) is None


def test_a_table_of_which_most_figures_are_passed_over_is_not_read_along_rows() -> None:
    facts = [*_facts((90, 3, 4, 5, 6, 7)), _TOTAL, *_figures(100, before="total")]
    assert label_rows(facts, _known("weight")) is None

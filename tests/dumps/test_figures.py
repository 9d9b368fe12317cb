"""Weights and scores told apart by what stands around them and by the form's own sums."""

from __future__ import annotations

from dataclasses import replace

from extractor.dumps.figures import UNIT, Fact, Known, Labelled, label

_TEXT = Fact(None, "")
_PAGE = Fact(None, "", page=True)


def _figures(*values: float, before: str = "value") -> list[Fact]:
    return [Fact(round(value * UNIT), before) for value in values]


def _known(levels: tuple[int, ...] | None = None, execution: tuple[int, int] | None = (10, 10)) -> Known:
    weight, score = execution or (None, None)
    given = (None if weight is None else weight * UNIT, None if score is None else score * UNIT)
    return Known(
        None if levels is None else tuple(level * UNIT for level in levels),
        given,
        ("weight", "score", "total_weight", "total_score", "none"),
    )


def _labels(found: list[Labelled]) -> list[tuple[str, int | None]]:
    return [(each.label, each.row) for each in found]


def test_figures_along_rows_are_a_weight_and_its_score() -> None:
    facts = [*_figures(40, 40), _TEXT, *_figures(50, 45), _TEXT, *_figures(100, 95, before="total")]
    found, borne = label(facts, _known())
    assert _labels(found)[:4] == [("weight", 0), ("score", 0), ("weight", 1), ("score", 1)]
    assert _labels(found)[4:] == [("total_weight", None), ("total_score", None)]
    assert borne


def test_figures_down_columns_are_weights_and_then_their_scores() -> None:
    facts = [*_figures(6, 4, 80), _TEXT, *_figures(4.8, 4, 80), _TEXT, *_figures(100, 98.8, before="total")]
    found, borne = label(facts, _known())
    assert _labels(found)[:3] == [("weight", 0), ("weight", 1), ("weight", 2)]
    assert _labels(found)[3:6] == [("score", 0), ("score", 1), ("score", 2)]
    assert borne


def test_the_weights_of_a_level_decide_between_readings() -> None:
    facts = [*_figures(3, 2, 2, 2, 2), _TEXT, *_figures(3, 2, 2, 2, 2)]
    known = Known((3 * UNIT, 4 * UNIT, 4 * UNIT), (None, None), ("weight", "score", "none"))
    found, _ = label(facts, known)
    assert [each.label for each in found] == ["weight"] * 5 + ["score"] * 5


def test_a_score_out_of_its_turn_goes_to_the_row_that_it_fits() -> None:
    apart = Fact(round(1.31 * UNIT), "prose", alone=True)
    facts = [*_figures(3, 1, 2, 1), _TEXT, apart, _TEXT, *_figures(3, 1, 1)]
    found, _ = label(facts, Known((7 * UNIT,), (None, None), ("weight", "score", "none")))
    assert _labels(found)[4:] == [("score", 2), ("score", 0), ("score", 1), ("score", 3)]


def test_a_score_that_is_not_printed_leaves_its_row_without_one() -> None:
    facts = [*_figures(7, 20, 10), _TEXT, *_figures(20, 10), _PAGE]
    found, _ = label(facts, Known((37 * UNIT,), (None, None), ("weight", "score", "none")))
    assert [each.label for each in found] == ["weight", "weight", "weight", "score", "score"]
    assert found[-1].row == 2


def test_sums_that_do_not_hold_are_said() -> None:
    facts = [*_figures(40, 40), _TEXT, *_figures(50, 45), _TEXT, *_figures(100, 91, before="total")]
    _, borne = label(facts, _known())
    assert not borne


def test_the_figures_of_parts_and_subtotals_are_not_added_up() -> None:
    facts = [*_figures(40), *_figures(40), _TEXT, *_figures(50, 50), _TEXT, *_figures(40, 45), _TEXT]
    known = replace(_known(), spare=2)
    found, borne = label([*facts, *_figures(100, 95, before="total")], known)
    assert [each.label for each in found].count("part") == 2
    assert borne


def test_a_score_that_a_narrow_cell_broke_is_whole_where_the_sums_say_so() -> None:
    broken = Fact(round(11.6 * UNIT), "value", whole=round(11.67 * UNIT))
    facts = [*_figures(15, 75), _TEXT, broken, *_figures(7, 75), _TEXT, *_figures(100, 96.67, before="total")]
    found, borne = label(facts, _known())
    assert [each.label for each in found][2:5] == ["score", "rest", "score"]
    assert borne


def test_the_sum_of_all_weights_is_a_total_where_it_is_not_100() -> None:
    facts = [*_figures(43, 43), _TEXT, *_figures(40, 40), _TEXT, *_figures(93, 93, before="total")]
    found, _ = label(facts, _known())
    assert [each.label for each in found][-2:] == ["total_weight", "total_score"]

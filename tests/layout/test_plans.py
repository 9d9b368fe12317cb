"""Tables planned at random are read as planned, on one page or over two."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from extractor.layout import tables
from tests.layout.plans import HEADER, IDENTITY, Plan, cut_row, forms, plans, printed, seen, wrapped


def read(*parts: Plan) -> list[tuple[int, int, int, int, str]]:
    (table,) = tables(printed(*parts))
    return seen(table)


@given(plans())
def test_any_grid_of_merged_rectangles_is_read_with_its_spans_and_texts(plan: Plan) -> None:
    assert read(plan) == plan.seen()


@given(plans(), st.data())
def test_a_grid_cut_at_any_row_is_read_as_if_it_were_whole_where_borders_tell_what_goes_on(
    plan: Plan, data: st.DataObject
) -> None:
    row = data.draw(st.integers(1, max(1, len(plan.heights) - 1)))
    assume(plan.going_on(row) and any(cell.row_end == row for cell in plan.cells))
    upper, lower = plan.upper(row, is_open=True), plan.lower(row, is_open=True, both=False)
    assert read(upper, lower) == plan.seen()


@given(forms(), st.booleans(), st.booleans(), st.booleans(), st.data())
def test_a_form_cut_at_any_row_is_read_as_if_it_were_whole(
    form: Plan, is_open: bool, repeated: bool, both: bool, data: st.DataObject
) -> None:
    row = data.draw(st.integers(1, max(1, len(form.heights) - 1)))
    assume(row < len(form.heights))
    # Two equal names of one row each that borders close on both pages may be two cells or one.
    assume(is_open or not both or all(cell.row_end - cell.row > 2 for cell in form.going_on(row)))
    upper = form.upper(row, is_open=is_open).under(HEADER).under(IDENTITY)
    lower = form.lower(row, is_open=is_open, both=both)
    whole = form.under(HEADER).under(IDENTITY)
    assert read(upper, lower.under(HEADER) if repeated else lower) == whole.seen()


@given(wrapped(), st.booleans(), st.sampled_from(["9.50", ""]), st.data())
def test_a_row_cut_between_two_lines_of_its_text_is_read_as_if_it_were_whole(
    lines: tuple[str, ...], is_open: bool, score: str, data: st.DataObject
) -> None:
    cut = cut_row(lines, data.draw(st.integers(1, len(lines) - 1)), is_open=is_open, score=score)
    assert read(cut.upper, cut.lower) == cut.whole.seen()

"""Tables planned at random are read as planned, on one page or over two."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from extractor.layout import tables
from tests.layout.plans import HEADER, Plan, Planned, forms, plans, printed, seen


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
    upper = form.upper(row, is_open=is_open).under(HEADER)
    lower = form.lower(row, is_open=is_open, both=both)
    assert read(upper, lower.under(HEADER) if repeated else lower) == form.under(HEADER).seen()


@given(st.text("养护公路桥梁绿化安全资金项目完成，", min_size=20, max_size=120), st.booleans(), st.booleans(), st.data())
def test_a_row_cut_between_two_lines_of_its_text_is_read_as_if_it_were_whole(
    text: str, is_open: bool, has_score: bool, data: st.DataObject
) -> None:
    lines = tuple(text[n : n + 10] for n in range(0, len(text), 10))
    cut = data.draw(st.integers(1, len(lines) - 1))
    score = ("9.50",) if has_score else ()
    head = [Planned(0, n, 1, n + 1, (name,)) for n, name in enumerate(("名称", "情况", "得分"))]
    names = (("总结",), score)
    upper, lower, whole = (
        [Planned(1, 0, 2, 1, name), Planned(1, 1, 2, 2, part), Planned(1, 2, 2, 3, figure)]
        for part, (name, figure) in ((lines[:cut], names), (lines[cut:], ((), ())), (lines, names))
    )
    tail = [Planned(1, n, 2, n + 1, (name,)) for n, name in enumerate(("说明", "无", "0.50"))]
    widths = (60.0, 104.0, 60.0)

    def part(cells: list[Planned], rows: int) -> Plan:
        return Plan(widths, (20.0,) + (200.0,) * (rows - 1), tuple(cells))

    first = part(head + [cell._replace(bottom=not is_open) for cell in upper], 2)
    second = Plan(widths, (200.0, 20.0), (*(c._replace(row=0, row_end=1, top=not is_open) for c in lower), *tail))
    expected = part(head + whole + [cell._replace(row=2, row_end=3) for cell in tail], 3)
    assert read(first, second) == expected.seen()

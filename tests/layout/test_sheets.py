"""Pages printed on one sheet are read as pages of their own, in their order, and their boxes stand on the sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractor.layout import tables
from extractor.pages import Page, Ruling, Word
from tests.layout.drawn import drawn
from tests.layout.plans import HEADER, IDENTITY, OTHER, Plan, forms, printed, seen

WIDE, HIGH = 900.0, 700.0
PLACES = {
    "two side by side": [(0.0, 0.0), (WIDE, 0.0)],
    "two one under the other": [(0.0, 0.0), (0.0, HIGH)],
    "four": [(0.0, 0.0), (WIDE, 0.0), (0.0, HIGH), (WIDE, HIGH)],
}


def sheet(pages: list[Page], places: list[tuple[float, float]]) -> Page:
    """One page with these pages at these places."""
    placed = list(zip(pages, places, strict=False))
    return Page(
        1,
        max(x for x, _ in places) + WIDE,
        max(y for _, y in places) + HIGH,
        tuple(moved(word, x, y) for page, (x, y) in placed for word in page.words),
        tuple(
            Ruling("h", r.at + y, r.start + x, r.end + x)
            if r.axis == "h"
            else Ruling("v", r.at + x, r.start + y, r.end + y)
            for page, (x, y) in placed
            for r in page.rulings
        ),
    )


def moved(word: Word, x: float, y: float) -> Word:
    _, x0, top, x1, bottom = word.box
    return word._replace(
        box=word.box._replace(page=1, x0=x0 + x, top=top + y, x1=x1 + x, bottom=bottom + y),
        baseline=word.baseline + y,
        edges=tuple(edge + x for edge in word.edges),
    )


def low(plan: Plan) -> Plan:
    """The plan with rows so high that it fills most of a page."""
    share = 0.8 * HIGH / sum(plan.heights)
    return replace(plan, heights=tuple(height * share for height in plan.heights))


@pytest.mark.parametrize("places", PLACES)
@settings(deadline=None, max_examples=20)
@given(forms(), st.data())
def test_a_form_over_pages_of_one_sheet_is_one(places: str, form: Plan, data: st.DataObject) -> None:
    row = data.draw(st.integers(1, len(form.heights)))
    assume(row < len(form.heights))
    form = replace(form, heights=(15.0,) * len(form.heights))  # all of it has room on a page
    upper = low(form.upper(row, is_open=True).under(HEADER).under(IDENTITY))
    lower = form.lower(row, is_open=True, both=False)
    pages = printed(upper, lower)
    assert [seen(t) for t in tables([sheet(pages, PLACES[places])])] == [seen(t) for t in tables(pages)]


@pytest.mark.parametrize("places", PLACES)
def test_forms_on_one_sheet_are_as_many_as_on_pages(places: str) -> None:
    plans = [low(HEADER.under(plan)) for plan in (IDENTITY, OTHER)] * 2
    pages = printed(*plans[: len(PLACES[places])])
    found = tables([sheet(pages, PLACES[places])])
    assert len(found) == len(pages)
    assert drawn(found) == drawn(tables(pages))


def test_boxes_stand_where_the_sheet_has_them() -> None:
    pages = printed(low(HEADER.under(IDENTITY)), low(HEADER.under(OTHER)))
    _, right = tables([sheet(pages, PLACES["two side by side"])])
    cell = right.at(0, 0)
    assert cell is not None
    assert [(box.page, box.x0) for box in cell.boxes] == [(1, WIDE + 50)]
    assert cell.lines[0].box.x0 == WIDE + 52


def test_tables_side_by_side_that_end_high_on_the_page_do_not_go_on() -> None:
    pages = printed(IDENTITY, HEADER)
    assert len(tables([sheet(pages, PLACES["two side by side"])])) == 2

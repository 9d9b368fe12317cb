"""Cells drawn as boxes of their own are one table; tables hardly apart are two; frames around tables are none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from extractor.layout import tables
from extractor.pages import Page, Ruling, Word
from tests.layout.plans import HEADER, IDENTITY, OTHER, Plan, Planned, printed, seen

MERGED = Plan(
    (60, 60, 80),
    (20, 30, 20),
    (
        Planned(0, 0, 2, 1, ("产出",)),
        Planned(0, 1, 1, 2, ("数量",)),
        Planned(0, 2, 1, 3, ("12",)),
        Planned(1, 1, 2, 3, ("质量",)),
        Planned(2, 0, 3, 1, ("效益",)),
        Planned(2, 1, 3, 2, ("社会",)),
        Planned(2, 2, 3, 3, ()),
    ),
)


def box(x0: float, y0: float, x1: float, y1: float) -> list[Ruling]:
    return [Ruling("h", y0, x0, x1), Ruling("h", y1, x0, x1), Ruling("v", x0, y0, y1), Ruling("v", x1, y0, y1)]


def sides(page: Page) -> tuple[float, float, float, float]:
    xs = [ruling.at for ruling in page.rulings if ruling.axis == "v"]
    ys = [ruling.at for ruling in page.rulings if ruling.axis == "h"]
    return min(xs), min(ys), max(xs), max(ys)


def boxed(plan: Plan, gap: float) -> Page:
    """The plan with a box for each cell, and that much room between the boxes."""
    (page,) = printed(plan)
    each = [page.rulings[n : n + 4] for n in range(0, len(page.rulings), 4)]
    boxes = [(cell[0].at, cell[2].at, cell[1].at, cell[3].at) for cell in each]
    half = gap / 2
    apart = [ruling for x0, y0, x1, y1 in boxes for ruling in box(x0 + half, y0 + half, x1 - half, y1 - half)]
    return replace(page, rulings=tuple(apart))


@pytest.mark.parametrize("gap", [1.0, 1.5, 2.25, 3.0, 4.0, 5.0])
def test_cells_with_boxes_of_their_own_are_one_table(gap: float) -> None:
    (table,) = tables([boxed(MERGED, gap)])
    assert seen(table) == MERGED.seen()


@pytest.mark.parametrize("gap", [1.5, 3.0, 5.0])
def test_a_border_around_cells_with_boxes_of_their_own_adds_no_cell(gap: float) -> None:
    page = boxed(MERGED, gap)
    x0, y0, x1, y1 = sides(page)
    (table,) = tables([replace(page, rulings=(*page.rulings, *box(x0 - gap, y0 - gap, x1 + gap, y1 + gap)))])
    assert seen(table) == MERGED.seen()


@pytest.mark.parametrize("gap", [1.5, 2.0, 3.0, 4.5])
def test_a_doubled_ruling_is_one(gap: float) -> None:
    (page,) = printed(MERGED)
    doubled = [r._replace(at=r.at + off) for r in page.rulings for off in (-gap / 2, gap / 2)]
    (table,) = tables([replace(page, rulings=tuple(doubled))])
    assert seen(table) == MERGED.seen()


@pytest.mark.parametrize("away", [2.0, 4.0, 8.0, 20.0])
def test_a_frame_around_a_table_is_no_cell(away: float) -> None:
    (page,) = printed(MERGED)
    x0, y0, x1, y1 = sides(page)
    frame = box(x0 - away, y0 - away, x1 + away, y1 + away)
    (table,) = tables([replace(page, rulings=(*page.rulings, *frame))])
    assert seen(table) == MERGED.seen()


def test_a_doubled_frame_with_a_strip_at_its_head_is_no_cell() -> None:
    (page,) = printed(MERGED)
    x0, y0, x1, y1 = sides(page)
    frame = [*box(x0 - 9, y0 - 30, x1 + 9, y1 + 9), *box(x0 - 12, y0 - 33, x1 + 12, y1 + 12)]
    strip = Ruling("h", y0 - 15, x0 - 9, x1 + 9)
    (table,) = tables([replace(page, rulings=(*page.rulings, *frame, strip))])
    assert seen(table) == MERGED.seen()


def test_a_small_table_inside_a_cell_cuts_it_not() -> None:
    (page,) = printed(MERGED)
    _, _, x1, y1 = sides(page)
    inner = [*box(x1 - 60, y1 - 16, x1 - 20, y1 - 4), Ruling("v", x1 - 40, y1 - 16, y1 - 4)]
    (table,) = tables([replace(page, rulings=(*page.rulings, *inner))])
    assert seen(table) == MERGED.seen()


@pytest.mark.parametrize("gap", [1.5, 3.0, 6.0])
def test_two_forms_hardly_apart_are_two_tables(gap: float) -> None:
    page, other = printed(HEADER.under(IDENTITY), HEADER.under(OTHER))
    height = sides(page)[3] - sides(page)[1] + gap
    lower = replace(page, words=moved(other.words, height), rulings=tuple(lowered(page.rulings, height)))
    both = replace(page, words=(*page.words, *lower.words), rulings=(*page.rulings, *lower.rulings))
    assert [table.rows for table in tables([both])] == [2, 2]


def moved(words: Iterable[Word], down: float) -> tuple[Word, ...]:
    return tuple(
        word._replace(
            box=word.box._replace(top=word.box.top + down, bottom=word.box.bottom + down), baseline=word.baseline + down
        )
        for word in words
    )


def lowered(rulings: Iterable[Ruling], down: float) -> Iterable[Ruling]:
    for axis, at, start, end in rulings:
        yield Ruling("h", at + down, start, end) if axis == "h" else Ruling("v", at, start + down, end + down)


def test_marks_at_the_corners_of_a_page_are_no_tables() -> None:
    (page,) = printed(MERGED)
    crosses = [r for x in (10.0, 890.0) for r in (Ruling("h", 20, x - 6, x + 6), Ruling("v", x, 14, 26))]
    (table,) = tables([replace(page, rulings=(*page.rulings, *crosses))])
    assert seen(table) == MERGED.seen()


def test_white_lines_on_shading_are_rulings_where_none_are_drawn() -> None:
    (page,) = printed(MERGED)
    (table,) = tables([replace(page, rulings=(), gaps=page.rulings, edges=tuple(box(*sides(page))))])
    assert seen(table) == MERGED.seen()


def test_the_outer_sides_of_shading_close_the_cells_that_white_lines_part() -> None:
    (page,) = printed(MERGED)
    outer = sides(page)
    inner = tuple(ruling for ruling in page.rulings if ruling.at not in outer)
    (table,) = tables([replace(page, rulings=(), gaps=inner, edges=tuple(box(*outer)))])
    assert seen(table) == MERGED.seen()


def test_the_border_of_a_page_is_no_side_of_a_table_as_high_as_the_page() -> None:
    (page,) = printed(MERGED)
    x0, y0, x1, y1 = sides(page)
    border = (Ruling("v", x0 - 8, y0, y1), Ruling("v", x1 + 8, y0, y1))
    (table,) = tables([replace(page, rulings=(*page.rulings, *border))])
    assert seen(table) == MERGED.seen()


def test_what_a_page_leaves_under_its_last_row_beside_a_merged_cell_is_no_row() -> None:
    upper, lower = printed(
        Plan((60, 60), (20, 20), (Planned(0, 0, 2, 1, ("产出",), bottom=False), Planned(0, 1, 1, 2, ("数量",)))),
        Plan((60, 60), (20,), (Planned(0, 0, 1, 1, (), top=False), Planned(0, 1, 1, 2, ("质量",)))),
    )
    (table,) = tables([upper, lower])
    assert seen(table) == [(0, 0, 2, 1, "产出"), (0, 1, 1, 1, "数量"), (1, 1, 1, 1, "质量")]

"""Boxes and their algebra."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.geometry import Box, shared_length, union

points = st.integers(-1000, 1000).map(lambda n: n / 4)
"""Quarters of points, which binary fractions hold exactly."""


@st.composite
def boxes(draw: st.DrawFn, page: int = 1) -> Box:
    x0, x1 = sorted((draw(points), draw(points)))
    top, bottom = sorted((draw(points), draw(points)))
    return Box(page, x0, top, x1, bottom)


def area(box: Box) -> float:
    return box.width * box.height


@given(boxes())
def test_width_and_height_are_what_the_sides_are_apart(box: Box) -> None:
    assert (box.x0 + box.width, box.top + box.height) == (box.x1, box.bottom)


@given(boxes())
def test_a_box_holds_its_middle_and_its_corners(box: Box) -> None:
    assert box.holds(*box.center)
    assert all(box.holds(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom))


@given(boxes(), points, points)
def test_a_box_holds_a_point_only_between_all_of_its_sides(box: Box, x: float, y: float) -> None:
    assert box.holds(x, y) == (not (x < box.x0 or x > box.x1 or y < box.top or y > box.bottom))


@given(boxes(), boxes())
def test_an_overlap_is_the_same_seen_from_either_box(one: Box, other: Box) -> None:
    assert one.overlap(other) == other.overlap(one)


@given(boxes())
def test_a_box_overlaps_itself_with_all_of_its_area(box: Box) -> None:
    assert box.overlap(box) == area(box)


@given(boxes(), boxes())
def test_an_overlap_is_no_larger_than_either_box(one: Box, other: Box) -> None:
    assert 0 <= one.overlap(other) <= min(area(one), area(other))


@given(boxes(), points.map(abs))
def test_boxes_beside_each_other_do_not_overlap(box: Box, gap: float) -> None:
    shift = box.width + gap
    assert box.overlap(box._replace(x0=box.x0 + shift, x1=box.x1 + shift)) == 0


@given(boxes())
def test_boxes_on_other_pages_do_not_overlap(box: Box) -> None:
    assert box.overlap(box._replace(page=2)) == 0


@given(st.lists(boxes(), min_size=1))
def test_a_union_holds_every_corner_of_its_boxes(some: list[Box]) -> None:
    whole = union(some)
    assert all(whole.holds(box.x0, box.top) and whole.holds(box.x1, box.bottom) for box in some)


@given(st.lists(boxes(), min_size=1))
def test_a_union_has_no_side_that_none_of_its_boxes_has(some: list[Box]) -> None:
    whole = union(iter(some))
    for side in ("page", "x0", "top", "x1", "bottom"):
        assert getattr(whole, side) in {getattr(box, side) for box in some}


@given(st.lists(boxes(), min_size=1), st.lists(boxes(), min_size=1))
def test_a_union_of_unions_is_the_union_of_all(some: list[Box], others: list[Box]) -> None:
    assert union([union(some), union(others)]) == union(some + others)


def test_no_box_has_no_union() -> None:
    with pytest.raises(ValueError, match="at least one box"):
        union([])


def test_boxes_of_several_pages_have_no_union() -> None:
    with pytest.raises(ValueError, match="one page"):
        union([Box(1, 0, 0, 1, 1), Box(2, 0, 0, 1, 1)])


@given(points, points, points, points)
def test_what_two_intervals_share_is_as_long_as_their_overlap_with_a_height_of_one(
    a: float, b: float, c: float, d: float
) -> None:
    (a0, a1), (b0, b1) = sorted((a, b)), sorted((c, d))
    assert shared_length(a0, a1, b0, b1) == Box(1, a0, 0, a1, 1).overlap(Box(1, b0, 0, b1, 1))


def test_users_see_the_sides_of_a_box_to_a_hundredth_of_a_point() -> None:
    assert Box(1, 30.123456, 60.0, 811.198, 74.995).bbox == (30.12, 60.0, 811.2, 75.0)

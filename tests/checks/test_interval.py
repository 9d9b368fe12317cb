"""Properties of what printed figures stand for."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from extractor.checks.interval import Interval, nearest, rounded, total_of

PLACES = st.integers(0, 4)
TRUTHS = st.fractions(-1000, 1000)


@given(TRUTHS, PLACES)
def test_a_number_belongs_to_what_its_rounding_stands_for(truth: Fraction, places: int) -> None:
    assert rounded(nearest(truth, places), places).has(truth)


@given(TRUTHS, PLACES)
def test_rounding_shows_no_more_places_than_asked(truth: Fraction, places: int) -> None:
    assert int(nearest(truth, places).as_tuple().exponent) >= -places


@given(st.lists(TRUTHS, max_size=30), PLACES)
def test_the_sum_of_the_truths_belongs_to_the_sum_of_the_printed(truths: list[Fraction], places: int) -> None:
    assert total_of(rounded(nearest(truth, places), places) for truth in truths).has(sum(truths, Fraction(0)))


@given(st.lists(st.integers(-10_000, 10_000), max_size=30), PLACES)
def test_a_sum_is_as_wide_as_its_parts_together(printed: list[int], places: int) -> None:
    total = total_of(rounded(Decimal(value), places) for value in printed)
    assert total.high - total.low == len(printed) * Fraction(1, 10**places)


@given(TRUTHS, st.fractions(1, 1000), PLACES)
def test_the_quotient_of_the_truths_belongs_to_that_of_the_printed(
    top: Fraction, bottom: Fraction, places: int
) -> None:
    quotient = rounded(nearest(top, places), places).over(rounded(nearest(bottom, places), places))
    assert quotient is not None
    assert quotient.has(top / bottom)


@given(TRUTHS, TRUTHS, st.fractions(-1000, 0), st.fractions(0, 1000))
def test_nothing_is_divided_by_what_may_be_zero(one: Fraction, other: Fraction, low: Fraction, high: Fraction) -> None:
    assert Interval(min(one, other), max(one, other)).over(Interval(low, high)) is None


@given(TRUTHS, st.fractions(-10, 10), PLACES)
def test_a_multiple_of_the_truth_belongs_to_that_of_the_printed(truth: Fraction, factor: Fraction, places: int) -> None:
    assert rounded(nearest(truth, places), places).times(factor).has(truth * factor)


@given(TRUTHS, st.decimals(0, 100, places=2), PLACES)
def test_nothing_capped_is_above_the_cap(value: Fraction, most: Decimal, places: int) -> None:
    capped = rounded(value, places).capped(most)
    assert capped.low <= capped.high <= Fraction(most)


@given(TRUTHS, TRUTHS, PLACES)
def test_meeting_is_mutual(one: Fraction, other: Fraction, places: int) -> None:
    assert rounded(one, places).meets(rounded(other, places)) == rounded(other, places).meets(rounded(one, places))


@given(TRUTHS, PLACES)
def test_neighbours_at_the_last_place_meet_and_the_next_do_not(value: Fraction, places: int) -> None:
    step = Fraction(1, 10**places)
    assert rounded(value, places).meets(rounded(value + step, places))
    assert not rounded(value, places).meets(rounded(value + 2 * step, places))


def test_figures_meet_where_rounding_explains_their_difference() -> None:
    one, near, far = (rounded(Decimal(text), 1) for text in ("1.0", "1.1", "1.3"))
    assert one.meets(near)
    assert not one.meets(far)

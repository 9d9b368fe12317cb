"""Printed forms that are easily taken for others: marks of notes, minus signs, counted cases, durations."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.quantities import Measure, figure, measure


@pytest.mark.parametrize(("printed", "value"), [("9.5①", "9.5"), ("12²", "12"), ("①", None)])
def test_a_mark_of_a_note_is_no_digit_of_the_figure(printed: str, value: str | None) -> None:
    assert figure(printed) == (Decimal(value) if value else None)


def test_a_minus_sign_makes_a_figure_negative() -> None:
    assert figure("\u22125.00") == Decimal(-5)


def test_cases_that_are_counted_are_a_unit_and_no_least_value() -> None:
    assert measure("0起") == Measure(None, Decimal(0), "起")


def test_cases_that_are_counted_stay_the_unit_of_a_target() -> None:
    assert measure("≤3起") == Measure("<=", Decimal(3), "起")


def test_a_number_of_years_with_an_operator_is_a_figure() -> None:
    assert measure("≥10年") == Measure(">=", Decimal(10), "年")


def test_days_within_which_are_a_greatest_value() -> None:
    assert measure("30天内") == Measure("<=", Decimal(30), "天")


@pytest.mark.parametrize("printed", ["1" + 28 * "0", "1234567890123456789012345678901.5"])
def test_a_figure_of_any_length_is_exact(printed: str) -> None:
    assert figure(printed) == Decimal(printed)

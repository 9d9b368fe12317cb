"""What printed figures stand for: intervals of half a unit of the last place, after XBRL Calculations 1.1.

A figure printed to two places stands for everything that rounds to it. A sum of such figures stands for the sum of
their intervals, a rate for their quotient; two results agree when their intervals meet. The ends are exact fractions
and belong to the interval.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple


class Interval(NamedTuple):
    """All numbers from `low` to `high`, both included."""

    low: Fraction
    high: Fraction

    def meets(self, other: Interval) -> bool:
        """Whether some number belongs to both."""
        return self.low <= other.high and other.low <= self.high

    def has(self, number: Decimal | Fraction) -> bool:
        """Whether the number belongs to the interval."""
        return self.low <= Fraction(number) <= self.high

    def times(self, factor: Decimal | Fraction) -> Interval:
        """What the numbers are when each is multiplied by an exact factor."""
        ends = self.low * Fraction(factor), self.high * Fraction(factor)
        return Interval(min(ends), max(ends))

    def over(self, divisor: Interval) -> Interval | None:
        """All quotients of the two, or None where the divisor may be zero."""
        if divisor.has(Fraction(0)):
            return None
        ends = [top / bottom for top in self for bottom in divisor]
        return Interval(min(ends), max(ends))

    def capped(self, most: Decimal) -> Interval:
        """What the numbers are when none may be above `most`."""
        return Interval(min(self.low, Fraction(most)), min(self.high, Fraction(most)))


@lru_cache(1 << 12)
def rounded(value: Decimal | Fraction, places: int) -> Interval:
    """What a figure printed to so many decimal places stands for."""
    half = Fraction(1, 2 * 10**places)
    return Interval(Fraction(value) - half, Fraction(value) + half)


def total_of(parts: Iterable[Interval]) -> Interval:
    """All sums of one number from each part."""
    low = high = Fraction(0)
    for part in parts:
        low, high = low + part.low, high + part.high
    return Interval(low, high)


def nearest(value: Fraction, places: int) -> Decimal:
    """The decimal of so many places that lies nearest, a half rounded up: what a form would print."""
    scale = 10**places
    return Decimal(math.floor(value * scale + Fraction(1, 2))).scaleb(-places)

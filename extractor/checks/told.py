"""Figures with units that running texts tell: money, percentages, points and counts, with what they stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from extractor.checks.interval import Interval, rounded
from extractor.quantities import SCALES as ALL_SCALES
from extractor.quantities import exact, places

SCALES = {unit: scale for unit, scale in ALL_SCALES.items() if unit.endswith("元")}
"""Units of money, in 元."""

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = r"亿元|万元|千元|元(?!/)|%|分(?!之|析|别|配|类|期|批)|[个项人次场件套家户份处条台册天期公里亩吨批名座]{1,3}"
_FIGURE = re.compile(rf"(?<![\d.,\-A-Za-z])(?P<number>{_NUMBER})(?P<unit>{_UNIT})")
_SENTENCE = re.compile(r"[^。;!?\n]+")
_OTHER_TIME = re.compile(r"上年|去年|上一年|同期|同比|环比|增长|增加|减少|下降|提高|降低|较.{0,4}年|比.{0,4}年")
NEAR = 8
"""How many characters before a figure are looked at for words that make it one of another time."""


class Told(NamedTuple):
    """A figure in a text: where it begins and ends, its value, its unit, and what is printed."""

    start: int
    end: int
    value: Decimal
    unit: str
    text: str

    @property
    def scale(self) -> int:
        """The 元 in its unit, 1 where it is no money."""
        return SCALES.get(self.unit, 1)

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return self.unit in SCALES

    @property
    def stands_for(self) -> Interval:
        """All that it may stand for, money in 元: half a unit of its last place either way; counts are exact."""
        if "." not in self.text and not self.is_money and self.unit != "%":
            return Interval(Fraction(self.value), Fraction(self.value))
        return rounded(self.value, places(self.text) or 0).times(Decimal(self.scale))


def narrowed(text: str) -> str:
    """The text with full-width forms narrowed, without blanks in lines."""
    return re.sub(r"[^\S\n]+", "", unicodedata.normalize("NFKC", text))


def sentences(text: str) -> list[str]:
    """The sentences of a narrowed text."""
    return _SENTENCE.findall(text)


def figures(text: str) -> Iterator[Told]:
    """The figures with units of a narrowed text, from left to right, without changes since another time."""
    for match in _FIGURE.finditer(text):
        if not _OTHER_TIME.search(text[max(0, match.start() - NEAR) : match.start()]):
            yield Told(match.start(), match.end(), exact(match["number"]), match["unit"], match[0])

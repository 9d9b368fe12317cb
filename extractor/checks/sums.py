"""Sums that running texts tell: written out, parts behind 其中, parts before 合计."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractor.checks.cells import addition, show
from extractor.checks.finding import CONSISTENT, Result, inconsistent
from extractor.checks.interval import rounded, total_of
from extractor.checks.told import Told, figures
from extractor.quantities import exact, places

_EQUATION = re.compile(
    r"(?<![\d.])(?P<sum>\d+(?:\.\d+)?(?:万元|元|亿元)?(?:[+＋]\d+(?:\.\d+)?(?:万元|元|亿元)?)+)="
    r"(?P<total>\d+(?:\.\d+)?)(?![\d+×*/.-])"
)
_PART = re.compile(r"\d+(?:\.\d+)?")
_TOTALS = re.compile(r"(?:合计|共计|总计)(?:为|是|:|约)?$")
_AMONG = re.compile(r"其中[:,]?")
_TELLING = ("其中", "合计", "共计", "总计")
"""One of these stands in every line that tells a sum in words."""

_OPEN = re.compile(r"等|主要|包括但不限于")
_SENTENCE = re.compile(r"[^。!?\n]+")
_FEWEST = 2
_NEAR = 10  # parts that miss their whole by more than a tenth of it are not all its parts


def told_sums(where: str, text: str) -> Iterator[Result]:
    """Whether every sum that a narrowed text tells adds up."""
    yield from _equations(where, text)
    yield from _sums(where, text)


def _equations(where: str, text: str) -> Iterator[Result]:
    """Sums that are written out: 29.8 + 17.88 = 47.68."""
    for match in _EQUATION.finditer(text) if "=" in text else ():
        parts, total = _PART.findall(match["sum"]), match["total"]
        found = sum((exact(part) for part in parts), Decimal(0))
        computed = total_of(rounded(exact(part), places(part) or 0) for part in parts)
        if found == exact(total):
            yield CONSISTENT
        elif computed.meets(rounded(exact(total), places(total) or 0)) and "." in match[0]:
            yield Result("within-rounding")
        else:
            yield _wrong_sum(where, [exact(part) for part in parts], exact(total), "")


def _sums(where: str, text: str) -> Iterator[Result]:
    """Sums in words: parts behind 其中, and parts before 合计."""
    lines = _SENTENCE.findall(text)
    for number, line in enumerate(lines):
        if not any(word in line for word in _TELLING):
            continue
        told = list(figures(line))
        among = _AMONG.search(line)
        if among and not _OPEN.search(line[among.end() :]):
            before = [one for one in told if one.end <= among.start()] or figures(lines[number - 1] if number else "")
            listed = line[among.end() :]
            lists = [list(figures(part)) for part in (listed.partition(";")[0], listed)]
            yield from _judged(where, list(before)[-1:], lists)
        closing = next((one for one in told if _TOTALS.search(line[: one.start])), None)
        if closing and not among:
            parts = [one for one in told if one.end <= closing.start]
            yield from _judged(where, [closing], [parts[n:] for n in range(len(parts))])


def _judged(where: str, whole: Sequence[Told], lists: Sequence[Sequence[Told]]) -> Iterator[Result]:
    """How a whole stands to lists of figures, one of which may be all its parts.

    Texts name some of the parts as often as all: a list that comes nowhere near the whole says nothing.
    """
    if not whole or whole[0].unit in ("%", "分"):
        return
    total = whole[0]
    parts = [found for told in lists if len(found := _of_a_kind(total, told)) >= _FEWEST]
    agreeing = [found for found in parts if total_of(part.stands_for for part in found).meets(total.stands_for)]
    if agreeing:
        exact_sum = any(_sum(found) == total.value * total.scale for found in agreeing)
        yield CONSISTENT if exact_sum else Result("within-rounding")
        return
    nearest = min(parts, key=lambda found: _distance(total, found), default=None)
    if nearest is not None and _distance(total, nearest) * _NEAR <= total.value * total.scale:
        yield _wrong_sum(where, [part.value * part.scale / total.scale for part in nearest], total.value, total.unit)


def _of_a_kind(total: Told, told: Iterable[Told]) -> list[Told]:
    """The figures that can be parts of a whole: money of money, else those in its unit."""
    return [one for one in told if (one.is_money and total.is_money) or one.unit == total.unit]


def _sum(parts: Iterable[Told]) -> Decimal:
    return sum((part.value * part.scale for part in parts), Decimal(0))


def _distance(total: Told, parts: Sequence[Told]) -> Decimal:
    return abs(_sum(parts) - total.value * total.scale)


def _wrong_sum(where: str, parts: Sequence[Decimal], total: Decimal, unit: str) -> Result:
    found = show(sum(parts, Decimal(0)))
    return inconsistent(
        f"文字中的合计 {show(total)}{unit} 不等于各项之和 {found}{unit}（{addition(parts)}）",
        f"The parts told in the text add up to {found}{unit} ({addition(parts)}), not to {show(total)}{unit}",
        [where],
        expected=found,
        found=show(total),
    )

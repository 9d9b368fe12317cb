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
_TOTALS = re.compile(r"(?:合计|共计|总计|累计)(?:为|是|:|约)?$")
_AMONG = re.compile(r"其中[:,]?")
_OPEN = re.compile(r"等|主要|包括但不限于")
_SENTENCE = re.compile(r"[^。!?\n]+")
_FEWEST = 2


def told_sums(where: str, text: str) -> Iterator[Result]:
    """Whether every sum that a narrowed text tells adds up."""
    yield from _equations(where, text)
    yield from _sums(where, text)


def _equations(where: str, text: str) -> Iterator[Result]:
    """Sums that are written out: 29.8 + 17.88 = 47.68."""
    for match in _EQUATION.finditer(text):
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
        told = list(figures(line))
        among = _AMONG.search(line)
        if among and not _OPEN.search(line[among.end() :]):
            before = [one for one in told if one.end <= among.start()] or figures(lines[number - 1] if number else "")
            yield from _parts_behind(where, list(before)[-1:], line[among.end() :])
        closing = next((one for one in told if _TOTALS.search(line[: one.start])), None)
        if closing and not among:
            yield from _parts_of(where, [closing], [one for one in told if one.end <= closing.start])


def _parts_behind(where: str, whole: Sequence[Told], listed: str) -> Iterator[Result]:
    """Parts behind 其中: the list ends at the first semicolon, or at the full stop where that comes near the whole."""
    short, long = (list(_parts_of(where, whole, figures(text))) for text in (listed.partition(";")[0], listed))
    if any(result.fault is None for result in long) or not short:
        near = whole and _is_near(whole[0], figures(listed))
        yield from long if near else ()
    else:
        yield from short


def _is_near(whole: Told, told: Iterable[Told]) -> bool:
    """Whether the parts come to within a tenth of the whole, as parts that are all there do."""
    total = sum((one.value * one.scale for one in told if one.unit == whole.unit), Decimal(0))
    return abs(total - whole.value * whole.scale) * 10 <= whole.value * whole.scale


def _parts_of(where: str, total: Sequence[Told], told: Iterable[Told]) -> Iterator[Result]:
    if not total:
        return
    whole = total[0]
    parts = [one for one in told if one.is_money == whole.is_money and (whole.is_money or one.unit == whole.unit)]
    if len(parts) < _FEWEST or whole.unit in ("%", "分"):
        return
    if total_of(part.stands_for for part in parts).meets(whole.stands_for):
        same = sum((part.value * part.scale for part in parts), Decimal(0)) == whole.value * whole.scale
        yield CONSISTENT if same else Result("within-rounding")
        return
    values = [part.value * part.scale / whole.scale for part in parts]
    yield _wrong_sum(where, values, whole.value, whole.unit)


def _wrong_sum(where: str, parts: Sequence[Decimal], total: Decimal, unit: str) -> Result:
    found = show(sum(parts, Decimal(0)))
    return inconsistent(
        f"文字中的合计 {show(total)}{unit} 不等于各项之和 {found}{unit}（{addition(parts)}）",
        f"The parts told in the text add up to {found}{unit} ({addition(parts)}), not to {show(total)}{unit}",
        [where],
        expected=found,
        found=show(total),
    )

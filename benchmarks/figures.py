"""Figures of forms as read, held against what was to be read: right, wrong or lost, and whether that was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Any

from extractor.checks.scans import SHORT, short_sums
from extractor.form import SURE, Document, Form, pointer

_ROW = ("level1_weight", "level2_weight", "weight", "score")
_MONEY = ("amount", "initial_budget", "annual_budget", "executed", "weight", "execution_rate", "score")
_TOTAL = ("weight", "score")

_GAP = 0.4  # how alike two names must be to be one row


@dataclass(frozen=True)
class Figure:
    """One figure: what it is to be, what was read, with what confidence, and whether a finding points at it.

    Of a lost one a finding may only tell that something of its section, or of the form, may be missing; but not by a
    sum that falls short in print too.
    """

    where: str
    wanted: Decimal | None
    read: Decimal | None
    confidence: float | None
    told: bool
    text: str = ""

    @property
    def is_right(self) -> bool:
        """Whether it was read as it is."""
        return self.wanted == self.read

    @property
    def is_flagged(self) -> bool:
        """Whether the reader is told to look here."""
        return self.told or (self.confidence is not None and self.confidence < SURE)

    @property
    def is_silent(self) -> bool:
        """Whether it is wrong or lost and nobody is told."""
        return not self.is_right and not self.is_flagged


def figures(wanted: Document, read: Document) -> Iterator[Figure]:
    """Every figure that is to be read, and every figure read that is none of them."""
    for n, form in enumerate(wanted.forms):
        yield from _of_form(form, read.forms[n] if n < len(read.forms) else None)


def _of_form(wanted: Form, read: Form | None) -> Iterator[Figure]:
    own = {pointer(section) for section, _ in short_sums(wanted)}
    told = {
        where
        for finding in (read.findings if read else ())
        if finding.code in {"E01", "E02", "E03", "E04"}
        for where in finding.where or ("",)
        if finding.expected != SHORT or where not in own
    }
    rows = _paired([_name(row) for row in wanted.indicators], [_name(row) for row in read.indicators] if read else [])
    lines = _paired([line.item for line in wanted.budget], [line.item for line in read.budget] if read else [])
    for section, pairs, fields in (("indicators", rows, _ROW), ("budget", lines, _MONEY)):
        for one, other in pairs:
            first = getattr(wanted, section)[one] if one is not None else None
            second = getattr(read, section)[other] if other is not None else None
            yield from _of_record(first, second, fields, f"/{section}/{other}", read, told)
    yield from _of_record(wanted.total, read.total if read else None, _TOTAL, "/total", read, told)


def _of_record(  # noqa: PLR0913, PLR0917 -- a record, twice, and where it stands
    wanted: Any, read: Any, fields: Sequence[str], place: str, form: Form | None, told: set[str]
) -> Iterator[Figure]:
    for field in fields:
        first, second = getattr(wanted, field, None), getattr(read, field, None)
        if first is None and second is None:
            continue
        where = f"{place}/{field}"
        evidence = form.evidence.get(where) if form else None
        lost = {"", pointer(place.split("/")[1])} if second is None else set()
        said = bool(told & {where, place, *lost}) or form is None
        confidence = evidence.confidence if evidence else None
        yield Figure(where, first, second, confidence, said, evidence.text if evidence else "")


def _name(row: Any) -> str:
    return f"{row.level3 or ''}|{row.target or ''}"


def _paired(wanted: Sequence[str], read: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """The rows that are one by their names and order; None where a row has no counterpart.

    Rows between two that are, as many of one form as of the other, are those whose names were misread.
    """
    best: list[list[float]] = [[0.0] * (len(read) + 1) for _ in range(len(wanted) + 1)]
    for one in reversed(range(len(wanted))):
        for other in reversed(range(len(read))):
            both = best[one + 1][other + 1] + _alike(wanted[one], read[other]) - _GAP
            best[one][other] = max(both, best[one + 1][other], best[one][other + 1])
    pairs: list[tuple[int | None, int | None]] = []
    one = other = 0
    while one < len(wanted) or other < len(read):
        here = best[one][other]
        if one < len(wanted) and here == best[one + 1][other]:
            pairs.append((one, None))
            one += 1
        elif other < len(read) and here == best[one][other + 1]:
            pairs.append((None, other))
            other += 1
        else:
            pairs.append((one, other))
            one, other = one + 1, other + 1
    return list(_matched(pairs))


def _matched(pairs: Sequence[tuple[int | None, int | None]]) -> Iterator[tuple[int | None, int | None]]:
    for is_pair, group in groupby(pairs, key=lambda pair: None not in pair):
        stretch = list(group)
        ones, others = ([pair[side] for pair in stretch if pair[side] is not None] for side in (0, 1))
        yield from stretch if is_pair or len(ones) != len(others) else zip(ones, others, strict=True)


@lru_cache(1 << 16)
def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()

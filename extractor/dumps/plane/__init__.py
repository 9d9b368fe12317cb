"""Dumps that keep columns by blanks (`pdftotext -layout`): a text's place on its line and its line are its place.

What stands right of something on paper stands right of it in the dump, so tables are found as an eye finds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.dumps.around import Head
from extractor.dumps.block import read_amounts
from extractor.dumps.build import build
from extractor.dumps.forms import forms, is_headed, is_title
from extractor.dumps.head import read_grade, read_inline, read_notes, read_title, read_totals
from extractor.dumps.labels import Label, Words
from extractor.dumps.placed import tokens_of
from extractor.dumps.plane.bands import Texts, indicator_headers, money_headers
from extractor.dumps.plane.head import Around
from extractor.dumps.plane.money import read_money
from extractor.dumps.plane.narratives import read_narratives
from extractor.dumps.plane.stacks import extent, labels, reading_order
from extractor.dumps.plane.table import Sheet
from extractor.dumps.plane.texts import stands_in, texts, untangled
from extractor.dumps.tokens import Token, tokens
from extractor.layout import Table
from extractor.pages import TextLine

__all__ = ["is_spaced", "spaced_tables"]

_SHARE = 0.12  # of the lines: as many have cells apart in a dump that keeps columns
_APART = re.compile(r"\S {3,}\S")


def is_spaced(lines: Sequence[TextLine]) -> bool:
    """Whether a dump keeps the columns of its tables by blanks."""
    return sum(_APART.search(line.text) is not None for line in lines) > _SHARE * len(lines)


def spaced_tables(lines: Sequence[TextLine], words: Words) -> Iterator[Table | list[Token | Label]]:
    """The table of every form, or what it prints where no heading of indicators is found by its place."""
    whole = tokens(lines)
    pieces = untangled(texts(lines))
    every = _with_titles(labels(pieces, words), whole)
    for stream in forms(every) or [every]:
        table = _table(stream, whole, words)
        if table or is_headed(stream):
            yield table or stream


def _with_titles(stream: Texts, whole: Sequence[Token]) -> list[Token | Label]:
    """The stream with its titles whole."""
    titles = [token._replace(y=float(token.line)) for token in whole if is_title(token)]
    kept = [each for each in stream if not any(stands_in(tokens_of(each)[0], title) for title in titles)]
    return sorted([*kept, *titles], key=reading_order)


def _table(stream: Texts, whole: Sequence[Token], words: Words) -> Table | None:
    headers = indicator_headers(stream, words)
    if not headers:
        return None
    head = Head()
    around = Around(stream, head)
    read_title(head, stream)
    for header in headers:
        head.used |= header.used
    monies = money_headers(around.free(), words)
    tops = [header.top for header in (*headers, *monies)]
    for money in monies[:1]:
        read_money(around, money, min([top for top in tops if top > money.bottom], default=1e9))
    around.read_inline(whole, words, headers[0].top)
    around.read_identity(headers[0].top)
    read_narratives(around, [*tops, *_ends(stream), *(header.bottom + 0.1 for header in headers)], headers[0].top)
    start = headers[0].top
    above = _rejoined([each for each in around.free() if extent(each)[0] < start], whole)
    read_amounts(head, above, len(above))
    read_inline(head, above, len(above))
    read_totals(head, above)
    sheet = Sheet(around.free(), headers, words, head.outer)
    placed = sheet.read()
    below = [each for each in around.free() if id(each) not in sheet.used and extent(each)[0] >= start]
    under = _rejoined(below, whole)
    read_grade(head, [*above, *under])
    read_notes(head, under)
    read_inline(head, under, 0)
    rest = [t for each in (*above, *under) if id(each) not in head.used for t in tokens_of(each)]
    return build(head, placed, [*rest, *placed.outside])


def _ends(stream: Texts) -> Iterator[float]:
    """The heights at which labels begin and end that belong to no running text."""
    for each in stream:
        if (
            isinstance(each, Label)
            and "narratives" not in each.fields
            and {"identity", "budget", "rows"} & {*each.fields}
        ):
            yield extent(each)[0]
            yield extent(each)[1] + 0.1


def _rejoined(free: Texts, whole: Sequence[Token]) -> list[Token | Label]:
    """What is left, in the texts that blanks inside them parted."""
    left = [each for each in free if isinstance(each, Token)]
    found: list[Token | Label] = [each for each in free if isinstance(each, Label)]
    for token in whole:
        own = sorted((t for t in left if stands_in(t, token)), key=lambda t: t.at)
        if own:
            text = token.text[own[0].at - token.at : own[-1].end - token.at]
            complete = len(text.replace(" ", "")) == sum(len(t.text) for t in own)
            found += [own[0]._replace(text=text)] if complete else own
    return sorted(found, key=reading_order)

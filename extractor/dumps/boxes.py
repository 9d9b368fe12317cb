"""Lines that are certainly of one cell, put together before the rest is told by what fits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractor.dumps.labels import Label
from extractor.dumps.tokens import Token, is_figure, is_mark, is_measure, is_prose, joined_text, starts_paragraph

Piece = Token | Label | tuple[Token, ...]
"""A token, a label, or the lines of one running text."""

_TORN = 5  # blank lines inside sentences: where there are more, blank lines mean nothing
_FIRST = re.compile(r"(?:1[.．、](?!\d)|一、|[（(](?:1|一)[)）])")
_UNIT = re.compile(r"[\u4e00-\u9fff（）()/%·]{1,6}")
_OPERATOR = re.compile(r"(?:[≥≤<>=＞＜≧≦═]|不少于|不低于|不小于|不多于|不高于|不大于|不超过|大于|小于|等于)$")


def gaps_part(tokens: Sequence[Token]) -> bool:
    """Whether blank lines part cells in this dump, and do not merely stand anywhere."""
    torn = sum(
        below.gap
        and below.first
        and above.page == below.page
        and is_prose(above.text)
        and above.text[-1] not in "。；："
        for above, below in pairwise(tokens)
    )
    return torn <= _TORN


def pieces(stream: Iterable[Token | Label], parted: bool) -> Iterator[Piece]:
    """The stream with running texts made one: the prose lines between two blank lines, where these part cells."""
    run: list[Token] = []
    for each in stream:
        fits = isinstance(each, Token) and not _stands_alone(each)
        if run and not (fits and isinstance(each, Token) and each.first and not each.gap):
            yield from _texts(run)
            run = []
        if fits and isinstance(each, Token) and parted:
            run.append(each)
        else:
            yield each
    yield from _texts(run)


def _stands_alone(token: Token) -> bool:
    return is_figure(token.text) or is_mark(token.text) or is_measure(token.text)


def _texts(run: Sequence[Token]) -> Iterator[Piece]:
    """The lines of a run as running texts if it has sentences, else each by itself."""
    if not is_prose(joined_text(run)) or not re.search(r"[，。；]", joined_text(run)):
        yield from run
        return
    text: list[Token] = []
    for token in run:
        ended = bool(text) and text[-1].text[-1] in "。；" and not starts_paragraph(token.text)
        if _begins_anew(text, token) or (ended and len(token.text) > 1 and not _runs_on(text, token)):
            yield tuple(text)
            text = []
        text.append(token)
    yield tuple(text)


def _begins_anew(text: Sequence[Token], token: Token) -> bool:
    """Whether a paragraph is numbered 1 where the text before it has had one of that number."""
    first = [each for each in (*text, token) if _FIRST.match(each.text)]
    return bool(text) and len(first) > 1 and first[-1] is token


def _runs_on(text: Sequence[Token], token: Token) -> bool:
    """Whether a text goes on after a sentence: its line before is as full as any, or it has numbered paragraphs."""
    widest = max(each.width for each in text)
    full = text[-1].width >= widest - 1
    return any(starts_paragraph(each.text) for each in text) or (full and len(text) > 1)


def joins(before: Token | None, token: Token, parted: bool) -> bool:
    """Whether a text may go on with the one before it in the stream."""
    if before is None or not token.first or token.page != before.page:
        return False
    if is_measure(token.text) or is_figure(token.text) or is_mark(token.text):
        return _OPERATOR.search(before.text) is not None
    gap = token.gap and parted
    if is_figure(before.text) or is_mark(before.text):
        return False
    if is_measure(before.text):
        return not gap and _UNIT.fullmatch(token.text) is not None and len(token.text) <= 4
    return not gap or token.text[0] in "，。、；）》"

"""What every figure of an indicator table is: a weight, a score, a level's weight, a total, or none of these."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.dumps.boxes import Piece
from extractor.dumps.figures import Fact, Known, Labelled, Points, flaws, label
from extractor.dumps.head import is_part
from extractor.dumps.kinds import TOTALS, costs
from extractor.dumps.labels import Label
from extractor.dumps.levels import levels_of
from extractor.dumps.placed import Outer, points_of, text_of, tokens_of
from extractor.dumps.rowwise import label_rows
from extractor.dumps.tokens import Token, is_prose
from extractor.quantities import plain

_RATIO = re.compile("系数|率|复核|审核|财政")


class Told(NamedTuple):
    """A stream, for each of its figures by identity what it is, and whether the form's own sums bear that out.

    `along` tells that they do so for an order of columns that every row keeps. In the stream, figures are whole that
    a narrow cell broke.
    """

    stream: list[Piece]
    figures: dict[int, Labelled]
    borne: bool
    along: bool


def told_of(stream: Sequence[Piece], columns: Mapping[str, Label | Token], outer: Outer) -> Told:
    """What every figure of a stream is."""
    both, owners = levels_of(stream, columns)
    named = ("other" if name.startswith("other") and _RATIO.search(name) else name for name in columns)
    labels = tuple(dict.fromkeys(name for name in named if name in ("weight", "score", "other")))
    sums = both[1].sums or both[0].sums
    facts, tokens = _facts(stream, owners, columns)
    spare = sum(_kind(each) == "part" for each in stream) * len(labels)
    known = Known(sums, outer.execution, (*labels, *TOTALS, "none"), outer.total, spare)
    along = label_rows(facts, known)
    if not along and "other" not in labels:
        along = label_rows(facts, replace(known, labels=("other", *known.labels)))
        along = along if along and not flaws(facts, along) else None  # a column that nothing heads explains too much
    found, borne = (along, True) if along else label(facts, known)
    if along and {"weight", "score"} <= {*labels} and flaws(facts, along):
        torn, bears = label(facts, known)
        if bears and flaws(facts, torn) < flaws(facts, along):
            found, borne, along = torn, True, None
    if any(each.label == "rest" for each in found):
        return told_of(_with_ends(stream, tokens, found), columns, outer)
    told = {id(token): each for token, each in zip(tokens, found, strict=True)}
    told.update({owner: Labelled(name) for owner, name in owners.items()})
    return Told([*stream], told, borne, along is not None)


def _with_ends(stream: Sequence[Piece], tokens: Sequence[Token], found: Sequence[Labelled]) -> list[Piece]:
    """The stream with the ends of broken figures put to what they were broken from."""
    ends = {id(token) for token, each in zip(tokens, found, strict=True) if each.label == "rest"}
    whole: list[Piece] = []
    for each in stream:
        if id(each) in ends and isinstance(each, Token) and whole and isinstance(whole[-1], Token):
            whole[-1] = whole[-1]._replace(text=whole[-1].text + each.text)
        else:
            whole.append(each)
    return whole


def _facts(
    stream: Sequence[Piece], owners: Mapping[int, str], columns: Mapping[str, Label | Token]
) -> tuple[list[Fact], list[Token]]:
    facts, tokens, before, page = list[Fact](), list[Token](), "other", 0
    figures = [
        isinstance(each, Token) and points_of(each.text) is not None and id(each) not in owners for each in stream
    ]
    for n, each in enumerate(stream):
        first = tokens_of(each)[0]
        if page and first.page != page:
            facts.append(Fact(None, "", page=True))
        page = first.page
        if isinstance(each, Token) and points_of(each.text) is not None and "%" not in plain(each.text):
            if id(each) in owners:
                before = "other"
                facts.append(Fact(None, ""))
            else:
                alone = not any(figures[k] for k in (n - 1, n + 1) if 0 <= k < len(figures))
                whole = _whole(each, stream[n + 1] if n + 1 < len(stream) else None)
                facts.append(Fact(points_of(each.text), before, alone=alone, whole=whole))
                tokens.append(each)
            continue
        before = _kind(each) if before != "prose" or not _runs_on(stream[n - 1], each) else "prose"
        facts.append(Fact(None, before))
    return facts, tokens


def _whole(each: Token, after: Piece | None) -> Points:
    """The points of a figure with decimals and of the digit in the next line that may be its end."""
    broken = isinstance(after, Token) and after.first and after.page == each.page
    text = f"{each.text} {after.text}" if broken and isinstance(after, Token) else ""
    return points_of(text.replace(" ", "")) if re.fullmatch(r"\d+\.\d \d", text) else None


def _runs_on(above: Piece, below: Piece) -> bool:
    """Whether a few characters are the end of the running text before them."""
    text = tokens_of(above)[-1].text
    return isinstance(below, Token) and below.first and len(below.text) <= 6 and text[-1] not in "。；"


def _kind(each: Piece) -> str:
    """What stands before a figure, as it tells what the figure is."""
    if isinstance(each, Label):
        column = each.fields.get("columns", "")
        if each.fields.get("rows") == "subtotal":
            return "part"
        return (
            "total"
            if each.fields.get("rows") == "total"
            else f"{column}-head"
            if column in ("weight", "score")
            else "other"
        )
    text = text_of(tokens_of(each))
    if is_part(text):
        return "part"
    known = costs(text, ("level3", "target", "actual", "definition"))
    if is_prose(text):
        return "prose"
    return "name" if known.get("level3", 9.0) <= min(known.get("actual", 9.0), known.get("target", 9.0)) else "value"


def lost_rows(stream: Sequence[Piece], told: Mapping[int, Labelled]) -> frozenset[int] | None:
    """The rows whose score is not their weight, None where a form has not both."""
    points: dict[str, dict[int, Points]] = {"weight": {}, "score": {}}
    for each in stream:
        known = told.get(id(each))
        if known is not None and known.row is not None and known.label in points:
            points[known.label][known.row] = points_of(tokens_of(each)[0].text)
    weights, scores = points["weight"], points["score"]
    if not weights or not scores:
        return None
    return frozenset(row for row in scores if row in weights and scores[row] != weights[row])

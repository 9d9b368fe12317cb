"""Which column of a band each text stands in: where other texts of the column stand, and the order on its line.

Headings that are printed close together stand left of their columns in a dump, so these are first sought by what the
texts of full lines can be, and then by where those stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from extractor.dumps.kinds import LEVELS, costs
from extractor.dumps.labels import Label
from extractor.dumps.money import suits
from extractor.dumps.plane.stacks import width
from extractor.dumps.plane.texts import by_line
from extractor.dumps.tokens import Token, is_figure, is_mark, is_measure

_ROUNDS = 3
_AWAY, _FARTHEST = 0.8, 12.0  # what a place costs beside a column, and at most
_WEAK = 0.15  # of that: what it costs where the column's place is not known yet
_MIDDLE = 0.04  # what a place costs beside the column's middle
_WORDS = 5.0  # what words cost in a column of figures
_MOST_UNLIKE = 4.0  # what a text costs at most that does not suit a column
_ALIGNED = 1.5  # what it is worth that a text begins, ends or has its middle where those of its column do
_APART, _MOST_APART = 0.6, 3.0  # what a blank costs between two texts of one cell, and at most
_BLANK = 1.0  # what a single blank costs where texts have none inside
_MOVED = 0.3  # what a character costs between a heading and its column
_FIGURES = 3.0  # what it costs that a figure stands behind another in one cell
_TRIMMED = 10  # texts: as many may have one among them that stands elsewhere
_POINTS = frozenset(("weight", "score", "execution_rate"))
_NAMES = frozenset((*LEVELS, "item"))
_BROKEN = re.compile(r"\d[\d,]*\.?|[.,][\d,]+\.?\d*[%％]?|[%％]")  # the beginning, the end or the middle of a figure
_LONGEST = 12  # characters of a level's name on one line
_SETTLED = 2  # texts that tell where a column is

Unlike = Callable[[str, str], float]
"""What a text costs in a column of a name by what it says."""


@dataclass
class Column:
    """A column by its heading: its name, the heading, and where on the lines it reaches."""

    name: str
    label: Label | Token | None
    start: float
    end: float

    @classmethod
    def under(cls, name: str, label: Label | Token) -> Column:
        """The column under a heading, as wide as this."""
        start, end = width(label)
        return cls(name, label, start, end)


def assigned(
    tokens: Sequence[Token],
    columns: Sequence[Column],
    figures: Collection[str],
    unlike: Unlike,
    spaced: bool = False,
) -> dict[str, list[Token]]:
    """The texts of one page under the names of the columns that they stand in, from top to bottom.

    `figures` are the columns that hold figures alone, `spaced` tells that blanks part figures from words in texts. The
    columns reach as far as their texts then.
    """
    lines = list(by_line(tokens))
    ways = [_settled(lines, columns, figures, unlike, start, spaced) for start in (_WEAK, 1.0)]
    _, found, spans = min(ways, key=lambda way: way[0])
    for column, (start, end) in zip(columns, spans, strict=True):
        column.start, column.end = start, end
    return {column.name: own for column, own in zip(columns, found, strict=True)}


def _settled(  # noqa: PLR0913, PLR0917 -- what is sought, what is known of it, and where to begin
    lines: Sequence[list[Token]],
    columns: Sequence[Column],
    figures: Collection[str],
    unlike: Unlike,
    trust: float,
    spaced: bool,
) -> tuple[float, list[list[Token]], list[tuple[float, float]]]:
    """What it costs to begin with so much trust in the places of headings, the texts by column, and their reach."""
    spans = [(column.start, column.end) for column in columns]
    lines_up: dict[tuple[int, str, float], float] = {}

    def weak(token: Token, n: int) -> float:
        return trust * _place(token, spans[n]) + min(unlike(token.text, columns[n].name), _MOST_UNLIKE)

    def strong(token: Token, n: int) -> float:
        bonus = _ALIGNED * max(lines_up.get((n, side, at), 0.0) for side, at in _sides(token))
        ill = 0.2 * min(unlike(token.text, columns[n].name), _MOST_UNLIKE)
        return _place(token, spans[n]) - bonus + _wrong(token.text, columns[n].name, figures) + ill

    _, found = _shared_out(_full(lines), len(columns), weak, spaced)
    cost = 0.0
    for _ in range(_ROUNDS):
        spans, lines_up = _spans(columns, found), _alignments(found)
        cost, found = _shared_out(lines, len(columns), strong, spaced)
    moved = sum(min(_MOVED * _between(column, span), _FARTHEST) for column, span in zip(columns, spans, strict=True))
    odd = sum(
        min(unlike(token.text, column.name), _MOST_UNLIKE)
        for column, own in zip(columns, found, strict=True)
        for token in own
    )
    return cost + moved + 0.3 * odd, found, spans


def _between(column: Column, span: tuple[float, float]) -> float:
    """How far a heading is from its column."""
    return max(0.0, column.start - span[1], span[0] - column.end)


def misfit(tokens: Sequence[Token], columns: Sequence[Column], figures: Collection[str], unlike: Unlike) -> float:
    """How ill the texts of full lines stand in columns at such places."""
    spans = [(column.start, column.end) for column in columns]

    def cost(token: Token, n: int) -> float:
        name = columns[n].name
        return 0.5 * _place(token, spans[n]) + _wrong(token.text, name, figures) + unlike(token.text, name)

    return sum(_cheapest(line, len(columns), cost, False)[0] for line in _full(list(by_line(tokens))))


def _wrong(text: str, name: str, figures: Collection[str]) -> float:
    """What it costs that words stand among figures, a figure among names, or thousands among points."""
    words, money = name in figures and not may_be_points(text), name in _POINTS and "," in text
    return _WORDS if words or money or (name in _NAMES and is_figure(text)) else 0.0


def _full(lines: Sequence[list[Token]]) -> list[list[Token]]:
    """The lines with several texts of which some are figures, as those on which rows have theirs."""
    figures = [sum(may_be_points(token.text) for token in line) for line in lines]
    return [line for line, count in zip(lines, figures, strict=True) if count >= 2 or (count and len(line) >= 3)]


def _shared_out(
    lines: Iterable[Sequence[Token]], columns: int, cost: Callable[[Token, int], float], spaced: bool
) -> tuple[float, list[list[Token]]]:
    found: list[list[Token]] = [[] for _ in range(columns)]
    total = 0.0
    for line in lines:
        own, way = _cheapest(line, columns, cost, spaced)
        total += own
        for token, n in zip(line, way, strict=True):
            found[n].append(token)
    return total, found


def _spans(columns: Sequence[Column], found: Sequence[Sequence[Token]]) -> list[tuple[float, float]]:
    """How far each column reaches by most of its texts; by its heading, between those beside it, where it has few."""
    told = [_reach(own) if len(own) >= _SETTLED else None for own in found]
    spans: list[tuple[float, float]] = []
    for n, column in enumerate(columns):
        own = told[n]
        if own is not None:
            spans.append(own)
            continue
        low = max((span[1] for span in told[:n] if span), default=-1.0)
        high = min((span[0] for span in told[n + 1 :] if span), default=1e9)
        inside = [t for t in found[n] if t.at >= low - 1 and t.end <= high + 1]
        start, end = _reach(inside) if inside else (max(column.start, low), min(column.end, high))
        spans.append((min(start, high), max(end, min(start, high) + 1)))
    return spans


def _sides(token: Token) -> tuple[tuple[str, float], ...]:
    """Where a text begins and ends, and where its middle is."""
    return ("start", token.at), ("end", token.end), ("middle", (token.at + token.end) // 2)


def _alignments(found: Sequence[Sequence[Token]]) -> dict[tuple[int, str, float], float]:
    """For each column, side and place the share of its texts that have that side there."""
    shares: dict[tuple[int, str, float], float] = {}
    for n, own in enumerate(found):
        counts = Counter(side for token in own for side in _sides(token))
        shares |= {(n, *side): count / len(own) for side, count in counts.items() if count > 1}
    return shares


def _reach(own: Sequence[Token]) -> tuple[float, float]:
    starts, ends = sorted(t.at for t in own), sorted(t.end for t in own)
    trim = len(own) // _TRIMMED
    return float(starts[trim]), float(ends[len(ends) - trim - 1])


def _cheapest(
    line: Sequence[Token], columns: int, cost: Callable[[Token, int], float], spaced: bool
) -> tuple[float, tuple[int, ...]]:
    """The columns of the texts of a line: the cheapest way that keeps them in order, and what it costs."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
    for place, token in enumerate(line):
        gap = token.at - line[place - 1].end if place else 0
        together = (0.0 if spaced else _BLANK) if gap <= 1 else min(_BLANK + _APART * gap, _MOST_APART)
        if place and (may_be_points(token.text) or may_be_points(line[place - 1].text)):
            together += _FIGURES if may_be_points(token.text) and is_value(line[place - 1].text) else 0.5
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for n in range(columns):
            own = cost(token, n)
            before, way = min(
                (before + (together if at == n else 0.0), way) for at, (before, way) in best.items() if at <= n
            )
            following[n] = (before + own, (*way, n))
        best = following
    return min(best.values())


def _place(token: Token, span: tuple[float, float]) -> float:
    """What it costs that a text stands where it does in a column that reaches so far."""
    start, end = span
    away = max(0.0, start - token.end + 1, token.at - end + 1)
    shared = max(0.0, min(token.end, end) - max(token.at, start))
    beside = 1.0 - shared / min(token.end - token.at, max(end - start, 1.0))
    return min(_AWAY * away, _FARTHEST) + beside + _MIDDLE * abs((token.at + token.end) / 2 - (start + end) / 2)


def is_value(text: str) -> bool:
    """Whether a text is a figure, or one with its unit or operator."""
    return may_be_points(text) or is_measure(text)


def may_be_points(text: str) -> bool:
    """Whether a text is a figure, the beginning of one that a narrow cell broke, or a mark for none."""
    return _BROKEN.fullmatch(text) is not None or is_figure(text) or is_mark(text)


def of_indicators(text: str, name: str) -> float:
    """What a text costs in a column of indicators."""
    if name == "section":
        return 0.0 if len(text) <= 2 or "绩效" in text else _MOST_UNLIKE / 2
    if name in LEVELS:
        return _MOST_UNLIKE if is_figure(text) or is_mark(text) or len(text) > _LONGEST else 0.0
    return costs(text, (name,)).get(name, _MOST_UNLIKE)


def of_money(text: str, name: str) -> float:
    """What a text costs in a column of the money block."""
    if name in ("item", "block"):
        return _MOST_UNLIKE if may_be_points(text) else 0.0
    return suits(text, name) if may_be_points(text) else _MOST_UNLIKE

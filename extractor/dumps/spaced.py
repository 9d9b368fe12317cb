"""Dumps that keep columns by blanks (`pdftotext -layout`): their indicator table by where texts stand on their lines.

Places are counted in characters from the line's start, as the tool does; they shift a little from line to line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.dumps.boxes import Piece
from extractor.dumps.kinds import LEVELS, costs
from extractor.dumps.labels import Label, Words
from extractor.dumps.tokens import Token, is_figure, is_mark, joined_text
from extractor.pages import TextLine

_SHARE = 0.12  # of the lines: as many have cells apart in a dump that keeps columns
_APART = re.compile(r"\S {3,}\S")
_AROUND = 2  # lines above and below the header's own that its labels may be broken over
_MOST = 30  # lines of one cell
_HINTS = (("原因", "reason"), ("改进措施", "improvement"))
_NEEDED = frozenset(("level3", "target", "actual", "definition", "scoring_standard"))


def is_spaced(lines: Sequence[TextLine]) -> bool:
    """Whether a dump keeps the columns of its tables by blanks."""
    return sum(_APART.search(line.text) is not None for line in lines) > _SHARE * len(lines)


@dataclass
class Header:
    """The header on one page: the label and the place of every column, in order, and the tokens that make it up."""

    line: int
    page: int
    labels: dict[str, Label | Token]
    spans: dict[str, tuple[float, float]]
    used: set[int] = field(default_factory=set)


def headers(stream: Sequence[Piece], words: Words) -> list[Header]:
    """The headers of a form's pages; a page without one is read under the one before."""
    lines: dict[tuple[int, int], list[Label | Token]] = defaultdict(list)
    for each in stream:
        if isinstance(each, Label | Token):
            first = each.tokens[0] if isinstance(each, Label) else each
            lines[first.page, first.line].append(each)
    found = []
    for (page, line), pieces in lines.items():
        named = {each.fields["columns"] for each in pieces if isinstance(each, Label) and "columns" in each.fields}
        if len(named) >= 3 and any(name.startswith("level") for name in named):
            found.append(_header(page, line, lines, words))
    return found


def _header(page: int, line: int, lines: Mapping[tuple[int, int], Sequence[Label | Token]], words: Words) -> Header:
    near = [n for p, n in lines if p == page and abs(n - line) <= _AROUND and n != line]
    around = [each for n in sorted(near) for each in lines[page, n] if not _is_body(lines[page, n])]
    parts: list[tuple[float, float, str, Label | Token]] = []
    header = Header(line, page, {}, {})
    for each in lines[page, line]:
        own = [other for other in around if isinstance(other, Token) and _overlap(each, other)]
        name = _name(each, own, words)
        if name:
            header.used.update(id(other) for other in (each, *own))
            parts.append((*_range(each), name, each))
    for each in around:
        if isinstance(each, Label) and "columns" in each.fields and not any(_crosses(each, part) for part in parts):
            header.used.add(id(each))
            parts.append((*_range(each), each.fields["columns"], each))
    return _named_columns(header, sorted(parts, key=lambda part: part[0]))


def _is_body(line: Iterable[Label | Token]) -> bool:
    """Whether a line holds a figure or the name of a level, as rows do."""
    return any(is_figure(each.text) if isinstance(each, Token) else "levels" in each.fields for each in line)


def _name(each: Label | Token, own: Sequence[Token], words: Words) -> str | None:
    """The field of a label of the header, that may be broken over the lines around."""
    if isinstance(each, Label):
        return each.fields.get("columns")
    line = each.line
    parts = sorted((each, *own), key=lambda token: token.line)
    text = joined_text(parts)
    exact = words.named(text).get("columns")
    hinted = next((name for hint, name in _HINTS if hint in text), None)
    return exact or hinted or (f"other {text}" if line and not is_mark(text) else None)


def _named_columns(header: Header, parts: Sequence[tuple[float, float, str, Label | Token]]) -> Header:
    previous = ""
    first_level = next((n for n, part in enumerate(parts) if part[2].startswith("level")), 0)
    for start, end, field_name, each in parts[first_level:]:
        name = f"{previous}_weight" if field_name == "weight" and previous in LEVELS else field_name
        previous = field_name
        if name != "other" and name not in header.labels:
            header.labels[name] = each
            header.spans[name] = (start, end)
    if "level3" not in header.labels:
        deepest = next((level for level in reversed(LEVELS) if level in header.labels), None)
        header.labels = {"level3" if name == deepest else name: each for name, each in header.labels.items()}
        header.spans = {"level3" if name == deepest else name: span for name, span in header.spans.items()}
    return header


def _range(each: Label | Token) -> tuple[float, float]:
    tokens = each.tokens if isinstance(each, Label) else (each,)
    return min(token.at for token in tokens), max(token.at + len(token.text) for token in tokens)


def _overlap(a: Label | Token, b: Token) -> bool:
    (a0, a1), (b0, b1) = _range(a), _range(b)
    return min(a1, b1) - max(a0, b0) > 0


def _crosses(a: Label, part: tuple[float, float, str, Label | Token]) -> bool:
    a0, a1 = _range(a)
    return min(a1, part[1]) - max(a0, part[0]) > 0.5 * (a1 - a0)


def in_columns(tokens: Sequence[Token], header: Header, known: Mapping[int, str]) -> dict[str, list[Token]]:
    """The tokens of one page under the columns that they stand in, in order; `known` has the columns of figures.

    A line's tokens stand in columns from left to right; each goes where it is near and where its text fits.
    """
    names = list(header.spans)
    spans = dict(header.spans)
    found: dict[str, list[Token]] = {}
    for _ in range(2):
        found = {name: [] for name in names}
        for line in _lines(tokens):
            for token, name in zip(line, _assigned(line, names, spans, known), strict=True):
                found[name].append(token)
        spans = {name: _widened(header.spans[name], found[name], known) for name in names}
    return found


def _lines(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    line: list[Token] = []
    for token in tokens:
        if line and token.line != line[-1].line:
            yield line
            line = []
        line.append(token)
    if line:
        yield line


def _widened(span: tuple[float, float], tokens: Sequence[Token], known: Mapping[int, str]) -> tuple[float, float]:
    """Where a column stands by its header and by most of the texts in it."""
    sure = [token for token in tokens if id(token) in known] or list(tokens)
    if len(sure) < 3:
        return span
    starts = sorted(token.at for token in sure)
    ends = sorted(token.at + len(token.text) for token in sure)
    return min(span[0], starts[len(starts) // 4]), max(span[1], ends[3 * len(ends) // 4])


def _assigned(
    line: Sequence[Token], names: Sequence[str], spans: Mapping[str, tuple[float, float]], known: Mapping[int, str]
) -> list[str]:
    """The column of each token of a line: the cheapest way that keeps them in order."""
    nowhere: tuple[float, list[int]] = (1e9, [])
    best = [(0.0, list[int]()), *[nowhere] * len(names)]
    for token in line:
        fits = costs(token.text, names)
        following = [nowhere] * (len(names) + 1)
        for column, name in enumerate(names):
            own = _place_cost(token, name, spans[name], fits, known)
            for before in range(column + 2):
                strict = before <= column
                cost = best[before][0] + own + (0.0 if strict else 4.0)
                if cost < following[column + 1][0]:
                    following[column + 1] = (cost, [*best[before][1], column])
        best = following
    return [names[column] for column in min(best, key=lambda pair: pair[0])[1]]


def _place_cost(
    token: Token, name: str, span: tuple[float, float], fits: Mapping[str, float], known: Mapping[int, str]
) -> float:
    if id(token) in known:
        return 0.0 if known[id(token)] == name else 20.0
    start, end = token.at, token.at + len(token.text)
    overlap = max(0.0, min(end, span[1]) - max(start, span[0]))
    away = max(0.0, span[0] - end, start - span[1])
    middle = abs((start + end) / 2 - (span[0] + span[1]) / 2)
    return min(fits.get(name, 6.0), 6.0) + 0.25 * away + 0.06 * middle - 0.1 * min(overlap, 6.0)


def in_rows(
    tokens: Sequence[Token], anchors: Sequence[tuple[int, float]], column: str, lost: frozenset[int] | None, top: bool
) -> tuple[dict[int, list[Token]], float]:
    """The tokens of a column, shared out among rows in order, and what that costs.

    `anchors` are the rows with the line of their figures; a cell's lines stand around that line, or from it on (`top`).
    """
    nowhere: tuple[float, list[tuple[int, int, int]]] = (1e9, [])
    best = [(0.0, list[tuple[int, int, int]]()), *[nowhere] * len(tokens)]
    for row, line in anchors:
        following = list(best)
        if column in _NEEDED:
            following = [(cost + 1.5, cuts) for cost, cuts in best]
        for start in range(len(tokens)):
            if best[start][0] >= 1e9:
                continue
            for end in range(start + 1, min(start + _MOST, len(tokens)) + 1):
                cost = best[start][0] + _cell_cost(tokens[start:end], line, top)
                if column in ("reason", "improvement") and lost is not None and row not in lost:
                    cost += 2.0
                if cost < following[end][0]:
                    following[end] = (cost, [*best[start][1], (row, start, end)])
        best = following
    cost, cuts = best[len(tokens)]
    return {row: list(tokens[start:end]) for row, start, end in cuts}, cost


def _cell_cost(tokens: Sequence[Token], line: float, top: bool) -> float:
    """What it costs that lines are one cell in the row whose figures stand on a line."""
    lines = [token.line for token in tokens]
    middle = lines[0] if top else (lines[0] + lines[-1]) / 2
    gaps = sum(max(0, below - above - 1) for above, below in pairwise(lines))
    ended = sum(above.text[-1] in "。；" and len(above.text) < len(tokens[0].text) - 1 for above in tokens[:-1])
    return 0.5 * abs(middle - line) + 0.25 * gaps + 0.6 * ended

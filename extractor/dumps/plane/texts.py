"""Texts where a dump that keeps columns prints them: `at` is their place on the line, `y` their height in lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extractor.dumps.tokens import UNIT, Token
from extractor.pages import TextLine

_BRACKET = r"[(（][^()（）\s]{1,6} [^()（）\s]{1,6}[)）]"
_WORD = r"[\u4e00-\u9fff，。、；：“”（）《》]"
_LONE = (  # labels whose characters are spread over their cells
    r"(?:(?<=\S\S )|(?<=\s\s)|^)"
    r"(?:自 评 分|得 分|分 值|权 重|总 分|合 计|评 分|备 注|自 评|复 核|审 核|财 政)(?= \S\S|\s\s|$)"
)
_PIECE = re.compile(rf"(?:{_BRACKET}|{_LONE}|\S)+")
_SPACED = re.compile(r"20\d\d 年")  # what a printer writes that parts figures from words by blanks
_SPACED_PIECE = re.compile(
    rf"(?:{_BRACKET}|{_LONE}|(?<={_WORD}{_WORD}) (?=\d[\d.,]*%? {_WORD})|(?<=\d) (?={UNIT.pattern})|\S)+"
)
_UNIT_BETWEEN = re.compile(r"(?<=元)(?=\d)")  # where a cell ends with its unit, and the next one begins
_AMOUNTS = re.compile(r"[\d,.]*(?:万?元[\d,.]+)+(?:万?元)?")
_LEAST = 4  # lines of a tangle


def texts(lines: Sequence[TextLine]) -> list[Token]:
    """The texts of the lines, parted by every blank that stands neither in brackets nor beside figures in a text."""
    piece = _SPACED_PIECE if any(_SPACED.search(line.text) for line in lines) else _PIECE
    return [
        Token(text, line.number, line.page, at, False, n == 0, float(line.number))
        for line in lines
        for n, match in enumerate(piece.finditer(line.text))
        for text, at in _amounts(match[0], match.start())
    ]


def _amounts(text: str, at: int) -> Iterator[tuple[str, int]]:
    """A text with its place, amounts that nothing parts as several: `13.20万元13.20万元`."""
    for part in _UNIT_BETWEEN.split(text) if _AMOUNTS.fullmatch(text) else [text]:
        yield part, at
        at += len(part)


def by_line(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The texts of each line, from left to right; they are given line by line."""
    for _, line in groupby(sorted(tokens, key=lambda t: (t.page, t.y, t.at)), key=lambda t: (t.page, t.y)):
        yield list(line)


def untangled(tokens: Sequence[Token]) -> list[Token]:
    """The texts, those at their heights that `pdftotext` printed column by column.

    Where a text stands between two rows that are close, it prints both of them as one: each text on a line of its own,
    those of the first column before those of the next.
    """
    lines = list(by_line(tokens))
    found: list[Token] = []
    start = 0
    while start < len(lines):
        end = _tangle(lines, start)
        if end - start >= _LEAST and (levelled := _levelled(lines[start:end])):
            found += levelled
            start = end
        else:
            found += lines[start]
            start += 1
    return found


def _tangle(lines: Sequence[Sequence[Token]], start: int) -> int:
    """Where lines end, each of which begins where the one before it ended, or right of it."""
    end = start + 1
    while end < len(lines) and _steps(lines[end - 1], lines[end]):
        end += 1
    return end


def _steps(above: Sequence[Token], below: Sequence[Token]) -> bool:
    last, first = above[-1], below[0]
    near = first.page == last.page and first.y == last.y + 1
    return near and (first.at >= last.end or _share(last, first) > 0) and len(below) <= 2


def _share(a: Token, b: Token) -> int:
    return min(a.end, b.end) - max(a.at, b.at)


def _levelled(lines: Sequence[Sequence[Token]]) -> list[Token]:
    """The texts of a tangle at the heights of their rows, nothing where its columns have not as many rows each."""
    stacks: list[list[Token]] = []
    for token in (token for line in lines for token in line):
        if stacks and _share(stacks[-1][-1], token) > 0 and stacks[-1][-1].y < token.y:
            stacks[-1].append(token)
        else:
            stacks.append([token])
    rows = max(map(len, stacks))
    full = [stack for stack in stacks if len(stack) == rows]
    if rows != 2 or len(full) < 2 or any(len(stack) not in (1, rows) for stack in stacks):
        return []
    if len(lines) < len(full) + 1:
        return []
    top, height = lines[0][0].y, len(lines)
    found = []
    for stack in stacks:
        for n, token in enumerate(stack):
            part = (n + 0.5) / len(stack)
            found.append(token._replace(y=top + (height - 1) * part))
    return found


def stands_in(token: Token, whole: Token) -> bool:
    """Whether a text is a part of one that is cut less finely."""
    return token.line == whole.line and whole.at <= token.at < whole.end


def merged(tokens: Iterable[Token]) -> list[Token]:
    """The texts of one cell, those of one line made one, with a blank where the dump has one."""
    found: list[Token] = []
    for token in sorted(tokens, key=lambda t: (t.page, t.y, t.at)):
        before = found[-1] if found else None
        if before is not None and (before.page, before.y) == (token.page, token.y):
            found[-1] = before._replace(text=f"{before.text} {token.text}")
        else:
            found.append(token)
    return found

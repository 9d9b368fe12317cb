"""Pages drawn in characters, and tables drawn back.

A drawing is a page: `+`, `-` and `|` are rulings, everything else is text in a font whose Chinese characters take two
columns. A line of the table ends where its last character does, a joint in the middle of its `+`. Text over the place
of a `|` hides it; the line runs on behind. A line `~` pushes all below it to the foot of the page.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from extractor.geometry import Box
from extractor.layout import Line, Table
from extractor.pages import Page, Ruling, Word

COLUMN, LINE, SIZE, MARGIN = 5.0, 14.0, 10.0, 10.0
"""Points: a column and a line of a drawing, the font's size, and the margin around the drawing."""

_LEVEL = re.compile(r"[-+]{3,}")
_DRAWN = re.compile(r"[-+]{3,}|(?<![^ |])\+(?![^ |])")
_CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Style:
    """How a drawing's lines are printed; all in points.

    `short` lines end before their joints, `long` ones beyond; `doubled` ones are two, as far apart. `pieces` are lines
    cut at every joint, `dashed` ones in dashes of that length with gaps as long; `shaken` ones miss their places.
    """

    short: float = 0.0
    long: float = 0.0
    doubled: float = 0.0
    pieces: bool = False
    dashed: float = 0.0
    shaken: float = 0.0
    fused: bool = False
    """Whether texts at both sides of a `|` are printed as one word."""


PLAIN = Style()


class Case(NamedTuple):
    """A case of a file: what it promises, the drawings of its pages, and the tables that they give."""

    title: str
    pages: tuple[str, ...]
    expected: str


def cases(name: str) -> list[Case]:
    """The cases of a file: title, pages and tables between lines of one full stop, pages parted by lines of `=`."""
    parts = (_CASES / f"{name}.txt").read_text(encoding="utf-8").split("\n.\n")
    found = []
    for title, drawn, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
        found.append(Case(title.strip(), tuple(re.split(r"\n=+\n", drawn)), expected))
    assert len(parts) == 3 * len(found) + 1
    assert not parts[-1].strip()
    return found


def pages(*drawings: str, style: Style = PLAIN) -> list[Page]:
    """The pages of the drawings, all of one size."""
    sheets = [_sheet(drawing) for drawing in drawings]
    most = max(len(sheet) for sheet in sheets)
    return [_page(number, _filled(sheet, most), style) for number, sheet in enumerate(sheets, 1)]


def _sheet(drawing: str) -> list[list[str]]:
    return [_spread(line) for line in drawing.split("\n")]


def _filled(sheet: list[list[str]], most: int) -> list[list[str]]:
    """The sheet with as many lines as the others, where it says `~` or else at its foot."""
    fold = next((n for n, line in enumerate(sheet) if line == ["~"]), len(sheet))
    missing = most - len(sheet) + (fold < len(sheet))
    return [*sheet[:fold], *([] for _ in range(missing)), *sheet[fold + 1 :]]


def _spread(line: str) -> list[str]:
    """One entry a column; the second column of a wide character is empty."""
    return [column for char in line for column in ([char, ""] if _columns(char) == 2 else [char])]


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _page(number: int, sheet: list[list[str]], style: Style) -> Page:
    width = max(len(line) for line in sheet) * COLUMN + 2 * MARGIN
    height = len(sheet) * LINE + 2 * MARGIN
    rulings = [*_levels(sheet, style), *_uprights(sheet, style)]
    printed = tuple(_printed(rulings, style))
    words = tuple(word for n, line in enumerate(sheet) for word in _words(number, n, line, style))
    return Page(number, width, height, words, printed)


def _x(column: float) -> float:
    return MARGIN + column * COLUMN


def _y(line: float) -> float:
    return MARGIN + line * LINE


def _levels(sheet: list[list[str]], style: Style) -> Iterator[Ruling]:
    for n, line in enumerate(sheet):
        for run in _LEVEL.finditer("".join(char or " " for char in line)):
            for start, end in _spans(run[0], style):
                yield Ruling("h", _y(n + 0.5), _x(run.start() + start), _x(run.start() + end))


def _uprights(sheet: list[list[str]], style: Style) -> Iterator[Ruling]:
    lines = ["".join(char or "字" for char in line) for line in sheet]
    for column in range(max(len(line) for line in sheet)):
        drawn = "".join(line[column : column + 1] or " " for line in lines)
        seen = re.sub(r"(?<=\|)[^-|+ ](?=[|+])|(?<=\+)[^-|+ ](?=\|)", "|", drawn)
        for run in re.finditer(r"\+?(?:\|+\+?)+", seen):
            for start, end in _spans(run[0], style):
                yield Ruling("v", _x(column + 0.5), _y(run.start() + start), _y(run.start() + end))


def _spans(run: str, style: Style) -> Iterator[tuple[float, float]]:
    """From where to where the lines of a run go: to the middle of a joint, to the end of any other character."""
    start, end = (0.5 if run[0] == "+" else 0.0), len(run) - (0.5 if run[-1] == "+" else 0.0)
    joints = [n + 0.5 for n, char in enumerate(run) if char == "+" and 0 < n < len(run) - 1] if style.pieces else []
    sides = [start, *joints, end]
    yield from pairwise(sides)


def _printed(rulings: Iterable[Ruling], style: Style) -> Iterator[Ruling]:
    dice = random.Random(7)  # noqa: S311
    for axis, at, start, end in rulings:
        reach = style.long - style.short
        for off in (-style.doubled / 2, style.doubled / 2) if style.doubled else (0.0,):
            shake = [dice.uniform(-style.shaken, style.shaken) for _ in range(3)]
            line = Ruling(axis, at + off + shake[0], start - reach + shake[1], end + reach + shake[2])
            yield from _dashes(line, style.dashed) if style.dashed else [line]


def _dashes(line: Ruling, length: float) -> Iterator[Ruling]:
    start = line.start
    while start < line.end:
        yield line._replace(start=start, end=min(start + length, line.end))
        start += 2 * length


def _words(page: int, n: int, line: list[str], style: Style) -> Iterator[Word]:
    masked = _DRAWN.sub(lambda run: " " * len(run[0]), "".join(char or "字" for char in line))
    for cell in re.finditer(r".+" if style.fused else r"[^|]+", masked):
        blank = False
        for run in re.finditer(r"[^| ](?:[^ ]*[^| ])?", cell[0]):
            start = cell.start() + run.start()
            yield _word(page, n, start, line[start : start + len(run[0])], blank)
            blank = True


def _word(page: int, n: int, column: int, chars: list[str], blank: bool) -> Word:
    """The word of these columns; a `|` in it is the ruling between two characters that touch there."""
    starts = [k - 0.5 if k and chars[k - 1] == "|" else k for k, char in enumerate(chars) if char not in ("", "|")]
    edges = (*(_x(column + at) for at in starts), _x(column + len(chars)))
    baseline = _y(n + 0.5) + 0.35 * SIZE
    box = Box(page, edges[0], baseline - 0.88 * SIZE, edges[-1], baseline + 0.2 * SIZE)
    return Word("".join(chars).replace("|", ""), box, baseline, SIZE, edges, blank)


def drawn(tables: Sequence[Table]) -> str:
    """The tables as drawings, each between the lines before and after it, parted by blank lines."""
    if not tables:
        return "no table"
    return "\n\n".join("\n".join((*_texts(table.before), _grid(table), *_texts(table.after))) for table in tables)


def _texts(lines: Iterable[Line]) -> Iterator[str]:
    return (line.text for line in lines)


def _grid(table: Table) -> str:
    texts = {cell: cell.text.split("\n") for cell in table.cells}
    needs = [(c.col, c.col_end, max(map(_columns, texts[c])) + 2) for c in table.cells]
    xs = _sides(table.columns, needs)
    ys = _sides(table.rows, [(c.row, c.row_end, len(texts[c])) for c in table.cells])
    canvas = [[" "] * (xs[-1] + 1) for _ in range(ys[-1] + 1)]
    for cell, lines in texts.items():
        left, right, top, bottom = xs[cell.col], xs[cell.col_end], ys[cell.row], ys[cell.row_end]
        for x in range(left, right + 1):
            for y in (top, bottom):
                _paint(canvas, y, x, "+" if x in (left, right) else "-")
        for y in range(top + 1, bottom):
            for x in (left, right):
                _paint(canvas, y, x, "|")
        for n, text in enumerate(lines):
            spread = _spread(text)
            canvas[top + 1 + n][left + 2 : left + 2 + len(spread)] = spread
    return "\n".join("".join(line).rstrip() for line in canvas)


def _paint(canvas: list[list[str]], y: int, x: int, ink: Literal["+", "-", "|"]) -> None:
    canvas[y][x] = ink if canvas[y][x] in (" ", ink) else "+"


def _sides(count: int, needs: Iterable[tuple[int, int, int]]) -> list[int]:
    """Where the lines stand so that every (first, end, room) has its room between them."""
    room = [1] * count
    for first, end, need in sorted(needs, key=lambda n: n[1] - n[0]):
        room[end - 1] += max(0, need - (sum(room[first:end]) + end - first - 1))
    return [sum(room[:n]) + n for n in range(count + 1)]

"""The texts of one column, from top to bottom, and the rows that they tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np

from extractor.layout.alignment.order import follows
from extractor.layout.alignment.strips import FIGURE, TAIL
from extractor.pages import Word, is_wide

_OPENS = re.compile(r"(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）]|[一二三四五六七八九十]{1,3}、)")
_CLOSES = "。；;！!？?："
_PITCH = 0.12  # of the leading: how far a line's pitch may differ from it in one cell
_ANCHOR, _OF_FIGURES = 0.8, 0.6  # of the most texts that a column has: what makes it tell rows
_NEAR = 0.3  # of the leading: how far texts of one row may stand apart
_LEVEL = 0.15  # of the leading: how far figures that stand level may be apart
_ALONE = 1.5  # of the leading: a figure farther from all rows is in one of its own
_SHORT = 3  # characters: marks and grades that stand among figures

Align = Literal["middle", "top"]


class Piece(NamedTuple):
    """What one line has in one column, or over the columns from `col` to before `end`."""

    y: float
    size: float
    text: str
    x0: float
    x1: float
    col: int
    end: int
    words: tuple[Word, ...]
    page: int
    is_rest: bool = False
    """Whether it is the end of a figure that the line above begins."""


class Entry(NamedTuple):
    """The lines of one cell, from `start` to before `stop` in its column."""

    start: int
    stop: int
    top: float
    middle: float

    def key(self, align: Align) -> float:
        """The y that texts of one row share."""
        return self.top if align == "top" else self.middle


def entry(column: Sequence[Piece], start: int, stop: int) -> Entry:
    """The entry of these lines."""
    top, bottom = column[start].y, column[stop - 1].y
    return Entry(start, stop, top, (top + bottom) / 2)


def leading(columns: Iterable[Sequence[Piece]]) -> float:
    """The pitch of the lines of one cell in points: the least that several neighbours of a column have."""
    pairs = [(a, b) for column in columns for a, b in pairwise(column) if not (is_figure(a) and is_figure(b))]
    found = usual([b.y - a.y for a, b in pairs if 0.95 * a.size < b.y - a.y < 2.2 * a.size])
    return found or 1.35 * float(np.median([a.size for a, _ in pairs] or [10.0]))


def usual(pitches: Sequence[float]) -> float | None:
    """The least pitch that several have, None where none is found twice."""
    every = np.sort(pitches)
    for pitch in every:
        close = every[abs(every - pitch) < 0.04 * pitch]
        if len(close) >= max(2, 0.08 * len(every)):
            return float(close.mean())
    return None


def is_figure(piece: Piece) -> bool:
    """Whether the piece is a figure or a mark for none."""
    return FIGURE.fullmatch(piece.text) is not None


def parts_cells(upper: Piece, lower: Piece, pitch: float, right: float) -> bool:
    """Whether two neighbours of a column stand in two cells, as far as they tell themselves."""
    if lower.is_rest:
        return False
    told = follows(upper.words[-1], lower.words[0])
    if told is False:
        return True
    if abs(lower.y - upper.y - pitch) > _PITCH * pitch:
        return True
    if is_figure(upper) or is_figure(lower):
        return True
    return not told and is_short(upper, lower, right) and not _OPENS.match(lower.text) and upper.text[-1] not in _CLOSES


def with_broken(columns: Sequence[Sequence[Piece]], pitch: float) -> list[list[Piece]]:
    """The columns, with the second line of a text marked where it surely has two.

    So has a figure that a narrow column broke (`91.2` over `9`), or a text beside one that is level with its middle,
    where no side can part its lines.
    """
    levels = [_Levels(column) for column in columns]
    return [[*_marked(column, n, levels, pitch)] for n, column in enumerate(columns)]


class _Levels:
    """The heights at which a column has lines, and those of them that are figures or marks."""

    def __init__(self, column: Sequence[Piece]) -> None:
        self.every = np.array([piece.y for piece in column])
        self.figures = np.array([piece.y for piece in column if is_figure(piece) or _is_mark(piece)])


def _is_mark(piece: Piece) -> bool:
    return is_wide(piece.text[0]) and len(piece.text) <= _SHORT


def _marked(column: Sequence[Piece], place: int, levels: Sequence[_Levels], pitch: float) -> Iterator[Piece]:
    figures = np.concatenate([level.figures for n, level in enumerate(levels) if n != place] or [np.empty(0)])
    right = np.concatenate([level.every for level in levels[place + 1 :]] or [np.empty(0)])
    last: Piece | None = None
    for piece in column:
        is_rest = last is not None and not last.is_rest and _are_one(last, piece, figures, right, pitch)
        last = piece._replace(is_rest=is_rest)
        yield last


def _are_one(upper: Piece, lower: Piece, figures: np.ndarray, right: np.ndarray, pitch: float) -> bool:
    """Whether two lines are surely one text: what stands beside them is level with their middle."""
    if abs(lower.y - upper.y - pitch) > _PITCH * pitch:
        return False
    is_broken = is_figure(upper) and TAIL.fullmatch(lower.text) is not None
    if (is_figure(upper) or is_figure(lower)) and not is_broken:
        return False
    middle = (upper.y + lower.y) / 2
    beside = np.minimum(abs(figures - upper.y), abs(figures - lower.y)) < _LEVEL * pitch
    between = abs((figures if is_broken else right) - middle) < _LEVEL * pitch
    return int(between.sum()) > int(beside.sum()) if is_broken else bool(between.any() and not beside.any())


def is_short(upper: Piece, lower: Piece, width: float) -> bool:
    """Whether a line ends where the next one's first word would have fitted: no wrapping broke it."""
    first = re.match(r"[\d.,%A-Za-z]+|.", lower.text)
    room = width - (upper.x1 - upper.x0)
    share = len(first[0]) if first else 1
    need = upper.size * (share if is_wide(lower.text[0]) else 0.6 * share)
    return room > need + 0.9 * upper.size


def apart(column: Sequence[Piece], least: float) -> list[Entry]:
    """The texts of a column between which lines are at least so far apart."""
    cuts = [n for n in range(1, len(column)) if column[n].y - column[n - 1].y > least]
    return [entry(column, a, b) for a, b in pairwise([0, *cuts, len(column)])] if column else []


def entries(column: Sequence[Piece], pitch: float) -> list[Entry]:
    """The cells that a column's own lines tell."""
    width = max((piece.x1 - piece.x0 for piece in column), default=0.0)
    cuts = [n for n in range(1, len(column)) if parts_cells(column[n - 1], column[n], pitch, width)]
    return [entry(column, a, b) for a, b in pairwise([0, *cuts, len(column)])] if column else []


@dataclass(frozen=True)
class Keys:
    """The rows of a stretch of lines: the y that the texts of each share, and how texts stand in them."""

    ys: tuple[float, ...]
    align: Align
    leaf: int
    """The leftmost column with a text in nearly every row."""


def keys(columns: Sequence[Sequence[Piece]], pitch: float, align: Align) -> Keys:
    """The rows that the columns with the most texts tell together, those of figures before all others."""
    told = [entries(column, pitch) for column in columns]
    most = max(map(len, told))
    anchors = [n for n, found in enumerate(told) if len(found) >= max(_ANCHOR * most, 1)]
    figures = [n for n, column in enumerate(columns) if _is_of_figures(column) and len(told[n]) >= _OF_FIGURES * most]
    leaf = next((n for n in anchors if len(told[n]) >= 0.9 * most), anchors[0])
    if figures:
        anchors = [n for n in anchors if n in figures or _agrees(told[n], [told[f] for f in figures], align, pitch)]
        leaf = min(anchors + figures)
        anchors = sorted({*anchors, *figures})
    rows = _clusters(sorted((e.key(align), n) for n in anchors for e in told[n]), pitch)
    kept = [row for row in rows if len({n for _, n in row}) >= min(2, len(anchors)) or leaf in {n for _, n in row}]
    kept = sorted(kept + [row for row in rows if _is_alone(row, kept, figures, pitch)])
    return Keys(tuple(float(np.median([y for y, _ in row])) for row in kept), align, leaf)


def _is_alone(
    row: list[tuple[float, int]], kept: Sequence[list[tuple[float, int]]], figures: Sequence[int], pitch: float
) -> bool:
    """Whether a text among figures stands far from every row: a total may have no other figure."""
    y = row[0][0]
    return row[0][1] in figures and all(min(abs(y - other) for other, _ in each) > _ALONE * pitch for each in kept)


def _is_of_figures(column: Sequence[Piece]) -> bool:
    return 2 * sum(map(is_figure, column)) > len(column)


def _agrees(found: Sequence[Entry], figures: Sequence[Sequence[Entry]], align: Align, pitch: float) -> bool:
    """Whether the texts of a column stand beside the figures."""
    near = np.array([e.key(align) for column in figures for e in column])
    beside = sum(bool((abs(near - e.key(align)) < _NEAR * pitch).any()) for e in found)
    return beside >= 0.8 * len(found)


def _clusters(found: Sequence[tuple[float, int]], pitch: float) -> list[list[tuple[float, int]]]:
    rows: list[list[tuple[float, int]]] = []
    for y, col in found:
        if rows and y - rows[-1][0][0] <= _NEAR * pitch:
            rows[-1].append((y, col))
        else:
            rows.append([(y, col)])
    return rows

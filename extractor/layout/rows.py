"""Rows that no ruling parts: where columns of figures stand beside each other, each line of figures is a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.layout.grid import Lattice, Slot, slots
from extractor.layout.rulings import JOINT
from extractor.layout.seams import is_chinese
from extractor.pages import Ruling, Word

_FEWEST = 3  # lines of figures that are rows; a number may be broken over two
_SAME = 0.4  # of the size: how far apart baselines of one row may be
_UP, _DOWN = 0.85, 0.25  # of the size: how far text reaches above its baseline, and below
_FIGURE = re.compile(
    r"(?:[-+(±<>$€£¥]?[\d,. ]*\d[%)]?(?: ?[-–/±] ?[\d.,]+%?)?|[-–—*†‡:.…]+|n\.?/?a\.?|\((?:[A-Za-z†‡*–-]\)))"
)


class _Line(NamedTuple):
    """A line of a cell: its baseline, its words' size, text and right side, and how wide its first word is.

    `spans` tells that nothing closes the cell at its right there.
    """

    at: float
    size: float
    text: str
    x1: float
    first: float
    spans: bool


class _Row(NamedTuple):
    """A row: the baselines of its first and its last line."""

    first: float
    last: float


def with_rows(raster: Lattice, words: Sequence[Word], rulings: Sequence[Ruling]) -> Lattice:
    """The raster with sides between rows that no ruling parts; as it is where the words are Chinese.

    In rows that are found so, upright lines are drawn where the rulings have them.
    """
    if any(is_chinese(word.text) for word in words):
        return raster
    every = slots(raster)
    for row in reversed(range(len(raster.ys) - 1)):
        band = [slot for slot in every if (slot.row, slot.row_end) == (row, row + 1)]
        raster = _cut(raster, row, _sides(raster, band, words, rulings), band, rulings)
    return raster


def _cut(raster: Lattice, row: int, sides: Sequence[float], band: Sequence[Slot], rulings: Sequence[Ruling]) -> Lattice:
    """The raster whose row is cut at the sides, over the columns of the band."""
    columns = {col for slot in band for col in range(slot.col, slot.col_end)}
    level = [col in columns for col in range(len(raster.xs) - 1)]
    middles = [(start + end) / 2 for start, end in pairwise((raster.ys[row], *sides, raster.ys[row + 1]))]
    drawn = list(zip(raster.upright[row], raster.xs, strict=True))
    upright = [[was and _is_drawn(x, middle, rulings) for was, x in drawn] for middle in middles]
    return Lattice(
        raster.xs,
        [*raster.ys[: row + 1], *sides, *raster.ys[row + 1 :]],
        [*raster.level[: row + 1], *(level for _ in sides), *raster.level[row + 1 :]],
        [*raster.upright[:row], *(upright if sides else [raster.upright[row]]), *raster.upright[row + 1 :]],
    )


def _is_drawn(x: float, y: float, rulings: Sequence[Ruling]) -> bool:
    """Whether an upright line is drawn at a point."""
    return any(
        abs(x - ruling.at) <= JOINT and ruling.start - JOINT <= y <= ruling.end + JOINT
        for ruling in rulings
        if ruling.axis == "v"
    )


def _sides(raster: Lattice, band: Sequence[Slot], words: Sequence[Word], rulings: Sequence[Ruling]) -> list[float]:
    """The sides between the rows of a band of cells, from top to bottom; none where it is one row or in doubt."""
    cells = [(slot, _lines(raster, slot, words, rulings)) for slot in band]
    figures = [lines for _, lines in cells if len(lines) >= _FEWEST and all(_FIGURE.fullmatch(x.text) for x in lines)]
    texts = [(raster.xs[slot.col_end], lines) for slot, lines in cells if lines and lines not in figures]
    keys = _baselines(line for lines in figures for line in lines)
    is_sure = len(figures) >= 2 or (len(figures) == 1 and any(len(lines) == len(keys) for _, lines in texts))
    if not is_sure or any(2 * len(lines) < len(keys) for lines in figures):
        return []
    rows = _rows(keys, texts)
    size = max(line.size for lines in figures for line in lines)
    gaps = [(upper.last + _DOWN * size, lower.first - _UP * size) for upper, lower in pairwise(rows)]
    return [(start + end) / 2 for start, end in gaps] if all(start < end + _SAME * size for start, end in gaps) else []


def _lines(raster: Lattice, slot: Slot, words: Sequence[Word], rulings: Sequence[Ruling]) -> list[_Line]:
    """The lines of the words in a cell, without raised marks.

    Where the rulings do not have the cell's left side, the words are of the cell to the left.
    """
    x0, x1, top, bottom = raster.xs[slot.col], raster.xs[slot.col_end], raster.ys[slot.row], raster.ys[slot.row_end]
    inside = [
        word
        for word in words
        if x0 <= (word.box.x0 + word.box.x1) / 2 < x1
        and top <= (y := word.baseline - 0.35 * word.size) < bottom
        and (slot.col == 0 or _is_drawn(x0, y, rulings))
    ]
    size = max((word.size for word in inside), default=0.0)
    rows: list[list[Word]] = []
    for word in sorted((word for word in inside if word.size > 0.87 * size), key=lambda word: word.baseline):
        if rows and word.baseline - rows[-1][0].baseline <= _SAME * size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda word: word.box.x0), x1, rulings) for row in rows]


def _line(words: Sequence[Word], right: float, rulings: Sequence[Ruling]) -> _Line:
    text, first, last = " ".join(word.text for word in words), words[0], words[-1]
    spans = not _is_drawn(right, first.baseline - 0.35 * first.size, rulings)
    return _Line(first.baseline, first.size, text, last.box.x1, first.box.width, spans)


def _baselines(lines: Iterator[_Line]) -> list[float]:
    """The baselines of lines, those of one row once."""
    found: list[float] = []
    for line in sorted(lines):
        if not found or line.at - found[-1] > _SAME * line.size:
            found.append(line.at)
    return found


def _rows(keys: Sequence[float], texts: Sequence[tuple[float, Sequence[_Line]]]) -> list[_Row]:
    """The rows of figures with the lines of text that belong to them, and rows of text alone between them."""
    entries = [entry for right, lines in texts for entry in _entries(right, lines, keys)]
    rows = [_Row(key, key) for key in keys]
    alone: list[_Row] = []
    for entry in entries:
        near = [n for n, key in enumerate(keys) if entry.first - 1 <= key <= entry.last + 1]
        for n in near[:1]:
            rows[n] = _Row(min(rows[n].first, entry.first), max(rows[n].last, entry.last))
        if not near:
            alone.append(entry)
    return sorted({*rows, *alone})


def _entries(right: float, lines: Sequence[_Line], keys: Sequence[float]) -> Iterator[_Row]:
    """The texts of a column whose cell ends at `right`: each with the lines that wrapping made of it."""
    entry: list[_Line] = []
    for line in lines:
        if entry and not _continues(right, entry, line, keys):
            yield _Row(entry[0].at, entry[-1].at)
            entry = []
        entry.append(line)
    if entry:
        yield _Row(entry[0].at, entry[-1].at)


def _continues(right: float, entry: Sequence[_Line], line: _Line, keys: Sequence[float]) -> bool:
    """Whether a line goes on with the text above: it would not have fitted there, and has no figures of its own."""

    def has_key(each: _Line) -> bool:
        return any(abs(key - each.at) <= _SAME * each.size for key in keys)

    if has_key(line) and any(has_key(each) for each in entry):
        return False
    if entry[-1].spans != line.spans or (line.text[0].isupper() and line.text[-1] == ":"):
        return False
    return line.text[0].islower() or right - entry[-1].x1 < line.first + line.size

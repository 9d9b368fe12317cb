"""The records of an indicator table put together from a dump, and the levels that its rows stand under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from extractor.dumps.boxes import Piece
from extractor.dumps.figures import Points
from extractor.dumps.kinds import LEVEL_WEIGHTS
from extractor.dumps.labels import Label, points
from extractor.dumps.levels import levels_of
from extractor.dumps.tokens import Token, is_figure
from extractor.quantities import figure

UNIT = 10_000

SURE, BORNE, DOUBTFUL = 1.0, 0.95, 0.75
"""Confidence of what stands where it was printed, of what order and sums decided, and of what may be otherwise."""


class Outer(NamedTuple):
    """Points that stand outside the table, None where they do not: of execution (weight and score), and the total."""

    execution: tuple[Points, Points] = (None, None)
    total: Points = None


@dataclass
class Cell:
    """What stands in one place of the table: its tokens, and how sure it is that they belong there."""

    tokens: list[Token] = field(default_factory=list)
    confidence: float = SURE


@dataclass
class Level:
    """A level's name with its weight, and the rows that stand under it: from `start` to before `end`."""

    name: Cell
    weight: Cell | None = None
    start: int | None = None
    end: int | None = None

    def doubt(self) -> None:
        """Make its name and its weight doubtful."""
        for cell in (self.name, self.weight):
            if cell:
                cell.confidence = min(cell.confidence, DOUBTFUL)


@dataclass
class Placed:
    """The table as it was put together; `outside` are the tokens that found no place in it."""

    columns: list[str]
    labels: dict[str, Label | Token]
    rows: list[dict[str, Cell]]
    levels: tuple[list[Level], list[Level]]
    totals: dict[str, Cell]
    total_label: Label | None
    outside: list[Token]


def tokens_of(piece: Piece) -> list[Token]:
    """The tokens that a piece of the stream is made of."""
    if isinstance(piece, Token):
        return [piece]
    return list(piece.tokens) if isinstance(piece, Label) else list(piece)


def text_of(tokens: Sequence[Token]) -> str:
    """The texts of tokens in order, as one."""
    return "".join(token.text for token in tokens)


def points_of(text: str) -> Points:
    """The figure of a text in ten-thousandths of a point, None where it is none."""
    value = figure(text) if is_figure(text) else None
    return None if value is None else int(value * UNIT)


def spread(levels: tuple[list[Level], list[Level]], rows: Sequence[Mapping[str, Cell]], torn: bool) -> None:
    """Give every level the rows that stand under it: by its weight and theirs, else by where its name was printed."""
    weights = _weights(rows)
    for found in levels:
        sums = [weight_of(level) for level in found]
        parts = _shares(weights, sums) if any(sums) else None
        unmet = sum(not met for _, _, met in parts or ())
        if parts and not (torn and unmet > 1):
            for level, (start, end, met) in zip(found, parts, strict=True):
                level.start, level.end = start, end
                if unmet > 1 or not met:
                    level.doubt()
            continue
        for level, after in zip(found, [*found[1:], None], strict=False):
            level.end = (after.start if after else len(rows)) or len(rows)
            if torn:
                level.start = level.end = None


def adds_up(rows: Sequence[Mapping[str, Cell]], sums: Sequence[int]) -> bool:
    """Whether the weights of the rows can be shared out so that every level has its own."""
    parts = _shares(_weights(rows), sums)
    return parts is not None and all(met for _, _, met in parts)


def _shares(weights: Sequence[Points], sums: Sequence[Points]) -> list[tuple[int, int, bool]] | None:
    """Consecutive rows for each level, and whether their weights add up to the level's: as many do as can.

    None where less than half of the levels would have their sums, or there are more levels than rows.
    """
    rows = len(weights)
    heights = [0, *accumulate(weight or 0 for weight in weights)]
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for wanted in sums:
        following: dict[int, tuple[int, tuple[int, ...]]] = {}
        for start, (met, cuts) in best.items():
            for end in range(start + 1, rows + 1):
                now = met + (heights[end] - heights[start] == wanted)
                if now > following.get(end, (-1, ()))[0]:
                    following[end] = (now, (*cuts, end))
        best = following
    if rows not in best or 2 * best[rows][0] <= len(sums) - 1:
        return None
    cuts = (0, *best[rows][1])
    return [(a, b, heights[b] - heights[a] == wanted) for a, b, wanted in zip(cuts, cuts[1:], sums, strict=False)]


def _weights(rows: Sequence[Mapping[str, Cell]]) -> list[Points]:
    return [weight_of_row(row) for row in rows]


def weight_of_row(row: Mapping[str, Cell]) -> Points:
    """The points that a row is printed to weigh, in its column or in its name."""
    if "weight" in row:
        return points_of(text_of(row["weight"].tokens))
    printed = points(text_of(row["level3"].tokens)) if "level3" in row else None
    return int(Decimal(printed) * UNIT) if printed else None


def weight_of(level: Level) -> Points:
    """The points that a level is printed to weigh, in its name or beside it."""
    if level.weight:
        return points_of(text_of(level.weight.tokens))
    printed = points(text_of(level.name.tokens))
    return int(Decimal(printed) * UNIT) if printed else None


def weighed(
    levels: tuple[list[Level], list[Level]],
    stream: Sequence[Piece],
    columns: Mapping[str, Label | Token],
    rows: Sequence[Mapping[str, Cell]],
    sure: float,
) -> None:
    """Take the levels in the order of the stream where the weights of the rows add up to theirs.

    Where they do not, and the form weighs its levels, what was found of them is doubtful.
    """
    both, _ = levels_of(stream, columns)
    for found, names, weight in zip(levels, both, LEVEL_WEIGHTS, strict=True):
        if names.sums and adds_up(rows, names.sums):
            cells = (Cell([token], sure) if token else None for token in names.figures)
            found[:] = [
                Level(Cell([*label.tokens], sure), cell) for label, cell in zip(names.labels, cells, strict=True)
            ]
        elif weight in columns or any(names.weights):
            for level in found:
                level.doubt()

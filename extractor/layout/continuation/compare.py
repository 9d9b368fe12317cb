"""What the cells of two parts of a table are held against each other by: their sides, their texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.layout.rulings import JOINT
from extractor.layout.table import Cell

FIGURE = re.compile(r"[-+≥≤<>=]?[\d,]+(?:\.\d+)?[%％]?")
"""A figure, with a sign before or behind it."""


def key(cell: Cell) -> str:
    """The text of a cell without blanks."""
    return "".join(cell.text.split())


def sides(cell: Cell) -> tuple[int, int]:
    """The left and right side of a cell, in steps in which sides of one place are equal."""
    return round(cell.boxes[0].x0 / (2 * JOINT)), round(cell.boxes[0].x1 / (2 * JOINT))


def aligned(a: Cell, b: Cell) -> bool:
    """Whether two cells have the same sides."""
    one, other = a.boxes[0], b.boxes[0]
    return abs(one.x0 - other.x0) <= JOINT and abs(one.x1 - other.x1) <= JOINT


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a figure and nothing else."""
    return FIGURE.fullmatch(key(cell)) is not None


def may_head(row: Sequence[Cell]) -> bool:
    """Whether a row prints something, and no figure."""
    return any(cell.lines for cell in row) and not any(FIGURE.fullmatch(key(cell)) for cell in row if cell.lines)

"""Forms that stand in one table, one under the other: each begins with its title, or with a label that says of whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from extractor.layout import Table
from extractor.quantities import plain
from extractor.rules.columns import headers
from extractor.rules.headings import is_title
from extractor.templates import Template


def forms(table: Table, dictionary: Template) -> list[Table]:
    """The forms that a table holds: none where nothing heads columns of indicators.

    It is parted before every row that begins a further form with indicators of its own.
    """
    found = headers(table, dictionary)
    if len(found) < 2:
        return [table] if found else []
    begun = [*_titles(table), *_named(table, dictionary)]
    firsts = (next((row for row in begun if a.end < row < b.start), None) for a, b in pairwise(found))
    edges = [0, *(row for row in firsts if row is not None), table.rows]
    return [_between(table, top, end) for top, end in pairwise(edges)]


def _titles(table: Table) -> Iterator[int]:
    """The rows of one cell, as wide as the table, that holds a title."""
    for row in range(table.rows):
        cells = table.row(row)
        if len(cells) == 1 and cells[0].row == row and is_title(plain(cells[0].text)):
            yield row


def _named(table: Table, dictionary: Template) -> Iterator[int]:
    """The rows that begin with what a form is of, a label of its identity with its value."""
    for row in range(table.rows):
        printed = [cell for cell in table.begun[row] if cell.lines]
        for label, value in list(pairwise(printed))[:2]:
            if dictionary.field("identity", label.text) and not dictionary.is_label(value.text):
                yield row
                break


def _between(table: Table, top: int, end: int) -> Table:
    """The rows of a table from `top` to the one before `end`, with the lines around it where it is first or last."""
    if (top, end) == (0, table.rows):
        return table
    return Table(
        rows=end - top,
        columns=table.columns,
        cells=tuple(replace(cell, row=cell.row - top) for cell in table.cells if top <= cell.row < end),
        before=table.before if top == 0 else (),
        after=table.after if end == table.rows else (),
    )

"""The header of an indicator table: which columns hold which field, found by their labels in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from extractor.layout import Cell, Table
from extractor.quantities import plain
from extractor.templates import Template

_LEVELS = ("level1", "level2", "level3")
_TOLD = ("target", "weight", "score")
"""What the header of indicators has one of at least; other tables too have names, units and what was done."""

_LONGEST_NAME = 10  # characters of a label
_NAMES_TOO = ("指标内容", "评价内容", "考核内容")
"""Labels of explanations that head the names of indicators where no other column does."""

_LEVEL = re.compile(r".{0,2}[级級](?:指.?|.标)")
"""The label of a level whose number is lost or more than misread."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Columns:
    """A header: the row after it, the columns of every field, and the columns that no field takes by their labels."""

    start: int
    end: int
    fields: dict[str, Span]
    others: tuple[tuple[str, Span], ...]
    cells: tuple[Cell, ...]


def headers(table: Table, template: Template) -> list[Columns]:
    """The headers of the table's indicator blocks, from top to bottom."""
    found: list[Columns] = []
    for row in range(table.rows):
        inside = bool(found) and row < found[-1].end  # labels under a wider heading are of the header above
        header = None if inside else _header(table, template, row)
        if header is not None:
            found.append(header)
    return found


def may_head_indicators(text: str, template: Template) -> bool:
    """Whether a page whose text, without its blanks, is given can hold a header: it prints a label of one."""
    columns = template.labels["columns"]
    labels = (
        [label.strip("~$") for field in fields for label in columns.get(field, ())] for fields in (_LEVELS, _TOLD)
    )
    return all(any(label in text for label in each) for each in labels)


def _header(table: Table, template: Template, row: int) -> Columns | None:
    """The header that begins in a row; labels under a wider heading, as 一级指标 under 绩效指标, are of it too."""
    top = _named(table, template, row)
    if not top:
        return None
    end = max(cell.row_end for cell, _ in top)
    named = [*top, *(pair for under in range(row + 1, end) for pair in _named(table, template, under))]
    if not {field for _, field in named} & {*_TOLD}:
        return None
    named += _levels_by_names(table, template, range(row, end), named)
    own = [cell for under in range(row, end) for cell in table.begun[under] if cell.lines]
    named = _with_levels(sorted(named, key=_place), own)
    fields = {field for _, field in named}
    if len(fields) < 3 or not fields & {*_LEVELS}:
        return None
    placed = _placed(_with_name(named, own), template)
    used = set(placed.values())
    rest = [cell for cell in own if _span(cell) not in used and not _side_by_side(table, cell, template)]
    others = [cell for cell in rest if template.field("rows", cell.text) != "section"]
    return Columns(row, end, placed, tuple((cell.text, _span(cell)) for cell in others), tuple(own))


def _named(table: Table, template: Template, row: int) -> list[tuple[Cell, str]]:
    found: list[tuple[Cell, str]] = []
    for cell in table.begun[row]:
        field = template.field("columns", cell.text) if cell.lines else None
        found += _side_by_side(table, cell, template) or ([(cell, field)] if field else [])
    return found


def _side_by_side(table: Table, cell: Cell, template: Template) -> list[tuple[Cell, str]]:
    """The labels of a cell that prints one for each of two columns under it, as where no line parts `分 值  得 分`."""
    under = [each for each in table.row(cell.row_end) if cell.col <= each.col < cell.col_end]
    text = plain(cell.text) if len(under) > 1 and cell.lines else ""
    for at in range(2, len(text) - 1):
        labels = text[:at], text[at:]
        fields = [field for label in labels if (field := _exact(template, label))]
        if len(set(fields)) == 2:
            lines = [(cell.lines[0]._replace(text=label),) for label in labels]
            halves = [
                replace(cell, col=each.col, colspan=each.colspan, lines=line)
                for each, line in zip(under, lines, strict=False)
            ]
            return list(zip(halves, fields, strict=True))
    return []


def _exact(template: Template, label: str) -> str | None:
    """The field of a text that is a label of columns as it stands."""
    field = template.field("columns", label)
    is_label = field and template.rank("columns", field, label) < len(template.labels["columns"].get(field, ()))
    return field if is_label else None


def _levels_by_names(
    table: Table, template: Template, rows: range, named: Sequence[tuple[Cell, str]]
) -> list[tuple[Cell, str]]:
    """The columns of levels under headings that are no labels (指标类型): those that begin with the name of a level."""
    fields = {field for _, field in named}
    known = {cell for cell, _ in named}
    own = [cell for row in rows for cell in table.begun[row] if cell.lines and cell not in known]
    others = [cell for cell in own if template.field("levels", cell.text) is None]
    found: dict[str, Cell] = {}
    for cell in others:
        under = table.at(rows.stop, cell.col) if cell.row_end == rows.stop < table.rows else None
        level = template.field("levels", under.text) if under is not None and _span(under) == _span(cell) else None
        if level in _LEVELS and level not in fields:
            found.setdefault(level, cell)
    return [(cell, level) for level, cell in found.items()]


def _span(cell: Cell) -> Span:
    return cell.col, cell.col_end


def _place(pair: tuple[Cell, str]) -> tuple[int, int]:
    return pair[0].col, pair[0].row


def _with_levels(named: Sequence[tuple[Cell, str]], own: Sequence[Cell]) -> list[tuple[Cell, str]]:
    """The header with levels whose number was not read, by their order; as it was where the others' contradict that."""
    known = {cell for cell, _ in named}
    unknown = [(cell, "") for cell in own if cell not in known and _LEVEL.fullmatch(plain(cell.text))]
    levels = sorted([*(pair for pair in named if pair[1] in _LEVELS), *unknown], key=_place)
    if not unknown or len(levels) > len(_LEVELS):
        return list(named)
    told = [(cell, level) for (cell, _), level in zip(levels, _LEVELS, strict=False)]
    if any(field not in ("", level) for (_, field), (_, level) in zip(levels, told, strict=True)):
        return list(named)
    return sorted([*(pair for pair in named if pair[1] not in _LEVELS), *told], key=_place)


def _with_name(named: Sequence[tuple[Cell, str]], own: Sequence[Cell]) -> list[tuple[Cell, str]]:
    """The header with the column of names, where none is labelled as such.

    It is the one beside level 2 that no label names (绩效指标 behind 二级指标), or 指标内容, which elsewhere
    explains an indicator; else the deepest level itself.
    """
    fields = [field for _, field in named]
    if "level3" in fields:
        return list(named)
    deepest = "level2" if "level2" in fields else "level1"
    edge = named[fields.index(deepest)][0].col_end
    edge = next((cell.col_end for cell, field in named if (cell.col, field) == (edge, "weight")), edge)
    known = {cell for cell, field in named if field != "definition" or plain(cell.text) not in _NAMES_TOO}
    beside = [cell for cell in own if cell.col == edge and cell not in known and len(plain(cell.text)) <= _LONGEST_NAME]
    if beside and (deepest == "level2" or "指标" in plain(beside[0].text)):
        others = [pair for pair in named if pair[0] is not beside[0]]
        return sorted([*others, (beside[0], "level3")], key=_place)
    return [(cell, "level3" if field == deepest else field) for cell, field in named]


def _placed(named: Sequence[tuple[Cell, str]], template: Template) -> dict[str, Span]:
    """The columns of every field; a weight belongs to the level at its left.

    Of two labels of a field the better one counts, of two as good the first; one that parts a wider one counts too.
    """
    placed: dict[str, tuple[int, Span]] = {}
    previous = ""
    for cell, field in named:
        at = f"{previous}_weight" if field == "weight" and previous in ("level1", "level2") else field
        rank, span = template.rank("columns", field, cell.text), _span(cell)
        if at not in placed or rank < placed[at][0] or _is_within(span, placed[at][1]):
            placed[at] = rank, span
        previous = field
    return {field: span for field, (_, span) in placed.items()}


def _is_within(inner: Span, outer: Span) -> bool:
    """Whether a heading stands under a wider one of the same field, whose columns it parts."""
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer

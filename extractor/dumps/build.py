"""The table that the rules read, built from what was found in a torn dump: one label and its value a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.dumps.around import Head, Pair
from extractor.dumps.labels import Label
from extractor.dumps.placed import Cell as Place
from extractor.dumps.placed import Level, Placed
from extractor.dumps.tokens import Token
from extractor.geometry import Box
from extractor.layout import Cell, Line, Table

_WIDTH = 1000.0


class Builder:
    """Rows of cells, put under each other."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.cells: list[Cell] = []
        self.row = 0

    def add(  # noqa: PLR0913 -- a cell has a place, a size and a text
        self, row: int, col: int, tokens: Sequence[Token], sure: float = 1.0, *, rows: int = 1, cols: int = 1
    ) -> None:
        """Put a cell in its place; one without tokens stands where the last one before it does."""
        lines = tuple(line_of(token, sure) for token in tokens)
        if lines:
            right = max(line.box.x1 for line in lines)
            box = Box(lines[0].box.page, 0.0, lines[0].box.top, right, lines[-1].box.top)
        else:
            near = next((cell.boxes[0] for cell in reversed(self.cells) if cell.row == row), None)
            box = near or Box(1, 0.0, 1.0, 0.0, 1.0)
        self.cells.append(Cell(row, col, rows, cols, (box,), lines))

    def pair(self, label: Sequence[Token], value: Sequence[Token], sure: float) -> None:
        """Put a label and its value in a row of their own."""
        self.add(self.row, 0, label)
        self.add(self.row, 1, value, sure, cols=self.columns - 1)
        self.row += 1

    def alone(self, tokens: Sequence[Token], sure: float = 1.0) -> None:
        """Put a cell as wide as the table in a row of its own."""
        self.add(self.row, 0, tokens, sure, cols=self.columns)
        self.row += 1


def line_of(token: Token, sure: float = 1.0) -> Line:
    """The line of a token: its number stands for its height on the page."""
    at = float(token.line)
    return Line(token.text, Box(token.page, 0.0, at, token.width, at), 1.0, sure)


def build(head: Head, placed: Placed, rest: Iterable[Token]) -> Table:
    """The table of a form, with the lines before and after it."""
    builder = Builder(max(len(placed.columns), len(head.headings) + 1, 2))
    for pair in head.identity:
        builder.pair(_of(pair.label), pair.tokens, pair.confidence)
    for pair in head.totals:
        builder.pair(_of(pair.label), pair.tokens, pair.confidence)
    _money(builder, head)
    for pair in head.amounts:
        builder.pair(_of(pair.label), pair.tokens, pair.confidence)
    for token in head.inline:
        builder.alone([token])
    above = [pair for pair in head.narratives if _line(pair) <= _first(placed)]
    for pair in above:
        builder.pair(_of(pair.label), pair.tokens, pair.confidence)
    _indicators(builder, placed)
    _total(builder, placed)
    if head.grade:
        builder.pair(_of(head.grade.label), head.grade.tokens, head.grade.confidence)
    for pair in (pair for pair in head.narratives if pair not in above):
        builder.pair(_of(pair.label), pair.tokens, pair.confidence)
    before = tuple(line_of(token) for token in head.before)
    after = sorted((*head.after, *rest), key=lambda token: (token.line, token.at))
    return Table(builder.row, builder.columns, tuple(builder.cells), before, _lines(after))


def _lines(tokens: Sequence[Token]) -> tuple[Line, ...]:
    """Free tokens as lines, those of one line made one."""
    found: list[list[Token]] = []
    for token in tokens:
        if found and found[-1][0].line == token.line and found[-1][0].page == token.page:
            found[-1].append(token)
        else:
            found.append([token])
    return tuple(
        Line("  ".join(t.text for t in part), line_of(part[0]).box._replace(x1=float(sum(t.width for t in part))), 1.0)
        for part in found
    )


def _of(label: Label | Token) -> list[Token]:
    return [label] if isinstance(label, Token) else list(label.tokens)


def _line(pair: Pair) -> int:
    return _of(pair.label)[0].line


def _first(placed: Placed) -> int:
    """The line where the table's header begins, in order of the stream."""
    return min(_of(label)[0].line for label in placed.labels.values())


def _money(builder: Builder, head: Head) -> None:
    if not head.money:
        return
    fields = [label.fields["money"] for label in head.headings]
    builder.add(builder.row, 0, [token for label in head.block for token in _of(label)])
    for col, label in enumerate(head.headings, 1):
        builder.add(builder.row, col, _of(label), cols=_rest(builder, col, len(fields)))
    builder.row += 1
    for n, pair in enumerate(head.lines):
        builder.add(builder.row, 0, _of(pair.label))
        for col, field in enumerate(fields, 1):
            token = head.money.cells.get((n, field))
            sure = 0.75 if (n, field) in head.doubtful else pair.confidence
            builder.add(builder.row, col, [token] if token else [], sure, cols=_rest(builder, col, len(fields)))
        builder.row += 1


def _rest(builder: Builder, col: int, last: int) -> int:
    return builder.columns - col if col == last else 1


def _indicators(builder: Builder, placed: Placed) -> None:
    for col, name in enumerate(placed.columns):
        builder.add(builder.row, col, _of(placed.labels[name]), cols=_rest(builder, col, len(placed.columns) - 1))
    builder.row += 1
    start = builder.row
    for n, row in enumerate(placed.rows):
        for col, name in enumerate(placed.columns):
            if name in ("level1", "level1_weight", "level2", "level2_weight"):
                continue
            cell = row.get(name, Place())
            builder.add(start + n, col, cell.tokens, cell.confidence, cols=_rest(builder, col, len(placed.columns) - 1))
    for level, found in zip(("level1", "level2"), placed.levels, strict=True):
        if level in placed.columns:
            _levels(builder, placed, level, found, start)
    builder.row = start + len(placed.rows)


def _levels(builder: Builder, placed: Placed, level: str, found: Sequence[Level], start: int) -> None:
    """Put the names of a level beside the rows under them, with their weights; a blank stands where none is known."""
    names = [name for name in (level, f"{level}_weight") if name in placed.columns]
    spans = {each.start: each for each in found if each.start is not None and each.end and each.end > each.start}
    row = 0
    while row < len(placed.rows):
        each = spans.get(row)
        rows = min(each.end or row, len(placed.rows)) - row if each else 1
        for name in names:
            cell = (each.name if name == level else each.weight or Place()) if each else Place()
            builder.add(start + row, placed.columns.index(name), cell.tokens, cell.confidence, rows=rows)
        row += rows


def _total(builder: Builder, placed: Placed) -> None:
    label = placed.total_label
    if not label or not placed.totals:
        return
    spots = {name: placed.columns.index(name) for name in ("weight", "score") if name in placed.columns}
    first = min(spots.values(), default=1)
    builder.add(builder.row, 0, _of(label), cols=max(first, 1))
    for name, col in sorted(spots.items(), key=lambda spot: spot[1]):
        cell = placed.totals.get(f"total_{name}", Place())
        builder.add(builder.row, col, cell.tokens, cell.confidence)
    builder.row += 1

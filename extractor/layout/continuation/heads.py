"""Headers that are printed again at the top of a page, and what begins there as another copy of the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

from msgspec.structs import replace

from extractor.layout.continuation.compare import FIGURE, aligned, key, may_head, sides
from extractor.layout.table import Cell, Line

_LONG_ROW = 5  # cells
_COPIED = 6  # rows: no header has as many
_MISREAD = 0.5  # how alike, on average, the texts are of a header of several cells that OCR read twice
_OWN = 0.35  # a text less alike to a header than this is another
_SEVERAL = 4  # cells


def restarts(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the second table begins as the first does, with other values: it is another copy, not the rest.

    The rows that are the same in both are a header, which is printed again over the rest of a table. Under it a copy
    has a label that the first table has there and nowhere else; the names that a rest repeats head many rows.
    """
    same = 0
    while _is_repeated(above, below, same):
        same += 1
    if not same:
        return _begins_alike(above, below)
    return same >= _COPIED or any(
        _is_label(text) and _count(above, text) == 1 for text in _texts(above, same) & _texts(below, same)
    )


def _is_repeated(above: Sequence[Cell], below: Sequence[Cell], row: int) -> bool:
    first, second = _texts_of_row(above, row), _texts_of_row(below, row)
    if not first or not any(map(_is_label, first.values())):
        return False
    return first == second or _is_misread(_lone(above)[row], _lone(below)[row])


def _begins_alike(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether both begin with one label, or share labels that stand at the same places of their first rows."""
    first, second = _texts_of_row(above, 0), _texts_of_row(below, 0)
    names = {next((text for _, text in sorted(texts.items()) if text), "") for texts in (first, second)}
    shared = {text for sides, text in second.items() if first.get(sides) == text}
    return any(map(_is_label, shared if len(names) > 1 else names))


def _texts(cells: Sequence[Cell], row: int) -> set[str]:
    return set(_texts_of_row(cells, row).values())


def _texts_of_row(cells: Sequence[Cell], row: int) -> dict[tuple[int, int], str]:
    """The texts of the cells that stand in one row only, by their left and right sides."""
    return {sides(cell): key(cell) for cell in cells if cell.row == row and cell.rowspan == 1}


def _count(cells: Sequence[Cell], text: str) -> int:
    return sum(key(cell) == text for cell in cells)


def _is_label(text: str) -> bool:
    return bool(text) and not FIGURE.fullmatch(text)


def without_header(above: Sequence[Cell], below: Sequence[Cell]) -> list[Cell]:
    """The cells below without the rows that only repeat a header of the table above."""
    first, headers = _repeated(above, below)
    heads = [cell for cell in above if first <= cell.row < first + headers]
    strays = [line for cell in below if cell.row_end <= headers for line in _strays(heads, cell)]
    rest = []
    for cell in below:
        start = max(cell.row, headers)
        if cell.row_end > headers:
            kept = replace(cell, row=start - headers, rowspan=cell.row_end - start)
            rest.append(_with_strays(kept, strays) if strays and start == headers else kept)
    return rest


def _strays(heads: Sequence[Cell], cell: Cell) -> tuple[Line, ...]:
    """The lines of a repeated header's cell that its header does not have: text of the cell under it."""
    for head in heads:
        if aligned(cell, head) and _likeness(cell, head) >= _OWN:
            return cell.lines[len(head.lines) :]
    return cell.lines


def _is_header_of(cell: Cell, header: Cell) -> bool:
    """Whether the cell's first lines are those of the header."""
    if not header.lines or cell.lines[0].text != header.lines[0].text:
        return False
    return [line.text for line in cell.lines[: len(header.lines)]] == [line.text for line in header.lines]


def _is_misread(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether rows of several cells with the same sides and no figures are one header, as OCR read it twice."""
    printed = [cell for cell in lower if cell.lines]
    pairs: list[tuple[Cell, Cell]] = []
    for cell in printed if len(printed) >= _SEVERAL else ():
        heads = [(cell, head) for head in upper if head.lines and aligned(cell, head)]
        if not heads:
            return False
        pairs += heads
    return bool(pairs) and may_head(lower) and sum(_likeness(*pair) for pair in pairs) >= _MISREAD * len(pairs)


def _likeness(cell: Cell, header: Cell) -> float:
    """How alike a header's text and the first lines of a cell are, from 0 to 1."""
    own = "".join(line.text for line in cell.lines[: len(header.lines)])
    return SequenceMatcher(None, own, "".join(line.text for line in header.lines), autojunk=False).ratio()


def _with_strays(cell: Cell, strays: Sequence[Line]) -> Cell:
    box = cell.boxes[0]
    own = tuple(line for line in strays if box.x0 <= line.box.center[0] <= box.x1)
    return replace(cell, lines=own + cell.lines)


def _repeated(above: Sequence[Cell], below: Sequence[Cell]) -> tuple[int, int]:
    """The first of consecutive rows above that the part below repeats at its top, and how many they are.

    Rows repeat if the cells that stand in them alone have the same sides and texts, but for one in a long row, which
    may be cut itself, and for what is misread; a header names at least three things and no figure.
    """
    upper, lower = _lone(above), _lone(below)
    rows = range(max(cell.row_end for cell in above))
    first = most = 0
    for start in rows if may_head(lower[0]) else ():
        count = 0
        while start + count in rows and _repeats(upper[start + count], lower[count]):
            count += 1
        if count > most:
            first, most = start, count
    named = [cell for cell in below if cell.row_end <= most and cell.lines]
    return (first, most) if len(named) >= 3 else (0, 0)


def _lone(cells: Sequence[Cell]) -> dict[int, list[Cell]]:
    """The cells that stand in one row only, by their rows."""
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.rowspan == 1:
            rows[cell.row].append(cell)
    return rows


def _repeats(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    printed = [cell for cell in lower if cell.lines]
    missing = int(len(printed) > _LONG_ROW)
    for cell in printed:
        missing -= not any(_is_header_of(cell, other) and aligned(cell, other) for other in upper)
        if missing < 0:
            return _is_misread(upper, lower)
    return may_head(lower)

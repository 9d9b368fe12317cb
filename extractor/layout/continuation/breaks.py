"""Which cells go on over a page break: what borders tell, and what texts tell where borders do not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.layout.continuation.compare import aligned, is_figure, key, may_head
from extractor.layout.table import Cell, Line

_FEWEST_HEADINGS = 4  # cells side by side
_LONGEST_HEADING = 16  # characters
_UNBROKEN = re.compile(r"[“‘（《「(\[]*(?:[\d.,%A-Za-z+\-/]+|.)[，。、；：！？）》”’」』】%,.;:)]*")
_SLACK = 1.0  # of the size: a cell's margin
_NUMBERED = re.compile(r"\s*(\d{1,2})[.．、](?!\d)")
_TITLED = re.compile(r"\w{1,4}\d{1,2}[：:]")
_TAIL = re.compile(r"(?=.)(?:.?指?标)?(?:[（(]\d+(?:\.\d+)?分?[)）])?")  # of a level's name: `指标（10分）`, `（10分）`
_NO_START = "，。、；：！？）》”’」』】%,.;:)"


def by_borders(pairs: list[tuple[Cell, Cell]]) -> tuple[bool, list[tuple[Cell, Cell]]]:
    """What the borders tell: no row is cut where some cells are closed, and the cells that are not closed go on."""
    return False, [(a, b) for a, b in pairs if not a.bottom_drawn]


def by_texts(
    pairs: list[tuple[Cell, Cell]], alike: bool, cells: Sequence[Cell]
) -> tuple[bool, list[tuple[Cell, Cell]]]:
    """Whether the break cuts a row, and which pairs are one cell; only rows with the same cells can be one row.

    `cells` are those of both parts.
    """
    open_both = all(not a.bottom_drawn and not b.top_drawn for a, b in pairs)
    if alike and (open_both or _runs_on(pairs)):
        return True, pairs
    over = _leading_blanks(pairs) if _is_heading([a for a, _ in pairs]) else pairs
    shared = [*_shared(pairs), *_named_once(pairs, cells), *(pair for pair in pairs if _is_tail(*pair))]
    return False, [(a, b) for a, b in pairs if ((a, b) in over and _is_merged_over(a, b)) or (a, b) in shared]


def _is_heading(foot: Sequence[Cell]) -> bool:
    """Whether the cells over a page break are the headings of columns: many short texts, no figure among them."""
    texts = [key(cell) for cell in foot]
    short = all(0 < len(text) <= _LONGEST_HEADING for text in texts)
    return len(texts) >= _FEWEST_HEADINGS and short and may_head(foot)


def _leading_blanks(pairs: list[tuple[Cell, Cell]]) -> list[tuple[Cell, Cell]]:
    """The pairs at the left of the first text below: what stands under a heading further right is a row's own blank."""
    ordered = sorted(pairs, key=lambda pair: pair[0].boxes[0].x0)
    return ordered[: next((n for n, (_, b) in enumerate(ordered) if b.lines), len(ordered))]


def _shared(pairs: list[tuple[Cell, Cell]]) -> list[tuple[Cell, Cell]]:
    """The pairs of a row below that shares its first cells with the row above, as rows under one name do.

    What is blank at the row's left goes on; where that is the name too, so does a text beside it that runs on.
    """
    ordered = sorted(pairs, key=lambda pair: pair[0].boxes[0].x0)
    first = next((n for n, (_, b) in enumerate(ordered) if b.lines), 0)
    if not any(a.lines and not is_figure(a) for a, _ in ordered[:first]):
        return []
    if not is_figure(ordered[first][1]):
        return ordered[:first]
    texts = [(a, b) for a, b in ordered[first:] if a.lines and b.lines and not is_figure(a) and not is_figure(b)]
    return ordered[:first] + [(a, b) for a, b in texts if _goes_on(a, b)]


def _named_once(pairs: list[tuple[Cell, Cell]], cells: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    """The pairs left of the texts that each row has, of which one side is blank: a merged cell that is printed once.

    A column that has other blank cells merges none: there, a blank cell goes on with what stands over it.
    """
    ordered = sorted(pairs, key=lambda pair: pair[0].boxes[0].x0)
    leaf = next((n for n, (a, b) in enumerate(ordered) if a.lines and b.lines and key(a) != key(b)), 0)
    rows = zip(*ordered[leaf:], strict=True)
    if not leaf or is_figure(ordered[leaf][0]) or not all(any(map(is_figure, row)) for row in rows):
        return []
    halves = [(a, b) for a, b in ordered[:leaf] if bool(a.lines) != bool(b.lines)]
    return [(a, b) for a, b in halves if not _has_blanks(a, b, cells)]


def _has_blanks(a: Cell, b: Cell, cells: Sequence[Cell]) -> bool:
    """Whether other cells of the column of these two are blank."""
    return any(not cell.lines and cell is not a and cell is not b and aligned(cell, a) for cell in cells)


def _is_merged_over(a: Cell, b: Cell) -> bool:
    if a.rowspan == 1 and b.rowspan == 1:
        return False
    unprinted = not b.lines or (not a.lines and a.rowspan > 1 and b.rowspan > 1)
    return unprinted or key(a) == key(b) or _closes(key(a), key(b))


def _is_tail(a: Cell, b: Cell) -> bool:
    """Whether a text is the end of the name above it and no name itself: `服务对象满意度` and `指标（10分）`."""
    above, below = key(a), key(b)
    whole = ")）" if below[:1] in ("(", "（") else "标)）"
    named = bool(above) and above[-1] not in whole and not is_figure(a)
    return named and _TAIL.fullmatch(below) is not None


def _closes(above: str, below: str) -> bool:
    """Whether a bracket that one text leaves open is closed in the other: `产出指标(50` and `分)`."""
    opened, closed = (len(re.findall(marks, above)) for marks in (r"[(（]", r"[)）]"))
    return opened > closed and re.match(r"[^(（]*[)）]", below) is not None


def _runs_on(pairs: list[tuple[Cell, Cell]]) -> bool:
    """Whether the lower row only goes on with texts of the upper: nothing in it is a figure or begins anew."""
    texts = [(a, b) for a, b in pairs if b.lines and not (b.rowspan > 1 and key(a) == key(b))]
    if not texts or any(is_figure(b) and not _ends_open(a) for a, b in texts) or any(not a.lines for a, _ in texts):
        return False
    left = _leaves_figures(pairs)
    if left and not _name_of(pairs)[1].lines:
        return True
    return all(_goes_on(a, b) if not is_figure(a) else left for a, b in texts)


def _ends_open(cell: Cell) -> bool:
    """Whether a number stops at its decimal point."""
    return re.fullmatch(r"\d+[.,]", key(cell)) is not None


def _leaves_figures(pairs: list[tuple[Cell, Cell]]) -> bool:
    """Whether figures stand in the upper row alone, so that the lower row would be one without any."""
    return any(is_figure(a) and not b.lines for a, b in pairs)


def _name_of(pairs: list[tuple[Cell, Cell]]) -> tuple[Cell, Cell]:
    """The leftmost pair whose upper cell is printed."""
    return min((pair for pair in pairs if pair[0].lines), key=lambda pair: pair[0].boxes[0].x0)


def _goes_on(a: Cell, b: Cell) -> bool:
    """Whether the first line of a cell may continue the last line of the cell above: it would not have fitted there."""
    last, first = a.lines[-1], b.lines[0]
    if first.text[0] in _NO_START:
        return True
    if _TITLED.match(first.text):
        return False
    number = _NUMBERED.match(first.text)
    if number:
        return int(number[1]) > 1 and any(_is_number(line, int(number[1]) - 1) for line in a.lines)
    room = a.boxes[-1].x1 - last.box.x1
    return room <= _width(first) + _SLACK * last.size and last.text[-1] != "。"


def _width(line: Line) -> float:
    """How wide the start of a line is that no printer breaks: a word or a number, and the marks that cling to it."""
    match = _UNBROKEN.match(line.text)
    share = len(match[0]) / len(line.text) if match else 0.0
    return share * line.box.width


def _is_number(line: Line, number: int) -> bool:
    match = _NUMBERED.match(line.text)
    return match is not None and int(match[1]) == number

"""Tables over page breaks made one: repeated headers dropped, cut rows and merged cells joined.

What a printer leaves of a table at the foot of a page differs. Some leave the border under a cell away where the cell
goes on; some close every cell at the break; some close none. Where the borders tell, they are believed; where they do
not, the text tells: a row is cut where its text runs on and nothing else of it is new.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from msgspec.structs import replace

from extractor.geometry import Box
from extractor.layout.cells import PageTable
from extractor.layout.rulings import JOINT
from extractor.layout.table import Cell, Line

_LONG_ROW = 5  # cells
_COPIED = 6  # rows: no header has as many
_FEWEST_HEADINGS = 4  # cells side by side
_LONGEST_HEADING = 16  # characters
_MISREAD = 0.5  # how alike, on average, the texts are of a header of several cells that OCR read twice
_OWN = 0.35  # a text less alike to a header than this is another
_SEVERAL = 4  # cells
_FIGURE = re.compile(r"[-+≥≤<>=]?[\d,]+(?:\.\d+)?[%％]?")
_UNBROKEN = re.compile(r"[“‘（《「(\[]*(?:[\d.,%A-Za-z+\-/]+|.)[，。、；：！？）》”’」』】%,.;:)]*")
_SLACK = 1.0  # of the size: a cell's margin
_STRIP = 0.7  # of the height of the line on the other page: what is lower, where both are cut, is the rest of it
_AT_EDGE = 0.25  # of the size: ink that is nearer to a cell's edge is cut there
_NUMBERED = re.compile(r"\s*(\d{1,2})[.．、](?!\d)")
_TITLED = re.compile(r"\w{1,4}\d{1,2}[：:]")
_TAIL = re.compile(r"(?=.)(?:.?指?标)?(?:[（(]\d+(?:\.\d+)?分?[)）])?")  # of a level's name: `指标（10分）`, `（10分）`
_NO_START = "，。、；：！？）》”’」』】%,.;:)"


def fits(above: PageTable, below: PageTable) -> bool:
    """Whether the second table has the width of the first, at the same place of its page."""
    return abs(above.box.x0 - below.box.x0) <= 2 * JOINT and abs(above.box.x1 - below.box.x1) <= 2 * JOINT


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


def _count(cells: Sequence[Cell], text: str) -> int:
    return sum(_key(cell) == text for cell in cells)


def _is_label(text: str) -> bool:
    return bool(text) and not _FIGURE.fullmatch(text)


def borders_tell(parts: Iterable[Sequence[Cell]]) -> bool:
    """Whether the printer leaves the border at a page's foot away under cells that go on, and only under them."""
    for cells in parts:
        end = max(cell.row_end for cell in cells)
        if len({cell.bottom_drawn for cell in cells if cell.row_end == end}) == 2:
            return True
    return False


def stacked(above: Sequence[Cell], below: Sequence[Cell]) -> list[Cell]:
    """The cells of two tables that stand under each other on one page as one table."""
    end = max(cell.row_end for cell in above)
    return [*above, *(replace(cell, row=cell.row + end) for cell in below)]


def joined(above: Sequence[Cell], below: Sequence[Cell], told: bool, ended: bool = False) -> list[Cell]:
    """The cells of both sides of a page break as one table, whose columns are still told by their boxes' sides.

    `told` says whether the borders at the break tell which cells go on, `ended` whether no row is cut there. Cells at
    the foot of the upper part are paired with those at the head of the lower part that stand under them.
    """
    rest = _without_header(above, below)
    if not rest:
        return list(above)
    foot = _foot(above)
    pairs = [(a, b) for a in foot for b in rest if b.row == 0 and _aligned(a, b)]
    alike = not ended and len(pairs) == sum(cell.row == 0 for cell in rest)
    closed = any(cell.bottom_drawn for cell in foot)
    cut, going_on = _told(pairs) if told and closed else _cut(pairs, alike, [*above, *rest])
    return _sewn(above, rest, going_on, cut)


def _texts_of_row(cells: Sequence[Cell], row: int) -> dict[tuple[int, int], str]:
    """The texts of the cells that stand in one row only, by their left and right sides."""
    return {_sides(cell): _key(cell) for cell in cells if cell.row == row and cell.rowspan == 1}


def _sides(cell: Cell) -> tuple[int, int]:
    return round(cell.boxes[0].x0 / (2 * JOINT)), round(cell.boxes[0].x1 / (2 * JOINT))


def _key(cell: Cell) -> str:
    return "".join(cell.text.split())


def _aligned(a: Cell, b: Cell) -> bool:
    one, other = a.boxes[0], b.boxes[0]
    return abs(one.x0 - other.x0) <= JOINT and abs(one.x1 - other.x1) <= JOINT


def _without_header(above: Sequence[Cell], below: Sequence[Cell]) -> list[Cell]:
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
        if _aligned(cell, head) and _likeness(cell, head) >= _OWN:
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
        heads = [(cell, head) for head in upper if head.lines and _aligned(cell, head)]
        if not heads:
            return False
        pairs += heads
    return bool(pairs) and _may_head(lower) and sum(_likeness(*pair) for pair in pairs) >= _MISREAD * len(pairs)


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
    for start in rows if _may_head(lower[0]) else ():
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


def _may_head(row: Sequence[Cell]) -> bool:
    """Whether a row prints something, and no figure."""
    return any(cell.lines for cell in row) and not any(_FIGURE.fullmatch(_key(cell)) for cell in row if cell.lines)


def _repeats(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    printed = [cell for cell in lower if cell.lines]
    missing = int(len(printed) > _LONG_ROW)
    for cell in printed:
        missing -= not any(_is_header_of(cell, other) and _aligned(cell, other) for other in upper)
        if missing < 0:
            return _is_misread(upper, lower)
    return _may_head(lower)


def _foot(cells: Sequence[Cell]) -> list[Cell]:
    end = max(cell.row_end for cell in cells)
    return [cell for cell in cells if cell.row_end == end]


def _told(pairs: list[tuple[Cell, Cell]]) -> tuple[bool, list[tuple[Cell, Cell]]]:
    """What the borders tell: no row is cut where some cells are closed, and the cells that are not closed go on."""
    return False, [(a, b) for a, b in pairs if not a.bottom_drawn]


def _cut(pairs: list[tuple[Cell, Cell]], alike: bool, cells: Sequence[Cell]) -> tuple[bool, list[tuple[Cell, Cell]]]:
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
    texts = [_key(cell) for cell in foot]
    short = all(0 < len(text) <= _LONGEST_HEADING for text in texts)
    return len(texts) >= _FEWEST_HEADINGS and short and _may_head(foot)


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
    if not any(a.lines and not _is_figure(a) for a, _ in ordered[:first]):
        return []
    if not _is_figure(ordered[first][1]):
        return ordered[:first]
    texts = [(a, b) for a, b in ordered[first:] if a.lines and b.lines and not _is_figure(a) and not _is_figure(b)]
    return ordered[:first] + [(a, b) for a, b in texts if _goes_on(a, b)]


def _named_once(pairs: list[tuple[Cell, Cell]], cells: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    """The pairs left of the texts that each row has, of which one side is blank: a merged cell that is printed once.

    A column that has other blank cells merges none: there, a blank cell goes on with what stands over it.
    """
    ordered = sorted(pairs, key=lambda pair: pair[0].boxes[0].x0)
    leaf = next((n for n, (a, b) in enumerate(ordered) if a.lines and b.lines and _key(a) != _key(b)), 0)
    rows = zip(*ordered[leaf:], strict=True)
    if not leaf or _is_figure(ordered[leaf][0]) or not all(any(map(_is_figure, row)) for row in rows):
        return []
    halves = [(a, b) for a, b in ordered[:leaf] if bool(a.lines) != bool(b.lines)]
    return [(a, b) for a, b in halves if not _has_blanks(a, b, cells)]


def _has_blanks(a: Cell, b: Cell, cells: Sequence[Cell]) -> bool:
    """Whether other cells of the column of these two are blank."""
    return any(not cell.lines and cell is not a and cell is not b and _aligned(cell, a) for cell in cells)


def _is_merged_over(a: Cell, b: Cell) -> bool:
    if a.rowspan == 1 and b.rowspan == 1:
        return False
    unprinted = not b.lines or (not a.lines and a.rowspan > 1 and b.rowspan > 1)
    return unprinted or _key(a) == _key(b) or _closes(_key(a), _key(b))


def _is_tail(a: Cell, b: Cell) -> bool:
    """Whether a text is the end of the name above it and no name itself: `服务对象满意度` and `指标（10分）`."""
    above, below = _key(a), _key(b)
    whole = ")）" if below[:1] in ("(", "（") else "标)）"
    named = bool(above) and above[-1] not in whole and not _is_figure(a)
    return named and _TAIL.fullmatch(below) is not None


def _closes(above: str, below: str) -> bool:
    """Whether a bracket that one text leaves open is closed in the other: `产出指标(50` and `分)`."""
    opened, closed = (len(re.findall(marks, above)) for marks in (r"[(（]", r"[)）]"))
    return opened > closed and re.match(r"[^(（]*[)）]", below) is not None


def _runs_on(pairs: list[tuple[Cell, Cell]]) -> bool:
    """Whether the lower row only goes on with texts of the upper: nothing in it is a figure or begins anew."""
    texts = [(a, b) for a, b in pairs if b.lines and not (b.rowspan > 1 and _key(a) == _key(b))]
    if not texts or any(_is_figure(b) and not _ends_open(a) for a, b in texts) or any(not a.lines for a, _ in texts):
        return False
    left = _leaves_figures(pairs)
    if left and not _name_of(pairs)[1].lines:
        return True
    return all(_goes_on(a, b) if not _is_figure(a) else left for a, b in texts)


def _ends_open(cell: Cell) -> bool:
    """Whether a number stops at its decimal point."""
    return re.fullmatch(r"\d+[.,]", _key(cell)) is not None


def _leaves_figures(pairs: list[tuple[Cell, Cell]]) -> bool:
    """Whether figures stand in the upper row alone, so that the lower row would be one without any."""
    return any(_is_figure(a) and not b.lines for a, b in pairs)


def _name_of(pairs: list[tuple[Cell, Cell]]) -> tuple[Cell, Cell]:
    """The leftmost pair whose upper cell is printed."""
    return min((pair for pair in pairs if pair[0].lines), key=lambda pair: pair[0].boxes[0].x0)


def _is_figure(cell: Cell) -> bool:
    return _FIGURE.fullmatch(_key(cell)) is not None


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


def _sewn(above: Sequence[Cell], below: Sequence[Cell], same: list[tuple[Cell, Cell]], cut: bool) -> list[Cell]:
    """All cells, those of a pair made one; where a row is cut its two halves are one row."""
    end = max(cell.row_end for cell in above)
    shift = end - 1 if cut else end
    partner = {id(a): b for a, b in same}
    taken = {id(b) for _, b in same}
    sewn = [_one(cell, partner[id(cell)], shift) if id(cell) in partner else cell for cell in above]
    return sewn + [replace(cell, row=cell.row + shift) for cell in below if id(cell) not in taken]


def _one(a: Cell, b: Cell, shift: int) -> Cell:
    return replace(
        a,
        rowspan=b.row_end + shift - a.row,
        boxes=_boxes(a.boxes, b.boxes),
        lines=_lines(a, b),
        bottom_drawn=b.bottom_drawn,
    )


def _boxes(a: tuple[Box, ...], b: tuple[Box, ...]) -> tuple[Box, ...]:
    return tuple({box.page: box for box in (*b, *a)}[page] for page in sorted({box.page for box in (*a, *b)}))


def _lines(a: Cell, b: Cell) -> tuple[Line, ...]:
    """The lines of a cell in two parts: what stands on both pages once, whole lines before slivers of them."""
    if _key(a) == _key(b):
        return a.lines
    upper, lower = [line.text for line in a.lines], [line.text for line in b.lines]
    for count in range(min(len(upper), len(lower)), 0, -1):
        if upper[-count:] == lower[:count]:
            return a.lines + b.lines[count:]
    head = tuple(line for line in b.lines if not any(_is_sliver(line, b, other, a) for other in a.lines[-2:]))
    tail = tuple(line for line in a.lines if not any(_is_sliver(line, a, other, b) for other in head[:2]))
    return tail + head


def _is_sliver(line: Line, cell: Cell, whole: Line, other: Cell) -> bool:
    """Whether a line at the cell's edge is what clipping left of a line that the other page prints whole.

    Its characters are those of that line, in order, and stand where they do; or, where OCR reads what is not there, it
    is the lower strip of ink of two at the edges that the break cuts.
    """
    if _is_strip(line, cell, whole, other):
        return True
    box, advance = cell.boxes[0], whole.box.width / len(whole.text)
    at_edge = line.box.top < box.top + 0.5 * line.size or line.box.bottom > box.bottom - 0.5 * line.size
    start = max(round((line.box.x0 - whole.box.x0) / advance), 0)
    if not at_edge or abs(whole.box.x0 + start * advance - line.box.x0) > line.size:
        return False
    rest = iter(whole.text[max(start - 1, 0) : round((line.box.x1 - whole.box.x0) / advance) + 1])
    return all(char in rest for char in line.text)


def _is_strip(line: Line, cell: Cell, whole: Line, other: Cell) -> bool:
    """Whether a line is much lower than one with the same sides, and both stand at the edge of their cells."""
    is_low = line.box.height < _STRIP * whole.box.height
    within = line.box.x0 > whole.box.x0 - whole.size / 2 and line.box.x1 < whole.box.x1 + whole.size / 2
    return is_low and within and _at_edge(line, cell, whole.size) and _at_edge(whole, other, whole.size)


def _at_edge(line: Line, cell: Cell, size: float) -> bool:
    box, near = cell.boxes[0], _AT_EDGE * size
    return line.box.top < box.top + near or line.box.bottom > box.bottom - near


def columns(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with rows and columns counted over the whole table, from the sides of their boxes."""
    sides = sorted({x for cell in cells for x in (cell.boxes[0].x0, cell.boxes[0].x1)})
    column, count, start = {}, -1, -2 * JOINT
    for x in sides:
        if x - start > JOINT:
            count, start = count + 1, x
        column[x] = count
    return [_placed(cell, column) for cell in sorted(cells, key=lambda cell: (cell.row, cell.boxes[0].x0))]


def _placed(cell: Cell, column: dict[float, int]) -> Cell:
    start, end = column[cell.boxes[0].x0], column[cell.boxes[0].x1]
    return replace(cell, col=start, colspan=max(end - start, 1))

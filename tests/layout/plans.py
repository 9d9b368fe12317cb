"""Tables planned at random, and the pages that they are printed on, whole or cut at a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from hypothesis import strategies as st

from extractor.geometry import Box
from extractor.layout import Table
from extractor.pages import Page, Ruling, Word

SIZE = 10.0
_LEFT, _TOP = 50.0, 60.0
_WIDTH, _HEIGHT = 900.0, 700.0


class Planned(NamedTuple):
    """A cell: rows and columns from `row`, `col` to before `row_end`, `col_end`, its lines, and which border it has."""

    row: int
    col: int
    row_end: int
    col_end: int
    lines: tuple[str, ...] = ()
    top: bool = True
    bottom: bool = True


@dataclass(frozen=True)
class Plan:
    """A table: the widths of its columns and the heights of its rows in points, and its cells."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[Planned, ...]

    def seen(self) -> list[tuple[int, int, int, int, str]]:
        """The cells as (row, col, rowspan, colspan, text)."""
        return sorted((c.row, c.col, c.row_end - c.row, c.col_end - c.col, "".join(c.lines)) for c in self.cells)

    def going_on(self, row: int) -> list[Planned]:
        """The cells that span the line above that row."""
        return [cell for cell in self.cells if cell.row < row < cell.row_end]

    def upper(self, row: int, *, is_open: bool) -> Plan:
        """The rows before that row; cells that go on have no border at the cut if it is open."""
        cut = (c._replace(row_end=row, bottom=not is_open) if c.row_end > row else c for c in self.cells if c.row < row)
        return Plan(self.widths, self.heights[:row], tuple(cut))

    def lower(self, row: int, *, is_open: bool, both: bool) -> Plan:
        """The rows from that row on; cells that go on have their text again if it is printed on `both` pages."""
        return Plan(self.widths, self.heights[row:], tuple(self._lower(row, is_open, both)))

    def _lower(self, row: int, is_open: bool, both: bool) -> Iterator[Planned]:
        for cell in self.cells:
            if cell.row >= row:
                yield cell._replace(row=cell.row - row, row_end=cell.row_end - row)
            elif cell.row_end > row:
                lines = cell.lines if both else ()
                yield cell._replace(row=0, row_end=cell.row_end - row, lines=lines, top=not is_open)

    def under(self, header: Plan) -> Plan:
        """The plan with that header's rows on top."""
        rows = len(header.heights)
        moved = (cell._replace(row=cell.row + rows, row_end=cell.row_end + rows) for cell in self.cells)
        return replace(self, heights=header.heights + self.heights, cells=(*header.cells, *moved))


def seen(table: Table) -> list[tuple[int, int, int, int, str]]:
    """The cells of a parsed table as (row, col, rowspan, colspan, text)."""
    return sorted((c.row, c.col, c.rowspan, c.colspan, c.text) for c in table.cells)


def printed(*plans: Plan) -> list[Page]:
    """The plans, each on a page of its own."""
    return [_page(number, plan) for number, plan in enumerate(plans, 1)]


def _page(number: int, plan: Plan) -> Page:
    xs = list(accumulate(plan.widths, initial=_LEFT))
    ys = list(accumulate(plan.heights, initial=_TOP))
    boxes = [(c, Box(number, xs[c.col], ys[c.row], xs[c.col_end], ys[c.row_end])) for c in plan.cells]
    words = tuple(word for cell, box in boxes for word in _words(cell.lines, box))
    rulings = tuple(ruling for cell, box in boxes for ruling in _rulings(cell, box))
    return Page(number, _WIDTH, _HEIGHT, words, rulings)


def _rulings(cell: Planned, box: Box) -> Iterator[Ruling]:
    yield Ruling("v", box.x0, box.top, box.bottom)
    yield Ruling("v", box.x1, box.top, box.bottom)
    if cell.top:
        yield Ruling("h", box.top, box.x0, box.x1)
    if cell.bottom:
        yield Ruling("h", box.bottom, box.x0, box.x1)


def _words(lines: Sequence[str], box: Box) -> Iterator[Word]:
    for n, line in enumerate(lines):
        edges = tuple(accumulate((SIZE if ord(char) > 0x2000 else SIZE / 2 for char in line), initial=box.x0 + 2))
        baseline = box.top + 3 + (n + 0.88) * SIZE * 1.2
        yield Word(line, Box(box.page, edges[0], baseline - 8.8, edges[-1], baseline + 2), baseline, SIZE, edges)


@st.composite
def plans(draw: st.DrawFn, most: int = 6) -> Plan:
    """Any table of at least two cells: rectangles of rows and columns, some of them empty."""
    rows, cols = draw(st.integers(1, most)), draw(st.integers(1, most))
    places = _squeezed(list(_rectangles(draw, rows, cols)))
    if len(places) == 1:
        places = [Planned(0, 0, 1, 1), Planned(0, 1, 1, 2)]
    cells = tuple(
        place._replace(lines=(chr(0x4E00 + n),) if draw(st.booleans()) else ()) for n, place in enumerate(places)
    )
    return Plan(
        _sizes(draw, max(cell.col_end for cell in cells)), _sizes(draw, max(cell.row_end for cell in cells)), cells
    )


def _sizes(draw: st.DrawFn, count: int) -> tuple[float, ...]:
    return tuple(draw(st.lists(st.integers(18, 60), min_size=count, max_size=count)))


def _rectangles(draw: st.DrawFn, rows: int, cols: int) -> Iterator[Planned]:
    taken: set[tuple[int, int]] = set()
    for row, col in ((row, col) for row in range(rows) for col in range(cols)):
        if (row, col) in taken:
            continue
        free = next((c for c in range(col, cols) if (row, c) in taken), cols)
        cell = Planned(row, col, draw(st.integers(row + 1, rows)), draw(st.integers(col + 1, free)))
        taken |= {(r, c) for r in range(row, cell.row_end) for c in range(col, cell.col_end)}
        yield cell


def _squeezed(cells: list[Planned]) -> list[Planned]:
    """The cells without the rows and columns that no side of a cell tells apart."""
    rows = sorted({side for cell in cells for side in (cell.row, cell.row_end)})
    cols = sorted({side for cell in cells for side in (cell.col, cell.col_end)})
    return [Planned(rows.index(c.row), cols.index(c.col), rows.index(c.row_end), cols.index(c.col_end)) for c in cells]


def _named(*names: str) -> list[Planned]:
    return _row_of(*((name,) for name in names))


def _row_of(*texts: tuple[str, ...]) -> list[Planned]:
    return [Planned(0, n, 1, n + 1, lines) for n, lines in enumerate(texts)]


def one_row(widths: tuple[float, ...], height: float, *texts: str) -> Plan:
    """A row with that text in each of its columns."""
    return Plan(widths, (height,), tuple(_named(*texts)))


HEADER = one_row((60, 60, 80, 60, 40), 20, "一级指标", "二级指标", "年度目标", "完成值", "得分")
"""A header, under which `forms` have their rows."""

IDENTITY = Plan(HEADER.widths, (20,), (Planned(0, 0, 1, 1, ("单位",)), Planned(0, 1, 1, 5, ("示例县交通局",))))
"""A row of identity, which stands over the header."""

OTHER = Plan(HEADER.widths, (20,), (Planned(0, 0, 1, 1, ("单位",)), Planned(0, 1, 1, 5, ("示例县水务局",))))
"""The same of another form."""


@st.composite
def forms(draw: st.DrawFn) -> Plan:
    """Rows under names at two levels, each with a text and figures of its own, as forms have them; without a header."""
    groups = draw(st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=3), min_size=1, max_size=4))
    cells: list[Planned] = []
    row = 0
    for n, group in enumerate(groups):
        cells.append(Planned(row, 0, row + sum(group), 1, (f"一级{chr(0x4E00 + n)}",)))
        for m, count in enumerate(group):
            cells.append(Planned(row, 1, row + count, 2, (f"二级{chr(0x5000 + 8 * n + m)}",)))
            for _ in range(count):
                cells += _row(draw, row)
                row += 1
    return Plan(HEADER.widths, tuple(draw(st.lists(st.integers(18, 60), min_size=row, max_size=row))), tuple(cells))


def _row(draw: st.DrawFn, row: int) -> Iterator[Planned]:
    texts = (f"目标{chr(0x5200 + row)}", draw(st.sampled_from(("100%", "98%", "12.50"))), draw(st.sampled_from("589")))
    return (Planned(row, 2 + n, row + 1, 3 + n, (text,)) for n, text in enumerate(texts))


@st.composite
def wrapped(draw: st.DrawFn) -> tuple[str, ...]:
    """Lines of ten characters, each character once, the last line shorter."""
    codes = draw(st.lists(st.integers(0x5300, 0x5EFF), min_size=11, max_size=80, unique=True))
    text = "".join(map(chr, codes))
    return tuple(text[n : n + 10] for n in range(0, len(text), 10))


class CutRow(NamedTuple):
    """A table whose second row is cut between two lines of its text: the parts of both pages, and the whole."""

    upper: Plan
    lower: Plan
    whole: Plan


def cut_row(lines: tuple[str, ...], cut: int, *, is_open: bool, score: str) -> CutRow:
    """A name, a text and a score cut before the line `cut` of the text; name and score stand at the row's top."""
    score_lines = (score,) if score else ()
    head, tail = _named("名称", "情况", "得分"), _named("说明", "另有附件", "0.50")
    upper = _row_of(("总结",), lines[:cut], score_lines)
    lower = _row_of((), lines[cut:], ())
    widths, low, high = (60.0, 10 * SIZE + 4, 60.0), 20.0, 130.0
    return CutRow(
        Plan(widths, (low, high), (*head, *_at(1, upper, bottom=not is_open))),
        Plan(widths, (high, low), (*_at(0, lower, top=not is_open), *_at(1, tail))),
        Plan(widths, (low, high, low), (*head, *_at(1, _row_of(("总结",), lines, score_lines)), *_at(2, tail))),
    )


def _at(row: int, cells: list[Planned], *, top: bool = True, bottom: bool = True) -> Iterator[Planned]:
    return (cell._replace(row=row, row_end=row + 1, top=top, bottom=bottom) for cell in cells)

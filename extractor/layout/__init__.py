"""The layout parser: pages of words and rulings to tables of cells, joined over page breaks.

It never knows what a form is: `tables` reads any document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.layout.cells import PageTable, page_tables
from extractor.layout.continuation import borders_tell, columns, fits, joined, restarts, stacked
from extractor.layout.table import Cell, Line, Table, join_lines
from extractor.pages import Page

__all__ = ["Cell", "Line", "Table", "join_lines", "tables"]

_PAGE_NUMBER = re.compile(
    r"[-—–\s]*(?:第?\s*\d{1,4}\s*页?|(?:第\s*)?\d{1,4}\s*页?\s*[/,，、]?\s*共?\s*\d{1,4}\s*页?)[-—–\s]*"
)
_MARGIN = 0.12  # of the page's height: running heads and feet stand within it
_STACKED = 24.0  # points: tables nearer to each other, with nothing between, are one


@dataclass
class _Open:
    """A table that may still go on: its last part, all its cells so far, and the free lines around it."""

    last: PageTable
    page: int
    cells: list[Cell]
    before: list[Line]
    after: list[Line] = field(default_factory=list)


def tables(pages: Iterable[Page]) -> list[Table]:
    """Every table of the pages, in reading order, each with the free lines before and after it."""
    laid = [(page, *page_tables(page)) for page in pages]
    running = _running_lines([(page, free) for page, _, free in laid])
    told = borders_tell(table.cells for _, found, _ in laid for table in found)
    done: list[_Open] = []
    for page, found, free in laid:
        lines = [line for line in free if not _is_running(line, page, running)]
        for table in found:
            above = [line for line in lines if line.box.top < table.box.top]
            lines = lines[len(above) :]
            _place(done, table, page, above, free, told)
        if done:
            done[-1].after += lines
    return [_finished(table) for table in done]


def _place(done: list[_Open], table: PageTable, page: Page, above: list[Line], free: list[Line], told: bool) -> None:
    """Put a table where it belongs: behind the one that it goes on with, or as a new one."""
    last = done[-1] if done else None
    if last is not None and not above and not last.after and _goes_on(last, table, page):
        same_page = page.number == last.page
        last.cells = stacked(last.cells, table.cells) if same_page else joined(last.cells, table.cells, told)
        last.last, last.page = table, page.number
        return
    if last is not None and last.page == page.number:
        notes, above = _parted(above)
        last.after += notes
    if last is None or last.page != page.number:
        repeated = [line for line in free if line.box.top < table.box.top and line not in above]
        above = _headings(repeated, above) if last is not None else [*repeated, *above]
    done.append(_Open(table, page.number, list(table.cells), above))


def _headings(repeated: list[Line], above: list[Line]) -> list[Line]:
    """A heading that stands over several tables heads each of them; page numbers head none."""
    named = [line for line in repeated if not _PAGE_NUMBER.fullmatch(line.text)]
    return sorted([*named, *above], key=lambda line: (line.box.top, line.box.x0))


def _goes_on(last: _Open, table: PageTable, page: Page) -> bool:
    if not fits(last.last, table):
        return False
    if page.number == last.page:
        return table.box.top - last.last.box.bottom <= _STACKED
    return page.number == last.page + 1 and not restarts(last.cells, table.cells)


def _parted(between: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines between two tables of a page, parted at the widest gap: notes to the upper, heading of the lower."""
    if len(between) < 2:
        return [], between
    gaps = [below.box.top - above.box.bottom for above, below in pairwise(between)]
    cut = gaps.index(max(gaps)) + 1
    return between[:cut], between[cut:]


def _running_lines(laid: list[tuple[Page, list[Line]]]) -> set[tuple[str, int]]:
    """Texts (figures made alike) that stand at the same height in the margin of more than one page."""
    seen = Counter(
        key for page, free in laid for key in {_running_key(line) for line in free if _in_margin(line, page)}
    )
    return {key for key, count in seen.items() if count > 1}


def _running_key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", re.sub(r"\s", "", line.text)), round(line.box.top / 6)


def _in_margin(line: Line, page: Page) -> bool:
    return line.box.top < _MARGIN * page.height or line.box.bottom > (1 - _MARGIN) * page.height


def _is_running(line: Line, page: Page, running: set[tuple[str, int]]) -> bool:
    if not _in_margin(line, page):
        return False
    return bool(_PAGE_NUMBER.fullmatch(line.text)) or _running_key(line) in running


def _finished(table: _Open) -> Table:
    cells = columns(table.cells)
    return Table(
        max(cell.row_end for cell in cells),
        max(cell.col_end for cell in cells),
        tuple(cells),
        tuple(table.before),
        tuple(table.after),
    )

"""What a scan may have lost: rulings not followed tear rows off, labels that were misread leave columns aside.

A form shows it: its grid has figures that no field took, a sum lacks something, or there is no total. Such a form says
so of the indicators, the money or the total as a whole, since what was lost has no place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from extractor.checks.budget import parts_make_total
from extractor.checks.finding import Fault, Result
from extractor.checks.scores import scores_make_total
from extractor.checks.weights import level3_weights_make_level2, weights_make_level1, weights_make_total
from extractor.form import SURE, BBox, Form, GridCell, pointer
from extractor.quantities import figure

_FIGURE = re.compile(r"[-—–]?\d[\d,.]*[%％]?")
_MONEY = re.compile(r"\d[\d,.]*[.,]\d+[%％]?")
_ZEROS = frozenset("OoＯQ")
"""Letters that a 0 is read as: alone over the indicators they are one, of a line of the money that was not known."""

_UNREAD = "\ufffd"
_ALL = "all that is printed"
_POINTS = re.compile(r"\d[\d.]*分")
_SUMS: tuple[tuple[str, Callable[[Form], Iterator[Result]], bool], ...] = (
    ("indicators", level3_weights_make_level2, True),
    ("indicators", weights_make_level1, True),
    ("indicators", weights_make_total, True),
    ("indicators", scores_make_total, False),
    ("budget", parts_make_total, False),
)
"""Demands of sums by section, and whether their faults have the sum as what was found, not as what was expected."""

SHORT = "a sum without a gap"
"""What faults expect that rest on a sum that falls short alone."""

_POORLY = 0.35
"""The share of unsure values above which more than they may be lost."""

_COLUMNS = (("weight", "没有读到任何分值", "no weight was read"), ("score", "没有读到任何得分", "no score was read"))

_SAID = {
    "indicators": ("指标表", "the indicators"),
    "budget": ("资金部分", "the money"),
    "total": ("总分", "the total"),
}


class _Sheet(NamedTuple):
    """The grid of a form: the cells that fields speak for, the others, and the row of every indicator."""

    spoken: set[int]
    kept: set[int]
    rows: dict[int, int]
    names: dict[int, int]

    @property
    def first(self) -> int:
        """The row of the first indicator."""
        return min(self.rows.values())


def scan_is_whole(form: Form) -> Iterator[Result]:
    """Faults of a form that OCR read, and that may lack something; nothing where all of it was printed as text."""
    sure = [read.confidence >= SURE for read in form.evidence.values() if read.source == "ocr"]
    if not sure:
        return
    if sure.count(False) > _POORLY * len(sure):
        for section in _SAID:
            yield _lacking(section, "多处字迹不清", "much of the form is hard to read")
    if not form.indicators:
        if any(_FIGURE.fullmatch(cell.text) for cell in form.grid.cells[-len(form.grid.cells) // 2 :]):
            yield _lacking("indicators", "没有读到任何指标", "no indicator was read")
        return
    sheet = _sheet(form)
    strays = list(_strays(form, sheet))
    for places, text in (*strays, *_unread(form, sheet), *_unparsed(form)):
        yield _stray(places, text)
    beside = {where.rpartition("/")[2] for places, _ in strays for where in places}
    for field, message, message_en in _COLUMNS:
        if field in beside and all(getattr(row, field) is None for row in form.indicators):
            yield _lacking("indicators", message, message_en)
    if form.total.score is None and any(row.score is not None for row in form.indicators):
        yield _lacking("total", "没有读到总分", "no total was read")
    for section, fault in short_sums(form):
        yield _lacking(section, fault.message, fault.message_en, SHORT)


def short_sums(form: Form) -> Iterator[tuple[str, Fault]]:
    """The sums that fall short of what is printed as their total, one of a demand, each with its section."""
    for section, demand, sum_is_found in _SUMS:
        faults = (one.fault for one in demand(form) if one.outcome == "inconsistent" and one.fault is not None)
        short = next((fault for fault in faults if _falls_short(fault, sum_is_found)), None)
        if short is not None:
            yield section, short


def _falls_short(fault: Fault, sum_is_found: bool) -> bool:
    made, printed = (fault.found, fault.expected) if sum_is_found else (fault.expected, fault.found)
    values = figure(made or ""), figure(printed or "")
    return values[0] is not None and values[1] is not None and values[0] < values[1]


def _sheet(form: Form) -> _Sheet:
    places: dict[int | None, list[tuple[str, BBox]]] = {}
    for where, read in form.evidence.items():
        if read.bbox is not None:
            places.setdefault(read.page, []).append((where, read.bbox))
    spoken, kept, rows, names = set[int](), set[int](), dict[int, int](), dict[int, int]()
    for n, cell in enumerate(form.grid.cells):
        if cell.bbox is None:
            continue
        for where, box in places.get(cell.page, ()):
            if not (_holds(cell.bbox, box) or _holds(box, cell.bbox)):
                continue
            if where.startswith("/extra/"):
                kept.add(n)
                continue
            spoken.add(n)
            section, *steps = where.split("/")[1:]
            if section == "indicators" and steps[1] in ("level3", "weight", "score", "target"):
                rows.setdefault(int(steps[0]), cell.row)
                if steps[1] == "level3":
                    names[int(steps[0])] = cell.col
    return _Sheet(spoken, kept, rows, names)


def _holds(cell: BBox, box: BBox) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


def _strays(form: Form, sheet: _Sheet) -> Iterator[tuple[list[str], str]]:
    """Figures that no field took where one lacks its figure, and several in one cell: what lacks one, and the text."""
    if not sheet.rows:
        return
    last = max(sheet.rows.values())
    for n, cell in enumerate(form.grid.cells):
        texts = cell.text.split()
        is_zero = cell.text in _ZEROS and cell.row + cell.rowspan <= sheet.first
        figures = sum(_FIGURE.fullmatch(text) is not None for text in texts) + is_zero
        is_several = figures > 1 and figures == len(texts)
        if not figures or (n in sheet.spoken and not is_several):
            continue
        if cell.row + cell.rowspan <= sheet.first:
            if is_several or is_zero or any(map(_MONEY.fullmatch, texts)):
                yield [pointer("budget")], cell.text
        elif cell.row > last:
            if form.total.score is None or form.total.weight is None:
                yield [pointer("total")], cell.text
        elif places := list(_beside(form, sheet, cell, is_several)):
            yield places, cell.text


def _beside(form: Form, sheet: _Sheet, cell: GridCell, is_several: bool) -> Iterator[str]:
    """What the rows beside a cell lack, all of them if it has several figures; the indicators where it is no row's."""
    own = [n for n, row in sheet.rows.items() if cell.row <= row < cell.row + cell.rowspan]
    if not own:
        yield pointer("indicators")
    for n in own:
        is_level = cell.col < sheet.names.get(n, 0)
        fields = ("level1_weight", "level2_weight") if is_level else ("weight", "score")
        places = {field: pointer("indicators", n, field) for field in fields}
        read = [form.evidence[where].text for where in places.values() if where in form.evidence]
        is_merged = is_level and cell.text in read  # over a page break: its text stands on the other page
        if is_several:
            yield pointer("indicators", n)
        elif not is_merged:
            yield from (where for field, where in places.items() if getattr(form.indicators[n], field) is None)


def _unread(form: Form, sheet: _Sheet) -> Iterator[tuple[list[str], str]]:
    """Cells of which something was not read and of which no field says so."""
    for n, cell in enumerate(form.grid.cells):
        if _UNREAD in cell.text and n not in sheet.spoken and n not in sheet.kept:
            is_over = bool(sheet.rows) and cell.row + cell.rowspan <= sheet.first
            yield [pointer("budget" if is_over else "indicators")], cell.text


def _unparsed(form: Form) -> Iterator[tuple[list[str], str]]:
    """Rows whose level is named with a figure that was not read as its weight: 效益指标30分) without its bracket."""
    lacking: dict[str, list[str]] = {}
    for n, row in enumerate(form.indicators):
        for level in ("level1", "level2"):
            name, place = getattr(row, level) or "", f"{level}_weight"
            is_mixed = _POINTS.search(name) or any(map(_FIGURE.fullmatch, name.split()))
            if getattr(row, place) is None and is_mixed:
                lacking.setdefault(name, []).append(pointer("indicators", n, place))
    yield from ((places, name) for name, places in lacking.items())


def _stray(places: list[str], text: str) -> Result:
    section, *steps = places[0].split("/")[1:]
    row = int(steps[0]) + 1 if steps else 0
    label, label_en = (f"第 {row} 行", f"row {row}") if row else _SAID[section]
    return _fault(
        f"“{text}”未能归入任何字段，{label}可能缺少数字，请对照原件",
        f'"{text}" belongs to no field, and {label_en} may lack a figure; compare it with the original',
        places,
        text,
    )


def _lacking(section: str, message: str, message_en: str, expected: str = _ALL) -> Result:
    label, label_en = _SAID[section]
    return _fault(
        f"扫描件{label}可能有未读到的行或读错的数字：{message}，请对照原件",
        f"A row of {label_en} may not have been read, or a figure misread: {message_en}; compare it with the original",
        [pointer(section)],
        expected=expected,
    )


def _fault(message: str, message_en: str, places: list[str], found: str = "", expected: str = _ALL) -> Result:
    return Result("inconsistent", Fault(message, message_en, tuple(places), expected, found))

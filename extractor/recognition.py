"""What OCR adds to a form's evidence: that it was OCR that read a value, and what else the print may say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from extractor.form import SURE, Evidence, Form, is_figure, pointer, resolve
from extractor.geometry import Box
from extractor.pages import Page, Word
from extractor.quantities import is_blank

_MISSED = 0.5  # how sure it is that there is no figure where one may have been missed
_DASHES = frozenset("-—–一－ \n")
_UNTOLD = 0.6  # how sure a target is at most whose sign was not read as one
_SIGN = re.compile(r".*(?:性质|符|方向).* (\d+)")
"""The label of what stands in a column of signs beside a target and is none, with the number of its row."""

_SIGNS_HEAD = re.compile(r".{0,4}(?:性质|符号?|方向).{0,3}")
_SIGNS = frozenset("≥≤≧≦＞＜><＝=═")
_CHINESE = re.compile("[一-鿿]")
_STROKE = 0.9  # how sure a dash is at most of which only a level stroke was seen: it may be what is left of a figure
_POORLY = 0.35  # the share of unsure words from which on a page is poorly read
_PLAIN = 0.99  # how sure a value of such a page is at least to be believed
_DIGITS = re.compile(r"[\d.,，%％\s]+")
_FILLS = 0.7  # of its cell: a figure that is broken over lines is no narrower
_FEWEST, _MOST = 2, 0.5  # figures, and their share of a column, that make another figure usual there


def recognised(form: Form, pages: Sequence[Page]) -> Form:
    """The form with OCR named as the source of what it read, and with its other readings, where it has some."""
    scanned = {page.number: page for page in pages if page.source == "ocr"}
    if not scanned.keys() & set(range(form.pages[0], form.pages[1] + 1)):
        return form
    evidence = {
        where: _noted(read, scanned[read.page]) if read.page in scanned else read
        for where, read in form.evidence.items()
    }
    poor = frozenset(number for number, page in scanned.items() if _is_poor(page))
    evidence = {where: _doubted(read) if read.page in poor else read for where, read in evidence.items()}
    missed = {where: replace(evidence[where], confidence=_MISSED) for where in _missed(form, evidence, poor)}
    stacked = dict(_stacked(form, evidence, scanned))
    signs = dict(_with_signs(form, evidence)) | dict(_without_sign(form, evidence))
    return replace(form, evidence=evidence | stacked | missed | signs)


def _is_poor(page: Page) -> bool:
    unsure = sum(word.confidence < SURE for word in page.words)
    return unsure > _POORLY * len(page.words)


def _doubted(read: Evidence) -> Evidence:
    """A value of a page that is poorly read; unsure unless nothing at all speaks against it."""
    return read if read.confidence >= _PLAIN else replace(read, confidence=min(read.confidence, _UNTOLD))


def _stacked(
    form: Form, evidence: Mapping[str, Evidence], scanned: Mapping[int, Page]
) -> Iterator[tuple[str, Evidence]]:
    """Figures whose parts stand under each other and do not fill their cell; unsure: two rows may have run together."""
    for where, read in evidence.items():
        page = scanned.get(read.page or 0)
        if page is None or read.bbox is None or not is_figure(where) or not _DIGITS.fullmatch(read.text):
            continue
        box = Box(page.number, *read.bbox)
        words = sorted((word for word in page.words if box.holds(*word.box.center)), key=lambda word: word.baseline)
        upper = [word for word in words if words[-1].baseline - word.baseline > word.size / 2]
        if upper and _width(upper) < _FILLS * _room(form, page.number, box):
            yield where, replace(read, confidence=min(read.confidence, _MISSED))


def _width(words: Sequence[Word]) -> float:
    return max(word.box.x1 for word in words) - min(word.box.x0 for word in words)


def _room(form: Form, page: int, box: Box) -> float:
    """How wide the cell is in which a box stands."""
    cells = (cell.bbox for cell in form.grid.cells if cell.page == page and cell.bbox is not None)
    return next((x1 - x0 for x0, y0, x1, y1 in cells if Box(page, x0, y0, x1, y1).holds(*box.center)), box.x1 - box.x0)


def _with_signs(form: Form, evidence: Mapping[str, Evidence]) -> Iterator[tuple[str, Evidence]]:
    """The targets of bare figures beside which a column of signs has something that was not read as one; unsure."""
    for label, text in form.extra.items():
        match = _SIGN.fullmatch(label)
        where = pointer("indicators", int(match[1]) - 1, "target") if match and not _CHINESE.search(text) else ""
        read = evidence.get(where)
        row = form.indicators[int(match[1]) - 1] if match and read is not None else None
        if read is not None and row is not None and row.target_value is not None and row.target_operator is None:
            yield where, replace(read, confidence=min(read.confidence, _UNTOLD), other=text + read.text)


def _without_sign(form: Form, evidence: Mapping[str, Evidence]) -> Iterator[tuple[str, Evidence]]:
    """The targets of bare figures beside which a column that has signs shows nothing; unsure: one may have faded."""
    headed = {cell.col for cell in form.grid.cells if _SIGNS_HEAD.fullmatch("".join(cell.text.split()))}
    signed = headed & {cell.col for cell in form.grid.cells if cell.text.strip() in _SIGNS}
    blank = [
        Box(cell.page, *cell.bbox)
        for cell in form.grid.cells
        if cell.col in signed and not cell.text.strip() and cell.page is not None and cell.bbox is not None
    ]
    for n, row in enumerate(form.indicators if blank else ()):
        where = pointer("indicators", n, "target")
        read = evidence.get(where)
        if read is None or read.bbox is None or row.target_value is None or row.target_operator is not None:
            continue
        y = (read.bbox[1] + read.bbox[3]) / 2
        if read.source == "ocr" and any(box.page == read.page and box.top <= y <= box.bottom for box in blank):
            yield where, replace(read, confidence=min(read.confidence, _UNTOLD))


def _missed(form: Form, evidence: Mapping[str, Evidence], poor: frozenset[int]) -> Iterator[str]:
    """Where OCR may have missed a figure: what it read there is none, or it read nothing where such a row has one.

    Of the pages that are poorly read no blank is believed.
    """
    columns: dict[str, list[str]] = defaultdict(list)
    for where in evidence:
        if is_figure(where):
            section, _, field = where[1:].partition("/")
            columns[f"{section}/{field.rpartition('/')[2]}"].append(where)
    for column, places in columns.items():
        filled = sum(resolve(form, where) is not None for where in places)
        is_usual = column.startswith("indicators") and filled >= _FEWEST and filled > _MOST * len(places)
        for where in places:
            read = evidence[where]
            is_kept_blank = read.text.strip() and (not set(read.text) <= _DASHES or read.confidence > _STROKE)
            may_have_one = read.page in poor or (is_usual and _has_name(form, where))
            may_be_blank = is_blank(read.text) and (is_kept_blank or not may_have_one)
            if read.source == "ocr" and resolve(form, where) is None and read.confidence > _MISSED and not may_be_blank:
                yield where


def _has_name(form: Form, where: str) -> bool:
    return bool(resolve(form, f"{where.rpartition('/')[0]}/level3"))


def _noted(read: Evidence, page: Page) -> Evidence:
    others = _others(read, page)
    return replace(read, source="ocr", other=others) if others else replace(read, source="ocr")


def _others(read: Evidence, page: Page) -> str:
    """What else the words of a value may be, the value's text with their other readings in their places."""
    if read.bbox is None:
        return ""
    box = Box(page.number, *read.bbox)
    words = [word for word in page.words if word.other and box.holds(*word.box.center)]
    text = read.text
    for word in words:
        text = text.replace(word.text, word.other, 1)
    return text if words and text != read.text else ""

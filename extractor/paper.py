"""A form on its paper: its places as the pages are displayed, and the pages that may hold a part that was not read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec import UNSET
from msgspec.structs import replace

from extractor.form import BBox, Evidence, Form, Grid, GridCell, Part
from extractor.pages import Page


def displayed(form: Form, pages: Sequence[Page]) -> Form:
    """The form with all boxes where the paper displays them, also on pages whose content lies on its side."""
    lying = {page.number: page for page in pages if page.is_moved}
    if not lying.keys() & set(range(form.pages[0], form.pages[1] + 1)):
        return form
    evidence = {where: _evidence(read, lying) for where, read in form.evidence.items()}
    cells = tuple(_cell(cell, lying) for cell in form.grid.cells)
    return replace(form, evidence=evidence, grid=Grid(columns=form.grid.columns, cells=cells))


_SIDES = 3  # rulings level and upright: with as many a scanned page shows a table


def with_unread_pages(form: Form, pages: Sequence[Page], taken: AbstractSet[int]) -> Form:
    """The form with the pages named that may hold more of it and were not read.

    These are its own pages, the page behind it where it prints no total, and the page before it where it has no title.
    A scanned page with a table counts as unread where no form took it: the table may be a part that was torn off.
    """
    unread = {page.number for page in pages if page.unread or (page.number not in taken and _shows_table(page))}
    first = form.pages[0] - (form.title is None)
    last = form.pages[1] + (form.total.score is None and form.total.weight is None)
    near = tuple(sorted(unread & set(range(first, last + 1))))
    return replace(form, unread_pages=near) if near else form


def _shows_table(page: Page) -> bool:
    axes = [ruling.axis for ruling in page.rulings]
    return page.source == "ocr" and min(axes.count("h"), axes.count("v")) >= _SIDES


def _evidence(read: Evidence, lying: Mapping[int, Page]) -> Evidence:
    parts = read.parts
    if parts is not UNSET:
        parts = tuple(Part(page=part.page, bbox=_box(part.page, part.bbox, lying)) for part in parts)
    if read.page is None or read.bbox is None:
        return read
    return replace(read, bbox=_box(read.page, read.bbox, lying), parts=parts)


def _cell(cell: GridCell, lying: Mapping[int, Page]) -> GridCell:
    if cell.page is None or cell.bbox is None:
        return cell
    return replace(cell, bbox=_box(cell.page, cell.bbox, lying))


def _box(number: int, bbox: BBox, lying: Mapping[int, Page]) -> BBox:
    page = lying.get(number)
    if page is None:
        return bbox
    x0, y0, x1, y1 = page.displayed(bbox)
    return round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)

"""Where on the paper the values of a form stand: the evidence of a pointer, and the grid cell of an evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from extractor.form import Evidence, Form, GridCell
from extractor.geometry import Box


class Reading(NamedTuple):
    """The page of a row's first reading and the confidence of its least sure one; None where nothing was read."""

    page: int | None = None
    confidence: float | None = None


_UNREAD = Reading()


def rows_read(form: Form, section: str) -> dict[int, Reading]:
    """The reading of every row of a section, `indicators` or `budget`, that has evidence, by the row's index."""
    rows: dict[int, Reading] = {}
    for where, evidence in form.evidence.items():
        if not where.startswith(f"/{section}/"):
            continue
        row = int(where.split("/", 3)[2])
        page, confidence = rows.get(row, _UNREAD)
        lowest = evidence.confidence if confidence is None else min(confidence, evidence.confidence)
        rows[row] = Reading(evidence.page if page is None else page, lowest)
    return rows


def evidence_at(form: Form, where: str) -> Evidence | None:
    """The evidence of a pointer, or of the first value under it where the pointer names a row; None without any."""
    if where in form.evidence:
        return form.evidence[where]
    return next((read for place, read in form.evidence.items() if place.startswith(f"{where}/")), None)


def first_page(form: Form, pointers: Iterable[str]) -> int | None:
    """The page of the first of the pointers that has evidence on a page."""
    readings = (evidence_at(form, where) for where in pointers)
    return next((read.page for read in readings if read is not None and read.page is not None), None)


def cell_finder(form: Form) -> Callable[[str], GridCell | None]:
    """A function from a pointer to the grid cell that shares most of the pointer's box, the smallest of equals."""
    boxes = [(Box(cell.page, *cell.bbox), cell) for cell in form.grid.cells if cell.page is not None and cell.bbox]

    def cell_of(where: str) -> GridCell | None:
        read = evidence_at(form, where)
        if read is None or read.page is None or read.bbox is None:
            return None
        place = Box(read.page, *read.bbox)
        shared = [(box.overlap(place), -box.width * box.height, n) for n, (box, _) in enumerate(boxes)]
        best = max(shared, default=(0.0, 0.0, 0))
        return boxes[best[2]][1] if best[0] > 0 else None

    return cell_of

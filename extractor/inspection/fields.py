"""Which place of a page became which field of a form, by the evidence of its values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec import UNSET

from extractor.form import SURE, Evidence, Form
from extractor.geometry import Box
from extractor.inspection.palette import FIELDS, Group, group_of
from extractor.layout import Cell
from extractor.layout.cells import PageTable

_MOST = 0.5  # of an area: what shares more of it stands there


@dataclass(frozen=True)
class Mark:
    """A place that became fields of a form: a cell, or free print where `cell` is None.

    `pointers` are those of the fields, in the order of the form's evidence.
    """

    box: Box
    cell: Cell | None
    pointers: tuple[str, ...]
    is_sure: bool

    @property
    def group(self) -> Group:
        """The group whose colour the place gets: the first of the legend, of all that it became."""
        found = {group_of(pointer) for pointer in self.pointers}
        return next(group for group in FIELDS if group in found)

    @property
    def labels(self) -> tuple[str, ...]:
        """What names the place, from long to short: `level1, level1_weight #1-5`, `level1, level1_weight`, `#1-5`.

        The numbers are those of the rows of the form's lists, counted from one.
        """
        names = ", ".join(dict.fromkeys(map(_name, self.pointers)))
        rows = _ranges(sorted({row for pointer in self.pointers if (row := _row(pointer)) is not None}))
        return (f"{names} {rows}", names, rows) if rows else (names,)


def marks_by_page(forms: Iterable[Form], tables: dict[int, Sequence[PageTable]]) -> dict[int, list[Mark]]:
    """The marks of every page that has any; `tables` are those of each page."""
    readings: dict[Box, list[tuple[str, Evidence]]] = defaultdict(list)
    for form in forms:
        for pointer, evidence in form.evidence.items():
            for box in _boxes(evidence):
                readings[box].append((pointer, evidence))
    pages: dict[int, list[Mark]] = defaultdict(list)
    for page in sorted({box.page for box in readings}):
        here = {box: found for box, found in readings.items() if box.page == page}
        pages[page] = list(_marks(here, [cell for table in tables.get(page, ()) for cell in table.cells]))
    return dict(pages)


def _boxes(evidence: Evidence) -> Iterator[Box]:
    if evidence.parts is not UNSET:
        yield from (Box(part.page, *part.bbox) for part in evidence.parts)
    elif evidence.page is not None and evidence.bbox is not None:
        yield Box(evidence.page, *evidence.bbox)


def _marks(readings: dict[Box, list[tuple[str, Evidence]]], cells: Sequence[Cell]) -> Iterator[Mark]:
    """A mark for every cell that readings stand in, and for every reading that stands in none."""
    found: dict[Cell | Box, list[tuple[str, Evidence]]] = defaultdict(list)
    for box, here in readings.items():
        homes: list[Cell | Box] = [cell for cell in cells if _stands_in(box, cell)]
        for home in homes or [box]:
            found[home] += here
    for place, here in found.items():
        cell, box = (place, place.boxes[0]) if isinstance(place, Cell) else (None, place)
        is_sure = all(evidence.confidence >= SURE for _, evidence in here)
        yield Mark(box, cell, tuple(dict.fromkeys(pointer for pointer, _ in here)), is_sure)


def _stands_in(reading: Box, cell: Cell) -> bool:
    """Whether a reading stands for the most part in the cell, or the print of the cell in the reading."""
    box, print_ = cell.boxes[0], cell.places[0]
    return reading.overlap(box) > _MOST * _area(reading) or reading.overlap(print_) > _MOST * _area(print_)


def _area(box: Box) -> float:
    return box.width * box.height


def _row(pointer: str) -> int | None:
    """The row, counted from one, of a pointer into a list."""
    steps = pointer.split("/")[1:]
    return int(steps[1]) + 1 if steps[0] in ("indicators", "budget") else None


def _name(pointer: str) -> str:
    steps = pointer.split("/")[1:]
    if steps[0] in ("total", "extra"):
        return f"{steps[0]}.{steps[1]}".replace("~1", "/").replace("~0", "~")
    return steps[-1]


def _ranges(rows: Sequence[int]) -> str:
    """Rising numbers in short, `#1-3,5`; nothing for none."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    told = ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"#{told}" if told else ""

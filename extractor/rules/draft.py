"""A form in the making: the table it is read from, what has been read so far, and the evidence of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from msgspec import UNSET

from extractor.form import Evidence, Part, pointer
from extractor.geometry import Box, union
from extractor.layout import Cell, Line, Table
from extractor.quantities import figure, is_blank_text, is_parted
from extractor.rules.columns import Columns
from extractor.templates import Template

_PARTED = 0.5  # how sure a figure is at most whose digits blanks part: they may be two
_INLINE = re.compile(r"(?P<label>[^：:]{1,16})[：:](?P<value>.*)", re.DOTALL)


@dataclass
class Draft:
    """What the rules fill in turn; `taken` holds the cells that a field or a label has used."""

    table: Table
    template: Template
    headers: list[Columns]
    fields: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    taken: set[Cell] = field(default_factory=set)
    _noted: dict[tuple[str | float | Cell, ...], Evidence] = field(default_factory=dict)

    @property
    def first_header(self) -> int:
        """The row of the first indicator header; the number of rows where there is none."""
        return self.headers[0].start if self.headers else self.table.rows

    def own(self, row: int) -> list[Cell]:
        """The cells that begin in a row, from left to right."""
        return self.table.begun[row]

    def named(self, section: str, cell: Cell | None) -> str | None:
        """The field that a cell's text names in a section of the template."""
        return self.template.field(section, cell.text) if cell is not None and cell.lines else None

    def inline(self, section: str, cell: Cell) -> tuple[str, str] | None:
        """The field and the value of a cell that prints a label of the section and its value together."""
        match = _INLINE.fullmatch(cell.text)
        field = self.template.field(section, match["label"]) if match else None
        return (field, match["value"].strip()) if match and field else None

    def is_label(self, cell: Cell | None) -> bool:
        """Whether a cell's text is a label of any section."""
        return cell is not None and bool(cell.lines) and self.template.is_label(cell.text)

    def right_of(self, cell: Cell) -> Cell | None:
        """The cell at the right of a cell's first row."""
        return self.table.at(cell.row, cell.col_end)

    def below(self, cell: Cell) -> Cell | None:
        """The cell under a cell's first column."""
        return self.table.at(cell.row_end, cell.col)

    def text(self, cells: Sequence[Cell], *where: str | int) -> str | None:
        """The text of cells, noted with its evidence at a place of the form; None where it is blank."""
        printed = "".join([cell.text for cell in cells])
        self.note(cells, printed, *where)
        return None if is_blank_text(printed) else printed.strip()

    def number(self, cells: Sequence[Cell], *where: str | int, money: str | None = None) -> Decimal | None:
        """The figure of cells, noted with its evidence; None where it is blank or no figure, or two are.

        One whose digits blanks part is unsure.
        """
        printed = ""
        for cell in cells:
            parts_figures = printed[-1:].isdecimal() and cell.text[:1].isdecimal()
            printed += f"\n{cell.text}" if parts_figures else cell.text
        self.note(cells, printed, *where, sure=_PARTED if is_parted(printed) else 1.0)
        return figure(printed, money)

    def note(self, cells: Sequence[Cell], printed: str, *where: str | int, sure: float = 1.0) -> None:
        """Keep what was printed, which is no surer than that, as the evidence of a place, and take the cells."""
        self.taken.update(cells)
        key: tuple[str | float | Cell, ...] = (printed, sure, *cells)
        read = self._noted.get(key)
        if read is None:  # a merged cell is the evidence of every row that it spans
            places = [box for cell in cells for box in cell.places]
            read = evidence(printed, places, min([sure, *(cell.confidence for cell in cells)]))
            self._noted[key] = read
        self.evidence[pointer(*where)] = read

    def note_lines(self, lines: Sequence[Line], printed: str, *where: str | int) -> None:
        """Keep free lines as the evidence of a place of the form."""
        sure = min((line.confidence for line in lines), default=1.0)
        self.evidence[pointer(*where)] = evidence(printed, [line.box for line in lines], sure)

    def keep(self, label: str, value: str) -> str:
        """Keep a labelled text in `extra`, under its label or, where that is taken, a numbered one; the name used."""
        name, count = label, 1
        while self.extra.get(name, value) != value:
            count += 1
            name = f"{label} {count}"
        self.extra[name] = value
        return name


def evidence(printed: str, places: Sequence[Box], confidence: float) -> Evidence:
    """Evidence of a printed text: its first place, and all of them where it stands on several pages."""
    if len(places) == 1:
        return Evidence(page=places[0].page, bbox=places[0].bbox, text=printed, confidence=confidence)
    pages = dict.fromkeys(box.page for box in places)
    around = [union(box for box in places if box.page == page) for page in pages]
    parts = tuple(Part(page=box.page, bbox=box.bbox) for box in around)
    return Evidence(
        page=around[0].page,
        bbox=around[0].bbox,
        text=printed,
        confidence=confidence,
        parts=parts if len(parts) > 1 else UNSET,
    )

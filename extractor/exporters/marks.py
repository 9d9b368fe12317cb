"""What is to be marked on a form's sheet: the findings that speak of a grid cell, and readings that want a look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from extractor.exporters.places import cell_finder
from extractor.exporters.styles import FILLS
from extractor.exporters.wording import Words
from extractor.form import SURE, Finding, Form, GridCell

Place = tuple[int, int]


@dataclass
class Mark:
    """The marks of one grid cell: `kinds` are severities or `unsure`, `notes` what is said, each once."""

    kinds: set[str] = field(default_factory=set)
    notes: dict[str, None] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The gravest of the kinds."""
        return next(kind for kind in FILLS if kind in self.kinds)

    @property
    def note(self) -> str:
        """All notes, one below the other."""
        return "\n\n".join(self.notes)


def sentence(finding: Finding) -> str:
    """A finding in words: its code and name, then the message in Chinese and in English."""
    return f"{finding.code} {finding.name}\n{finding.message}\n{finding.message_en}"


def cells_of(form: Form, finding: Finding) -> list[GridCell]:
    """The grid cells that a finding speaks of, in the order of its pointers."""
    cell_of = cell_finder(form)
    return [cell for cell in map(cell_of, finding.where) if cell is not None]


def marks(form: Form, words: Words, hide: Callable[[str], str]) -> dict[Place, Mark]:
    """The marks of the form's cells by row and column; `hide` masks what must not be shown."""
    cell_of = cell_finder(form)
    found: dict[Place, Mark] = {}

    def put(where: str, kind: str, note: str) -> None:
        cell = cell_of(where)
        if cell is not None:
            mark = found.setdefault((cell.row, cell.col), Mark())
            mark.kinds.add(kind)
            mark.notes[note] = None

    for finding in form.findings:
        for where in finding.where:
            put(where, finding.severity, hide(sentence(finding)))
    for where, read in form.evidence.items():
        if read.confidence < SURE:
            put(where, "unsure", words.unsure.format(confidence=f"{read.confidence:.2f}"))
    return found

"""Dumps of text, which have lost the cells: from their lines to the tables that the rules read.

`tables` gives one table a form, its cells built from the order of the texts, from what a text can be, and from the
form's own sums; lines stand for places, and confidence tells what was doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from extractor.dumps.block import with_funds
from extractor.dumps.boxes import gaps_part, pieces
from extractor.dumps.build import build
from extractor.dumps.columns import columns_of, lead_of, unknown_heads
from extractor.dumps.forms import forms
from extractor.dumps.head import read_head
from extractor.dumps.labels import Label, Words, labelled, parted
from extractor.dumps.placed import tokens_of
from extractor.dumps.plane import is_spaced, spaced_tables
from extractor.dumps.table import place
from extractor.dumps.tokens import Token, mended, tokens
from extractor.form import Evidence, Form, Grid
from extractor.layout import Table
from extractor.pages import TextLine
from extractor.templates import Template, general

__all__ = ["tables", "with_lines"]


def tables(lines: Sequence[TextLine], templates: Sequence[Template]) -> Iterator[Table]:
    """The table of every form that the lines hold."""
    words = Words.of((general(), *templates))
    if is_spaced(lines):
        for form in spaced_tables(lines, words):
            yield form if isinstance(form, Table) else _table(form, parted=False)
        return
    found = tokens(lines)
    apart = gaps_part(found)
    for stream in forms(list(labelled(list(parted(mended(found), words)), words))):
        yield _table(stream, apart)


def _table(stream: Sequence[Token | Label], parted: bool) -> Table:
    parts = with_funds(list(pieces(stream, parted)))
    start = next(n for n, each in enumerate(parts) if _begins_table(each))
    head = read_head(parts, start)
    lead = lead_of(parts[:start], head.used)
    columns = columns_of(parts[start:], lead)
    heads = unknown_heads(parts[start:], columns)
    inside = [each for each in (*lead, *parts[start:]) if id(each) not in head.used | heads]
    placed = place(inside, columns, parted, head.outer)
    used = {id(each) for each in inside}
    rest = [token for each in parts if id(each) not in used | head.used for token in tokens_of(each)]
    return build(head, placed, [*rest, *placed.outside])


def _begins_table(each: object) -> bool:
    return isinstance(each, Label) and each.fields.get("columns", "").startswith("level")


def with_lines(form: Form) -> Form:
    """The form with line numbers for the places of its readings; its grid has none."""
    cells = tuple(replace(cell, page=None, bbox=None) for cell in form.grid.cells)
    blank = _surest_blanks(form.evidence)
    evidence = {where: _on_a_line(reading, blank[_row_of(where)]) for where, reading in form.evidence.items()}
    return replace(form, grid=Grid(columns=form.grid.columns, cells=cells), evidence=evidence)


def _surest_blanks(evidence: Mapping[str, Evidence]) -> dict[str, float]:
    """How sure a blank can be, by its row: a dump shows no empty cell, so that it is as sure as what its row holds."""
    least: dict[str, float] = {}
    for where, reading in evidence.items():
        least[_row_of(where)] = min(least.get(_row_of(where), 1.0), reading.confidence)
    return least


def _row_of(where: str) -> str:
    return where.rpartition("/")[0]


def _on_a_line(reading: Evidence, blank: float) -> Evidence:
    line = int(reading.bbox[1]) if reading.bbox else None
    sure = reading.confidence if reading.text else min(reading.confidence, blank)
    return Evidence(line=line, text=reading.text, source=reading.source, confidence=sure)

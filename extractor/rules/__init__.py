"""The rules layer: a table's cells to the fields of a form, by the labels of a template.

`RULES` lists the rules in reading order; each takes what it knows and leaves the rest to those after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from extractor.form import Form, Grid, GridCell
from extractor.layout import Table
from extractor.rules.budget import budget
from extractor.rules.columns import headers, may_head_indicators
from extractor.rules.draft import Draft
from extractor.rules.headings import is_title, notes, title, title_text, year
from extractor.rules.identity import family, identity, texts
from extractor.rules.indicators import indicators
from extractor.rules.leftovers import leftovers
from extractor.rules.narratives import narratives
from extractor.rules.stacked import forms
from extractor.rules.totals import grade, total
from extractor.templates import Template, fitting, general

__all__ = ["RULES", "forms", "is_title", "may_head_indicators", "read_form"]

RULES: tuple[Callable[[Draft], None], ...] = (
    title,
    family,
    notes,
    budget,
    total,
    grade,
    indicators,
    narratives,
    identity,
    year,
    leftovers,
)


def read_form(table: Table, templates: Sequence[Template], form_id: str, index: int) -> Form:
    """The form that a table holds, read by the template that fits it, else by the general dictionary."""
    fit = fitting(templates, title_text(table.before, table.cells), texts(table))
    template = fit or general()
    draft = Draft(table, template, headers(table, template))
    for rule in RULES:
        rule(draft)
    return _form(draft, fit, form_id, index)


def _form(draft: Draft, fit: Template | None, form_id: str, index: int) -> Form:
    fields = dict(draft.fields)
    stated = draft.template.arithmetic
    arithmetic = replace(
        stated,
        denominator=fields.pop("denominator", None) or stated.denominator,
        bands=fields.pop("bands", None) or stated.bands,
        budget_sums=fields.pop("budget_sums", ()),
    )
    return Form(
        form_id=form_id,
        index=index,
        pages=draft.table.pages,
        template=fit.id if fit else None,
        arithmetic=arithmetic,
        extra=draft.extra,
        evidence=draft.evidence,
        grid=_grid(draft.table),
        **fields,
    )


def _grid(table: Table) -> Grid:
    cells = (
        GridCell(
            row=cell.row,
            col=cell.col,
            rowspan=cell.rowspan,
            colspan=cell.colspan,
            text=cell.text,
            page=cell.boxes[0].page,
            bbox=cell.boxes[0].bbox,
        )
        for cell in table.cells
    )
    return Grid(columns=table.columns, cells=tuple(cells))

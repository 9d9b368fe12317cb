"""The rules layer: a table's cells to the fields of a form, by the labels of a template.

`RULES` lists the rules in reading order; each takes what it knows and leaves the rest to those after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from extractor.form import Family, Form, Grid, GridCell
from extractor.layout import Table
from extractor.quantities import plain
from extractor.rules.budget import budget
from extractor.rules.columns import headers, may_head_indicators
from extractor.rules.draft import Draft
from extractor.rules.headings import notes, title, title_text, year
from extractor.rules.identity import identity
from extractor.rules.indicators import indicators
from extractor.rules.leftovers import leftovers
from extractor.rules.narratives import narratives
from extractor.rules.stacked import stacked
from extractor.rules.totals import grade, total
from extractor.templates import Template, fitting, general

__all__ = ["RULES", "is_form", "may_head_indicators", "read_form", "stacked"]

RULES: tuple[Callable[[Draft], None], ...] = (
    title,
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

_FAMILIES: tuple[tuple[str, Family], ...] = (
    ("转移支付", "transfer"),
    ("评分表", "department"),
    ("部门整体", "department"),
    ("部门支出", "department"),
    ("整体支出", "department"),
    ("整体绩效", "department"),
    ("项目", "project"),
    ("专项", "project"),
)


def is_form(table: Table, dictionary: Template) -> bool:
    """Whether a table is a self-evaluation form: it heads columns of indicators."""
    return bool(headers(table, dictionary))


def read_form(table: Table, templates: Sequence[Template], form_id: str, index: int) -> Form:
    """The form that a table holds, read by the template that fits it, else by the general dictionary."""
    heading = title_text(table.before, table.cells)
    texts = _texts(table)
    fit = fitting(templates, heading, texts)
    template = fit or general()
    draft = Draft(table, template, headers(table, template))
    draft.fields["family"] = fit.family if fit else _family(heading, texts, template)
    for rule in RULES:
        rule(draft)
    return _form(draft, fit, form_id, index)


def _texts(table: Table) -> list[str]:
    """The texts of the table's cells, in reading order."""
    return [cell.text for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col))]


def _family(heading: str, texts: Sequence[str], dictionary: Template) -> Family:
    """What a form evaluates, by its title, else by what it gives the name of."""
    titled = next((family for words, family in _FAMILIES if words in plain(heading)), None)
    if titled is not None:
        return titled
    named = {dictionary.field("identity", text) for text in texts}
    return "project" if "project_name" in named else "department" if "department" in named else "other"


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

"""What a report tells of every form, ready to be laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from extractor.audit import Audited, AuditedForm, Said
from extractor.checks.cells import show
from extractor.exporters.personal import veil
from extractor.exporters.places import evidence_at, first_page
from extractor.form import BBox, Form
from extractor.report.excerpt import ExcerptCell, Excerpts
from extractor.report.figures import grade
from extractor.report.marks import around, marks
from extractor.report.names import place_name
from extractor.report.pictures import Strip, strips_of

_PAD = 30.0  # points of the page around what a finding marks
_PRINTED = 30


class View(NamedTuple):
    """A part of a page's strip, with the boxes to mark in it; points of the page."""

    page: int
    top: float
    width: float
    height: float
    boxes: list[BBox]


class Printed(NamedTuple):
    """What is printed at a place: its pointer, its name in both languages, the text, and the line in plain text."""

    where: str
    name: str
    name_en: str
    text: str
    line: int | None


class ToldFinding(NamedTuple):
    """A finding as the report shows it; `more` counts the places beyond those of `printed`."""

    code: str
    name: str
    severity: str
    message: str
    message_en: str
    expected: str | None
    found: str | None
    waived: str | None
    page: int | None
    printed: list[Printed]
    more: int
    views: list[View]
    rows: list[list[ExcerptCell]]


class ToldForm(NamedTuple):
    """A form as the report shows it; `outcomes` has code, outcome and the reasons in both languages."""

    form: Form
    total: str | None
    grade: str
    findings: list[ToldFinding]
    outcomes: list[tuple[str, str, list[tuple[str, str]]]]


class ToldDocument(NamedTuple):
    """A document as the report shows it, with the strips of its pages; `has_original` where they could be drawn."""

    path: str
    problems: list[dict[str, Any]]
    strips: list[Strip]
    has_original: bool
    forms: list[ToldForm]


def told(documents: Iterable[Audited], originals: dict[str, Path]) -> Iterator[ToldDocument]:
    """Every document, one after the other; `originals` has the inputs' places by path, where they are known."""
    for document in documents:
        strips = strips_of(document, originals.get(document.path))
        forms = [_form(one, strips) for one in document.forms]
        problems = [
            {"code": each.code, "severity": each.severity, "message": each.message, "page": each.page}
            for each in document.problems
        ]
        yield ToldDocument(document.path, problems, list(strips.values()), bool(strips), forms)


def _form(one: AuditedForm, strips: dict[int, Strip]) -> ToldForm:
    form, excerpts = one.form, Excerpts(one.form)
    whys = one.whys
    outcomes = [
        (code, str(outcome), [(why.reason, why.reason_en) for why in whys.get(code, ())])
        for code, outcome in form.checks.items()
    ]
    score = form.total.score
    findings = [_finding(form, said, strips, excerpts) for said in one.said]
    return ToldForm(form, None if score is None else show(score), grade(form), findings, outcomes)


def _finding(form: Form, said: Said, strips: dict[int, Strip], excerpts: Excerpts) -> ToldFinding:
    finding, hide = said.finding, veil(form)
    views = list(_views(form, said, strips))
    return ToldFinding(
        code=finding.code,
        name=finding.name,
        severity=finding.severity,
        message=hide(finding.message),
        message_en=hide(finding.message_en),
        expected=finding.expected and hide(finding.expected),
        found=finding.found and hide(finding.found),
        waived=said.waived,
        page=first_page(form, finding.where),
        printed=[_printed(form, where, hide) for where in finding.where[:_PRINTED]],
        more=max(0, len(finding.where) - _PRINTED),
        views=views,
        rows=[] if views else excerpts.of(finding),
    )


def _printed(form: Form, where: str, hide: Callable[[str], str]) -> Printed:
    name, name_en = (hide(text) for text in place_name(form, where))
    read = evidence_at(form, where)
    text = hide(" ".join(read.text.split())) if read else ""
    return Printed(where, name, name_en, text, read.line if read else None)


def _views(form: Form, said: Said, strips: dict[int, Strip]) -> Iterator[View]:
    for page, boxes in sorted(marks(form, said.finding).items()):
        strip = strips.get(page)
        if strip is not None:
            top, bottom = around(boxes, _PAD)
            top, bottom = max(top, strip.top), min(bottom, strip.top + strip.height)
            yield View(page, top, strip.width, bottom - top, boxes)

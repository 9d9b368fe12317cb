"""Findings as JSON objects: what `findings.csv` has, the printed text of every place, and why it is waived."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from extractor.audit.run import Audited, AuditedForm, Said
from extractor.exporters.personal import veil
from extractor.exporters.places import evidence_at, first_page
from extractor.form import Form


def entries_of(document: Audited, only: frozenset[str] | None = None) -> Iterator[dict[str, Any]]:
    """The problems and findings of a document; with `only`, the findings of some codes and no problems."""
    if only is None:
        yield from _problems(document)
    for one in document.forms:
        yield from (entry for said, entry in zip(one.said, _findings(document, one), strict=True) if _is_in(said, only))


def _is_in(said: Said, only: frozenset[str] | None) -> bool:
    return only is None or said.finding.code in only


def _problems(document: Audited) -> Iterator[dict[str, Any]]:
    for problem in document.problems:
        texts = {"name": None, "severity": problem.severity, "message": problem.message, "message_en": problem.message}
        place: dict[str, Any] = {"where": [], "expected": None, "found": None, "page": problem.page, "printed": []}
        head = {"path": document.path, "form_id": None, "title": None, "code": problem.code}
        yield {**head, **texts, **place, "waived": None}


def _findings(document: Audited, one: AuditedForm) -> Iterator[dict[str, Any]]:
    form, hide = one.form, veil(one.form)
    for said in one.said:
        told = msgspec.to_builtins(said.finding)
        texts = {name: hide(text) for name, text in told.items() if isinstance(text, str)}
        where = said.finding.where
        place = {"page": first_page(form, where), "printed": list(_printed(form, where, hide)), "waived": said.waived}
        yield {"path": document.path, "form_id": form.form_id, "title": form.title, **told, **texts, **place}


def _printed(form: Form, where: Sequence[str], hide: Callable[[str], str]) -> Iterator[str]:
    for pointer in where:
        read = evidence_at(form, pointer)
        yield hide(read.text) if read else ""

"""`extractor check`: prints what the checks find, from files or from what an earlier run left."""

from __future__ import annotations

import functools
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import typer

from extractor.batch.inputs import gather
from extractor.batch.local import read_all
from extractor.batch.worker import Reader, read_document
from extractor.checks import examine, rule
from extractor.cli.progress import watched
from extractor.cli.summary import severities
from extractor.exporters.columns import Item
from extractor.exporters.json_ import is_output, read_back
from extractor.exporters.personal import veil
from extractor.exporters.places import evidence_at, first_page
from extractor.form import Document, Finding, Form, Ocr
from extractor.templates import load

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def codes(texts: Sequence[str]) -> frozenset[str]:
    """The codes named in `S01,S03`, however many times the option was given.

    Raises:
        UsageError: a code is not known.
    """
    named = [code.strip().upper() for text in texts for code in text.split(",")]
    return frozenset(rule(code).code for code in named if code)


def check(  # noqa: PLR0913 -- the options of the command
    inputs: Sequence[Path],
    *,
    as_json: bool = False,
    select: frozenset[str] = frozenset(),
    ignore: frozenset[str] = frozenset(),
    templates: Path | None = None,
    cross_check: bool = False,
    ocr: Ocr = "auto",
    jobs: int | None = None,
) -> int:
    """The exit status of a check: 3 where an input could not be read, 1 where an error was found, else 0.

    Raises:
        ExtractorError: the run could not go on.
    """
    entries: list[dict[str, Any]] = []
    forms = 0
    reader = functools.partial(read_document, templates=templates, cross_check=cross_check, ocr=ocr)
    load(templates)  # mistakes in templates are told before anything is read
    for item in _documents(inputs, reader, jobs):
        chosen = _chosen(item, select, ignore)
        forms += len(chosen.document.forms)
        found = [*_problems(chosen), *(entry for form in chosen.document.forms for entry in _findings(chosen, form))]
        entries += found
        if not as_json:
            _print(chosen, found)
    if as_json:
        typer.echo(json.dumps(entries, ensure_ascii=False, indent=1))
    return _close(entries, forms)


def _close(entries: Sequence[dict[str, Any]], forms: int) -> int:
    findings = Counter(str(entry["severity"]) for entry in entries if entry["form_id"])
    unread = sum(entry["form_id"] is None and entry["severity"] == "error" for entry in entries)
    typer.echo(f"{forms} forms 表单: {severities([lambda each: findings[each]])}; {unread} unread 未读", err=True)
    return 3 if unread else int(findings["error"] > 0)


def _documents(inputs: Sequence[Path], reader: Reader, jobs: int | None) -> Iterator[Item]:
    """The documents of output folders from their JSON, checked again, then those of all other inputs, read."""
    outputs = [each for each in inputs if os.path.isdir(each) and is_output(each)]
    for folder in outputs:
        for item in read_back(folder):
            forms = tuple(examine(form, item.document.source.name) for form in item.document.forms)
            yield Item(item.path, msgspec.structs.replace(item.document, forms=forms))
    rest = gather([each for each in inputs if each not in outputs]).inputs
    yield from watched(read_all(rest, reader, jobs=jobs), [each.name for each in rest])


def _chosen(item: Item, select: frozenset[str], ignore: frozenset[str]) -> Item:
    """The item with the findings that were asked for."""

    def wanted(finding: Finding) -> bool:
        return (not select or finding.code in select) and finding.code not in ignore

    forms = (
        msgspec.structs.replace(form, findings=tuple(filter(wanted, form.findings))) for form in item.document.forms
    )
    document: Document = msgspec.structs.replace(item.document, forms=tuple(forms))
    return Item(item.path, document)


def _problems(item: Item) -> Iterator[dict[str, Any]]:
    for problem in item.document.problems:
        texts = {"name": None, "severity": problem.severity, "message": problem.message, "message_en": problem.message}
        place: dict[str, Any] = {"where": [], "expected": None, "found": None, "page": problem.page, "printed": []}
        yield {"path": item.path, "form_id": None, "title": None, "code": problem.code, **texts, **place}


def _findings(item: Item, form: Form) -> Iterator[dict[str, Any]]:
    """The findings of a form as JSON objects: what `findings.csv` has, and the printed text of every place."""
    hide = veil(form)
    for finding in form.findings:
        told = msgspec.to_builtins(finding)
        texts = {name: hide(text) for name, text in told.items() if isinstance(text, str)}
        place = {"page": first_page(form, finding.where), "printed": list(_printed(form, finding.where, hide))}
        yield {"path": item.path, "form_id": form.form_id, "title": form.title, **told, **texts, **place}


def _printed(form: Form, where: Sequence[str], hide: Callable[[str], str]) -> Iterator[str]:
    for pointer in where:
        read = evidence_at(form, pointer)
        yield hide(read.text) if read else ""


def _print(item: Item, entries: Sequence[dict[str, Any]]) -> None:
    """Prints a document's findings, form by form; a form without any says so."""
    typer.secho(item.path, bold=True)
    for entry in entries:
        if entry["form_id"] is None:
            _print_entry(entry)
    for form in item.document.forms:
        own = [entry for entry in entries if entry["form_id"] == form.form_id]
        pages = f"p. {form.pages[0]}" if form.pages[0] == form.pages[1] else f"p. {form.pages[0]}-{form.pages[1]}"
        typer.echo(f"  {form.title or form.form_id} ({pages}, {form.template or 'no template'})")
        if not own:
            typer.echo("    nothing found 未发现问题")
        for entry in own:
            _print_entry(entry)


def _print_entry(entry: dict[str, Any]) -> None:
    severity = typer.style(f"{entry['severity']:7}", fg=_COLOURS[entry["severity"]])
    typer.echo(f"    {severity} {entry['code']}  {entry['message']}")
    if entry["message_en"] != entry["message"]:
        typer.echo(f"                 {entry['message_en']}")
    places = zip(entry["where"], entry["printed"], strict=True)
    shown = "  ".join(f"{where} “{' '.join(text.split())}”" if text else where for where, text in places)
    page = f"p. {entry['page']}  " if entry["page"] else ""
    if page or shown:
        typer.echo(f"                 {page}{shown}".rstrip())

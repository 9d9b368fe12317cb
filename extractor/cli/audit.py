"""`extractor check`: prints what the checks find, from files or from what an earlier run left."""

from __future__ import annotations

import functools
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import typer

from extractor.across import rule
from extractor.audit import Audited, Settings, audited, compared, load_settings
from extractor.audit.entries import entries_of
from extractor.audit.run import ACROSS, lean
from extractor.audit.sarif import sarif
from extractor.audit.settings import Severity
from extractor.batch.inputs import gather
from extractor.batch.local import read_all
from extractor.batch.manifest import load as load_manifest
from extractor.batch.staging import outputs_fetched
from extractor.batch.tally import tally
from extractor.batch.worker import Reader, read_document
from extractor.cli.progress import watched
from extractor.cli.summary import severities
from extractor.exporters.columns import Item
from extractor.exporters.json_ import is_output, read_back
from extractor.form import Ocr
from extractor.report import check_name, write
from extractor.templates import load

Told = Literal["text", "json", "sarif"]

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def codes(texts: Sequence[str]) -> frozenset[str]:
    """The codes named in `S01,S03`, however many times the option was given.

    Raises:
        UsageError: a code is not known.
    """
    named = [code.strip().upper() for text in texts for code in text.split(",")]
    return frozenset(rule(code).code for code in named if code)


def settings(config: Path | None, select: Sequence[str], ignore: Sequence[str], severity: Severity | None) -> Settings:
    """The settings of a TOML file, with what the command line says in their place.

    Raises:
        UsageError: a code is not known, or the file is not valid.
    """
    stated = load_settings(config)
    return replace(
        stated,
        select=codes(select) or stated.select,
        ignore=codes(ignore) or stated.ignore,
        severity=severity or stated.severity,
    )


def check(  # noqa: PLR0913 -- the options of the command
    inputs: Sequence[str | Path],
    *,
    told: Told = "text",
    report: Path | None = None,
    settings: Settings | None = None,
    templates: Path | None = None,
    cross_check: bool = False,
    ocr: Ocr = "auto",
    jobs: int | None = None,
) -> int:
    """The exit status of a check: 3 where an input could not be read, 1 where an error was found, else 0.

    Raises:
        ExtractorError: the run could not go on.
    """
    reader = functools.partial(read_document, templates=templates, cross_check=cross_check, ocr=ocr)
    if report is not None:
        check_name(report)
    load(templates)  # mistakes in templates are told before anything is read
    with outputs_fetched(list(map(str, inputs))) as given:
        return _check(given, _documents(given, reader, jobs), settings or Settings(), told, report)


def _check(inputs: Sequence[str], items: Iterable[Item], settings: Settings, told: Told, report: Path | None) -> int:
    documents, single = [], []
    for item in items:
        document = audited(item, settings)
        single.append(list(entries_of(document)))
        documents.append(document if report else lean(document))
        if told == "text":
            _print(document, single[-1])
    documents = compared(documents, settings)
    across = [list(entries_of(document, ACROSS)) for document in documents]
    entries = [entry for pair in zip(single, across, strict=True) for found in pair for entry in found]
    if told == "text":
        _print_across(documents, across)
    else:
        machine: object = entries if told == "json" else sarif(entries, version("extractor"))
        typer.echo(json.dumps(machine, ensure_ascii=False, indent=1))
    if report is not None:
        write(report, documents, _originals(inputs), lambda told: watched(told, [each.path for each in documents]))
        typer.echo(f"report 报告: {report}", err=True)
    return _close(entries, sum(len(document.forms) for document in documents))


def _close(entries: Sequence[dict[str, Any]], forms: int) -> int:
    findings = Counter(str(entry["severity"]) for entry in entries if entry["form_id"] and entry["waived"] is None)
    waived = sum(entry["waived"] is not None for entry in entries)
    unread = sum(entry["form_id"] is None and entry["severity"] == "error" for entry in entries)
    told = severities(findings) + (f", {waived} waived 豁免" if waived else "")
    typer.echo(f"{forms} forms 表单: {told}; {unread} unread 未读", err=True)
    return 3 if unread else int(findings["error"] > 0)


def _documents(inputs: Sequence[str], reader: Reader, jobs: int | None) -> Iterator[Item]:
    """The documents of output folders from their JSON, then those of all other inputs, read."""
    outputs = _outputs(inputs)
    for folder in outputs:
        yield from read_back(Path(folder))
    rest = gather([each for each in inputs if each not in outputs]).inputs
    read = read_all(rest, reader, jobs=jobs)
    yield from watched(read, [each.name for each in rest], failed=lambda item: tally(item.document).failed)


def _originals(inputs: Sequence[str]) -> dict[str, Path]:
    """Where the inputs of documents are, by their paths: those given, and those that an output folder remembers."""
    outputs = _outputs(inputs)
    known = {each.name: each.path for each in gather([each for each in inputs if each not in outputs]).inputs}
    for folder in outputs:
        manifest, _ = load_manifest(Path(folder))
        with manifest:
            known |= {entry.name: Path(entry.folder) / entry.name for entry in manifest if entry.folder}
    return known


def _outputs(inputs: Sequence[str]) -> list[str]:
    """Those of the inputs that are output folders of `convert`."""
    return [each for each in inputs if os.path.isdir(each) and is_output(Path(each))]


def _print(document: Audited, entries: Sequence[dict[str, Any]]) -> None:
    """Prints a document's findings, form by form; a form without any says so."""
    typer.secho(document.path, bold=True)
    for entry in entries:
        if entry["form_id"] is None:
            _print_entry(entry)
    for one in document.forms:
        form = one.form
        own = [entry for entry in entries if entry["form_id"] == form.form_id]
        pages = f"p. {form.pages[0]}" if form.pages[0] == form.pages[1] else f"p. {form.pages[0]}-{form.pages[1]}"
        typer.echo(f"  {form.title or form.form_id} ({pages}, {form.template or 'no template'})")
        if not own:
            typer.echo("    nothing found 未发现问题")
        for entry in own:
            _print_entry(entry)


def _print_across(documents: Sequence[Audited], across: Sequence[list[dict[str, Any]]]) -> None:
    """Prints what was found across forms, by path."""
    if any(across):
        typer.secho("across forms 多表之间", bold=True)
    for document, entries in zip(documents, across, strict=True):
        if entries:
            typer.echo(f"  {document.path}")
        for entry in entries:
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
    if entry["waived"] is not None:
        typer.echo(f"                 豁免 waived: {entry['waived']}")

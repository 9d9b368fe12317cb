"""The commands that show what the tool knows: rules, templates, the schema."""

from __future__ import annotations

import functools
import json
import os
from pathlib import Path

import typer

from extractor.errors import UsageError


def rules(code: str | None) -> None:
    """Prints the list of checks, or one with its explanation.

    Raises:
        UsageError: the code is not known.
    """
    from extractor.across import ALL_RULES, rule  # noqa: PLC0415 -- one command's own

    if code is None:
        for each in ALL_RULES:
            typer.echo(f"{each.code}  {each.severity:8}{each.summary}  {each.summary_en}")
        return
    one = rule(code.strip().upper())
    typer.echo(f"{one.code} {one.name} ({one.severity})\n\n{one.summary}\n{one.summary_en}\n")
    typer.echo(f"{one.explanation}\n\n{one.explanation_en}")
    if one.source:
        typer.echo(f"\n依据 Source: {one.source}")


def templates(folder: Path | None) -> None:
    """Prints the templates, one a line.

    Raises:
        TemplateError: a template is not valid.
    """
    from extractor.templates import load  # noqa: PLC0415 -- one command's own

    for each in load(folder):
        typer.echo(f"{each.id:28}{each.family:12}{each.name}  {each.name_en}")


def template(name: str, folder: Path | None, toml: bool) -> None:
    """Prints a template with its explanation, or its TOML alone.

    Raises:
        UsageError: there is no such template.
        TemplateError: a template is not valid.
    """
    from extractor.templates import general, load  # noqa: PLC0415 -- one command's own

    known = {each.id: each for each in (*load(folder), general())}
    if name not in known:
        raise UsageError(f"There is no template {name}; there are {', '.join(known)}.")
    if toml:
        typer.echo(known[name].text.rstrip("\n"))
        return
    from extractor.cli import template_page  # noqa: PLC0415 -- one command's own

    template_page.show(known[name])


def draft(path: Path, folder: Path | None) -> int:
    """The exit status of printing a start for a template, made from a file's form: 3 where it cannot be read.

    Raises:
        UsageError: the file holds no form.
    """
    if os.path.isdir(path):  # Path.is_dir() raises where the folder around it is closed
        raise UsageError(f"{path} is a folder; a template is drafted from one file.")
    from extractor.batch.inputs import gather  # noqa: PLC0415 -- one command's own
    from extractor.batch.local import read_all  # noqa: PLC0415
    from extractor.batch.worker import read_document  # noqa: PLC0415
    from extractor.cli.summary import told  # noqa: PLC0415
    from extractor.templates import draft as drafted  # noqa: PLC0415

    item = next(read_all(gather([path]).inputs, functools.partial(read_document, templates=folder), jobs=1))
    for line in told(item.document.problems):
        typer.echo(f"{item.path}: {line}", err=True)
    if any(problem.severity == "error" for problem in item.document.problems):
        return 3
    if not item.document.forms:
        raise UsageError(f"{path} holds no form to draft a template from.")
    typer.echo(drafted(item.document).rstrip("\n"))
    return 0


def schema() -> None:
    """Prints the JSON Schema of a document."""
    from extractor.form import json_schema  # noqa: PLC0415 -- one command's own

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=1))

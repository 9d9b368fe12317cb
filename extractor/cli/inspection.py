"""`extractor inspect`: draws what was seen in a PDF and says where the pictures are."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from extractor.batch.failures import base_name
from extractor.batch.inputs import printable
from extractor.batch.remote import fetched, is_url
from extractor.batch.worker import Limits
from extractor.cli.progress import watched
from extractor.cli.summary import labelled, told
from extractor.errors import UsageError
from extractor.inspection import Inspection
from extractor.inspection import inspect as inspected
from extractor.templates import load

_NO_FORM = "P03"
"""No problem here: any table is shown."""


def inspect(place: str | Path, out: Path, templates: Path | None = None) -> int:
    """The exit status of an inspection of a file, or of one at a URL: 3 where a page could not be read, else 0.

    Raises:
        ExtractorError: the file cannot be read, or the output cannot be written.
    """
    if is_url(str(place)):
        with fetched(str(place), printable(base_name(str(place))), Limits().size) as path:
            return _inspect(path, out, templates)
    if os.path.isdir(place):  # false, and no error, where it may not be looked at
        raise UsageError(f"{place} is a folder; one file is inspected at a time.")
    return _inspect(Path(place), out, templates)


def _inspect(path: Path, out: Path, templates: Path | None) -> int:
    found = inspected(path, printable(path.name), load(templates))
    problems = [problem for problem in found.document.problems if problem.code != _NO_FORM]
    for line in told(problems):
        typer.echo(f"{found.name}: {line}", err=True)
    cells = found.write_cells(out)
    names = [f"{found.name} p. {sheet.page.number}" for sheet in found.sheets]
    pictures = [*watched(found.write_pictures(out), names), *found.write_scans(out)]
    _close(found, out, cells, pictures)
    return 3 if any(problem.severity == "error" for problem in problems) else 0


def _close(found: Inspection, out: Path, cells: Path, pictures: list[Path]) -> None:
    tables = [table for sheet in found.sheets for table in sheet.tables]
    names = [path.name for path in pictures]
    shown = [f"{names[0]} … {names[-1]}"] if len(names) > 2 else names
    typer.echo(labelled("页 pages", str(len(found.sheets))))
    typer.echo(labelled("表格 tables", f"{len(tables)}, {sum(len(table.cells) for table in tables)} cells 格"))
    typer.echo(labelled("表单 forms", str(len(found.document.forms))))
    typer.echo(labelled("结果 files", f"{out}: {', '.join([*shown, cells.name])}"))

"""`extractor load`: puts documents into a warehouse and says what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from extractor.batch.staging import outputs_fetched
from extractor.cli.progress import watched
from extractor.cli.summary import labelled, told
from extractor.errors import UsageError
from extractor.form import Ocr
from extractor.warehouse.load import Counts, Load
from extractor.warehouse.store import opened


def load(  # noqa: PLR0913 -- the options of the command
    inputs: Sequence[str | Path],
    to: str,
    *,
    templates: Path | None = None,
    cross_check: bool = False,
    ocr: Ocr = "auto",
    personal: bool = False,
    jobs: int | None = None,
    quiet: bool = False,
) -> int:
    """The exit status of a load: 3 where an input could not be read, else 0.

    Raises:
        ExtractorError: the run could not go on; what was put by then stays.
    """
    with outputs_fetched(list(map(str, inputs))) as given:
        run = Load(given, templates=templates, cross_check=cross_check, ocr=ocr, personal=personal, jobs=jobs)
        return _load(run, to, quiet)


def _load(run: Load, to: str, quiet: bool) -> int:
    if not run.names:
        raise UsageError("There is nothing to load 没有可装入的文件.")
    store, failed, complete = opened(to), False, False
    try:
        for step in watched(run.steps(store), run.names, quiet=quiet):
            failed = failed or step.tally.failed
            for line in told(step.tally.problems):
                typer.echo(f"{step.name}: {line}", err=True)
        complete = True
    finally:
        store.close(complete)
    if not quiet:
        _close(run.counts)
    return 3 if failed else 0


def _close(counts: Counts) -> None:
    gone = f", {counts.gone} gone 已不在" if counts.gone else ""
    typer.echo(labelled("文档 documents", f"{counts.put} loaded, {counts.unchanged} unchanged{gone}"))
    typer.echo(labelled("行 rows", ", ".join(f"{n} {table}" for table, n in counts.rows.items()) or "0"))

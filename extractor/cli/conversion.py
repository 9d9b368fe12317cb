"""`extractor convert`: reads inputs into an output folder and says what came of it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import typer

from extractor.batch.conversion import Conversion, Options
from extractor.batch.inputs import gather
from extractor.batch.ray_ import as_completed as on_ray
from extractor.batch.remote import is_url
from extractor.batch.staging import Staging
from extractor.cli.limits import limits
from extractor.cli.log import Log
from extractor.cli.progress import watched
from extractor.cli.summary import Totals, summary, told
from extractor.errors import UsageError
from extractor.exporters import FORMATS
from extractor.form import Ocr


def formats(text: str) -> tuple[str, ...]:
    """The formats named in `csv,json`, in the order in which they are known.

    Raises:
        UsageError: one is not known, or none is named.
    """
    named = {name.strip().lower() for name in text.split(",")} - {""}
    if unknown := sorted(named - set(FORMATS)):
        raise UsageError(f"--format does not know {', '.join(unknown)}. It knows {', '.join(FORMATS)}.")
    if not named:
        raise UsageError(f"--format names nothing. It knows {', '.join(FORMATS)}.")
    return tuple(name for name in FORMATS if name in named)


def convert(  # noqa: PLR0913 -- the options of the command
    inputs: Sequence[str | Path],
    out: str | Path,
    options: Options,
    *,
    templates: Path | None = None,
    cross_check: bool = False,
    ocr: Ocr = "auto",
    jobs: int | None = None,
    limit: Sequence[str] = (),
    engine: Literal["local", "ray"] = "local",
    address: str | None = None,
    rehash: bool = False,
    strict: bool = False,
    quiet: bool = False,
    log: Path | None = None,
) -> int:
    """The exit status of a conversion.

    Raises:
        ExtractorError: the run could not go on.
        KeyboardInterrupt: it was stopped; how to go on has been said.
    """
    limited = limits(limit)
    if address and engine == "local":
        raise UsageError("--address goes with --engine ray.")
    staging = Staging(str(out)) if is_url(str(out)) else None
    folder = staging.folder if staging else Path(out)
    cluster = functools.partial(on_ray, address=address) if engine == "ray" else None
    with Log(log) as lines:
        gathered = gather(inputs, out)
        if staging:
            staging.prepare()
        reading: Any = {"templates": templates, "cross_check": cross_check, "ocr": ocr}
        run = Conversion(gathered, folder, options, **reading, jobs=jobs, limits=limited, rehash=rehash, engine=cluster)
        _open(run, str(out), lines, gathered.passed_over)
        totals = Totals()
        try:
            files = _run(run, totals, lines, quiet=quiet)
        except KeyboardInterrupt:
            _interrupted(run, totals, lines)
            raise
        if staging:
            lines.write("published", files=list(staging.publish(anew=rehash)))
        lines.write("finished", files=[path.name for path in files], passed_over=gathered.passed_over)
    if not quiet:
        for line in summary(totals, gathered.passed_over, str(out), files, (folder / "json").is_dir()):
            typer.echo(line)
    return status(totals, strict=strict)


def status(totals: Totals, *, strict: bool) -> int:
    """3 where an input could not be read, 1 where strictness asks for it and an error was found, else 0."""
    return 3 if totals.failed else int(strict and totals.severities["error"] > 0)


def _open(run: Conversion, out: str, log: Log, passed_over: dict[str, int]) -> None:
    log.write("started", inputs=len(run.inputs), unchanged=run.unchanged, out=out)
    if run.warning:
        log.write("warning", message=run.warning)
        typer.echo(f"extractor: {run.warning}", err=True)
    if not run.inputs:
        others = ", ".join(f"{n} × {kind}" for kind, n in passed_over.items())
        typer.echo(
            "extractor: there is nothing to read 没有可读的文件" + (f" (passed over: {others})" if others else ""),
            err=True,
        )


def _run(run: Conversion, totals: Totals, log: Log, *, quiet: bool) -> list[Path]:
    """The tables written once every input is done; the totals grow meanwhile, also where the run breaks off."""
    steps = watched(run.steps(), [each.name for each in run.inputs], quiet=quiet, failed=lambda step: step.tally.failed)
    for step in steps:
        totals.add(step)
        done = step.tally
        problems = [{"code": each.code, "message": each.message, "page": each.page} for each in done.problems]
        event = "reused" if step.reused else "failed" if done.failed else "read"
        log.write(event, path=step.name, seconds=step.seconds, forms=done.forms, problems=problems)
        for line in told(done.problems):
            typer.echo(f"{step.name}: {line}", err=True)
    return run.tables()


def _interrupted(run: Conversion, totals: Totals, log: Log) -> None:
    log.write("interrupted", done=totals.done)
    kept = f"{totals.done} of {len(run.inputs)} documents are done"
    kept += f" and kept in {run.folder}"
    typer.echo(f"\nextractor: {kept}. The tables were not touched.", err=True)
    typer.echo("Give the same command again to go on. 再次运行同一命令即可继续。", err=True)

"""The progress bar: on stderr, and only where a person sits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

Done = TypeVar("Done")


def watched(steps: Iterator[Done], names: Sequence[str], *, quiet: bool = False) -> Iterator[Done]:
    """The steps, one a name; meanwhile a bar shows the document in work, how many are done and the time left."""
    if quiet or not sys.stderr.isatty():
        yield from steps
        return
    from rich.console import Console  # noqa: PLC0415 -- only where a bar is shown
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(escape(names[0]) if names else "", total=len(names))
        for n, step in enumerate(steps, 1):
            progress.update(task, advance=1, description=escape(names[n]) if n < len(names) else "…")
            yield step

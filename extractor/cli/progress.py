"""The progress bar: on stderr, and only where a person sits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from extractor.cli.stopping import heed

Done = TypeVar("Done")


def watched(
    steps: Iterator[Done],
    names: Sequence[str],
    *,
    quiet: bool = False,
    failed: Callable[[Done], bool] = lambda _: False,
) -> Iterator[Done]:
    """The steps, one a name; meanwhile a bar shows what is in work, how many are done and failed, and the time left.

    Raises:
        KeyboardInterrupt: the program was asked to stop.
    """
    if quiet or not sys.stderr.isatty():
        for step in steps:
            yield step
            heed()
        return
    from rich.console import Console  # noqa: PLC0415 -- only where a bar is shown
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    rate, failures = TextColumn("{task.fields[rate]}/s"), TextColumn("{task.fields[failures]}")
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        rate,
        TimeRemainingColumn(),
        failures,
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        first = escape(names[0]) if names else ""
        task = progress.add_task(first, total=len(names), rate="–", failures="")
        failures_so_far = 0
        for n, step in enumerate(steps, 1):
            failures_so_far += failed(step)
            elapsed = progress.tasks[task].elapsed or 0.0
            progress.update(
                task,
                advance=1,
                description=escape(names[n]) if n < len(names) else "…",
                rate=f"{n / elapsed:.1f}" if elapsed > 1 else "–",
                failures=f"{failures_so_far} failed" if failures_so_far else "",
            )
            yield step
            heed()

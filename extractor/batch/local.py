"""Documents of many inputs, read side by side in worker processes of this machine.

Each document is on its own: one that crashes its worker, outlives its deadline or eats the memory becomes a document
with a problem, and the others go on. Workers are spawned, not forked: a fork of a process with threads can hang.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future

from pebble import ProcessExpired, ProcessPool

from extractor.batch.failures import failed
from extractor.batch.inputs import Input
from extractor.batch.worker import Limits, Reader, Reading, read_one, settle
from extractor.errors import CrashedError, LimitError, UnreadableError
from extractor.exporters.columns import Item
from extractor.form import decode

_AHEAD = 4
"""Inputs under way for each worker; enough to keep all busy, few enough to keep the results small."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_all(
    inputs: Sequence[Input], reader: Reader, *, jobs: int | None = None, limits: Limits | None = None
) -> Generator[Item]:
    """Each input's document, in the order of the inputs whatever the number of workers."""
    limits = limits or Limits()
    workers = max(1, min(jobs or cores(), len(inputs)))
    pool = ProcessPool(workers, 0, settle, (limits.memory,), multiprocessing.get_context("spawn"))
    under_way: deque[tuple[Input, Future[Reading] | None]] = deque()
    try:
        for each in inputs:
            work = None if each.failure else pool.schedule(read_one, (reader, each, limits), timeout=limits.seconds)
            under_way.append((each, work))
            if len(under_way) >= workers * _AHEAD:
                yield _outcome(*under_way.popleft(), limits)
        while under_way:
            yield _outcome(*under_way.popleft(), limits)
    finally:
        pool.stop()
        pool.join()


def _outcome(each: Input, work: Future[Reading] | None, limits: Limits) -> Item:
    """What became of an input: its document, or one that says what went wrong."""
    if work is None:
        return Item(each.name, failed(each, UnreadableError(f"{each.path}: {each.failure}")), 0.0)
    try:
        data, seconds = work.result()
    except TimeoutError:
        error = LimitError(f"Reading it took longer than {limits.seconds:g} seconds.")
        return Item(each.name, failed(each, error), limits.seconds)
    except ProcessExpired as expired:
        return Item(each.name, failed(each, CrashedError(_ending(expired.exitcode))), 0.0)
    return Item(each.name, decode(data), seconds)


def _ending(status: int | None) -> str:
    """How a worker ended, in words."""
    if status is not None and status < 0:
        with contextlib.suppress(ValueError):
            return f"(The worker was ended by {signal.Signals(-status).name}.)"
    return f"(The worker ended with status {status}.)"

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
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from pebble import ProcessExpired, ProcessPool

from extractor.batch.failures import failed
from extractor.batch.inputs import Input
from extractor.batch.worker import Limits, Reader, Reading, read_one, settle
from extractor.errors import CrashedError, LimitError, UnreadableError
from extractor.exporters.columns import Item
from extractor.form import decode

_AHEAD = 4
"""Inputs under way for each worker; enough to keep all busy, few enough to keep the results small."""

_TRIES = 3
"""How often a document is begun when its workers' pool breaks."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_all(
    inputs: Sequence[Input], reader: Reader, *, jobs: int | None = None, limits: Limits | None = None
) -> Generator[Item]:
    """Each input's document, in the order of the inputs whatever the number of workers."""
    limits = limits or Limits()
    workers = max(1, min(jobs or cores(), len(inputs)))
    crew = _Crew(workers, reader, limits)
    under_way: deque[_Task] = deque()
    try:
        for each in inputs:
            under_way.append(_Task(each, crew.start(each)))
            if len(under_way) >= workers * _AHEAD:
                yield _finished(under_way, crew)
        while under_way:
            yield _finished(under_way, crew)
    finally:
        crew.dismiss()


@dataclass
class _Task:
    """An input and the work on it; an input that cannot be found has none."""

    input: Input
    work: Future[Reading] | None

    @property
    def is_lost(self) -> bool:
        """Whether the work has to be begun again with other workers."""
        return self.work is not None and (not self.work.done() or self.work.exception() is not None)


class _Crew:
    """The worker processes, which are replaced where all of them are gone."""

    def __init__(self, workers: int, reader: Reader, limits: Limits) -> None:
        self.workers, self.reader, self.limits = workers, reader, limits
        self.pool = self._hired()

    def start(self, each: Input) -> Future[Reading] | None:
        """The work on an input; None where the input itself is missing."""
        if each.failure:
            return None
        try:
            return self._scheduled(each)
        except RuntimeError:  # the pool broke since the last document
            self.replace()
            return self._scheduled(each)

    def replace(self) -> None:
        """Take new workers for those that are gone."""
        self.dismiss()
        self.pool = self._hired()

    def dismiss(self) -> None:
        """End all workers."""
        self.pool.stop()
        self.pool.join()

    def _hired(self) -> ProcessPool:
        share = self.limits.memory, max(1, cores() // self.workers)
        return ProcessPool(self.workers, 0, settle, share, multiprocessing.get_context("spawn"))

    def _scheduled(self, each: Input) -> Future[Reading]:
        return self.pool.schedule(read_one, (self.reader, each, self.limits), timeout=self.limits.seconds)


def _finished(under_way: deque[_Task], crew: _Crew) -> Item:
    """What became of the first input under way.

    A worker can end before its pool knows what it worked on, and then the pool gives up on every document: what is lost
    is begun again, and a document that breaks the pool time after time has crashed.
    """
    task = under_way.popleft()
    for _ in range(_TRIES):
        try:
            return _outcome(task.input, task.work, crew.limits)
        except BrokenProcessPool:
            crew.replace()
            for lost in (task, *under_way):
                lost.work = crew.start(lost.input) if lost.is_lost else lost.work
    return Item(task.input.name, failed(task.input, CrashedError("(Its worker ended time after time.)")), 0.0)


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

"""Documents of many inputs, read side by side in worker processes of this machine.

Each document is on its own: one that crashes its worker, outlives its deadline or eats the memory becomes a document
with a problem, and the others go on. Workers are spawned, not forked: a fork of a process with threads can hang.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import signal
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Protocol

from pebble import ProcessExpired, ProcessPool

from extractor.batch.failures import failed
from extractor.batch.inputs import Input
from extractor.batch.worker import UNSOUND, Limits, Reader, Reading, over_memory, read_one, reading, settle
from extractor.errors import CrashedError, LimitError, UnreadableError
from extractor.exporters.columns import Item
from extractor.form import decode

_AHEAD = 3
"""Inputs under way for each worker; enough to keep all busy."""

_WINDOW = 30
"""Documents for each worker that may be done before their turn, where they have to be held until then."""

_PATIENCE = 1.0
"""Seconds between two looks at whether the workers are still there."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_all(
    inputs: Sequence[Input], reader: Reader, *, jobs: int | None = None, limits: Limits | None = None
) -> Generator[Item]:
    """Each input's document, in the order of the inputs whatever the number of workers."""
    jobs = max(1, min(jobs or cores(), len(inputs)))
    early: dict[str, Reading] = {}
    with contextlib.closing(as_completed(inputs, reader, jobs=jobs, limits=limits, window=_WINDOW * jobs)) as done:
        for each in inputs:
            while each.name not in early:
                other, read = next(done)
                early[other.name] = read
            read = early.pop(each.name)
            yield Item(each.name, decode(read.data), read.seconds)


def as_completed(
    inputs: Iterable[Input],
    reader: Reader,
    *,
    jobs: int | None = None,
    limits: Limits | None = None,
    window: int | None = None,
) -> Generator[tuple[Input, Reading]]:
    """Each input with its reading, whichever is done first; inputs are taken when workers have room for them.

    With a window, no input is begun that stands so many places behind one that is not done.
    """
    crew = Crew(jobs or cores(), reader, limits or Limits(), window=window)
    try:
        yield from handed_out(inputs, crew)
    finally:
        crew.dismiss()


class Workers(Protocol):
    """Whoever reads inputs: those under way by the places at which they were begun."""

    under_way: dict[int, Input]

    @property
    def has_room(self) -> bool:
        """Whether another input can be begun."""

    def start(self, each: Input) -> None:
        """Begin the work on an input."""

    def finished(self) -> tuple[Input, Reading]:
        """The next input that is done, and its reading."""


def handed_out(inputs: Iterable[Input], workers: Workers) -> Iterator[tuple[Input, Reading]]:
    """Each input with its reading as workers are done with it; what is no file that can be read goes to none."""
    for each in inputs:
        if each.failure:
            yield each, reading(failed(each, UnreadableError(f"{each.path}: {each.failure}")))
            continue
        while not workers.has_room:
            yield workers.finished()
        workers.start(each)
    while workers.under_way:
        yield workers.finished()


@dataclass(frozen=True)
class _Task:
    """The work on an input."""

    place: int
    input: Input
    work: Future[Reading]


class Crew:
    """The worker processes and the tasks that they have, by the places of their inputs.

    A worker can end before its pool knows what it worked on, and then the pool gives up on every document. What was
    under way is then begun again one by one: what breaks the pool when it is alone has crashed.
    """

    def __init__(
        self, workers: int, reader: Reader, limits: Limits, *, window: int | None = None, threads: int | None = None
    ) -> None:
        self.workers, self.reader, self.limits, self.window = workers, reader, limits, window
        self.threads = threads or max(1, cores() // workers)
        self.under_way: dict[int, Input] = {}
        self.begun = 0
        self._tried: Counter[int] = Counter()
        self._pool, self._alone = self._hired(), False
        self._done: queue.SimpleQueue[_Task] = queue.SimpleQueue()

    @property
    def has_room(self) -> bool:
        """Whether another input can be begun."""
        if not self.under_way:
            return True
        behind = self.begun - next(iter(self.under_way))
        few = len(self.under_way) < self.workers * _AHEAD and not self._alone
        return few and (self.window is None or behind < self.window)

    def start(self, each: Input) -> None:
        """Begin the work on an input."""
        self.under_way[self.begun] = each
        self._schedule(self.begun)
        self.begun += 1

    def finished(self) -> tuple[Input, Reading]:
        """The next input that is done, and its reading."""
        while True:
            done: tuple[int, Reading] | None
            try:
                task = self._done.get(timeout=_PATIENCE)
                done = None if self._is_begun_again(task) else (task.place, _outcome(task, self.limits))
            except queue.Empty:
                done = None if self._pool.active else self._broken()
            except BrokenProcessPool:
                done = self._broken()
            if done is not None:
                each = self.under_way.pop(done[0])
                self._go_on()
                return each, done[1]

    def _is_begun_again(self, task: _Task) -> bool:
        """Whether the worker that had a task could not read any more, and another one has it now.

        That may be one of the others, no better off: what as many as all of them and a new one gave up has crashed.
        """
        error = task.work.exception()
        if (
            not isinstance(error, ProcessExpired)
            or error.exitcode != UNSOUND
            or self._tried[task.place] >= self.workers
        ):
            return False
        self._tried[task.place] += 1
        self._schedule(task.place)
        return True

    def dismiss(self) -> None:
        """End all workers."""
        self._pool.stop()
        self._pool.join()

    def _schedule(self, place: int) -> None:
        each = self.under_way[place]
        try:
            work = self._pool.schedule(read_one, (self.reader, each, self.limits), timeout=self.limits.seconds)
        except RuntimeError:  # the pool broke since the last document
            self._replace()
            self._begin_again()
            return
        done = self._done  # not that of other workers
        work.add_done_callback(lambda work: done.put(_Task(place, each, work)))

    def _broken(self) -> tuple[int, Reading] | None:
        """The input that broke the pool, if it was alone; else what is under way is begun again one by one."""
        self._replace()
        if not self._alone:
            self._begin_again()
            return None
        place, each = next(iter(self.under_way.items()))
        return place, reading(failed(each, CrashedError("(Its worker ended at once.)")))

    def _begin_again(self) -> None:
        self._alone = True
        self._go_on()

    def _go_on(self) -> None:
        """Begin the next of those that are begun again one by one."""
        self._alone = self._alone and bool(self.under_way)
        if self._alone:
            self._schedule(next(iter(self.under_way)))

    def _replace(self) -> None:
        """Take new workers for those that are gone; what they leave unsaid is not waited for."""
        self.dismiss()
        self._pool, self._done = self._hired(), queue.SimpleQueue()

    def _hired(self) -> ProcessPool:
        share = self.limits.memory, self.threads
        return ProcessPool(self.workers, 0, settle, share, multiprocessing.get_context("spawn"))


def _outcome(task: _Task, limits: Limits) -> Reading:
    """What became of an input: its reading, or one that says what went wrong.

    Raises:
        BrokenProcessPool: that is not known.
    """
    try:
        return task.work.result()
    except TimeoutError:
        error = LimitError(f"Reading it took longer than {limits.seconds:g} seconds.")
        return reading(failed(task.input, error), limits.seconds)
    except MemoryError:
        return reading(failed(task.input, over_memory(limits)))
    except ProcessExpired as expired:
        return reading(failed(task.input, CrashedError(_ending(expired.exitcode))))


def _ending(status: int | None) -> str:
    """How a worker ended, in words."""
    if status is not None and status < 0:
        with contextlib.suppress(ValueError):
            return f"(The worker was ended by {signal.Signals(-status).name}.)"
    return f"(The worker ended with status {status}.)"

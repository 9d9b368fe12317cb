"""Documents of many inputs, read side by side on the machines of a Ray cluster.

An actor keeps one worker of the local engine, which holds the OCR models, so a document that crashes, hangs or eats
memory comes to the same bytes here as there. An actor that is lost with its machine is restarted where there is room,
and what it had under way goes back to the others; only so much is under way that each actor has a next document.

Ray's actors are used, not Ray Data: what is to be read is known only as the run goes on, results are wanted one by one
as they are done, and what is done again after a loss is to be a document, not a block of them.
"""

from __future__ import annotations

import logging
import os
from collections import Counter, deque
from collections.abc import Generator, Iterable
from typing import Any

from extractor.batch.failures import failed
from extractor.batch.inputs import Input
from extractor.batch.local import Crew, cores, handed_out
from extractor.batch.manifest import read_by
from extractor.batch.worker import Limits, Reader, Reading, reading
from extractor.errors import ClusterError, CrashedError, UsageError

_AHEAD = 2
"""Documents under way for each actor: the one that is read, and the next."""

_TRIES = 3
"""Actors that may be lost over one document."""

_PATIENCE = 300.0
"""Seconds that a run waits without any actor: machines may come back, or be slow to come."""

_STORE = 100 << 20
"""Bytes of the object store of a cluster that is started here; only what is under way is in it."""


class Actor:
    """One worker on some machine of the cluster."""

    def __init__(self, reader: Reader, limits: Limits) -> None:
        self._crew = Crew(1, reader, limits, threads=1)

    def code(self) -> str:
        """A name for the version and the code that reads on this machine."""
        return read_by(())

    def read(self, each: Input) -> Reading:
        """One document's reading."""
        self._crew.start(each)
        return self._crew.finished()[1]


def as_completed(  # noqa: PLR0913 -- those of the local engine, and where the cluster is
    inputs: Iterable[Input],
    reader: Reader,
    *,
    jobs: int | None = None,
    limits: Limits | None = None,
    window: int | None = None,
    address: str | None = None,
) -> Generator[tuple[Input, Reading]]:
    """Each input with its reading, whichever is done first; inputs are taken when actors have room for them.

    `jobs` is the number of actors, by default one for each processor of the cluster at `address`; without an address
    a cluster is started on this machine. With a window, no input is begun that stands so many places behind one that
    is not done.

    Raises:
        UsageError: Ray is not installed, the cluster cannot be reached, or other code reads there than here.
        ClusterError: for some minutes no machine was there to read.
    """
    ray = _connected(address, jobs)
    fleet = _Fleet(ray, jobs or int(ray.cluster_resources().get("CPU", 1)), reader, limits or Limits(), window)
    try:
        yield from handed_out(inputs, fleet)
    finally:
        fleet.dismiss()
        ray.shutdown()


def _connected(address: str | None, jobs: int | None) -> Any:
    """The module of Ray, connected.

    Raises:
        UsageError: Ray is not installed, or the cluster cannot be reached.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anyone
    try:
        import ray  # noqa: PLC0415 -- an extra
    except ImportError as error:
        raise UsageError("--engine ray needs Ray: pip install 'extractor[ray]'.") from error
    own: dict[str, Any] = {"num_cpus": jobs or cores(), "object_store_memory": _STORE, "include_dashboard": False}
    try:
        ray.init(
            address=address or "local", log_to_driver=False, logging_level=logging.ERROR, **({} if address else own)
        )
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise UsageError(f"--address {address or 'local'}: no Ray cluster can be reached there ({error}).") from error
    return ray


class _Fleet:
    """The actors and what each has under way; an actor gets documents once it has said which code it runs."""

    def __init__(self, ray: Any, size: int, reader: Reader, limits: Limits, window: int | None) -> None:
        self._ray, self._window = ray, window
        hired = ray.remote(num_cpus=1, max_restarts=-1)(Actor)
        self._actors = [hired.remote(reader, limits) for _ in range(max(1, size))]
        self._calls: dict[Any, tuple[int, int | None]] = {}  # of a call: its actor, and the place of its input
        self._load: Counter[int] = Counter()
        self._ready: set[int] = set()
        self.under_way: dict[int, Input] = {}
        self._waiting: deque[int] = deque()
        self._lost: Counter[int] = Counter()
        self._begun = 0
        for actor in range(len(self._actors)):
            self._ask(actor)

    @property
    def has_room(self) -> bool:
        """Whether another input can be begun."""
        behind = self._begun - next(iter(self.under_way), self._begun)
        free = len(self.under_way) < _AHEAD * len(self._actors)
        return free and (self._window is None or not self.under_way or behind < self._window)

    def start(self, each: Input) -> None:
        """Begin the work on an input."""
        self.under_way[self._begun] = each
        self._waiting.append(self._begun)
        self._begun += 1
        self._hand_out()

    def finished(self) -> tuple[Input, Reading]:
        """The next input that is done, and its reading.

        Raises:
            UsageError: other code reads on the cluster than here.
            ClusterError: for some minutes no machine was there to read.
        """
        while True:
            # Only while an actor is there can one say how long a document may take.
            done_calls, _ = self._ray.wait(list(self._calls), timeout=None if self._ready else _PATIENCE)
            if not done_calls:
                raise ClusterError(
                    f"In {_PATIENCE:g} seconds none had room for a worker (one processor each). "
                    "What was read is kept: give the same command again when machines are there."
                )
            (call,) = done_calls
            actor, place = self._calls.pop(call)
            if place is not None:
                self._load[actor] -= 1
            try:
                result = self._ray.get(call)
            except self._ray.exceptions.RayActorError:
                done = self._away(actor, place)
            else:
                done = self._taken(actor, place, result)
            self._hand_out()
            if done is not None and place is not None:
                return self.under_way.pop(place), done

    def dismiss(self) -> None:
        """End all actors."""
        for actor in self._actors:
            self._ray.kill(actor)

    def _ask(self, actor: int) -> None:
        """Ask an actor for its code, which it says once it is there."""
        call = self._actors[actor].code.options(max_task_retries=-1).remote()
        self._calls[call] = actor, None

    def _taken(self, actor: int, place: int | None, result: Any) -> Reading | None:
        if place is not None:
            return Reading(*result)
        if result != read_by(()):
            raise UsageError("Another version of extractor is installed on the cluster than here: install the same.")
        self._ready.add(actor)
        return None

    def _away(self, actor: int, place: int | None) -> Reading | None:
        """What to say of the input of a lost actor: nothing while it may be tried again, elsewhere or here."""
        if actor in self._ready or place is None:
            self._ready.discard(actor)
            self._ask(actor)
        if place is None:
            return None
        self._lost[place] += 1
        if self._lost[place] < _TRIES:
            self._waiting.appendleft(place)
            return None
        return reading(failed(self.under_way[place], CrashedError(f"({_TRIES} workers were lost over it.)")))

    def _hand_out(self) -> None:
        """Give what waits to the actors that have least to do."""
        while self._waiting and self._ready:
            actor = min(self._ready, key=lambda each: (self._load[each], each))
            if self._load[actor] >= _AHEAD:
                return
            place = self._waiting.popleft()
            self._calls[self._actors[actor].read.remote(self.under_way[place])] = actor, place
            self._load[actor] += 1

"""A Ray cluster on this machine held against its own worker processes: seconds for documents, and the same bytes.

Usage: python -m benchmarks.cluster [DOCUMENTS [JOBS]], by default 1,000 and 2. Both engines are started first, and that
stands apart; then they take turns, so that whatever else the machine does slows both alike. The documents that are done
while the other has its turn are not counted. Needs the extra `ray`.
"""

from __future__ import annotations

import hashlib
import resource
import statistics
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from benchmarks.timing import Aim
from extractor.batch import local, ray_
from extractor.batch.inputs import Input
from extractor.batch.worker import Reading, read_document

_FIXTURES = Path(__file__).parent.parent / "fixtures"

_AIM = Aim("ray", "local", 1.15)

_TURNS = 9

_AHEAD = 5
"""Documents for each job that an engine may have done before its turn."""


def main(documents: int = 1000, jobs: int = 2) -> None:
    """Prints what was measured."""
    files = islice(cycle(sorted(_FIXTURES.glob("*.pdf"))), documents)
    inputs = [Input(str(path), f"{n:06}/{path.name}") for n, path in enumerate(files)]
    engines = {"local": local.as_completed, "ray": ray_.as_completed}
    done = {name: engine(inputs, read_document, jobs=jobs) for name, engine in engines.items()}
    read: dict[str, dict[str, str]] = {name: {} for name in engines}
    for name, readings in done.items():
        start = time.perf_counter()
        _note(next(readings), read[name])
        print(f"{name}: start-up {time.perf_counter() - start:.1f} s")
    turns: dict[str, list[float]] = {name: [] for name in engines}
    count = (documents - 1) // _TURNS - _AHEAD * jobs
    for _ in range(_TURNS):
        for name, readings in done.items():
            for each in islice(readings, _AHEAD * jobs):
                _note(each, read[name])
            start = time.perf_counter()
            for each in islice(readings, count):
                _note(each, read[name])
            turns[name].append(time.perf_counter() - start)
    times = {name: statistics.median(seconds) for name, seconds in turns.items()}
    for name, readings in done.items():
        for each in readings:
            _note(each, read[name])
        print(f"{name}: {count / times[name]:.1f} documents a second (median of {_TURNS} turns of {count})")
    print(f"the same bytes: {read['local'] == read['ray']}, {len(read['ray'])} documents")
    print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    print(_AIM.told(times))


def _note(done: tuple[Input, Reading], read: dict[str, str]) -> None:
    each, reading = done
    read[each.name] = hashlib.sha256(reading.data).hexdigest()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

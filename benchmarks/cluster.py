"""A Ray cluster on this machine held against its own worker processes: seconds, memory of the parent, the same bytes.

Usage: python -m benchmarks.cluster [DOCUMENTS [JOBS]], by default 1,000 and 2. Start-up stands apart: the time goes
from the first document that is done to the last. Needs the extra `ray`.
"""

from __future__ import annotations

import hashlib
import resource
import sys
import time
from collections.abc import Callable, Generator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.timing import Aim
from extractor.batch import local, ray_
from extractor.batch.inputs import Input
from extractor.batch.worker import Reading, read_document

_FIXTURES = Path(__file__).parent.parent / "fixtures"

_AIM = Aim("ray", "local", 1.15)


def main(documents: int = 1000, jobs: int = 2) -> None:
    """Prints what was measured."""
    files = islice(cycle(sorted(_FIXTURES.glob("*.pdf"))), documents)
    inputs = [Input(str(path), f"{n:06}/{path.name}") for n, path in enumerate(files)]
    engines: dict[str, Callable[..., Any]] = {"local": local.as_completed, "ray": ray_.as_completed}
    times, bytes_read = {}, {}
    for name, engine in engines.items():
        start = time.perf_counter()
        done = engine(inputs, read_document, jobs=jobs)
        first = next(done)
        started = time.perf_counter()
        bytes_read[name] = _digest([first], done)
        times[name] = time.perf_counter() - started
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rate = f"{(documents - 1) / times[name]:.1f} a second"
        print(f"{name}: start-up {started - start:.1f} s, then {times[name]:.1f} s, {rate}; parent {most:.0f} MiB")
    print(f"the same bytes: {bytes_read['local'] == bytes_read['ray']}")
    print(_AIM.told(times))


def _digest(first: list[tuple[Input, Reading]], rest: Generator[tuple[Input, Reading]]) -> dict[str, str]:
    return {each.name: hashlib.sha256(read.data).hexdigest() for several in (first, rest) for each, read in several}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

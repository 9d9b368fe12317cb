"""Times of rivals that take turns, so that whatever else the machine does slows all of them alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Job: TypeAlias = Callable[[], object]

RUNS = 5


@dataclass(frozen=True)
class Aim:
    """A promise: `ours` takes at most `most` times as long as `theirs`, or at least, where it is a gain."""

    ours: str
    theirs: str
    most: float
    is_gain: bool = False

    def told(self, times: Mapping[str, float]) -> str:
        """The ratio, the aim, and whether it is met, in words; `times` are in any one unit."""
        ratio = times[self.ours] / times[self.theirs]
        met = ratio >= self.most if self.is_gain else ratio <= self.most
        sign = ">=" if self.is_gain else "<="
        return f"{self.ours} / {self.theirs}: {ratio:.2f} (aim {sign} {self.most:g}) {'met' if met else 'MISSED'}"


def medians(
    jobs: Mapping[str, Job], runs: int = RUNS, clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """The median seconds of each job after one run that does not count; the jobs take turns.

    What runs in this process may be timed by `time.process_time`, which other programs disturb less.
    """
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for run in range(runs + 1):
        for name, job in jobs.items():
            gc.collect()  # nobody pays for what another left behind
            start = clock()
            job()
            if run:
                seconds[name].append(clock() - start)
    return {name: statistics.median(each) for name, each in seconds.items()}

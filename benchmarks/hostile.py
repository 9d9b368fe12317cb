"""Files made to do harm, in one run: how each kind ended, and whether the run did.

`python -m benchmarks.hostile [COUNT [FIRST [JOBS]]]` tries so many mutated forms, 2,000 if none is given, and what is
no mutation; where the first is not 0, mutations from that number on and nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.archive import FIXTURES
from tests.hostile import Case, cases, mutated

COUNT, SECONDS = 2_000, 60

_EXTRACTOR = str(Path(sys.executable).parent / "extractor")


def main(count: int = COUNT, first: int = 0, jobs: int = 2) -> None:
    """Prints what was tried and how it ended; a file that ended in a way of its own stands on a line."""
    fixtures = [path.read_bytes() for path in sorted(FIXTURES.glob("*.pdf"))]
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "in").mkdir()
        every: dict[str, Case] = {}
        seeds = range(first, first + count)
        for case in (*(() if first else cases()), *(mutated(fixtures[seed % len(fixtures)], seed) for seed in seeds)):
            (here / "in" / case.name).write_bytes(case.data)
            every[case.name] = case._replace(data=b"")
        start = time.perf_counter()
        line = ("convert", "in", "--out", "out", "--quiet", "--log", "log", "--limit", f"time={SECONDS}")
        ran = subprocess.run([_EXTRACTOR, *line, "--jobs", str(jobs)], cwd=here, stderr=subprocess.DEVNULL, check=False)
        print(f"{len(every)} files in {time.perf_counter() - start:.0f} s, exit status {ran.returncode}")
        _tell(here / "log", every)
        outside = {path.name for path in here.iterdir()} - {"in", "out", "log"}
        print(f"written outside the output folder: {len(outside)} files")


def _tell(log: Path, every: dict[str, Case]) -> None:
    ends: Counter[tuple[str, str]] = Counter()
    missed = 0
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    for event in (each for each in events if each["event"] in ("read", "failed")):
        case = every.pop(event["path"])
        codes = {problem["code"] for problem in event["problems"]} - {"P03"} or {""}
        ends[case.name.partition("-")[0].partition(".")[0], " ".join(sorted(codes)) or "none"] += 1
        if not codes & case.codes or "P06" in codes:
            missed += 1
            print(f"  {case.name}: {' '.join(sorted(codes))} {[each['message'] for each in event['problems']][:1]}")
    for (kind, codes_text), n in sorted(ends.items()):
        print(f"  {kind:12} {codes_text:12} {n}")
    print(f"ended in another code than it may: {missed}; no outcome: {len(every)}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""A run over many documents: how many a second, how much memory its parent takes, what is left when it is killed.

`python -m benchmarks.batch [COUNT]` reads so many text-layer documents, 10,000 if none is given.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from benchmarks.archive import fill

COUNT, KILLS = 10_000, 20

_EXTRACTOR = str(Path(sys.executable).parent / "extractor")
_TIMED_SHEET = "xl/worksheets/sheet2.xml"
"""The sheet of documents, which says how long each took."""


class Run(NamedTuple):
    """Seconds of a run, and the most memory of its parent in MiB: when a tenth of the documents was done and ever."""

    seconds: float
    early: float
    peak: float


def main(count: int = COUNT) -> None:
    """Prints what was measured, and what is aimed at."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        fill(here / "all", count)
        fill(here / "some", count // 10)
        one, two = (_run(here / "some", here / "rate", jobs=jobs) for jobs in (1, 2))
        print(f"{count // 10} documents: {count // 10 / one.seconds:.1f}/s with one job, ", end="")
        print(f"{count // 10 / two.seconds:.1f}/s with two: {one.seconds / two.seconds:.2f} times (aim >= 1.8)")
        first = _run(here / "all", here / "out", jobs=2, keep=True)
        print(f"{count} documents: {first.seconds:.0f} s, {count / first.seconds:.1f}/s with two jobs")
        print(f"parent: {first.early:.1f} MiB at most by {count // 10}, {first.peak:.1f} MiB by {count}: ", end="")
        print(f"{first.peak / first.early:.3f} times (aim <= 1.1)")
        second = _run(here / "all", here / "out", jobs=2, keep=True)
        print(f"second run: {second.seconds:.2f} s, {second.seconds / first.seconds:.2%} of the first (aim <= 2%)")
        rehashed = _run(here / "all", here / "out", "--rehash", jobs=2, keep=True)
        print(f"with --rehash: {rehashed.seconds:.2f} s")
        _killed(here, count // 20)


def _run(archive: Path, out: Path, *options: str, jobs: int, keep: bool = False) -> Run:
    """A run to its end into a folder, which is a new one unless it is kept."""
    if not keep:
        shutil.rmtree(out, ignore_errors=True)
    log = out.with_suffix(".log")
    log.unlink(missing_ok=True)
    start = time.perf_counter()
    early = peak = 0.0
    with _started(archive, out, "--log", str(log), *options, jobs=jobs) as process:
        goal = len(list(archive.iterdir())) // 10
        while process.poll() is None:
            peak = max(peak, _memory(process.pid))
            if not early and log.exists() and log.read_bytes().count(b"\n") > goal:
                early = peak
            time.sleep(0.2 if early else 0.5)
    return Run(time.perf_counter() - start, early or peak, peak)


def _started(archive: Path, out: Path, *options: str, jobs: int) -> subprocess.Popen[bytes]:
    line = [_EXTRACTOR, "convert", str(archive), "--out", str(out), "--quiet", "--jobs", str(jobs), *options]
    return subprocess.Popen(line)


def _memory(process: int) -> float:
    """The most memory that a process has had, in MiB; nothing once it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def _killed(here: Path, count: int) -> None:
    """Runs that are killed at random moments, and what the last of them leaves, held against an undisturbed one."""
    fill(here / "few", count)
    whole = _run(here / "few", here / "whole", jobs=2)
    log, chance = here / "killed.log", random.Random(1)  # noqa: S311 -- no secret
    kills = 0
    for _ in range(KILLS):
        with _started(here / "few", here / "killed", "--log", str(log), jobs=2) as process:
            time.sleep(chance.uniform(0.0, whole.seconds / 4))
            kills += process.poll() is None
            process.kill()
    _started(here / "few", here / "killed", "--log", str(log), jobs=2).wait()
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.endswith("}")]
    times = Counter(event["path"] for event in events if event["event"] in ("read", "failed"))
    twice = sum(n > 1 for n in times.values())
    same = _lasting(here / "whole") == _lasting(here / "killed")
    print(f"killed {kills} times over {count} documents: {twice} noted as read twice, ", end="")
    print("output byte-identical" if same else "output DIFFERS")


def _lasting(out: Path) -> dict[str, object]:
    """All that a folder shows, without the seconds that each document took."""
    found: dict[str, object] = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if not path.is_file() or name.startswith(".extractor/"):
            continue
        if name == "documents.csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                found[name] = [row[:-1] for row in csv.reader(file)]
        elif name.endswith(".xlsx"):
            with ZipFile(path) as parts:
                found[name] = {part: parts.read(part) for part in parts.namelist() if part != _TIMED_SHEET}
        else:
            found[name] = path.read_bytes()
    return found


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

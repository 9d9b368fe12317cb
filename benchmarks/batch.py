"""A run over many documents: how many a second, how much memory its parent takes, what is left when it is killed.

`python -m benchmarks.batch [--documents N] [--jobs N] [--kills N] [--folder DIR]` reads 10,000 text-layer documents
with two jobs, unless told otherwise; a single job is measured over a tenth of them. The kills are spread over a run of
all documents, so that each strikes another part of it.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import ZipFile

from benchmarks.archive import fill

_EXTRACTOR = str(Path(sys.executable).parent / "extractor")
_TIMED_SHEET = "xl/worksheets/sheet2.xml"
"""The sheet of documents, which says how long each took."""


class Run(NamedTuple):
    """Seconds of a run, and the most memory of its parent in MiB."""

    seconds: float
    peak: float


def main(count: int, jobs: int, kills: int, folder: Path | None) -> None:
    """Prints what was measured, and what is aimed at."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        here = Path(scratch)
        fill(here / "all", count)
        fill(here / "some", count // 10)
        two = _rates(here, count // 10, jobs)
        first = _run(here / "all", here / "out", jobs=jobs)
        print(f"{count} documents: {first.seconds:.0f} s, {_rate(count, first)} with {jobs}")
        print(f"parent: {two.peak:.1f} MiB for {count // 10}, {first.peak:.1f} MiB for {count}: ", end="")
        print(f"{first.peak / two.peak:.3f} times (aim <= 1.1)")
        second = _run(here / "all", here / "out", jobs=jobs)
        print(f"second run: {second.seconds:.2f} s, {second.seconds / first.seconds:.2%} of the first (aim <= 2%)")
        rehashed = _run(here / "all", here / "out", "--rehash", jobs=jobs)
        print(f"with --rehash: {rehashed.seconds:.2f} s", flush=True)
        if kills:
            _killed(here, count, jobs, kills, first.seconds)


def _rates(here: Path, count: int, jobs: int) -> Run:
    """Prints what a second job gains, with and without the workbook, which the parent writes; the run with both."""
    for formats in ("csv,json", "csv,json,xlsx"):
        options = ("--format", formats)
        one, two = (_run(here / "some", here / f"{formats}-{each}", *options, jobs=each) for each in (1, jobs))
        print(f"{count} documents to {formats}: {_rate(count, one)} with one job, ", end="")
        print(f"{_rate(count, two)} with {jobs}: {one.seconds / two.seconds:.2f} times (aim >= 1.8 with 2)", flush=True)
    return two


def _rate(count: int, run: Run) -> str:
    return f"{count / run.seconds:.1f}/s"


def _run(archive: Path, out: Path, *options: str, jobs: int) -> Run:
    """A run to its end into a folder."""
    start = time.perf_counter()
    peak = 0.0
    with _started(archive, out, *options, jobs=jobs) as process:
        while process.poll() is None:
            peak = max(peak, _memory(process.pid))
            time.sleep(0.2)
    return Run(time.perf_counter() - start, peak)


def _started(archive: Path, out: Path, *options: str, jobs: int, told: int | None = None) -> subprocess.Popen[bytes]:
    line = [_EXTRACTOR, "convert", str(archive), "--out", str(out), "--quiet", "--jobs", str(jobs), *options]
    return subprocess.Popen(line, stderr=told)


def _memory(process: int) -> float:
    """The most memory that a process has had, in MiB; nothing once it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def _killed(here: Path, count: int, jobs: int, kills: int, seconds: float) -> None:
    """A run that is killed at random moments, each time taken up again, held against the undisturbed one in `out`."""
    log, chance = here / "killed.log", random.Random(1)  # noqa: S311 -- no secret
    killed, start = 0, time.perf_counter()
    for _ in range(kills):
        with _started(here / "all", here / "killed", "--log", str(log), jobs=jobs, told=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.0, 1.5 * seconds / kills))
            killed += process.poll() is None
            process.kill()
    _started(here / "all", here / "killed", "--log", str(log), jobs=jobs).wait()
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.endswith("}")]
    times = Counter(event["path"] for event in events if event["event"] in ("read", "failed"))
    twice = sum(n > 1 for n in times.values())
    done = {event["path"] for event in events if event["event"] in ("read", "failed", "reused")}
    whole, taken_up = _lasting(here / "out"), _lasting(here / "killed")
    print(f"killed {killed} times over {count} documents in {time.perf_counter() - start:.0f} s: ", end="")
    print(f"{count - len(done)} lost, {twice} told as read twice, ", end="")
    print("output byte-identical" if whole == taken_up else f"output DIFFERS: {_different(whole, taken_up)}")


def _different(one: dict[str, object], other: dict[str, object]) -> list[str]:
    """The first names of what differs."""
    return [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)][:5]


def _lasting(out: Path) -> dict[str, object]:
    """The hash of all that a folder shows, without the seconds that each document took."""
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
                found |= {
                    f"{name}/{part}": _hash(parts.open(part)) for part in parts.namelist() if part != _TIMED_SHEET
                }
        else:
            found[name] = _hash(path.open("rb"))
    return found


def _hash(file: IO[bytes]) -> str:
    with file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--documents", type=int, default=10_000)
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--kills", type=int, default=20)
    asked.add_argument("--folder", type=Path, help="where the archive and the outputs stand meanwhile")
    told = asked.parse_args()
    main(told.documents, told.jobs, told.kills, told.folder)

"""How soon the command line answers, and what a second worker brings."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.archive import fill
from benchmarks.timing import Aim, medians

FILES = 600

HELP = Aim("extractor --help", "import pandas", 0.5)
WORKERS = Aim("--jobs 1", "--jobs 2", 1.8, is_gain=True)


def main() -> None:
    """Prints the seconds of each command, the aims, and what came of them."""
    _tell(HELP, {HELP.ours: partial(_run, _EXTRACTOR, "--help"), HELP.theirs: partial(_run, "-c", "import pandas")})
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "archive")
        fill(archive, FILES)
        _tell(WORKERS, {jobs: partial(convert, archive, jobs) for jobs in (WORKERS.ours, WORKERS.theirs)}, runs=3)


def convert(archive: Path, jobs: str) -> None:
    """Converts the archive to CSV and JSON into a new folder."""
    with tempfile.TemporaryDirectory() as out:
        _run(_EXTRACTOR, "convert", str(archive), "--out", out, "--format", "csv,json", "--quiet", *jobs.split())


_EXTRACTOR = str(Path(sys.executable).parent / "extractor")


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)


def _tell(aim: Aim, jobs: dict[str, partial[None]], runs: int = 5) -> None:
    times = medians(jobs, runs)
    print(", ".join(f"{name}: {seconds:.2f} s" for name, seconds in times.items()))
    print(f"  {aim.told(times)}")


if __name__ == "__main__":
    main()

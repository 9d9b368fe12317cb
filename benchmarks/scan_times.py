"""Scans read: processor time and characters right against RapidOCR's defaults, and the memory that many pages take.

Usage: python -m benchmarks.scan_times [PAGES [RUNS]]
       python -m benchmarks.scan_times --memory [PAGES]

The pages are prints of fixtures/, spoiled as an office scanner does; what is printed on them is their text layer.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import threading
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
import pymupdf

import extractor
from benchmarks.draw_scans import FIXTURES, KINDS, WITHOUT, _page, _written
from benchmarks.timing import Aim, Job, medians
from extractor.ocr import Grey, Reading, careful
from extractor.ocr.engine import Engine
from extractor.readers import read_pages

PAGES, RUNS = 8, 5
LONG = 200
"""Pages of the scan whose reading is watched for memory."""

LIMIT = 1.2
"""Gigabytes that a worker may take."""

AIMS = (Aim("extractor", "RapidOCR", 0.25), Aim("extractor", "passes", 1.3))


class Scan(NamedTuple):
    """A scan, its page as RapidOCR is given it (height x width x 3 bytes), and the characters printed on it."""

    path: Path
    pixels: np.ndarray
    printed: Counter[str]


def main(pages: int, runs: int) -> None:
    """Prints times and characters right, page by page and over all, and whether the aims are met."""
    from rapidocr import RapidOCR  # noqa: PLC0415 -- its memory is not ours

    theirs = RapidOCR()
    total: Counter[str] = Counter()
    right: dict[str, list[float]] = {"extractor": [], "RapidOCR": []}
    with tempfile.TemporaryDirectory() as folder:
        for scan in islice(scans(Path(folder)), pages):
            asked = passes(scan.path)
            jobs: dict[str, Job] = {
                "extractor": partial(extractor.read, scan.path),
                "RapidOCR": partial(theirs, scan.pixels),
                "passes": partial(_again, asked),
            }
            times = medians(jobs, runs, time.process_time)
            total.update(times)
            right["extractor"].append(alike(scan.printed, _ours(scan.path)))
            right["RapidOCR"].append(alike(scan.printed, "".join(theirs(scan.pixels).txts or ())))
            shares = " ".join(f"{name} {shares[-1]:.4f}" for name, shares in right.items())
            print(f"{scan.path.stem:36} {_seconds(times)}   characters right: {shares}", flush=True)
    print(f"all: {_seconds(total)}")
    print("characters right: " + ", ".join(f"{name} {np.mean(shares):.4f}" for name, shares in right.items()))
    for aim in AIMS:
        print(aim.told(total))


def _seconds(times: Counter[str] | dict[str, float]) -> str:
    return "  ".join(f"{name} {seconds:.2f} s" for name, seconds in times.items())


def scans(folder: Path) -> Iterator[Scan]:
    """Scans of all fixtures of one page, written into the folder; the same ones every time."""
    chance = np.random.default_rng(5)
    office = next(kind for kind in KINDS if kind.name == "office")
    for path in sorted(FIXTURES.glob("*.pdf")):
        with pymupdf.open(path) as document:
            if len(document) > 1 or any(name in path.name for name in WITHOUT):
                continue
            printed = characters(document[0].get_text())
            page = _page(document[0], office, chance)
            written = _written([page], folder / path.stem, office, chance)
        with pymupdf.open(written) as scan:
            drawn = scan[0].get_pixmap(dpi=page[1], colorspace=pymupdf.csRGB, alpha=False)
        yield Scan(written, np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.width, 3), printed)


def characters(text: str) -> Counter[str]:
    """How often each character stands in a text, blanks aside; wide and narrow forms are one."""
    return Counter("".join(unicodedata.normalize("NFKC", text).split()))


def alike(printed: Counter[str], read: str) -> float:
    """Characters that are printed and read, as a share of both, wherever on the page they stand."""
    found = characters(read)
    return 2 * (printed & found).total() / max(1, printed.total() + found.total())


def _ours(path: Path) -> str:
    return "".join(word.text for page in read_pages(path.read_bytes()).pages for word in page.words)


def passes(path: Path) -> list[tuple[Engine, Sequence[Grey]]]:
    """What reading a scan asks its two models: the model, and the pictures of lines that go through it at once."""
    asked: list[tuple[Engine, Sequence[Grey]]] = []

    class Noted:
        """A model that notes what it is asked."""

        def __init__(self, model: Engine) -> None:
            self.model = model

        def read(self, pictures: Sequence[Grey]) -> list[Reading]:
            asked.append((self.model, pictures))
            return self.model.read(pictures)

        glance = read

    with _between(Noted):
        extractor.read(path)
    return asked


@contextmanager
def _between(noted: Callable[[Engine], Engine]) -> Iterator[None]:
    """For a while, the engine asks its models through others."""
    engine = cast(careful.Careful, careful.engine())
    quick, strong = engine._quick, engine._strong
    engine._quick, engine._strong = noted(quick), noted(strong)
    try:
        yield
    finally:
        engine._quick, engine._strong = quick, strong


def _again(asked: Sequence[tuple[Engine, Sequence[Grey]]]) -> None:
    for model, pictures in asked:
        model.read(pictures)


def memory(pages: int) -> None:
    """Prints the memory that a worker takes, at most, in each tenth of the time that a scan of many pages takes."""
    with tempfile.TemporaryDirectory() as folder, pymupdf.open() as long:
        parts = [scan.path for scan in scans(Path(folder)) if scan.path.suffix == ".pdf"]
        for number in range(pages):
            with pymupdf.open(parts[number % len(parts)]) as part:
                long.insert_pdf(part)
        path = Path(folder) / "long.pdf"
        long.save(path)
        with multiprocessing.get_context("spawn").Pool(1) as worker:
            taken = worker.apply(_watched, (path,))
    tenths = [max(part) for part in np.array_split(taken, 10) if len(part)]
    print(f"{pages} pages, gigabytes by tenths of the time: " + " ".join(f"{part:.2f}" for part in tenths))
    print(f"most: {max(taken):.2f} (aim <= {LIMIT}) {'met' if max(taken) <= LIMIT else 'MISSED'}")


def _watched(path: Path) -> list[float]:
    """Gigabytes in memory, looked at ten times a second while a scan is read."""
    taken: list[float] = []
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            resident = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
            taken.append(resident * os.sysconf("SC_PAGE_SIZE") / 1e9)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        extractor.read(path)
    finally:
        done.set()
        watcher.join()
    return taken


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        memory(int(sys.argv[2]) if len(sys.argv) > 2 else LONG)
    else:
        main(*(int(told) for told in sys.argv[1:3]), *(PAGES, RUNS)[len(sys.argv) - 1 :])

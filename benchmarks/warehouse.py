"""Loading forms into warehouses: rows a second, the same rows after two loads, and no half document after kills.

Usage: python -m benchmarks.warehouse [URL...], by default a DuckDB file. Each must be a new, empty warehouse that
nothing else uses.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb
import msgspec
import psycopg2

from extractor.exporters import json_
from extractor.exporters.columns import Item
from extractor.form import Problem, decode
from extractor.warehouse.load import Load
from extractor.warehouse.store import opened
from extractor.warehouse.tables import TABLES, Origin, table_rows

_FIXTURES = Path(__file__).parent.parent / "fixtures/expected"

DOCUMENTS, KILLS = 1000, 20


def main(urls: list[str]) -> None:
    """Prints what was measured for each warehouse."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _write(folder / "out", DOCUMENTS)
        _write(folder / "more", DOCUMENTS, first=DOCUMENTS)
        for url in urls or [f"duckdb:///{folder}/forms.duckdb"]:
            _measure(url, folder)


def _measure(url: str, folder: Path) -> None:
    start = time.perf_counter()
    _load(folder / "out", url)
    seconds = time.perf_counter() - start
    once = _counts(url)
    _load(folder / "out", url)
    rows = sum(once.values())
    speed = f"{rows / seconds:,.0f} a second"
    print(f"{urlsplit(url).scheme}: {rows} rows of {DOCUMENTS} documents in {seconds:.1f} s, {speed}")
    print(f"  a second load leaves the same rows: {_counts(url) == once}")
    kills, halves = _kill(folder / "more", url)
    print(f"  {kills} loads killed: {halves} half documents seen; in the end all are there: {_ended(url)}")


def _kill(out: Path, url: str) -> tuple[int, int]:
    """How often a load was killed, and how many half documents were there after that."""
    chance, kills, halves = random.Random(1), 0, 0  # noqa: S311 -- when to kill
    line = [sys.executable, "-c", "from extractor.cli import main; main()", "load", str(out), "--to", url, "--quiet"]
    while kills < KILLS:
        with subprocess.Popen(line, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(chance.uniform(0.5, 6))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                kills += 1
            else:
                _forget(url)
        halves += len(_ask(url, _HALVES))
    _load(out, url)
    return kills, halves


_HALVES = """
    SELECT d.document_id FROM documents d
    WHERE d.forms <> (SELECT count(*) FROM forms f WHERE f.document_id = d.document_id)
      OR (SELECT count(*) FROM evidence e WHERE e.document_id = d.document_id) <> CAST(d.problems AS bigint)
    UNION SELECT document_id FROM evidence WHERE document_id NOT IN (SELECT document_id FROM documents)
"""
"""Documents without all of their rows: `problems` holds how many rows of evidence there are, see `_write`."""


def _forget(url: str) -> None:
    """Makes every second document one that is read in another way, so that a load has work again."""
    _ask(url, "UPDATE documents SET reading = 'earlier' WHERE path LIKE '%5.pdf' RETURNING 1")


def _ended(url: str) -> bool:
    return _ask(url, "SELECT count(*) FROM documents") == [(2 * DOCUMENTS,)] and not _ask(url, _HALVES)


def _load(out: Path, url: str) -> None:
    run, store = Load([out]), opened(url)
    for _ in run.steps(store):
        pass
    store.close(True)


def _counts(url: str) -> dict[str, int]:
    return {table: int(_ask(url, f"SELECT count(*) FROM {table}")[0][0]) for table in TABLES}  # noqa: S608


def _ask(url: str, query: str) -> list[tuple[Any, ...]]:
    if url.startswith("duckdb"):
        with duckdb.connect(url.removeprefix("duckdb:///")) as file:
            return file.execute(query).fetchall()
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute(query)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    connection.close()
    return rows


def _write(out: Path, count: int, first: int = 0) -> None:
    """An output folder with so many documents, each of a content of its own, made from the expected fixtures."""
    documents = [decode(path.read_bytes()) for path in sorted(_FIXTURES.glob("*.json"))]
    for n in range(first, first + count):
        document = documents[n % len(documents)]
        source = msgspec.structs.replace(document.source, sha256=f"{n:064x}")
        rows = sum(1 for _ in table_rows("evidence", Item("", document), Origin("", "")))
        told = msgspec.structs.replace(document, source=source, problems=(_counter(rows),))
        json_.write(Item(f"{n}.pdf", told), out)


def _counter(rows: int) -> Problem:
    return Problem(code=str(rows), severity="info", message="rows of evidence")


if __name__ == "__main__":
    main(sys.argv[1:])

"""What a load asks of a warehouse, whichever it is, and which one a URL means."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from extractor.errors import UsageError
from extractor.warehouse.tables import Row

Rows = Mapping[str, Sequence[Row]]
"""Rows by table, of whole documents."""


class Known(NamedTuple):
    """A document that a warehouse holds: the hash of its bytes, what read it, its folder, and whether it is gone."""

    sha256: str | None
    reading: str | None
    folder: str
    gone: bool


class Store(Protocol):
    """A warehouse that is open for one load; no other load gets between."""

    def known(self) -> dict[str, Known]:
        """The documents that are there, by id."""

    def put(self, rows: Rows) -> None:
        """Puts documents with all their rows in the place of what was there of them, whole or not at all."""

    def mark(self, gone: Collection[str], back: Collection[str]) -> None:
        """Says of documents that they are gone, or there again; their rows stay."""

    def close(self, complete: bool) -> None:
        """Ends the load; where it is complete, views and comments are renewed before."""


def opened(url: str) -> Store:
    """The warehouse of a URL, made where it is not there yet.

    Raises:
        UsageError: no warehouse is meant by the URL.
        OutputError: it cannot be opened.
    """
    scheme, path = urlsplit(url).scheme, Path(url)
    if scheme in {"duckdb", "postgresql", "postgres"}:
        from extractor.warehouse.database import Database  # noqa: PLC0415 -- dlt takes a second to import

        return Database(url)
    if scheme == "delta" and url.partition("://")[2]:
        from extractor.warehouse.lake import Lake  # noqa: PLC0415 -- as heavy

        return Lake(url.partition("://")[2])
    hint = f" For a file of DuckDB: duckdb:///{path}" if not scheme and path.suffix else ""
    raise UsageError(
        f"--to {url}: a warehouse is duckdb:///FILE, postgresql://USER@HOST/DATABASE or delta://FOLDER.{hint}"
    )

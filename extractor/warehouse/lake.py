"""A warehouse as a folder of Delta tables, for engines that read Parquet: one commit a table and batch of documents.

Delta Lake has no transaction over several tables. `documents` is written last: whoever joins through it sees a document
with all its rows, or as it was before.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError, TableNotFoundError

from extractor.errors import OutputError
from extractor.exporters.columns import PRECISION, SCALE, Column
from extractor.warehouse.store import Known, Rows
from extractor.warehouse.tables import TABLES

_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "float": pa.float64(),
    "decimal": pa.decimal128(PRECISION, SCALE),
}

_GONE = pa.field("gone_at", pa.timestamp("us", "UTC"))

_SEVERAL = 500  # ids in one predicate


class Lake:
    """A folder, or a place in an object store, with a Delta table for each of the tables; see `store.Store`."""

    def __init__(self, place: str) -> None:
        """Looks at the folder; nothing is made before there is something to put.

        Raises:
            OutputError: it is there and is no folder.
        """
        if "://" not in place and Path(place).exists() and not Path(place).is_dir():
            raise OutputError(f"{place} is not a folder.")
        self._place = place.rstrip("/")

    def known(self) -> dict[str, Known]:
        """The documents that are there, by id.

        Raises:
            OutputError: the table of documents cannot be read.
        """
        try:
            table = DeltaTable(self._uri("documents"))
        except TableNotFoundError:
            return {}
        except (DeltaError, OSError) as error:
            raise OutputError(f"{self._uri('documents')}: {error}") from error
        columns = ["document_id", "sha256", "reading", "folder", "gone_at"]
        rows = table.to_pyarrow_table(columns=columns).to_pylist()
        return {
            row["document_id"]: Known(row["sha256"], row["reading"], row["folder"], row["gone_at"] is not None)
            for row in rows
        }

    def put(self, rows: Rows) -> None:
        """Puts documents in the place of what was there of them; `documents` comes last.

        Raises:
            OutputError: a table could not be written.
        """
        ids = [str(row["document_id"]) for row in rows["documents"]]
        for table in reversed(TABLES):
            schema = _schema(table)
            lines = pa.Table.from_pylist([dict(row) for row in rows[table]], schema=schema)
            uri = self._uri(table)
            try:
                if DeltaTable.is_deltatable(uri):
                    write_deltalake(uri, lines, mode="overwrite", predicate=f"document_id IN ({_listed(ids)})")
                else:
                    write_deltalake(uri, lines)
            except (DeltaError, OSError) as error:
                raise OutputError(f"{uri}: {error}") from error

    def mark(self, gone: Collection[str], back: Collection[str]) -> None:
        """Says of documents that they are gone, or there again; their rows stay."""
        now = f"to_timestamp_micros({int(datetime.now(UTC).timestamp() * 1e6)})"
        for ids, moment in ((sorted(gone), now), (sorted(back), "NULL")):
            for start in range(0, len(ids), _SEVERAL):
                some = f"document_id IN ({_listed(ids[start : start + _SEVERAL])})"
                DeltaTable(self._uri("documents")).update(updates={"gone_at": moment}, predicate=some)

    def close(self, complete: bool) -> None:
        """Ends the load; every commit has been made."""

    def _uri(self, table: str) -> str:
        return f"{self._place}/{table}"


def _schema(table: str) -> pa.Schema:
    fields = [_field(column) for column in TABLES[table]]
    return pa.schema([*fields, _GONE] if table == "documents" else fields)


def _field(column: Column) -> pa.Field:
    return pa.field(column.name, _TYPES[column.kind], metadata={"comment": column.heading})


def _listed(ids: Collection[str]) -> str:
    return ", ".join(f"'{each}'" for each in ids)

"""A warehouse in DuckDB or PostgreSQL, filled by dlt: documents with all their rows are merged in one transaction."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import dlt
import duckdb
import psycopg2
from dlt.common.destination.exceptions import DestinationException
from dlt.common.exceptions import DltException
from dlt.common.schema.typing import TColumnSchema
from dlt.common.schema.utils import new_table
from dlt.destinations.exceptions import DatabaseUndefinedRelation
from dlt.destinations.sql_client import SqlClientBase
from dlt.pipeline.exceptions import PipelineStepFailed

from extractor.batch.scratch import scratch
from extractor.errors import OutputError, UsageError
from extractor.exporters.columns import PRECISION, SCALE, Column
from extractor.warehouse.names import ROWS_OF
from extractor.warehouse.store import Known, Rows
from extractor.warehouse.tables import KEYS, TABLES, sql_type
from extractor.warehouse.views import comments, views

_NAMING = "extractor.warehouse.names"

_LOCK = 0x657874  # the number of the lock that a load into PostgreSQL holds

_KNOWN = "SELECT document_id, sha256, reading, folder, gone_at IS NOT NULL FROM documents"

_INNER = tuple(table for table in TABLES if table != "documents")

_ROW = TColumnSchema(name="_dlt_id", data_type="text", nullable=False, unique=True, row_key=True)

_LINKS = (
    TColumnSchema(name="_dlt_root_id", data_type="text", nullable=False, root_key=True),
    TColumnSchema(name="_dlt_parent_id", data_type="text", nullable=False, parent_key=True),
    TColumnSchema(name="_dlt_list_idx", data_type="bigint", nullable=False),
    _ROW,
)
"""What dlt knows the rows of a document by."""

_LOAD = TColumnSchema(name="_dlt_load_id", data_type="text", nullable=False)

_GONE = TColumnSchema(name="gone_at", data_type="timestamp", nullable=True)


class Database:
    """A DuckDB file or a PostgreSQL database; see `store.Store`."""

    def __init__(self, url: str) -> None:
        """Opens the database, and waits while another load is at work in PostgreSQL.

        Raises:
            UsageError: the URL is not complete.
            OutputError: the database cannot be opened; another load holds the DuckDB file, for example.
        """
        os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"  # nothing is sent anywhere
        os.environ["RUNTIME__LOG_LEVEL"] = "CRITICAL"  # what fails is raised
        self._url, self._is_postgres = url, not url.startswith("duckdb:")
        self._target = self._destination()
        self._open = ExitStack()
        self._folder = self._open.enter_context(scratch())
        self._pipeline = self._new_pipeline("load")
        try:
            if self._is_postgres:  # on a connection of its own: dlt opens its connections anew after an error
                self._connected().execute_sql(f"SELECT pg_advisory_lock({_LOCK})")
            self._client = self._connected()
            self._make_tables()
        except (DltException, duckdb.Error, psycopg2.Error) as error:
            self._open.close()
            raise OutputError(f"{shown(url)} cannot be opened: {_reason(error)}") from error

    def known(self) -> dict[str, Known]:
        """The documents that are there, by id."""
        rows = self._client.execute_sql(_KNOWN)
        return {row[0]: Known(*row[1:]) for row in rows or ()}

    def put(self, rows: Rows) -> None:
        """Puts documents in the place of what was there of them, in one transaction.

        Raises:
            OutputError: the database refused; what was there is there still.
        """
        try:
            self._pipeline.run(_source(rows), loader_file_format="insert_values" if self._is_postgres else "parquet")
        except PipelineStepFailed as error:
            raise OutputError(f"{shown(self._url)}: {_reason(error.__cause__ or error)}") from error

    def mark(self, gone: Collection[str], back: Collection[str]) -> None:
        """Says of documents that they are gone, or there again; their rows stay."""
        for ids, moment in ((gone, datetime.now(UTC)), (back, None)):
            for each in ids:
                self._client.execute_sql("UPDATE documents SET gone_at = %s WHERE document_id = %s", moment, each)

    def close(self, complete: bool) -> None:
        """Ends the load; where it is complete, views, comments and, in PostgreSQL, keys are renewed before."""
        try:
            if complete and self.known():
                with self._client.begin_transaction():
                    for statement in (*self._keys(), *views(), *comments()):
                        self._client.execute_sql(statement)
        finally:
            self._open.close()

    def _connected(self) -> SqlClientBase[Any]:
        client: SqlClientBase[Any] = self._pipeline.sql_client()
        client.open_connection()
        self._open.callback(client.close_connection)
        return client

    def _new_pipeline(self, name: str) -> dlt.Pipeline:
        """A pipeline that remembers nothing of earlier ones but what the database says."""
        return dlt.pipeline(
            "extractor",
            destination=self._target,
            dataset_name="public" if self._is_postgres else "main",
            pipelines_dir=f"{self._folder}/{name}",
        )

    def _make_tables(self) -> None:
        """Makes the tables where they are missing, all at once: dlt would make each when it has a row for it."""
        try:
            self._client.execute_sql(_KNOWN)
        except DatabaseUndefinedRelation:
            pipeline = self._new_pipeline("tables")
            pipeline.extract(_source({table: [] for table in TABLES}))
            pipeline.sync_schema()

    def _destination(self) -> Any:
        if self._is_postgres:
            return dlt.destinations.postgres(self._credentials(), naming_convention=_NAMING)
        path = unquote(urlsplit(self._url).path)[1:]
        if not path:
            raise UsageError(f"--to {self._url} names no file: duckdb:///forms.duckdb stands in this folder.")
        return dlt.destinations.duckdb(str(Path(path).absolute()), naming_convention=_NAMING)

    def _credentials(self) -> str:
        """The URL with a password, which dlt wants to have; an empty one makes PostgreSQL look in ~/.pgpass."""
        parts = urlsplit(self._url)
        if parts.password is not None or parts.username is None:
            return self._url
        return self._url.replace("@", f":{quote(os.environ.get('PGPASSWORD', ''))}@", 1)

    def _keys(self) -> Iterator[str]:
        if self._is_postgres:
            for table, columns in KEYS.items():
                yield f"CREATE UNIQUE INDEX IF NOT EXISTS {table}_key ON {table} ({', '.join(columns)})"


def _source(rows: Rows) -> Any:
    """The rows as a dlt resource: every document with lists of the rows that belong to it."""
    whole: dict[str, dict[str, Any]] = {
        str(row["document_id"]): {**row, "gone_at": None, **{ROWS_OF + table: [] for table in _INNER}}
        for row in rows["documents"]
    }
    for table in _INNER:
        for row in rows[table]:
            whole[str(row["document_id"])][ROWS_OF + table].append(row)
    documents = dlt.resource(
        list(whole.values()),
        name="documents",
        primary_key="document_id",
        write_disposition="merge",
    )
    return dlt.source(lambda: documents, schema=_schema())()


def _schema() -> dlt.Schema:
    """All tables, so that they are there before they have their first row."""
    schema = dlt.Schema("extractor")
    for name, own in TABLES.items():
        columns = [_hint(column, column.name in KEYS.get(name, ())) for column in own]
        if name == "documents":
            table = new_table(name, write_disposition="merge", columns=[*columns, _GONE, _LOAD, _ROW], resource=name)
        else:
            table = new_table(name, parent_table_name="documents", columns=[*columns, *_LINKS])
        table["x-normalizer"] = {"seen-data": True}  # dlt makes no table before it saw a row of it
        schema.update_table(table)
    return schema


def _hint(column: Column, is_key: bool) -> TColumnSchema:
    hint = TColumnSchema(name=column.name, data_type=sql_type(column), nullable=not is_key)
    if column.kind == "decimal":
        hint |= TColumnSchema(precision=PRECISION, scale=SCALE)
    return hint


def shown(url: str) -> str:
    """A URL without the password in it."""
    parts = urlsplit(url)
    return url.replace(f":{parts.password}@", ":***@") if parts.password else url


def _reason(error: BaseException) -> str:
    """The first line of what the driver says, from within what dlt makes of it."""
    while isinstance(error, DestinationException) and error.__cause__ is not None:
        error = error.__cause__
    return str(error).strip().partition("\n")[0] or type(error).__name__

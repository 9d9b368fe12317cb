"""The three kinds of warehouse, each empty, and the same SQL for all."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import psycopg2
import pytest
from deltalake import DeltaTable

from tests.warehouse.servers import postgres, programs

Ask = Callable[[str], list[tuple[Any, ...]]]
"""What a query gives, in the warehouse of the test."""

_numbers = itertools.count()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server."""
    found = programs()
    if found is None:
        assert "CI" not in os.environ, "PostgreSQL is not installed: .ci/run does that"
        pytest.skip("PostgreSQL is not installed. On Debian: apt install postgresql")
    with postgres(found, tmp_path_factory.mktemp("server") / "postgres") as url:
        yield url


@pytest.fixture
def database(server: str) -> str:
    """The URL of a new PostgreSQL database."""
    name = f"forms{next(_numbers)}"
    with_server = psycopg2.connect(f"{server}/postgres")
    with_server.autocommit = True
    with_server.cursor().execute(f"CREATE DATABASE {name}")
    with_server.close()
    return f"{server}/{name}"


@pytest.fixture(params=["duckdb", "postgresql", "delta"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new warehouse of each kind."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("database"))
    return f"duckdb:///{tmp_path}/w.duckdb" if request.param == "duckdb" else f"delta://{tmp_path}/lake"


@pytest.fixture
def ask(url: str) -> Ask:
    """Asks the warehouse of the test."""
    return asking(url)


def asking(url: str) -> Ask:
    """Asks a warehouse; a lake is asked through DuckDB."""

    def ask(query: str) -> list[tuple[Any, ...]]:
        if url.startswith("postgresql"):
            connection = psycopg2.connect(url)
            cursor = connection.cursor()
            cursor.execute(query)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            connection.close()
            return rows
        if url.startswith("duckdb"):
            with duckdb.connect(url.removeprefix("duckdb:///")) as file:
                return file.execute(query).fetchall()
        with duckdb.connect() as memory:
            for folder in Path(url.removeprefix("delta://")).iterdir():
                memory.register(folder.name, DeltaTable(folder).to_pyarrow_table())
            return memory.execute(query).fetchall()

    return ask

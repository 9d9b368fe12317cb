"""The six tables as Parquet files with one schema for all runs, so that the files of many runs can be joined.

Figures are decimal128 with 28 places before the point and 10 behind it: 亿元 to the cent. A column in which a figure
does not fit (a row of numbers that was read as one, say) is written as text, so that nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.exporters.atomic import replacing
from extractor.exporters.columns import TABLES, Cell, Column, Item, Row, columns, rows
from extractor.exporters.csv_ import printed

_PRECISION, _SCALE = 38, 10
_FIGURE = pa.decimal128(_PRECISION, _SCALE)
_TYPES = {"text": pa.string(), "integer": pa.int64(), "float": pa.float64(), "decimal": _FIGURE}
_BATCH = 10_000


def write(items: Iterable[Item], folder: Path, *, personal: bool = False) -> list[Path]:
    """The paths of the six files written into the folder; the items are gone through twice.

    Raises:
        OutputError: a file could not be written.
    """
    wide = _wide(items)
    with ExitStack() as open_files:
        tables = {}
        for table in TABLES:
            temporary = open_files.enter_context(replacing(folder / f"{table}.parquet"))
            schema = _schema(columns(table, personal=personal), wide[table])
            tables[table] = open_files.enter_context(_Table(temporary, schema))
        for item in items:
            for table, file in tables.items():
                file.add(rows(table, item, personal=personal))
    return [folder / f"{table}.parquet" for table in TABLES]


class _Table:
    """A Parquet file that is written a batch of rows at a time."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")
        self._waiting: list[Row] = []

    def __enter__(self) -> _Table:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure is None:
            self._flush()
        self._writer.close()

    def add(self, lines: Iterable[Row]) -> None:
        self._waiting.extend(lines)
        if len(self._waiting) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        schema = self._writer.schema
        if self._waiting:
            cells = zip(*self._waiting, strict=True)
            arrays = [_array(values, field.type) for values, field in zip(cells, schema, strict=True)]
            self._writer.write_batch(pa.record_batch(arrays, schema=schema))
        self._waiting = []


def _array(values: tuple[Cell, ...], kind: pa.DataType) -> pa.Array:
    if kind == pa.string():
        return pa.array([value if value is None else printed(value) for value in values], kind)
    return pa.array(values, kind)


def _schema(fields: tuple[Column, ...], wide: set[str]) -> pa.Schema:
    return pa.schema([(field.name, pa.string() if field.name in wide else _TYPES[field.kind]) for field in fields])


def _wide(items: Iterable[Item]) -> dict[str, set[str]]:
    """The columns of each table in which a figure does not fit its type."""
    found: dict[str, set[str]] = {table: set() for table in TABLES}
    for item in items:
        for table in ("forms", "indicators", "budget"):
            for row in rows(table, item):
                cells = zip(TABLES[table], row, strict=True)
                found[table].update(
                    field.name for field, cell in cells if isinstance(cell, Decimal) and not _fits(cell)
                )
    return found


def _fits(value: Decimal) -> bool:
    _, digits, exponent = value.as_tuple()
    return -int(exponent) <= _SCALE and len(digits) + int(exponent) <= _PRECISION - _SCALE

"""The six tables as Parquet files with one schema for all runs, so that the files of many runs can be joined.

Figures are decimal128 with 28 places before the point and 10 behind it: 亿元 to the cent. A column in which a figure
does not fit (a row of numbers that was read as one, say) is written as text, so that nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.exporters.atomic import replacing
from extractor.exporters.columns import PRECISION, SCALE, TABLES, Add, Cell, Column, Item, Row, columns, fits, rows
from extractor.exporters.csv_ import printed

_FIGURE = pa.decimal128(PRECISION, SCALE)
_TYPES = {"text": pa.string(), "integer": pa.int64(), "float": pa.float64(), "decimal": _FIGURE}
_BATCH = 10_000


@contextmanager
def writing(folder: Path, *, personal: bool = False, parts: Path | None = None) -> Iterator[Add]:
    """A function that adds a document to the six files, which are in the folder once the context ends well.

    Raises:
        OutputError: a file could not be written.
    """
    with ExitStack() as open_files:
        tables = {}
        for table in TABLES:
            temporary = open_files.enter_context(replacing(folder / f"{table}.parquet", parts))
            tables[table] = open_files.enter_context(_Table(temporary, columns(table, personal=personal)))

        def add(item: Item) -> None:
            for table, file in tables.items():
                file.add(rows(table, item, personal=personal))

        yield add


class _Table:
    """A Parquet file that is written a batch of rows at a time; `wide` are the columns written as text."""

    def __init__(self, path: Path, fields: tuple[Column, ...]) -> None:
        self._path, self._fields = path, fields
        self._wide: set[str] = set()
        self._writer = self._opened()
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

    def _opened(self) -> pq.ParquetWriter:
        return pq.ParquetWriter(self._path, _schema(self._fields, self._wide), compression="zstd")

    def _flush(self) -> None:
        if wide := _wide(self._fields, self._waiting) - self._wide:
            self._widen(wide)
        if self._waiting:
            self._write(list(zip(*self._waiting, strict=True)))
        self._waiting = []

    def _write(self, cells: Sequence[Sequence[Cell]]) -> None:
        schema = self._writer.schema
        arrays = [_array(values, field.type) for values, field in zip(cells, schema, strict=True)]
        self._writer.write_batch(pa.record_batch(arrays, schema=schema))

    def _widen(self, wide: set[str]) -> None:
        """Make text of columns, also of what is in the file already."""
        self._writer.close()
        narrow = self._path.with_name(f"{self._path.name}.narrow")
        self._path.replace(narrow)
        self._wide |= wide
        self._writer = self._opened()
        with pq.ParquetFile(narrow) as before:
            for number in range(before.num_row_groups):
                self._write([column.to_pylist() for column in before.read_row_group(number).columns])
        narrow.unlink()


def _array(values: Sequence[Cell], kind: pa.DataType) -> pa.Array:
    if kind == pa.string():
        return pa.array([value if value is None else _text(value) for value in values], kind)
    return pa.array(values, kind)


def _text(value: Cell) -> str:
    """The value as text; a figure without zeros at its end, which a column of decimals does not keep."""
    text = printed(value)
    return text.rstrip("0").rstrip(".") if isinstance(value, Decimal) and "." in text else text


def _schema(fields: tuple[Column, ...], wide: set[str]) -> pa.Schema:
    return pa.schema([(field.name, pa.string() if field.name in wide else _TYPES[field.kind]) for field in fields])


def _wide(fields: tuple[Column, ...], lines: Sequence[Row]) -> set[str]:
    """The columns in which a figure does not fit its type."""
    cells = (pair for line in lines for pair in zip(fields, line, strict=True))
    return {field.name for field, cell in cells if isinstance(cell, Decimal) and not fits(cell)}

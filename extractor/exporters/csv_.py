"""The six tables as CSV: UTF-8 with a byte order mark, RFC 4180, English headers.

CSV has no types: a text such as `=30个` cannot be marked as text in it, and the quotes or tabs that some put in front
would be read back as part of the value. So every text is kept to the letter, and whoever wants it typed opens the
workbook. Figures are plain decimals (93.49, never 9.349E+1). What is None is an empty field.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path

from extractor.exporters.atomic import replacing
from extractor.exporters.columns import TABLES, Add, Cell, Item, columns, rows


@contextmanager
def writing(folder: Path, *, personal: bool = False, parts: Path | None = None) -> Iterator[Add]:
    """A function that adds a document to the six files, which are in the folder once the context ends well.

    Raises:
        OutputError: a file could not be written.
    """
    with ExitStack() as open_files:
        writers = {}
        for table in TABLES:
            temporary = open_files.enter_context(replacing(folder / f"{table}.csv", parts))
            # "utf-8-sig" writes the mark that makes Excel read UTF-8; newline="" leaves line ends to the csv writer.
            stream = open_files.enter_context(temporary.open("w", encoding="utf-8-sig", newline=""))
            writers[table] = csv.writer(stream, lineterminator="\r\n")
            writers[table].writerow(column.name for column in columns(table, personal=personal))

        def add(item: Item) -> None:
            for table, writer in writers.items():
                writer.writerows(map(_texts, rows(table, item, personal=personal)))

        yield add


def _texts(row: Iterable[Cell]) -> list[str]:
    return [printed(cell) for cell in row]


def printed(cell: Cell) -> str:
    """The cell as text: figures as plain decimals, None as nothing."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        cell = Decimal(repr(cell))
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return "" if cell is None else str(cell)

"""What people and programs take away: CSV, workbook, Parquet, JSON and DataFrames, all from one list of columns.

An exporter lays out what a document says and computes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

from extractor.errors import UsageError
from extractor.exporters import csv_, json_
from extractor.exporters.columns import TABLES, Add, Item

__all__ = ["FORMATS", "Item", "json_", "tables", "writing"]

FORMATS = ("csv", "json", "xlsx", "parquet")


@contextmanager
def writing(  # noqa: PLR0913 -- each is a choice of the command line
    folder: Path,
    formats: Collection[str],
    *,
    headers: Literal["zh", "en"] = "zh",
    personal: bool = False,
    form_sheets: int = 200,
    parts: Path | None = None,
) -> Iterator[Add]:
    """A function that adds a document to the tables in the formats; they are there once the context ends well.

    JSON is not written here but a document at a time, by `json_.write`. The workbook has `headers` in Chinese or
    English and sheets of the first `form_sheets` forms. What is not complete yet is in the folder for parts, which is
    on the same file system, or beside its place.

    Raises:
        UsageError: a format is not known.
        OutputError: a file could not be written.
    """
    # pyarrow and XlsxWriter take their time to load, and a worker that only writes JSON needs neither.
    if unknown := sorted(set(formats) - set(FORMATS)):
        raise UsageError(f"unknown format: {', '.join(unknown)}; known are {', '.join(FORMATS)}.")
    with ExitStack() as stack:
        adding: list[Add] = []
        if "csv" in formats:
            adding.append(stack.enter_context(csv_.writing(folder, personal=personal, parts=parts)))
        if "xlsx" in formats:
            from extractor.exporters import xlsx  # noqa: PLC0415

            book = xlsx.writing(folder, headers=headers, personal=personal, form_sheets=form_sheets, parts=parts)
            adding.append(stack.enter_context(book))
        if "parquet" in formats:
            from extractor.exporters import parquet  # noqa: PLC0415

            adding.append(stack.enter_context(parquet.writing(folder, personal=personal, parts=parts)))

        def add(item: Item) -> None:
            for each in adding:
                each(item)

        yield add


def tables(formats: Collection[str]) -> list[str]:
    """The names of the files that `writing` leaves in the folder."""
    kinds = [kind for kind in ("csv", "parquet") if kind in formats]
    files = [f"{table}.{kind}" for kind in kinds for table in TABLES]
    return [*files, "workbook.xlsx"] if "xlsx" in formats else files

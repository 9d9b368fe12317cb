"""What people and programs take away: CSV, workbook, Parquet, JSON and DataFrames, all from one list of columns.

An exporter lays out what a document says and computes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Literal

from extractor.errors import UsageError
from extractor.exporters import csv_, json_
from extractor.exporters.columns import Item

__all__ = ["FORMATS", "Item", "export", "json_"]

FORMATS = ("csv", "json", "xlsx", "parquet")


def export(  # noqa: PLR0913 -- each is a choice of the command line
    items: Iterable[Item],
    folder: Path,
    formats: Collection[str],
    *,
    headers: Literal["zh", "en"] = "zh",
    personal: bool = False,
    form_sheets: int = 200,
) -> list[Path]:
    """The paths of the tables written into the folder, in the formats asked for.

    `items` is gone through several times, so a generator will not do; it may read its documents from disk each time.
    JSON is not written here but a document at a time, by `json_.write`. The workbook has `headers` in Chinese or
    English and sheets of the first `form_sheets` forms.

    Raises:
        UsageError: a format is not known.
        OutputError: a file could not be written.
    """
    # pyarrow and XlsxWriter take their time to load, and a worker that only writes JSON needs neither.
    if unknown := sorted(set(formats) - set(FORMATS)):
        raise UsageError(f"unknown format: {', '.join(unknown)}; known are {', '.join(FORMATS)}.")
    paths: list[Path] = []
    if "csv" in formats:
        paths += csv_.write(items, folder, personal=personal)
    if "xlsx" in formats:
        from extractor.exporters import xlsx  # noqa: PLC0415

        paths.append(xlsx.write(items, folder, headers=headers, personal=personal, form_sheets=form_sheets))
    if "parquet" in formats:
        from extractor.exporters import parquet  # noqa: PLC0415

        paths += parquet.write(items, folder, personal=personal)
    return paths

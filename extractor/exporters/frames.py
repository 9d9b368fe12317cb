"""The six tables as pandas DataFrames.

Figures stay exact: their columns hold Decimals and None (dtype object), which sum, sort, compare and group as numbers
do; `.astype(float)` makes floats of them where exactness is not wanted. Arrow's decimals were tried and fail in
division and `describe()`. Whole numbers are Int64, texts are strings, confidences and seconds Float64.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from extractor.exporters.columns import TABLES, Cell, Column, Item, Row, columns, rows
from extractor.form import Document

_DTYPES = {"text": "string", "integer": "Int64", "float": "Float64", "decimal": "object"}


def to_frames(documents: Iterable[Document], *, personal: bool = False) -> dict[str, pd.DataFrame]:
    """The tables documents, forms, indicators, budget, checks and findings, with the columns of the CSV files.

    `path` is the name of the source, `seconds` is missing. With `personal` the names and telephone numbers of people
    stand in the last column of `forms`.
    """
    lines: dict[str, list[Row]] = {table: [] for table in TABLES}
    for document in documents:
        item = Item(path=document.source.name, document=document)
        for table, kept in lines.items():
            kept.extend(rows(table, item, personal=personal))
    return {table: _frame(columns(table, personal=personal), kept) for table, kept in lines.items()}


def _frame(fields: tuple[Column, ...], lines: list[Row]) -> pd.DataFrame:
    cells: Iterable[tuple[Cell, ...]] = zip(*lines, strict=True) if lines else [() for _ in fields]
    series = {
        field.name: pd.Series(list(values), dtype=_DTYPES[field.kind])
        for field, values in zip(fields, cells, strict=True)
    }
    return pd.DataFrame(series)

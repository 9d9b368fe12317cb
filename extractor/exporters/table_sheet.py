"""One of the six tables as a typed sheet: frozen header, filter, widths that fit, figures that are figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from extractor.exporters.columns import Cell, Column, Row
from extractor.exporters.csv_ import printed
from extractor.exporters.fitting import breadth, fit_cell, lines
from extractor.exporters.styles import HEADER, LINK, TABLE, Styles, fill, number_format
from extractor.exporters.wording import Language
from extractor.form import SURE

EXCEL_ROWS = 1_048_576
EXACT_DIGITS = 15
"""Excel keeps this many digits of a number; a longer figure is written as text."""

_WIDEST, _TALLEST, _LINE = 50, 8, 15.0
_MARKED = {"error": "error", "warning": "warning", "info": "info", "inconsistent": "error"}


class TableSheet:
    """A sheet that takes rows one after the other; `written` and `left_out` count them."""

    def __init__(self, sheet: Worksheet, columns: Sequence[Column], language: Language, styles: Styles) -> None:
        self._sheet, self._columns, self._language, self._styles = sheet, columns, language, styles
        self._widths = [0] * len(columns)
        self.written = self.left_out = 0
        for col, column in enumerate(columns):
            heading = column.heading if language == "zh" else column.name
            self._widths[col] = breadth(heading) + 3  # room for the filter's arrow
            sheet.write_string(0, col, heading, styles.of(HEADER))

    def add(self, row: Row, link: str | None = None) -> None:
        """Write a row; `link` is the place in the workbook that its first cell leads to."""
        if self.written + 1 >= EXCEL_ROWS:
            self.left_out += 1
            return
        self.written += 1
        for col, (column, cell) in enumerate(zip(self._columns, row, strict=True)):
            self._write(col, column, cell)
        for heights in (self._sheet.row_info, self._sheet.row_sizes):
            heights.pop(self.written - 1, None)  # of a row that is on disk by now
        if link is not None:
            self._sheet.write_url(self.written, 0, link, self._styles.of(TABLE, LINK), printed(row[0]))
        tallest = max(lines(cell, _WIDEST) if isinstance(cell, str) else 1 for cell in row)
        if tallest > 1:
            self._sheet.set_row(self.written, min(tallest, _TALLEST) * _LINE)

    def finish(self) -> None:
        """Set what depends on all rows: widths, filter, and how the sheet is printed."""
        for col, width in enumerate(self._widths):
            self._sheet.set_column(col, col, min(width, _WIDEST) + 1)
        self._sheet.autofilter(0, 0, self.written, len(self._columns) - 1)
        self._sheet.freeze_panes(1, 1)
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{EXCEL_ROWS}"})
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)

    def discard(self) -> None:
        """Close the file that holds the rows."""
        self._sheet.row_data_fh.close()

    def _write(self, col: int, column: Column, cell: Cell) -> None:
        if cell is None:
            return
        text = printed(cell)
        if self._widths[col] <= _WIDEST:
            self._widths[col] = max(self._widths[col], min(breadth(text), _WIDEST) + 1)
        style = self._styles.of(TABLE, self._look(column, cell))
        if isinstance(cell, str) or (isinstance(cell, Decimal) and len(cell.as_tuple().digits) > EXACT_DIGITS):
            self._sheet.write_string(self.written, col, fit_cell(text, self._language), style)
        else:
            self._sheet.write_number(self.written, col, cell, style)

    def _look(self, column: Column, cell: Cell) -> dict[str, Any]:
        if isinstance(cell, Decimal):
            return number_format(column.style, max(0, -int(cell.as_tuple().exponent)))
        if isinstance(cell, float):
            unsure = column.name.endswith("confidence") and cell < SURE
            return {"num_format": "0.00"} | fill("unsure" if unsure else None)
        if column.name in ("severity", "outcome"):
            return fill(_MARKED.get(str(cell)))
        return {}

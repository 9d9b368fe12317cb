"""The workbook: what it holds, the six tables as typed sheets, and a sheet a form laid out as printed.

Its properties carry a fixed date, so that the same documents give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxFileError

from extractor.errors import OutputError
from extractor.exporters.atomic import replacing
from extractor.exporters.columns import TABLES, Add, Item, columns, rows
from extractor.exporters.fitting import lines
from extractor.exporters.form_sheet import FormSheet, link_to, sheet_name
from extractor.exporters.styles import HEADER, LINK, Styles, fill
from extractor.exporters.table_sheet import TableSheet
from extractor.exporters.wording import WORDS, Language

_CREATED = datetime(2000, 1, 1)
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@contextmanager
def writing(
    folder: Path,
    *,
    headers: Language = "zh",
    personal: bool = False,
    form_sheets: int = 200,
    parts: Path | None = None,
) -> Iterator[Add]:
    """A function that adds a document to the workbook, which is in the folder once the context ends well.

    Rows are kept on disk, in the folder for parts where one is given, so any number of documents takes little memory.

    Raises:
        OutputError: the file could not be written.
    """
    path = folder / "workbook.xlsx"
    with replacing(path, parts) as temporary, TemporaryDirectory(prefix=".", dir=temporary.parent) as scratch:
        book = _Book(temporary, Path(scratch), headers, personal, form_sheets)
        try:
            yield book.add
            book.close()
        except XlsxFileError as failure:
            raise OutputError(f"{path}: {failure}. Make room, or leave the workbook out with --format.") from failure
        finally:
            book.discard()


class _Book:
    """A workbook that takes documents one after the other."""

    def __init__(self, path: Path, scratch: Path, language: Language, personal: bool, form_sheets: int) -> None:
        self._book = Workbook(str(path), _OPTIONS | {"tmpdir": str(scratch)})
        self._book.use_zip64()  # the sheets of a large archive may be too large for the older form of ZIP
        self._book.set_properties({"title": WORDS[language].heading, "created": _CREATED})
        self._styles, self._words = Styles(self._book), WORDS[language]
        self._language, self._personal, self._limit = language, personal, form_sheets
        self._about = self._book.add_worksheet(self._words.about)
        self._book.constant_memory = True  # of the sheets added from here on: their rows go to disk as they come
        self._tables = {
            table: TableSheet(
                self._book.add_worksheet(self._words.tables[table]),
                columns(table, personal=personal),
                language,
                self._styles,
            )
            for table in TABLES
        }
        self._book.constant_memory = False  # a form is not written from the top down
        self._forms = 0

    def add(self, item: Item) -> None:
        """Write the rows of a document, and the sheets of its forms while there is room for them."""
        for table, sheet in self._tables.items():
            for row in rows(table, item, personal=self._personal) if table != "forms" else ():
                sheet.add(row)
        listed = rows("forms", item, personal=self._personal)
        for form, row in zip(item.document.forms, listed, strict=True):
            self._forms += 1
            name = sheet_name(self._forms, form) if self._forms <= self._limit else None
            self._tables["forms"].add(row, link_to(name) if name else None)
            if name is not None:
                sheet = self._book.add_worksheet(name)
                home = link_to(self._words.tables["forms"], self._tables["forms"].written)
                FormSheet(sheet, form, self._language, self._styles, personal=self._personal).write(item.path, home)

    def close(self) -> None:
        """Write what depends on all documents, and the file."""
        for sheet in self._tables.values():
            sheet.finish()
        self._describe()
        self._book.close()

    def discard(self) -> None:
        """Close what holds the rows; the file is not touched."""
        for sheet in self._tables.values():
            sheet.discard()

    def _describe(self) -> None:
        """Fill the first sheet: what the workbook holds, what it leaves out, and what its colours mean."""
        sheet, of = self._about, self._styles.of
        for col, width in enumerate((18, 10, 90)):
            sheet.set_column(col, col, width)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, self._words.heading, of({"bold": True, "font_size": 14}))
        for col, heading in enumerate(self._words.columns_of_about):
            sheet.write_string(2, col, heading, of(HEADER))
        row = self._describe_tables(3) + 1
        for text, mark in self._notes():
            sheet.merge_range(row, 0, row, 2, "", of({"text_wrap": True, "valign": "vcenter"}, fill(mark)))
            sheet.write_string(row, 0, text, of({"text_wrap": True, "valign": "vcenter"}, fill(mark)))
            sheet.set_row(row, 16 * lines(text, 105))
            row += 1
        for number, (code, meaning) in enumerate(self._words.outcomes.items(), start=1):
            sheet.write_string(row + number, 0, code)
            sheet.write_string(row + number, 1, meaning)

    def _describe_tables(self, row: int) -> int:
        """The row below the list of tables, which starts at `row`."""
        for table, rows_of in self._tables.items():
            name = self._words.tables[table]
            self._about.write_url(row, 0, link_to(name), self._styles.of(LINK), name)
            self._about.write_number(row, 1, rows_of.written)
            if rows_of.left_out:
                remark = self._words.rows_left_out.format(rows=rows_of.left_out)
                self._about.write_string(row, 2, remark, self._styles.of(fill("warning")))
            row += 1
        return row

    def _notes(self) -> list[tuple[str, str | None]]:
        """What to know of the workbook, each with the mark that it is shown in."""
        words, sheets = self._words, min(self._forms, self._limit)
        more = self._forms - sheets
        text = words.sheets_of_some if more else words.sheets_of_all
        return [
            (text.format(forms=self._forms, sheets=sheets, more=more), "warning" if more else None),
            (words.people_included if self._personal else words.people_left_out, None),
            (words.exactness, None),
            *((meaning, kind) for kind, meaning in words.marks.items()),
        ]

"""A form as a sheet of the workbook: laid out as printed, its findings marked on the cells and listed below."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from extractor.exporters.fitting import CELL_LIMIT, SHEET_NAME_LIMIT, breadth, cut, fit_cell, lines
from extractor.exporters.marks import Mark, cells_of, marks, sentence
from extractor.exporters.personal import veil, veiled_grid
from extractor.exporters.printed import LINE, SHEET_WIDTH, Area, lay_out
from extractor.exporters.styles import FILLS, LINK, PRINTED, Styles, fill
from extractor.exporters.wording import WORDS, Language
from extractor.form import Finding, Form

_HEAD = 2
"""Rows above the grid: the way back, and the title."""

_TITLE: dict[str, Any] = {"bold": True, "font_size": 14, "align": "center"}
_CODE, _WORDS = (12.0,), (SHEET_WIDTH - 12.0,)
"""Column widths for the list of findings where the grid has fewer than two columns."""

_TALLEST = 409.0
_UNPRINTABLE = r"[\x00-\x1f\ufffe\uffff]"
_SHORT = 32
"""Up to this breadth a text stands in the middle of its cell, as labels and figures do in print."""


def sheet_name(number: int, form: Form) -> str:
    """A name that Excel takes and a reader knows: the form's number and its project, department or title."""
    subject = form.project_name or form.department or form.implementing_unit or form.title or form.form_id
    plain = re.sub(rf"[\[\]:*?/\\']|{_UNPRINTABLE}", " ", subject)
    return cut(f"{number} {' '.join(plain.split())}", SHEET_NAME_LIMIT).rstrip()


def link_to(name: str, row: int = 0, col: int = 0) -> str:
    """The address of a cell of the workbook, as a hyperlink takes it."""
    return f"internal:'{name}'!{xl_rowcol_to_cell(row, col)}"


class FormSheet:
    """The writer of one form's sheet."""

    def __init__(self, sheet: Worksheet, form: Form, language: Language, styles: Styles, *, personal: bool) -> None:
        self._sheet, self._form, self._styles, self._language = sheet, form, styles, language
        self._words = WORDS[language]
        self._hide: Callable[[str], str] = (lambda text: text) if personal else veil(form)
        self._layout = lay_out(form.grid if personal else veiled_grid(form))
        widths = self._layout.widths
        self._widths = widths if len(widths) > 1 else (*(widths or _CODE), *_WORDS)
        self._row = 0

    def write(self, path: str, home: str) -> None:
        """Write the form read from `path`; `home` is the cell of the forms table that the sheet leads back to."""
        self._set_up()
        self._head(path, home)
        self._grid()
        self._row += 1
        self._findings()
        self._row += 1
        for kind, meaning in self._words.marks.items():
            self._line(meaning, fill(kind))

    def _set_up(self) -> None:
        for col, width in enumerate(self._widths):
            self._sheet.set_column(col, col, width)
        self._sheet.hide_gridlines(2)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        self._sheet.center_horizontally()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_comments_author("extractor")
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        gravest = next((kind for kind in FILLS if any(kind == found.severity for found in self._form.findings)), None)
        if gravest is not None:
            self._sheet.set_tab_color(FILLS[gravest])

    def _head(self, path: str, home: str) -> None:
        first, last = self._form.pages
        pages = self._words.pages.format(first=first, last=last)
        # XlsxWriter escapes such characters in cells, but not in the text of a link.
        head = re.sub(_UNPRINTABLE, " ", f"{self._words.back}　　{path}　{pages}　{self._form.form_id}")
        self._line(head, LINK)
        self._sheet.write_url(0, 0, home, self._styles.of(PRINTED, LINK), fit_cell(head, self._language))
        self._line(self._hide(self._form.title or self._form.form_id), _TITLE)

    def _grid(self) -> None:
        found = marks(self._form, self._words, self._hide)
        for row, height in enumerate(self._layout.heights):
            self._sheet.set_row(_HEAD + row, height)
        for area in self._layout.areas:
            self._area(area, found.get((area.cell.row, area.cell.col)))
        self._row += len(self._layout.heights)
        if not self._layout.areas:
            self._line(self._words.no_grid)

    def _area(self, area: Area, mark: Mark | None) -> None:
        short = breadth(area.text) <= _SHORT and "\n" not in area.text
        look = {"border": 1, "align": "center" if short else "left"} | fill(mark.kind if mark else None)
        top, left = _HEAD + area.first_row, area.first_col
        self._put((top, left, _HEAD + area.last_row, area.last_col), area.text, self._styles.of(PRINTED, look))
        if mark is not None:
            self._note(top, left, mark.note)

    def _note(self, row: int, col: int, note: str) -> None:
        options = {"width": 340, "height": min(20 + 16 * lines(note, 46), 600), "font_size": 9}
        self._sheet.write_comment(row, col, cut(note, CELL_LIMIT), options)

    def _findings(self) -> None:
        if not self._form.findings:
            self._line(self._words.no_findings)
            return
        self._line(self._words.findings.format(count=len(self._form.findings)), {"bold": True})
        places = {(area.cell.row, area.cell.col): area for area in self._layout.areas}
        for finding in self._form.findings:
            marked = [(cell.row, cell.col) for cell in cells_of(self._form, finding)]
            self._finding(finding, next((places[place] for place in marked if place in places), None))

    def _finding(self, finding: Finding, area: Area | None) -> None:
        """Write a finding: its code in the first column, leading to the cell that it is marked on, then its words."""
        row, look = self._row, fill(finding.severity) | {"border": 1}
        self._line(self._hide(sentence(finding)), look, first_col=1)
        if area is None:
            self._sheet.write_string(row, 0, finding.code, self._styles.of(PRINTED, look))
            return
        place = link_to(self._sheet.get_name(), _HEAD + area.first_row, area.first_col)
        self._sheet.write_url(row, 0, place, self._styles.of(PRINTED, look, LINK), finding.code)

    def _line(self, text: str, look: dict[str, Any] | None = None, first_col: int = 0) -> None:
        """Write a line from a column to the right edge, as high as its text, below the last one."""
        style = self._styles.of(PRINTED, look or {})
        self._put((self._row, first_col, self._row, len(self._widths) - 1), text, style)
        scale = (look or {}).get("font_size", 10) / 10
        width = sum(self._widths[first_col:]) / scale - 2
        self._sheet.set_row(self._row, min(_TALLEST, (lines(text, width) * LINE + 6) * scale))
        self._row += 1

    def _put(self, place: tuple[int, int, int, int], text: str, style: Format) -> None:
        """Write a text into the cells from the first row and column to the last ones."""
        if place[:2] != place[2:]:
            self._sheet.merge_range(*place, "", style)
        self._sheet.write_string(*place[:2], fit_cell(text, self._language), style)

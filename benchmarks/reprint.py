"""A form printed anew from its grid: another font, other sizes, other figures, and what is then to be read of it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pymupdf
from numpy.random import Generator

from extractor.form import Document, Evidence, Form, GridCell

_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts")

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")

_INSIDE = 2.0  # points between a ruling and the text

_LINE = 1.25  # of the size: from line to line

_FIELDS = ("level1_weight", "level2_weight", "weight", "score")

_MONEY = ("amount", "initial_budget", "annual_budget", "executed", "weight", "execution_rate", "score")


@cache
def fonts() -> tuple[str, ...]:
    """The files of Chinese fonts on this machine; MuPDF's own stands for them where there is none, as ""."""
    found = (path for place in _FONTS for path in sorted(Path(place).rglob("*")))
    chinese = [str(path) for path in found if path.suffix in {".ttf", ".ttc", ".otf"} and _has_chinese(path)]
    return ("", *chinese)


def _has_chinese(path: Path) -> bool:
    font = pymupdf.Font(fontfile=str(path))
    return all(font.has_glyph(ord(character)) for character in "绩效自评表≥")


def reprinted(document: Document, chance: Generator) -> tuple[pymupdf.Document, Document]:
    """The print of a document's forms, and the document with the figures that were printed."""
    file = fonts()[int(chance.integers(len(fonts())))]
    font = pymupdf.Font(fontfile=file) if file else pymupdf.Font("cjk")
    width = float(chance.uniform(0.4, 1.1))
    made = pymupdf.open()
    forms = []
    for form in document.forms:
        changed, texts = _refigured(form, chance)
        _draw(made, form, texts, font, width)
        forms.append(changed)
    return made, msgspec.structs.replace(document, forms=tuple(forms))


def _refigured(form: Form, chance: Generator) -> tuple[Form, dict[tuple[int, int], str]]:
    """The form with other figures where a cell holds a figure and nothing else, and the texts of its cells."""
    texts = {(cell.row, cell.col): cell.text for cell in form.grid.cells}
    changed: dict[str, Decimal] = {}
    once: dict[tuple[int, int], Decimal] = {}
    for where, read in form.evidence.items():
        section, _, field = where.rpartition("/")
        at = _cell_around(form, read)
        is_figure = field in (_FIELDS if section.startswith("/indicators/") else _MONEY)
        if at in once:
            changed[where] = once[at]
        if at is None or at in once or not is_figure or not _FIGURE.fullmatch(read.text) or texts[at] != read.text:
            continue
        figure = "".join(str(chance.integers(0 if n else 1, 10)) if c.isdigit() else c for n, c in enumerate(read.text))
        texts[at] = figure
        changed[where] = once[at] = Decimal(figure.replace(",", ""))
    rows = tuple(_with(row, f"/indicators/{n}", changed) for n, row in enumerate(form.indicators))
    lines = tuple(_with(line, f"/budget/{n}", changed) for n, line in enumerate(form.budget))
    total = _with(form.total, "/total", changed)
    return msgspec.structs.replace(form, indicators=rows, budget=lines, total=total), texts


def _cell_around(form: Form, read: Evidence) -> tuple[int, int] | None:
    """The row and column of the cell in which a text stands."""
    if read.bbox is None:
        return None
    x, y = (read.bbox[0] + read.bbox[2]) / 2, (read.bbox[1] + read.bbox[3]) / 2
    around = (
        (cell.row, cell.col)
        for cell in form.grid.cells
        if cell.bbox
        and cell.page == read.page
        and cell.bbox[0] <= x <= cell.bbox[2]
        and cell.bbox[1] <= y <= cell.bbox[3]
    )
    return next(around, None)


def _with(record: Any, place: str, changed: dict[str, Decimal]) -> Any:
    own = {where.rpartition("/")[2]: value for where, value in changed.items() if where.rpartition("/")[0] == place}
    return msgspec.structs.replace(record, **own)


def _draw(made: pymupdf.Document, form: Form, texts: dict[tuple[int, int], str], font: Any, width: float) -> None:
    """The pages of a form, each as large as its cells need."""
    cells = [cell for cell in form.grid.cells if cell.page is not None and cell.bbox is not None]
    for number in sorted({cell.page for cell in cells if cell.page is not None}):
        own = [cell for cell in cells if cell.page == number]
        right = max(cell.bbox[2] for cell in own if cell.bbox) + 40
        bottom = max(cell.bbox[3] for cell in own if cell.bbox) + 60
        page = made.new_page(width=max(right, 500), height=max(bottom, 400))
        writer = pymupdf.TextWriter(page.rect)
        if number == form.pages[0] and form.title:
            writer.append((60, 30), form.title, font=font, fontsize=14)
        for cell in own:
            page.draw_rect(pymupdf.Rect(cell.bbox), width=width)
            _write(writer, cell, texts[cell.row, cell.col], font)
        writer.write_text(page)


def _write(writer: pymupdf.TextWriter, cell: GridCell, text: str, font: Any) -> None:
    """The text of a cell, in the middle, as large as fits between 4 and 11 points."""
    assert cell.bbox is not None
    x0, top, x1, bottom = cell.bbox
    for size in (11, 10, 9, 8, 7, 6, 5, 4):
        lines = _wrapped(text, font, size, x1 - x0 - 2 * _INSIDE)
        if len(lines) * size * _LINE <= bottom - top - 1:
            break
    down = (top + bottom - len(lines) * size * _LINE) / 2 + size
    for line in lines:
        left = (x0 + x1 - font.text_length(line, size)) / 2
        writer.append((left, down), line, font=font, fontsize=size)
        down += size * _LINE


def _wrapped(text: str, font: Any, size: float, width: float) -> list[str]:
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for character in part:
            if line and font.text_length(line + character, size) > width:
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return lines

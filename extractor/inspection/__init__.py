"""What was seen in a PDF: the cells of every page as JSON, and every page as a picture with all that was seen over it.

Any table is shown, of a form or not; where forms were read, each cell has the colour of the field that it became.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from extractor.discovery import form_tables
from extractor.exporters.atomic import replacing
from extractor.form import Document
from extractor.inspection.drawing import dpi, drawn
from extractor.inspection.fields import Mark, marks_by_page
from extractor.inspection.legend import legend, scan_legend, with_legend
from extractor.inspection.record import Sheet, encode
from extractor.inspection.scans import drawn_scan
from extractor.inspection.upturned import displayed
from extractor.layout.laying import laid_out
from extractor.pipeline import document_of, read_bytes
from extractor.readers import read_pages
from extractor.readers.pictures import Picture, cleaned_pages, page_pictures
from extractor.templates import Template

__all__ = ["Inspection", "inspect"]


@dataclass(frozen=True)
class Inspection:
    """A PDF under the name `name`, what is on its pages, and the document that was read from it."""

    name: str
    data: bytes
    sheets: tuple[Sheet, ...]
    document: Document

    def write_cells(self, folder: Path) -> Path:
        """The path of the JSON written for the cells of all pages: `a.cells.json` for `a.pdf`.

        Raises:
            OutputError: the file could not be written.
        """
        path = folder / f"{_stem(self.name)}.cells.json"
        with replacing(path) as temporary:
            temporary.write_bytes(encode(self.sheets))
        return path

    def write_pictures(self, folder: Path) -> Iterator[Path]:
        """The path of every page's picture, as soon as it is written: `a-p1.png`, `a-p2.png` for `a.pdf`.

        Raises:
            OutputError: a file could not be written.
        """
        marks = marks_by_page(self.document.forms, {page.number: tables for page, tables in self.sheets})
        pictures = page_pictures(self.data, [dpi(sheet.page) for sheet in self.sheets])
        for sheet, picture in zip(self.sheets, pictures, strict=True):
            image = self._image(picture, sheet, marks.get(sheet.page.number, []))
            path = folder / f"{_stem(self.name)}-p{sheet.page.number}.png"
            with replacing(path) as temporary:
                image.save(temporary, "PNG")
            yield path

    def write_scans(self, folder: Path) -> Iterator[Path]:
        """The path of a second picture of every page that OCR read, cleaned as it was read: `a-p1-scan.png`.

        Raises:
            OutputError: a file could not be written.
        """
        numbers = [sheet.page.number for sheet in self.sheets if sheet.page.source == "ocr" and sheet.page.words]
        for page, picture in cleaned_pages(self.data, numbers) if numbers else ():
            path = folder / f"{_stem(self.name)}-p{page.number}-scan.png"
            image = with_legend(
                drawn_scan(page, picture), scan_legend(self._heading(page.number), page, round(72 * picture.scale))
            )
            with replacing(path) as temporary:
                image.save(temporary, "PNG")
            yield path

    def _heading(self, number: int) -> tuple[str, str]:
        return self.name, f"第 {number} 页，共 {len(self.sheets)} 页  page {number} of {len(self.sheets)}"

    def _image(self, picture: Picture, sheet: Sheet, marks: Sequence[Mark]) -> Image.Image:
        heading = self._heading(sheet.page.number)
        return with_legend(drawn(picture, sheet, marks), legend(heading, sheet, marks, dpi(sheet.page)))


def inspect(path: Path, name: str, templates: Sequence[Template] | None = None) -> Inspection:
    """What is seen in a PDF, which is called `name` in the output; forms by the built-in templates if none are given.

    Raises:
        InputError: the file cannot be read.
    """
    data = read_bytes(path)
    reading = read_pages(data)
    sheets = tuple(displayed(Sheet(laid.page, laid.tables)) for laid in laid_out(reading.pages))
    return Inspection(name, data, sheets, document_of(name, data, reading, form_tables(reading.pages), templates))


def _stem(name: str) -> str:
    return Path(name).stem

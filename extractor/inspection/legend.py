"""The legend beside a drawn page: what page it is, what was seen on it, and what the colours mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw

from extractor.inspection.drawing import unsure
from extractor.inspection.fields import Mark
from extractor.inspection.lettering import fitted, font, width
from extractor.inspection.palette import CELLS, FIELDS, INFERRED, READ, RULING, UNSURE, Colour, Ink, pale
from extractor.inspection.record import Sheet
from extractor.inspection.scans import read_colour
from extractor.inspection.sides import inferred_sides
from extractor.inspection.strokes import Pixels, dash, hatch
from extractor.pages import Page

_WIDTH, _HEIGHT = 920, 2080  # pixels at 288 an inch
_MARGIN, _ROW, _SWATCH = 56, 68, 104
_SMALL, _NORMAL, _LARGE = 34, 40, 52
_INK, _FAINT = (32, 36, 44), (160, 166, 176)
_MOST_TABLES = 5

Swatch = Callable[[ImageDraw.ImageDraw, Pixels, Colour], None]


def with_legend(image: Image.Image, legend: Image.Image) -> Image.Image:
    """The image of a page with a legend at its right side; what is lower than the other gets white below it."""
    both = Image.new("RGB", (image.width + legend.width, max(image.height, legend.height)), "white")
    both.paste(image)
    both.paste(legend, (image.width, 0))
    ImageDraw.Draw(both).line((image.width, 0, image.width, both.height), _FAINT, 2)
    return both


def legend(heading: tuple[str, str], sheet: Sheet, marks: Sequence[Mark], dpi: int) -> Image.Image:
    """The legend of a page under two lines of heading, as large as suits so many pixels an inch."""
    image = Image.new("RGB", (_WIDTH, _HEIGHT), "white")
    column = _Column(ImageDraw.Draw(image))
    column.text(heading[0], _LARGE)
    column.text(heading[1])
    _tables(column, sheet)
    _layout(column, sheet, len(unsure(sheet, marks)))
    _fields(column, Counter(mark.group for mark in marks))
    return image.resize((_WIDTH * dpi // 288, _HEIGHT * dpi // 288), Image.Resampling.LANCZOS)


def scan_legend(heading: tuple[str, str], page: Page, dpi: int) -> Image.Image:
    """The legend of the cleaned picture of a scanned page: how many words were read how surely."""
    image = Image.new("RGB", (_WIDTH, _HEIGHT // 2), "white")
    column = _Column(ImageDraw.Draw(image))
    column.text(heading[0], _LARGE)
    column.text(heading[1])
    column.gap()
    column.colour(_line, RULING, bool(page.rulings), len(page.rulings))
    counts = Counter(read_colour(word) for word in page.words)
    for _, ink in READ:
        column.colour(_field, ink, counts[ink] > 0, counts[ink])
    return image.resize((_WIDTH * dpi // 288, _HEIGHT // 2 * dpi // 288), Image.Resampling.LANCZOS)


class _Column:
    """Lines of text and colours, written from top to bottom."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self.draw, self.y = draw, _MARGIN

    def gap(self) -> None:
        """Leave half a line blank."""
        self.y += _ROW // 2

    def text(self, text: str, size: int = _NORMAL, colour: Colour = _INK) -> None:
        """Write a line of text, cut where it is too long."""
        self._write(_MARGIN, fitted(text, size, _WIDTH - 2 * _MARGIN), size, colour)
        self.y += _ROW

    def colour(self, swatch: Swatch, ink: Ink, is_here: bool, count: int = 0) -> None:
        """Write a colour with its name and how often it is here; faint where it is not on this page."""
        box = (_MARGIN, self.y + 8, _MARGIN + _SWATCH, self.y + _ROW - 12)
        swatch(self.draw, box, ink.colour if is_here else pale(ink.colour, 0.35))
        self._write(box[2] + 28, ink.title, _NORMAL, _INK if is_here else _FAINT)
        if count:
            self._write(_WIDTH - _MARGIN - width(str(count), _NORMAL), str(count), _NORMAL, _INK)
        self.y += _ROW

    def _write(self, x: int, text: str, size: int, colour: Colour) -> None:
        self.draw.text((x, self.y + _ROW / 2), text, colour, font(size), anchor="lm")


def _tables(column: _Column, sheet: Sheet) -> None:
    """How many rows, columns and cells each table has."""
    column.gap()
    for n, table in enumerate(sheet.tables[:_MOST_TABLES], 1):
        column.text(f"表 table {n}: {table.rows} × {len(table.xs) - 1}, {len(table.cells)} 格 cells")
    if len(sheet.tables) > _MOST_TABLES:
        column.text(f"… {len(sheet.tables)} 个表 tables")
    if not sheet.tables:
        column.text("本页没有表格 no table on this page", colour=_FAINT)


def _layout(column: _Column, sheet: Sheet, doubts: int) -> None:
    """What the lines mean, and the cells that became no field."""
    column.gap()
    column.text("版面 layout", _NORMAL + 4)
    column.colour(_line, RULING, bool(sheet.page.rulings))
    column.colour(_dashes, INFERRED, bool(inferred_sides(sheet)))
    for n, ink in enumerate(CELLS):
        column.colour(_box, ink, len(sheet.tables) > n)
    column.colour(hatch, UNSURE, doubts > 0, doubts)


def _fields(column: _Column, found: Counter[str]) -> None:
    """What the groups of fields are, and how many places of this page each has."""
    column.gap()
    column.text("字段 fields", _NORMAL + 4)
    for group, ink in FIELDS.items():
        column.colour(_field, ink, group in found, found[group])
    if found:
        column.text("#4 = 第 4 行指标或资金  row 4 of its list", _SMALL)


def _line(draw: ImageDraw.ImageDraw, box: Pixels, colour: Colour) -> None:
    middle = (box[1] + box[3]) // 2
    draw.line((box[0], middle, box[2], middle), colour, 5)


def _dashes(draw: ImageDraw.ImageDraw, box: Pixels, colour: Colour) -> None:
    middle = (box[1] + box[3]) // 2
    dash(draw, (box[0], middle, box[2], middle), colour, width=5, step=24)


def _box(draw: ImageDraw.ImageDraw, box: Pixels, colour: Colour) -> None:
    draw.rounded_rectangle(box, 10, fill=pale(colour, 0.16), outline=pale(colour, 0.6), width=2)


def _field(draw: ImageDraw.ImageDraw, box: Pixels, colour: Colour) -> None:
    draw.rounded_rectangle(box, 10, fill=pale(colour, 0.25), outline=colour, width=4)

"""A page as a picture with all that was seen drawn over it: cells, fields, rulings, sides without a ruling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from PIL import Image, ImageChops, ImageDraw

from extractor.form import SURE
from extractor.geometry import Box
from extractor.inspection.fields import Mark
from extractor.inspection.palette import CELLS, FIELDS, INFERRED, RULING, UNSURE, Colour, pale
from extractor.inspection.record import Sheet
from extractor.inspection.sides import inferred_sides
from extractor.inspection.strokes import Pixels, dash, hatch
from extractor.inspection.tags import Tags
from extractor.layout.rulings import whole
from extractor.pages import Page, Ruling, Word
from extractor.readers.pictures import Picture

_USUAL, _FINE = 144, 288  # pixels an inch
_SMALL = 7.0  # points: print that is smaller than this is small
_INSET = 3  # pixels between the side of a cell and its colour
_CELL, _FIELD = 0.16, 0.25  # how strong the colour of a cell is, and of a field


def drawn(picture: Picture, sheet: Sheet, marks: Sequence[Mark]) -> Image.Image:
    """The picture of a page, as large as it was, with what was seen over it."""
    printed = Image.frombytes("RGB", (picture.width, picture.height), picture.samples)
    canvas = _Canvas(picture, Image.new("RGB", printed.size, "white"))
    canvas.tint(sheet, marks)
    canvas.image = ImageChops.multiply(printed, canvas.image)
    canvas.rule(sheet)
    canvas.doubt(sheet, marks)
    canvas.name(sheet, marks)
    return canvas.image


class _Canvas:
    """An image of a page, and the way from its points to pixels."""

    def __init__(self, picture: Picture, image: Image.Image) -> None:
        self.scale = picture.scale
        self.image = image

    def pixels(self, box: Box, inset: int = 0) -> Pixels:
        """A box in pixels, made smaller on every side but never turned inside out."""
        x0, y0, x1, y1 = (round(side * self.scale) for side in box[1:])
        left, top = min(x0 + inset, x1), min(y0 + inset, y1)
        return left, top, max(x1 - inset, left), max(y1 - inset, top)

    def tint(self, sheet: Sheet, marks: Iterable[Mark]) -> None:
        """Colour the cells, each inside its sides, by the fields that they became."""
        fields = {mark.cell: mark for mark in marks if mark.cell}
        for n, table in enumerate(sheet.tables):
            for cell in table.cells:
                mark = fields.get(cell)
                colour = FIELDS[mark.group].colour if mark else CELLS[n % len(CELLS)].colour
                self._fill(cell.boxes[0], colour, _FIELD if mark else _CELL)
        for mark in marks:
            if mark.cell is None:
                self._fill(mark.box, FIELDS[mark.group].colour, _FIELD)

    def _fill(self, box: Box, colour: Colour, strength: float) -> None:
        draw = ImageDraw.Draw(self.image)
        draw.rounded_rectangle(self.pixels(box, _INSET), 5, fill=pale(colour, strength), outline=pale(colour, 0.6))

    def rule(self, sheet: Sheet) -> None:
        """Draw the sides that no ruling draws in dashes, and the rulings."""
        draw = ImageDraw.Draw(self.image)
        for side in inferred_sides(sheet):
            dash(draw, self._line(side), INFERRED.colour)
        for ruling in whole(sheet.page.rulings):
            draw.line(self._line(ruling), RULING.colour, 2)

    def _line(self, ruling: Ruling) -> Pixels:
        start, end, at = (round(side * self.scale) for side in (ruling.start, ruling.end, ruling.at))
        return (start, at, end, at) if ruling.axis == "h" else (at, start, at, end)

    def doubt(self, sheet: Sheet, marks: Iterable[Mark]) -> None:
        """Hatch the cells and fields whose reading is unsure."""
        draw = ImageDraw.Draw(self.image)
        for box in unsure(sheet, marks):
            hatch(draw, self.pixels(box, _INSET), UNSURE.colour)

    def name(self, sheet: Sheet, marks: Iterable[Mark]) -> None:
        """Put the names of the fields into their places, the smallest first: they have the least choice."""
        tags = Tags(ImageDraw.Draw(self.image), self.scale, [self.pixels(_ink(word)) for word in sheet.page.words])
        for mark in sorted(marks, key=lambda mark: mark.box.width * mark.box.height):
            box, colour = self.pixels(mark.box, 1), FIELDS[mark.group].colour
            if mark.cell:
                tags.put(box, mark.labels, colour)
            else:
                tags.put_beside(box, mark.labels[0], colour)


def dpi(page: Page) -> int:
    """The pixels an inch at which the print of a page is read with ease: twice as many where it is small."""
    sizes = [word.size for word in page.words]
    return _FINE if sizes and median(sizes) < _SMALL else _USUAL


def _ink(word: Word) -> Box:
    """Where the word's print is: boxes of characters reach higher and lower."""
    return word.box._replace(top=word.baseline - 0.9 * word.size, bottom=word.baseline + 0.12 * word.size)


def unsure(sheet: Sheet, marks: Iterable[Mark]) -> list[Box]:
    """The boxes of the cells and fields whose reading wants a look, each once."""
    cells = [cell.boxes[0] for table in sheet.tables for cell in table.cells if cell.confidence < SURE]
    return list(dict.fromkeys([*cells, *(mark.box for mark in marks if not mark.is_sure)]))

"""A scanned page as OCR read it: its straightened picture, its rulings, every word in the colour of its confidence."""

from __future__ import annotations

from PIL import Image, ImageDraw

from extractor.form import SURE
from extractor.inspection.lettering import font
from extractor.inspection.palette import READ, RULING, Ink
from extractor.pages import Page, Word
from extractor.readers.pictures import Picture

_LABEL = 7.0  # points: how large the confidence of an unsure word is written over it


def read_colour(word: Word) -> Ink:
    """The colour of a word that was read so surely."""
    return next(ink for least, ink in READ if word.confidence >= least)


def drawn_scan(page: Page, picture: Picture) -> Image.Image:
    """The picture of a page, as large as it was, with rulings and words; over unsure words stands their confidence."""
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.samples)
    draw, scale = ImageDraw.Draw(image), picture.scale
    for ruling in page.rulings:
        start, end, at = (side * scale for side in (ruling.start, ruling.end, ruling.at))
        draw.line((start, at, end, at) if ruling.axis == "h" else (at, start, at, end), RULING.colour, 2)
    for word in page.words:
        colour = read_colour(word).colour
        x0, top, x1, bottom = (side * scale for side in word.box[1:])
        draw.rectangle((x0 - 2, top - 2, x1 + 2, bottom + 2), outline=colour, width=2)
        if word.confidence < SURE:
            draw.text((x0, top - 2), f"{word.confidence:.2f}", colour, font(round(_LABEL * scale)), anchor="lb")
    return image

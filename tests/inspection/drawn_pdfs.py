"""PDF files with tables that are no forms, drawn on the spot, and a look at the pictures made of them."""

from __future__ import annotations

from pathlib import Path

import pymupdf
from PIL import Image

from extractor.inspection.palette import Colour

ENGLISH = (
    (60, 80, 200, 130, "Sector"),
    (200, 80, 480, 105, "Year"),
    (200, 105, 340, 130, "2010"),
    (340, 105, 480, 130, "2011"),
    (60, 130, 200, 160, "Industry"),
    (200, 130, 340, 160, "5,100"),
    (340, 130, 480, 160, "5,060"),
)
"""The cells of a table with a header over two rows and one over two columns: sides in points, and text."""


def english_pdf(path: Path, *, size: float = 9, pages: int = 1) -> Path:
    """The table on every page, then a page without a table."""
    with pymupdf.open() as document:
        for _ in range(pages):
            page = document.new_page(width=600, height=400)
            for x0, y0, x1, y1, text in ENGLISH:
                page.draw_rect((x0, y0, x1, y1), width=0.5)
                page.insert_text((x0 + 4, y0 + 14), text, fontsize=size)
        document.new_page(width=300, height=200).insert_text((40, 40), "No table here")
        document.save(path)
    return path


def open_sided_pdf(path: Path, *, turn: int = 0) -> Path:
    """A table of three rows and three columns whose outer sides left and right are not drawn."""
    with pymupdf.open() as document:
        page = document.new_page(width=600, height=400)
        for y in (100, 130, 160, 190):
            page.draw_line((60, y), (480, y))
        for x in (200, 340):
            page.draw_line((x, 100), (x, 190))
        page.insert_text((70, 120), "first")
        page.set_rotation(turn)
        document.save(path)
    return path


def share(image: Image.Image, box: tuple[float, float, float, float], colour: Colour, scale: float = 2) -> float:
    """How much of a box, in points of the page, has nearly this colour in the picture."""
    part = image.crop((*(round(side * scale) for side in box),))  # type: ignore[arg-type]
    pixels = list(part.get_flattened_data())
    return sum(_near(pixel, colour) for pixel in pixels) / len(pixels)


def _near(pixel: object, colour: Colour) -> bool:
    return isinstance(pixel, tuple) and all(abs(a - b) <= 3 for a, b in zip(pixel, colour, strict=True))

"""Scans of forms, drawn: printed anew with other fonts and figures, then spoiled as scanners, faxes and phones do.

Usage: python -m benchmarks.draw_scans FOLDER [COUNT]

The forms are those of fixtures/, as their expected JSON has them; those of several pages keep their own print. Scan N
is always the same on a machine with the same fonts. `NAME.expected.json` stands beside `NAME.pdf`, `.png` or `.tif`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pymupdf
from numpy.random import Generator, default_rng
from PIL import Image

from benchmarks.reprint import reprinted
from extractor.form import Document, decode, encode

FIXTURES = Path(__file__).parent.parent / "fixtures"

WITHOUT = ("lines-", "white-rulings", "four-on-a-sheet")
"""Forms that are not drawn: scans need black rulings, and a sheet is a page."""

Pixels = np.ndarray
"""A page: height x width x 3 bytes, red, green, blue."""

Spoil = Callable[[Pixels, Generator], Pixels]


@dataclass(frozen=True)
class Kind:
    """A way that scans come to be: the resolutions it has and what it does to a page, step by step."""

    name: str
    resolutions: tuple[int, ...]
    steps: tuple[Spoil, ...]
    quality: tuple[int, int] = (60, 92)
    share: float = 1.0


def blurred(least: float, most: float) -> Spoil:
    """Out of focus, by so many pixels."""

    def spoil(page: Pixels, chance: Generator) -> Pixels:
        return cv2.GaussianBlur(page, (0, 0), max(0.05, chance.uniform(least, most)))

    return spoil


def tilted(most: float) -> Spoil:
    """Laid down aslant, by so many degrees."""

    def spoil(page: Pixels, chance: Generator) -> Pixels:
        height, width = page.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), chance.normal(0, most / 2), 1)
        return cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))

    return spoil


def noisy(most: float) -> Spoil:
    """With grain, so many of 255 levels strong."""

    def spoil(page: Pixels, chance: Generator) -> Pixels:
        grain = chance.normal(0, chance.uniform(0, most), page.shape[:2])
        return _bytes(page + grain[..., None])

    return spoil


def shaded(most: float) -> Spoil:
    """Lit from one side, and on paper that is not quite white."""

    def spoil(page: Pixels, chance: Generator) -> Pixels:
        height, width = page.shape[:2]
        angle, depth = chance.uniform(0, 2 * np.pi), chance.uniform(0, most)
        ramp = np.cos(angle) * np.linspace(-1, 1, width)[None, :] + np.sin(angle) * np.linspace(-1, 1, height)[:, None]
        paper = 1 - chance.uniform(0, 0.1) * np.array([0, 0.3, 1.0]) - chance.uniform(0, 0.06)
        return _bytes(page * (1 - depth * (ramp[..., None] + 1) / 2) * paper)

    return spoil


def photographed(page: Pixels, chance: Generator) -> Pixels:
    """Seen from a point that is not right above it, on a dark table."""
    height, width = page.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    away = chance.uniform(0.01, 0.05, (4, 2)) * (width, height) * ((1, 1), (-1, 1), (-1, -1), (1, -1))
    matrix = cv2.getPerspectiveTransform(corners, (corners + away).astype(np.float32))
    table = tuple(int(level) for level in chance.integers(40, 110, 3))
    return cv2.warpPerspective(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=table)


def bent(page: Pixels, chance: Generator) -> Pixels:
    """As a page lies that is bound at its side."""
    height, width = page.shape[:2]
    across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    depth = chance.uniform(1, 4) * width / 1600
    down += (depth * np.sin(np.pi * across / width + chance.uniform(0, np.pi))).astype(np.float32)
    return cv2.remap(page, across, down, cv2.INTER_CUBIC, borderValue=(255, 255, 255))


def sealed(page: Pixels, chance: Generator) -> Pixels:
    """With a round red seal somewhere."""
    height, width = page.shape[:2]
    radius = int(width * chance.uniform(0.07, 0.12))
    x, y = int(chance.uniform(0.15, 0.85) * width), int(chance.uniform(0.15, 0.85) * height)
    ink = np.zeros((height, width), dtype=np.uint8)
    cv2.circle(ink, (x, y), radius, 255, max(2, radius // 18), cv2.LINE_AA)
    turns = np.arange(10) * np.pi / 5 - np.pi / 2
    long = np.where(np.arange(10) % 2, 0.13, 0.33) * radius
    star = np.stack([x + long * np.cos(turns), y + long * np.sin(turns)], axis=1).astype(np.int32)
    cv2.fillPoly(ink, [star], 255, cv2.LINE_AA)
    for turn in np.linspace(0.15, 0.85, 12) * 2 * np.pi + np.pi / 2:
        at = (int(x + 0.78 * radius * np.cos(turn)), int(y + 0.78 * radius * np.sin(turn)))
        step = radius // 11
        for dx, dy in ((-step, 0), (0, step), (step, 0)):  # as the characters on a seal look from afar
            ends = (at[0] + dx, at[1] - step), (at[0] - dy, at[1] + step)
            cv2.line(ink, *ends, 255, max(1, radius // 45), cv2.LINE_AA)
    strength = chance.uniform(0.5, 0.95) * cv2.GaussianBlur(ink, (0, 0), 0.7)[..., None] / 255
    return _bytes(page * (1 - strength * (1 - np.array([0.85, 0.15, 0.2]))))


def grey(page: Pixels, chance: Generator) -> Pixels:
    """Without colour."""
    return np.repeat(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)


def faxed(page: Pixels, chance: Generator) -> Pixels:
    """Black and white, with specks."""
    light = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY).astype(float)
    black = light + chance.normal(0, 12, light.shape) < chance.uniform(125, 185)
    black ^= chance.random(light.shape) < chance.uniform(0, 0.0008)
    return np.repeat(np.where(black, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


def faint(page: Pixels, chance: Generator) -> Pixels:
    """With little toner."""
    return _bytes(255 - (255 - page.astype(float)) * chance.uniform(0.35, 0.8))


def turned(page: Pixels, chance: Generator) -> Pixels:
    """Put in on its side or head."""
    return np.ascontiguousarray(np.rot90(page, int(chance.integers(1, 4))))


KINDS = (
    Kind("clean", (200, 300), (blurred(0, 0.5), noisy(3)), (80, 95)),
    Kind("office", (200, 200, 240), (blurred(0.3, 0.8), tilted(1.2), shaded(0.08), noisy(8)), (50, 85), 2.0),
    Kind("sealed", (200, 300), (sealed, blurred(0.3, 0.8), tilted(1), shaded(0.06), noisy(6)), (55, 85), 1.5),
    Kind("turned", (200,), (blurred(0.3, 0.7), tilted(1), noisy(6), turned), (55, 85)),
    Kind("low", (130, 150, 150), (blurred(0.2, 0.5), tilted(0.8), grey, noisy(6)), (60, 85)),
    Kind("flatbed", (300, 300, 400), (bent, blurred(0.4, 1), tilted(0.8), shaded(0.15), noisy(5)), (60, 90)),
    Kind("fax", (200, 200, 300), (blurred(0.5, 0.9), tilted(0.8), faxed), share=1.5),
    Kind("phone", (200, 220), (bent, photographed, shaded(0.35), blurred(0.4, 0.9), noisy(8)), (60, 88)),
    Kind("faint", (200, 300), (faint, blurred(0.3, 0.7), tilted(0.6), noisy(5)), (60, 88), 0.5),
    Kind("tiny", (100, 110), (blurred(0.1, 0.4), grey, noisy(4)), (70, 90), 0.3),
    Kind("huge", (600,), (blurred(0.8, 1.6), tilted(0.5), grey, noisy(8)), (50, 75), 0.2),
)


def main(folder: Path, count: int) -> None:
    """Draws so many scans into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        print(draw(n, folder).name)


def draw(n: int, folder: Path) -> Path:
    """The path of scan `n`, drawn into the folder with the expected document beside it."""
    chance = default_rng(n)
    shares = np.array([kind.share for kind in KINDS])
    kind = KINDS[int(chance.choice(len(KINDS), p=shares / shares.sum()))]
    print_, expected = _printed(n, chance)
    pages = [_page(page, kind, chance) for page in print_]
    name = f"{n:04}-{kind.name}-{expected.source.name.removesuffix('.pdf')}"
    (folder / f"{name}.expected.json").write_bytes(encode(expected))
    return _written(pages, folder / name, kind, chance)


def _printed(n: int, chance: Generator) -> tuple[pymupdf.Document, Document]:
    """A form to be scanned: printed anew with other figures, or as it lies in fixtures/."""
    paths = sorted(path for path in FIXTURES.glob("*.pdf") if not path.name.startswith(WITHOUT))
    path = paths[int(chance.integers(len(paths)))]
    expected = decode((FIXTURES / "expected" / f"{path.name}.json").read_bytes())
    is_short = all(first == last for first, last in (form.pages for form in expected.forms))
    return reprinted(expected, chance) if is_short and chance.random() < 0.7 else (pymupdf.open(path), expected)


def _page(page: pymupdf.Page, kind: Kind, chance: Generator) -> tuple[Pixels, int]:
    """The picture of a page, and its pixels an inch."""
    dpi = int(chance.choice(kind.resolutions))
    drawn = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csRGB, alpha=False)
    pixels = np.frombuffer(drawn.samples, dtype=np.uint8).reshape(drawn.height, drawn.width, 3)
    for spoil in kind.steps:
        pixels = spoil(pixels, chance)
    return pixels, dpi


def _written(pages: list[tuple[Pixels, int]], path: Path, kind: Kind, chance: Generator) -> Path:
    """The file of the pages: mostly a PDF, of whole pages or strips; a picture where one holds them."""
    pictures = [Image.fromarray(pixels) for pixels, _ in pages]
    dpi = pages[0][1]
    if kind.name == "fax" and chance.random() < 0.5:
        first, *others = (picture.convert("1") for picture in pictures)
        path = path.with_name(f"{path.name}.tif")
        first.save(path, save_all=True, append_images=others, compression="group4", dpi=(dpi, dpi))
        return path
    if len(pages) == 1 and chance.random() < 0.3:
        path = path.with_name(f"{path.name}.png")
        pictures[0].save(path, dpi=(dpi, dpi))
        return path
    strips = int(chance.choice([1, 1, 1, 1, 5]))
    mode = "CMYK" if chance.random() < 0.05 else "RGB"
    path = path.with_name(f"{path.name}.pdf")
    quality = int(chance.integers(*kind.quality))
    with pymupdf.open() as document:
        for picture, (_, dpi) in zip(pictures, pages, strict=True):
            _bound(document, picture.convert(mode), dpi, strips, quality)
        document.save(path)
    return path


def _bound(document: pymupdf.Document, picture: Image.Image, dpi: int, strips: int, quality: int) -> None:
    width, height = picture.size
    page = document.new_page(width=width * 72 / dpi, height=height * 72 / dpi)
    for top, bottom in pairwise(np.linspace(0, height, strips + 1).astype(int)):
        data = io.BytesIO()
        picture.crop((0, int(top), width, int(bottom))).save(data, "JPEG", quality=quality)
        place = pymupdf.Rect(0, top * 72 / dpi, width * 72 / dpi, bottom * 72 / dpi)
        page.insert_image(place, stream=data.getvalue(), keep_proportion=False)


def _bytes(page: np.ndarray) -> Pixels:
    whole: Pixels = np.clip(page, 0, 255).astype(np.uint8)
    return whole


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200)

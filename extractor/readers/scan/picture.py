"""The picture of a page: rendered as displayed, seals lifted off, shading flattened."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pymupdf

from extractor.bounds import USUAL
from extractor.ocr import Grey

_LEAST, _MOST = (
    150.0,
    300.0,
)  # dpi: coarser pictures are rendered finer for thin strokes' sake, finer ones take time only
_PAPER = 400.0, 1300.0  # points: the longer side of what may be paper, A6 to A3
_A4 = 842.0
_USUAL = 200.0  # dpi of a page whose pictures do not tell
_RED = 40  # how far the red of a pixel must be above its green and blue to be a seal's
_BLURRED = 3  # pixels around red that may have been red
_COARSE = 8  # pixels that are one where only shades matter
_PRINT = 5  # of those: no stroke of print is so wide
_DIM = 0.6  # of the brightness of most paper: what is darker and reaches the picture's edge is none
_BLOCK = 16  # pixels: about as wide as a character
_PRINTED = 230  # brightness: where something is darker there is print
_GRAINS = 9.0  # times how far a quarter of the paper is darker than half of it: no grain is darker than that
_PALEST = 228.0  # brightness: nothing paler is ink
_BACKGROUND = 40  # of a page's lengths: what is narrower is no shade of the paper


def page_picture(page: pymupdf.Page, most: int = USUAL.pixels) -> tuple[Grey, float]:
    """A page as displayed, in grey on white paper, and its pixels a point; it has hardly more pixels than `most`.

    What MuPDF warns of afterwards, it found as it drew this page. Its pictures are not kept: nobody draws them again.

    Pages far larger or smaller than paper are pictures that do not tell their size: a point is then one of A4.
    """
    longest = max(page.rect.width, page.rect.height, 1.0)
    size = 1.0 if _PAPER[0] <= longest <= _PAPER[1] else longest / _A4
    dpi = min(max(_dpi(page) * size, _LEAST), _MOST)
    scale = min(dpi / 72 / size, math.sqrt(most / max(1.0, page.rect.width * page.rect.height)))
    pymupdf.TOOLS.store_shrink(100)
    pymupdf.TOOLS.reset_mupdf_warnings()
    drawn = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)
    colours = np.frombuffer(drawn.samples_mv, np.uint8).reshape(drawn.height, drawn.stride)
    pixels = colours[:, : drawn.width * 3].reshape(drawn.height, drawn.width, 3)
    pymupdf.TOOLS.store_shrink(100)
    return flattened(without_surroundings(without_seals(pixels))), scale * size


def _dpi(page: pymupdf.Page) -> float:
    """The resolution of the page's largest picture."""
    pictures = [info for info in page.get_image_info() if info["width"] and abs(info["bbox"][2] - info["bbox"][0]) > 1]
    largest = max(pictures, key=lambda info: info["width"] * info["height"], default=None)
    if largest is None:
        return _USUAL
    box = pymupdf.Rect(largest["bbox"])
    pixels = max(largest["width"], largest["height"]) / max(box.width, box.height)
    return float(pixels * 72)


def without_seals(colours: np.ndarray) -> Grey:
    """The brightness of a picture in red, green and blue; red ink becomes paper, and black ink under it stays.

    Red light tells the two apart. Where a seal ends its colour is blurred more than its brightness, so all that is near
    red counts as what the seal is printed on.
    """
    red, green, blue = cv2.split(colours)
    grey = cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY)
    is_red = cv2.subtract(red, cv2.max(green, blue, green), green)
    cv2.threshold(is_red, _RED, 255, cv2.THRESH_BINARY, is_red)
    x, y, w, h = cv2.boundingRect(is_red)
    if not w:
        return np.asarray(grey, np.uint8)
    seal = (slice(max(0, y - _BLURRED), y + h + _BLURRED), slice(max(0, x - _BLURRED), x + w + _BLURRED))
    near = cv2.dilate(is_red[seal], np.ones((2 * _BLURRED + 1,) * 2, np.uint8))
    paper = float(np.percentile(red[seal][is_red[seal] > 0], 25))
    lifted = cv2.convertScaleAbs(red[seal], alpha=255 / max(paper, 128.0))
    grey[seal] = cv2.max(grey[seal], cv2.bitwise_and(lifted, near))
    return np.asarray(grey, np.uint8)


def without_surroundings(grey: Grey) -> Grey:
    """The picture with what lies around the paper as bright as paper: a table under it, the black edge of a copy."""
    small = cv2.resize(grey, None, fx=1 / _COARSE, fy=1 / _COARSE, interpolation=cv2.INTER_AREA)
    edged = cv2.copyMakeBorder(small, _PRINT, _PRINT, _PRINT, _PRINT, cv2.BORDER_REPLICATE)
    closed = cv2.morphologyEx(edged, cv2.MORPH_CLOSE, np.ones((_PRINT, _PRINT), np.uint8))
    plain = closed[_PRINT:-_PRINT, _PRINT:-_PRINT]
    paper = float(np.median(plain[plain >= np.median(plain) / 2]))
    dark = np.pad((plain < _DIM * paper).astype(np.uint8), 1, constant_values=1)
    _, labels = cv2.connectedComponents(dark, connectivity=4)
    around = np.where(labels == labels[0, 0], np.uint8(255), np.uint8(0))[1:-1, 1:-1]
    if not around.any():
        return grey
    wide = cv2.dilate(around, np.ones((5, 5), np.uint8))
    whole = cv2.resize(wide, grey.shape[::-1], interpolation=cv2.INTER_NEAREST)
    inside = cv2.bitwise_and(grey, cv2.bitwise_not(whole))
    return np.asarray(cv2.bitwise_or(inside, np.bitwise_and(whole, np.uint8(min(paper, 255.0)))), np.uint8)


def flattened(grey: Grey) -> Grey:
    """The picture with its paper made white everywhere, whatever shade lies on it."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = max(small.shape) // _BACKGROUND | 1
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    paper = cv2.resize(cv2.blur(paper, (reach, reach)), grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, paper, scale=255), np.uint8)


def inked(grey: Grey) -> Grey:
    """Where there is ink, as 255; also that of faint print between dark rulings."""
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    most = max(min(max(level, 100), 200), min(_halfway(grey), _PALEST))
    return np.asarray(cv2.threshold(grey, most, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def _halfway(grey: Grey) -> float:
    """The brightness halfway from white to most print, which is told by the darkest pixels all over it."""
    height, width = (each // _BLOCK * _BLOCK for each in grey.shape)
    blocks = grey[:height, :width].reshape(height // _BLOCK, _BLOCK, width // _BLOCK, _BLOCK)
    darkest = blocks.min(axis=1).min(axis=2) if blocks.size else np.zeros((0, 0), np.uint8)
    paper, quarter = np.percentile(grey[::_COARSE, ::_COARSE], (50, 25)) if darkest.size else (255.0, 255.0)
    printed = darkest[darkest < min(_PRINTED, paper - _GRAINS * (paper - quarter))]
    return (255 + float(np.median(printed))) / 2 if len(printed) else 0.0

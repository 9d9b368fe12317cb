"""Pictures of pages, drawn: grids of black rulings on white paper."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.ocr import Grey

SCALE = 200 / 72
LEVELS = (200, 420, 640, 860, 1080, 1300)
UPRIGHTS = (150, 450, 700, 1100, 1400)


def paper(height: int = 1500, width: int = 1550) -> Grey:
    return np.full((height, width), 255, np.uint8)


def grid(thick: int = 3) -> Grey:
    """A ruled table; every ruling is `thick` pixels, its middle at half a pixel more than said."""
    picture = paper()
    half = thick // 2
    for y in LEVELS:
        picture[y - half : y + half + 1, UPRIGHTS[0] : UPRIGHTS[-1] + 1] = 0
    for x in UPRIGHTS:
        picture[LEVELS[0] : LEVELS[-1] + 1, x - half : x + half + 1] = 0
    return picture


def printed(picture: Grey, text: str, at: tuple[int, int], scale: float = 1.0) -> Grey:
    """The picture with a text, its lower left corner at a place (x, y)."""
    return np.asarray(cv2.putText(picture, text, at, cv2.FONT_HERSHEY_SIMPLEX, scale, 0, 2, cv2.LINE_AA), np.uint8)


def turned(picture: Grey, degrees: float) -> Grey:
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255), np.uint8)


def bent(picture: Grey, most: float) -> Grey:
    """The picture as of paper that is pulled down in its middle by so many pixels."""
    height, width = picture.shape
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    sag = most * (1 - (2 * xs / width - 1) ** 2)
    return np.asarray(cv2.remap(picture, xs, (ys - sag).astype(np.float32), cv2.INTER_CUBIC, borderValue=255), np.uint8)

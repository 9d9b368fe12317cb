"""The connected blots of a picture's ink: how large its print is, and which of them are dirt."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractor.ocr import Grey

_FAR = 8.0  # points: a small blot farther from all else is dirt
_PALE = 25  # darkness: what is paler is paper
_GRAIN = 1.7  # pixels of full black: a grain of noise is one, blurred by what straightened the picture
_STOP = 0.0125  # of the square of the size: the ink of a full stop at least
_SMALL = 0.28  # of the size: no part of a character but points and commas is so small
_COARSE = 4  # pixels that are one where only distances matter


@dataclass(frozen=True, eq=False)
class Blots:
    """Ink without its dirt, and how high the page's characters are, in pixels; 0 where there are none."""

    clean: Grey
    size: float

    @classmethod
    def of(cls, ink: Grey, grey: Grey, scale: float) -> Blots:
        """The blots of ink from which rulings are taken; dirt is too small for a full stop, or far from all else."""
        labels, stats = components(ink, 8)
        size = _print_size(stats[1:, cv2.CC_STAT_HEIGHT], scale)
        small = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) <= _SMALL * size
        small[0] = False
        which = np.flatnonzero(small)
        boxes = stats[which, :4]
        grains = _masses(boxes, grey) < min(_GRAIN, 0.6 * _STOP * size**2)
        dirt = np.zeros(len(stats), bool)
        dirt[which] = grains | ~_beside(boxes, _large(ink, boxes), scale)
        clean = ink.copy()
        for x, y, w, h in stats[dirt, :4].tolist():
            part = clean[y : y + h, x : x + w]
            part[dirt[labels[y : y + h, x : x + w]]] = 0
        return cls(clean, size)


def components(ink: Grey, connectivity: int) -> tuple[np.ndarray, np.ndarray]:
    """A number for every pixel of ink, that of what it is connected to, and OpenCV's figures of each of these.

    Short numbers take a third of the time, but for a picture of 65,536 blots or more.
    """
    how = connectivity, cv2.CV_16U, cv2.CCL_DEFAULT
    try:
        _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(ink, *how)
    except cv2.error:
        _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=connectivity)
    return labels, stats


def _print_size(high: np.ndarray, scale: float) -> float:
    letters = high[(high > 4 * scale) & (high < 20 * scale)]
    return float(np.percentile(letters, 80)) if len(letters) else 0.0


def _large(ink: Grey, boxes: np.ndarray) -> Grey:
    """The ink without the small blots in those boxes."""
    large = ink.copy()
    for x, y, w, h in boxes.tolist():
        large[y : y + h, x : x + w] = 0
    return large


def _beside(boxes: np.ndarray, large: Grey, scale: float) -> np.ndarray:
    """Which boxes are near ink that is not small."""
    coarse = cv2.resize(large, None, fx=1 / _COARSE, fy=1 / _COARSE, interpolation=cv2.INTER_AREA)
    reach = round(_FAR * scale / _COARSE)
    near = cv2.dilate((coarse > 0).astype(np.uint8), np.ones((2 * reach + 1,) * 2, np.uint8))
    x, y, w, h = boxes.T
    rows = np.minimum((y + h // 2) // _COARSE, near.shape[0] - 1)
    return np.asarray(near[rows, np.minimum((x + w // 2) // _COARSE, near.shape[1] - 1)] > 0)


def _masses(boxes: np.ndarray, grey: Grey) -> np.ndarray:
    """How many pixels of full black there are in each box, with the paler ones around it."""
    dark = cv2.bitwise_not(grey)
    total = cv2.integral(cv2.threshold(dark, _PALE - 1, 255, cv2.THRESH_TOZERO)[1])
    x, y, w, h = boxes.T
    x0, y0 = np.maximum(x - 1, 0), np.maximum(y - 1, 0)
    x1, y1 = np.minimum(x + w + 1, grey.shape[1]), np.minimum(y + h + 1, grey.shape[0])
    return np.asarray((total[y1, x1] - total[y0, x1] - total[y1, x0] + total[y0, x0]) / 255)

"""By how much a picture of a page is aslant: its rulings tell, or, where it has hardly any, all edges."""

from __future__ import annotations

import math

import cv2
import numpy as np

from extractor.ocr import Grey
from extractor.readers.scan.strokes import strokes

_STEEPEST = 0.15  # the tangent of an angle: what is aslant by more is no ruling
_STRAIGHT = 14  # pixels: a ruling that is aslant is straight for so long at least
_LONG = 25  # of a picture's shorter side: the part that a stroke or an edge must have to tell anything
_ENOUGH = 0.5  # of that side: how long all strokes must be together
_LEVEL = 0.03  # degrees: a picture less aslant is level


def skew(picture: Grey, ink: Grey) -> float:
    """The angle in degrees by which a picture must be turned counter-clockwise to be level; `ink` is the ink of it.

    Edges are followed as shades go, and slowly; in black and white they are steps, and tell too small an angle.
    """
    slopes, lengths = _of_strokes(ink)
    if lengths.sum() < _ENOUGH * min(ink.shape):
        slopes, lengths = _of_edges(picture)
    if not len(slopes):
        return 0.0
    order = np.argsort(slopes)
    middle = slopes[order][np.searchsorted(np.cumsum(lengths[order]), lengths.sum() / 2)]
    angle = math.degrees(math.atan(middle))
    return angle if abs(angle) > _LEVEL else 0.0


def _of_strokes(ink: Grey) -> tuple[np.ndarray, np.ndarray]:
    """The slopes of the long strokes of a picture, upright ones as if they were level, and their lengths in pixels."""
    found = []
    for axis in "hv":
        for _, _, w, h, part in strokes(ink, axis, _STRAIGHT, least=min(ink.shape) // _LONG):
            if (w > h) == (axis == "h"):
                down, right = np.nonzero(part)
                found.append((_slope(right, down), w) if axis == "h" else (-_slope(down, right), h))
    slopes, lengths = np.array(found).reshape(-1, 2).T
    near = abs(slopes) <= _STEEPEST
    return slopes[near], lengths[near]


def _slope(along: np.ndarray, across: np.ndarray) -> float:
    """How far a stroke's pixels go across for every pixel that they go along."""
    off = along - along.mean()
    return float(off @ across / (off @ off))


def _of_edges(picture: Grey) -> tuple[np.ndarray, np.ndarray]:
    """The same of the edges in a picture."""
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(picture)[0]
    x0, y0, x1, y1 = np.zeros((4, 0)) if found is None else found.reshape(-1, 4).T.astype(float)
    long = np.hypot(x1 - x0, y1 - y0) > min(picture.shape) / _LONG
    dx, dy = (x1 - x0)[long], (y1 - y0)[long]
    level = abs(dy) <= _STEEPEST * abs(dx)
    upright = abs(dx) <= _STEEPEST * abs(dy)
    slopes = np.concatenate([dy[level] / dx[level], -dx[upright] / dy[upright]])
    return slopes, np.concatenate([abs(dx[level]), abs(dy[upright])])

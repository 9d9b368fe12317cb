"""A scanned page made straight: skew, perspective and slight bends taken out by its own rulings."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np

from extractor.ocr import Grey
from extractor.readers.scan.picture import inked

_MESH = 16  # pixels between places for which a bend is computed
_STEEPEST = 0.15  # the tangent of an angle: rulings aslant by more are none


Maps: TypeAlias = tuple[np.ndarray, np.ndarray]
"""For every pixel of a picture the x and the y of the pixel that it comes from."""


def straightened(grey: Grey) -> tuple[Grey, Maps]:
    """The picture with level rulings level and upright ones upright, and where its pixels come from."""
    angle = _skew(grey)
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    level = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255) if angle else grey
    bend = _bend(inked(np.asarray(level, np.uint8)))
    if bend is None and not angle:
        return grey, _own_places(width, height)
    xs, ys = _own_places(width, height) if bend is None else _unbent(width, height, bend)
    if angle:
        undo = cv2.invertAffineTransform(turn)
        xs, ys = (
            (undo[0, 0] * xs + undo[0, 1] * ys + undo[0, 2]).astype(np.float32),
            (undo[1, 0] * xs + undo[1, 1] * ys + undo[1, 2]).astype(np.float32),
        )
    straight = cv2.remap(grey, xs, ys, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
    return np.asarray(straight, np.uint8), (xs, ys)


def _own_places(width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return xs, ys


def _skew(grey: Grey) -> float:
    """The angle in degrees by which the picture must be turned counter-clockwise to be level."""
    small = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(small)[0]
    if found is None:
        return 0.0
    x0, y0, x1, y1 = found.reshape(-1, 4).T.astype(float)
    long = np.hypot(x1 - x0, y1 - y0) > min(small.shape) / 25
    x0, y0, x1, y1 = x0[long], y0[long], x1[long], y1[long]
    dx, dy = x1 - x0, y1 - y0
    level = abs(dy) <= _STEEPEST * abs(dx)
    upright = abs(dx) <= _STEEPEST * abs(dy)
    slopes = np.concatenate([dy[level] / dx[level], -dx[upright] / dy[upright]])
    weights = np.concatenate([abs(dx[level]), abs(dy[upright])])
    if not len(slopes):
        return 0.0
    order = np.argsort(slopes)
    middle = slopes[order][np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)]
    angle = float(np.degrees(np.arctan(middle)))
    return angle if abs(angle) > 0.03 else 0.0


def strokes(ink: Grey, axis: str, length: int) -> tuple[int, np.ndarray, np.ndarray]:
    """The straight strokes of at least that many pixels: how many parts, their labels, and OpenCV's figures of them."""
    kernel = np.ones((1, length) if axis == "h" else (length, 1), np.uint8)
    thick = cv2.dilate(ink, np.ones((3, 1) if axis == "h" else (1, 3), np.uint8))
    long = cv2.bitwise_and(cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel), ink)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
    return count, labels, stats


def _bend(ink: Grey) -> tuple[np.ndarray, np.ndarray] | None:
    """How far what should lie at a place of the straight picture lies from there: coefficients for x and for y."""
    height, width = ink.shape
    length = max(30, min(ink.shape) // 30)
    found = []
    for axis in ("v", "h"):
        samples = _samples(ink, axis, length)
        if len(samples) < 8:
            return None
        found.append(_fit(samples, axis, width, height))
    return found[0], found[1]


def _samples(ink: Grey, axis: str, length: int) -> list[tuple[float, float, int]]:
    """Points (x, y) on rulings, each with the number of the ruling."""
    count, labels, stats = strokes(ink, axis, length)
    points = []
    for n in range(1, count):
        x, y, w, h, _ = stats[n]
        along, across = (w, h) if axis == "h" else (h, w)
        if along < 2 * length or across > 0.2 * along:
            continue
        part = labels[y : y + h, x : x + w] == n
        steps = max(4, along // length)
        for piece in np.array_split(np.arange(along), steps):
            rows, cols = np.nonzero(part[:, piece] if axis == "h" else part[piece, :])
            if len(rows):
                px, py = (cols.mean() + piece[0], rows.mean()) if axis == "h" else (cols.mean(), rows.mean() + piece[0])
                points.append((x + px, y + py, n))
    return points


def _terms(xs: np.ndarray, ys: np.ndarray, width: int, height: int, axis: str) -> np.ndarray:
    """The terms of a smooth surface that moves along its axis more than a constant."""
    u, v = xs / width - 0.5, ys / height - 0.5
    along, across = (u, v) if axis == "h" else (v, u)
    return np.stack([along, along**2, along * across, along**2 * across, along * across**2], axis=-1)


def _fit(samples: list[tuple[float, float, int]], axis: str, width: int, height: int) -> np.ndarray:
    """Coefficients of the surface that, taken away, leaves every ruling at one place."""
    xs, ys, marks = (np.array(column) for column in zip(*samples, strict=True))
    _, which = np.unique(marks, return_inverse=True)
    value = ys if axis == "h" else xs
    terms = _terms(xs, ys, width, height, axis)
    counts = np.bincount(which)

    def centred(column: np.ndarray) -> np.ndarray:
        return column - (np.bincount(which, column) / counts)[which]

    left = np.stack([centred(terms[:, k]) for k in range(terms.shape[1])], axis=-1)
    right = centred(value)
    keep = np.ones(len(right), bool)
    solved = np.zeros(terms.shape[1])
    for _ in range(3):
        damp = np.vstack([left[keep], 0.5 * np.eye(terms.shape[1])])
        solved = np.linalg.lstsq(damp, np.concatenate([right[keep], np.zeros(terms.shape[1])]), rcond=None)[0]
        off = abs(right - left @ solved)
        keep = off <= max(1.0, 3 * float(np.median(off)))
    return solved


def _unbent(width: int, height: int, bend: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """For every pixel of the straight picture its place (x, y) in the bent one."""
    xs, ys = np.meshgrid(np.linspace(0, width - 1, width // _MESH + 2), np.linspace(0, height - 1, height // _MESH + 2))
    bent_xs, bent_ys = xs, ys
    for _ in range(3):
        dx, dy = (_terms(bent_xs, bent_ys, width, height, axis) @ each for axis, each in zip("vh", bend, strict=True))
        bent_xs, bent_ys = xs + dx, ys + dy
    return _filled(bent_xs, width, height), _filled(bent_ys, width, height)


def _filled(mesh: np.ndarray, width: int, height: int) -> np.ndarray:
    """The mesh at every pixel of a picture: its outer places are the middles of the outer pixels."""
    rows, columns = mesh.shape
    across = np.linspace(0, columns - 1, width, dtype=np.float32)
    down = np.linspace(0, rows - 1, height, dtype=np.float32)
    places = np.meshgrid(across, down)
    return np.asarray(cv2.remap(mesh.astype(np.float32), places[0], places[1], cv2.INTER_LINEAR))

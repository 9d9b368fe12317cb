"""A scanned page made straight: skew, perspective and slight bends taken out by its own rulings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import cv2
import numpy as np

from extractor.ocr import Grey
from extractor.readers.scan.picture import inked
from extractor.readers.scan.skew import skew
from extractor.readers.scan.strokes import strokes

_MESH = 16  # pixels between places for which a bend is computed
_STRIP = 8  # rows of such places for which pixels are at hand at once
_SLIGHT = 0.25  # degrees: rulings aslant by no more are told exactly as bends are, which no picture is turned for
_REDUCED = 900.0  # pixels of the shorter side: a finer picture is reduced for the estimate

_ROUNDS = 3  # estimates at most
_LITTLE = 2.5  # pixels of the reduced picture: a bend that moves no place by more is estimated well enough
_NOTHING = 0.3  # of those: a bend that moves no place by more is none

Places: TypeAlias = tuple[np.ndarray, np.ndarray]
"""The xs and the ys of places in a picture, in pixels; the middle of the first pixel is at 0."""

Back: TypeAlias = Callable[[np.ndarray, np.ndarray], Places]
"""Where places of a straightened picture lie in the picture that it was made of."""


def straightened(grey: Grey) -> tuple[Grey, Back]:
    """The picture with level rulings level and upright ones upright, and the way back from it."""
    factor = max(1, round(min(grey.shape) / _REDUCED))
    small = cv2.erode(grey, np.ones((factor, factor), np.uint8))[::factor, ::factor] if factor > 1 else grey
    found = _way_back(np.ascontiguousarray(small))
    if found is None:
        return grey, lambda xs, ys: (xs, ys)

    def back(xs: np.ndarray, ys: np.ndarray) -> Places:
        xs, ys = found(xs / factor, ys / factor)
        return xs * factor, ys * factor

    return _taken(grey, back), back


def _way_back(small: Grey) -> Back | None:
    """The way back from the straight picture; None if it is straight. Estimated anew until little is left of a bend."""
    height, width = small.shape
    tried = np.meshgrid(np.linspace(0, width, 5), np.linspace(0, height, 5))
    way: Back | None = None
    for _ in range(_ROUNDS):
        more = _once(small if way is None else _taken(small, way))
        moved = max(float(abs(a - b).max()) for a, b in zip(tried, more(*tried), strict=True)) if more else 0.0
        if more is None or moved < _NOTHING:
            break
        way = more if way is None else _in_turn(more, way)
        if moved < _LITTLE:
            break
    return way


def _in_turn(first: Back, then: Back) -> Back:
    return lambda xs, ys: then(*first(xs, ys))


def _taken(picture: Grey, back: Back) -> Grey:
    """The picture that has at each place what the given one has where that comes from."""
    taken = np.empty_like(picture)
    for strip, places in _everywhere(back, *picture.shape):
        cv2.remap(picture, *places, cv2.INTER_CUBIC, taken[strip], borderValue=255)
    return taken


def _once(picture: Grey) -> Back | None:
    """The way back as a first look at the rulings tells it: a skew, and then a bend; a slight skew is a bend too."""
    height, width = picture.shape
    ink = inked(picture)
    angle = skew(picture, ink)
    bend = _bend(ink) if abs(angle) <= _SLIGHT else None
    angle = angle if bend is None else 0.0
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    if angle:
        level = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=255)
        bend = _bend(inked(np.asarray(level, np.uint8)))
    if bend is None and not angle:
        return None
    undo = cv2.invertAffineTransform(turn)

    def back(xs: np.ndarray, ys: np.ndarray) -> Places:
        xs, ys = _bent(xs, ys, bend, (width, height)) if bend is not None else (xs, ys)
        return undo[0, 0] * xs + undo[0, 1] * ys + undo[0, 2], undo[1, 0] * xs + undo[1, 1] * ys + undo[1, 2]

    return back


def quartered(back: Back, turn: int, size: tuple[int, int]) -> Back:
    """The way back from a picture of that size (width, height) that was then turned by `numpy.rot90`, `turn` times."""
    width, height = size[0] - 1, size[1] - 1
    undo: Back = {
        0: lambda xs, ys: (xs, ys),
        1: lambda xs, ys: (width - ys, xs),
        2: lambda xs, ys: (width - xs, height - ys),
        3: lambda xs, ys: (ys, height - xs),
    }[turn % 4]
    return lambda xs, ys: back(*undo(xs, ys))


def _everywhere(back: Back, height: int, width: int) -> Iterator[tuple[slice, Places]]:
    """The way back from every pixel of a picture, strip by strip; between places of a mesh it is even.

    OpenCV's `resize` is exact where its `remap` knows 32 places between two pixels only. It sets the middles of the
    blocks that pixels become, and one block more all around has places to go between at the edges.
    """
    columns, rows = (-(-each // _MESH) + 2 for each in (width, height))
    xs, ys = ((np.arange(count) - 0.5) * _MESH - 0.5 for count in (columns, rows))
    found = [each.astype(np.float32) for each in back(*np.meshgrid(xs, ys))]
    for first in range(0, rows - 2, _STRIP):
        last = min(first + _STRIP, rows - 2)
        top, bottom = first * _MESH, min(last * _MESH, height)
        size = columns * _MESH, (last + 2 - first) * _MESH
        inner = slice(_MESH, _MESH + bottom - top), slice(_MESH, _MESH + width)
        left, down = (np.ascontiguousarray(cv2.resize(each[first : last + 2], size)[inner]) for each in found)
        yield slice(top, bottom), (left, down)


Bend: TypeAlias = tuple[np.ndarray, np.ndarray]
"""Coefficients of how far to the right, and down, a place lies from where it should be."""


def _bend(ink: Grey) -> Bend | None:
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


def _samples(ink: Grey, axis: str, length: int) -> np.ndarray:
    """Points on rulings, a row each: x, y and the number of the ruling. They are the middles of pieces of it."""
    points = [np.empty((0, 3))]
    for n, (x, y, w, h, part) in enumerate(strokes(ink, axis, length, least=2 * length)):
        long, thick = (w, h) if axis == "h" else (h, w)
        if long < 2 * length or thick > 0.2 * long:
            continue
        pieces = np.array_split(np.arange(long), max(4, long // length))
        piece_of = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces])
        down, right = np.nonzero(part)
        which = piece_of[right if axis == "h" else down]
        counts = np.bincount(which, minlength=len(pieces))
        has = counts > 0
        middles = [np.bincount(which, at, len(pieces))[has] / counts[has] for at in (right, down)]
        points.append(np.stack([x + middles[0], y + middles[1], np.full(len(middles[0]), n)], axis=-1))
    return np.concatenate(points)


def _terms(xs: np.ndarray, ys: np.ndarray, width: int, height: int, axis: str) -> np.ndarray:
    """The terms of a smooth surface that moves along its axis more than a constant."""
    u, v = xs / width - 0.5, ys / height - 0.5
    along, across = (u, v) if axis == "h" else (v, u)
    return np.stack([along, along**2, along * across, along**2 * across, along * across**2], axis=-1)


def _fit(samples: np.ndarray, axis: str, width: int, height: int) -> np.ndarray:
    """Coefficients of the surface that, taken away, leaves every ruling at one place."""
    xs, ys, marks = samples.T
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
        damp = np.vstack([left[keep], 0.2 * np.eye(terms.shape[1])])
        solved = np.linalg.lstsq(damp, np.concatenate([right[keep], np.zeros(terms.shape[1])]), rcond=None)[0]
        off = abs(right - left @ solved)
        keep = off <= max(2.0, 5 * float(np.median(off)))
    return solved


def _bent(xs: np.ndarray, ys: np.ndarray, bend: Bend, size: tuple[int, int]) -> Places:
    """Where places of a straight picture of that size (width, height) lie in the bent one."""
    bent_xs, bent_ys = xs, ys
    for _ in range(3):
        dx, dy = (_terms(bent_xs, bent_ys, *size, axis) @ each for axis, each in zip("vh", bend, strict=True))
        bent_xs, bent_ys = xs + dx, ys + dy
    return bent_xs, bent_ys

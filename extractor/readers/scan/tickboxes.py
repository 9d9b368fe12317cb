"""Boxes to tick, empty or not by the ink inside them: models overlook them, or read box and word as one character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from extractor.ocr import Engine, Grey, Reading
from extractor.readers.scan.picture import inked
from extractor.readers.scan.strokes import long_strokes
from extractor.ticks import offered

_LINE = 24  # characters: a longer line is a text
_BRIEF = 3  # characters: so short a line may be one box and its word, read as another
_PLAIN = 0.98  # a line so short that is read more surely is what was read
_SURE = 0.9  # a character that is read more surely is no box
_WITHIN = 0.45  # of the size: a square whose middle is so near a character's is a part of it, as in 能 and 程
_MARKS = frozenset("□☐◻■☑☒√✓✔口囗oO0○")  # what a box alone is read as
_SIDE = 0.38, 1.2  # of the size: the sides of a box
_SQUARE = 0.75  # of its longer side: the shorter one
_THICK = 0.35  # of the size: a level stroke that is thicker is no side, even with the end of a tick on it
_NEAR = 0.16  # of the size: how far the ends of its sides may be apart
_DRAWN = 0.8  # of a side: it has ink along so much of it
_FULL = 0.85  # of a box that is black
_EMPTY, _TICKED = 0.04, 0.09  # of the inside: a box with less ink is empty, one with more is ticked
_CLEAR, _DOUBTFUL = 0.95, 0.6  # how sure a box is
_AROUND = 0.12  # of the size: so far around a box its ink reaches


class Box(NamedTuple):
    """A box in the picture of a line, in pixels: left, top, right, bottom, and the share of its inside that is ink.

    A box that is not `apart` may be a part of a character.
    """

    x0: int
    y0: int
    x1: int
    y1: int
    ink: float
    apart: bool

    @property
    def mark(self) -> str:
        """The character that is printed and ticked so."""
        return "■" if self.ink >= _FULL else "☑" if self.ink >= (_EMPTY + _TICKED) / 2 else "□"

    @property
    def sure(self) -> float:
        """How sure it is that the box is ticked, or is not."""
        return _CLEAR if self.apart and not _EMPTY < self.ink < _TICKED else _DOUBTFUL


def with_boxes(
    readings: Sequence[Reading], pictures: Sequence[Grey], sizes: Sequence[int], engine: Engine
) -> list[Reading]:
    """The readings of pictures of lines, with the boxes beside words of grades as their ink tells them.

    `sizes` are the heights of the texts, in pixels. A line with boxes is read again without them. Where several words
    have more boxes or fewer, one was overlooked, and none is sure.
    """
    found = {
        n: boxes
        for n, reading in enumerate(readings)
        if _may_have_boxes(reading) and (boxes := list(_boxes(reading, pictures[n], sizes[n])))
    }
    rest = engine.read([_without(pictures[n], boxes, sizes[n]) for n, boxes in found.items()]) if found else []
    done = list(readings)
    for (n, boxes), words in zip(found.items(), rest, strict=True):
        before, after = (len(offered(text)) for text in (readings[n].text, words.text))
        is_alone = not words.text.strip() and not set(readings[n].text) - _MARKS
        if is_alone or (after and after >= before):  # else what looked like a box was a part of a word
            done[n] = _put(words, boxes, pictures[n].shape[1], most=_CLEAR if after in (1, len(boxes)) else _DOUBTFUL)
    return done


def _may_have_boxes(reading: Reading) -> bool:
    text = reading.text.strip()
    if len(text) > _LINE:
        return False
    may_be_both = len(text) <= _BRIEF and reading.confidence < _PLAIN and any(character >= "一" for character in text)
    return may_be_both or bool(offered(text)) or not set(text) - _MARKS


def _boxes(reading: Reading, picture: Grey, size: int) -> Iterator[Box]:
    """The boxes of a line, from left to right, none inside another, and none that is surely a character."""
    ink = inked(picture)
    places = zip(reading.text, reading.sure, reading.places, strict=True)
    taken = [at * picture.shape[1] for character, sure, at in places if sure >= _SURE and character not in _MARKS]
    near = _WITHIN * size
    last = -1
    for x0, y0, x1, y1 in sorted({*_framed(ink, size), *_filled(ink, size)}):
        if x0 > last and not any(x0 < at < x1 or abs((x0 + x1) / 2 - at) < near for at in taken):
            last = x1
            rim = max(2, round((x1 - x0) / 7))
            inside = ink[y0 + rim : y1 - rim, x0 + rim : x1 - rim]
            share = float(np.mean(inside > 0)) if inside.size else 1.0
            yield Box(x0, y0, x1, y1, share, share >= _FULL or _is_apart(ink, (x0, y0, x1, y1), size))


def _framed(ink: Grey, size: int) -> Iterator[tuple[int, int, int, int]]:
    """Squares with all four sides drawn: left, top, right, bottom."""
    outlines, _ = cv2.findContours(
        long_strokes(ink, "h", max(6, round(_SIDE[0] * size))), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
    )
    level = sorted(
        (box for box in map(cv2.boundingRect, outlines) if box[3] <= _THICK * size), key=lambda box: (box[1], box[0])
    )
    for n, (x, y, w, _) in enumerate(level):
        for x_, y_, w_, h_ in level[n + 1 :]:
            ends = max(abs(x - x_), abs(x + w - x_ - w_))
            box = min(x, x_), y, max(x + w, x_ + w_), y_ + h_
            if ends <= _NEAR * size and _is_square(box, size) and _has_sides(ink, box, size):
                yield box


def _filled(ink: Grey, size: int) -> Iterator[tuple[int, int, int, int]]:
    """Squares that are black."""
    for x, y, w, h, area in cv2.connectedComponentsWithStats(ink, connectivity=4)[2][1:].tolist():
        box = x, y, x + w, y + h
        if area >= _FULL * w * h and _is_square(box, size):
            yield box


def _is_square(box: tuple[int, int, int, int], size: int) -> bool:
    sides = sorted((box[2] - box[0], box[3] - box[1]))
    return _SIDE[0] * size <= sides[0] and sides[1] <= _SIDE[1] * size and sides[0] >= _SQUARE * sides[1]


def _has_sides(ink: Grey, box: tuple[int, int, int, int], size: int) -> bool:
    """Whether the upright sides are drawn."""
    x0, y0, x1, y1 = box
    near = max(1, round(_NEAR * size))
    sides = ink[y0:y1, max(0, x0 - near // 2) : x0 + near], ink[y0:y1, x1 - near : x1 + near // 2]
    return all(float(np.mean(side.any(axis=1))) >= _DRAWN for side in sides)


def _is_apart(ink: Grey, box: tuple[int, int, int, int], size: int) -> bool:
    """Whether no stroke goes on under a square, or over its left half: one does in 中, 良 and 自."""
    x0, y0, x1, y1 = box
    gap, reach = max(1, round(0.03 * size)), max(2, round(_NEAR * size))
    under, over = ink[y1 + gap : y1 + reach, x0:x1], ink[max(0, y0 - reach) : max(0, y0 - gap), x0 : (x0 + x1) // 2]
    return not under.any() and not over.any()


def _without(picture: Grey, boxes: Sequence[Box], size: int) -> Grey:
    """The picture without its boxes and what is in them."""
    clean = picture.copy()
    around = max(2, round(_AROUND * size))
    for box in boxes:
        clean[:, max(0, box.x0 - around) : box.x1 + around] = 255
    return clean


def _put(words: Reading, boxes: Sequence[Box], width: int, most: float) -> Reading:
    """The reading of the words with the boxes where they stand among them, each no surer than that."""
    marks = [(box.mark, min(box.sure, most), (box.x0 + box.x1) / 2 / width) for box in boxes]
    every = sorted([*zip(words.text, words.sure, words.places, strict=True), *marks], key=lambda each: each[2])
    text, sure, places = zip(*every, strict=True)
    return words._replace(text="".join(text), sure=sure, places=places)

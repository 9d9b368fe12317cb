"""What every reader yields: pages of words and rulings in one coordinate space (see geometry)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractor.geometry import Box


class Word(NamedTuple):
    """A run of characters on one baseline, as printed, without blanks inside.

    `edges` are the x of the left side of every character and of the right side of the last, so `len(text) + 1`
    numbers in points. `baseline` and `size` are in points; `blank` tells that a blank is printed before the word.
    """

    text: str
    box: Box
    baseline: float
    size: float
    edges: tuple[float, ...]
    blank: bool = False
    confidence: float = 1.0


class Ruling(NamedTuple):
    """A printed straight line: `at` is its y if it is horizontal and its x if vertical, `start` to `end` its reach."""

    axis: Literal["h", "v"]
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Page:
    """One page as displayed: `number` counts from one, `width` and `height` are in points.

    `rulings` are lines that are drawn; `edges` the sides of filled boxes, which stand for rulings where none are
    drawn. `source` says who read the words.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    edges: tuple[Ruling, ...] = ()
    source: Literal["text", "ocr"] = "text"

"""What every reader yields: pages of words and rulings in one coordinate space (see geometry)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, Protocol, TypeAlias

from extractor.geometry import Box, Corners, Turn, turned

Unread: TypeAlias = Literal["characters", "fonts", "outlines", "picture", "blank picture", "cut", "damage", "oversized"]

Cause: TypeAlias = Literal["picture", "hidden text", "other text", "fonts", "outlines", "damage", "asked"]


@lru_cache(1 << 14)
def is_wide(char: str) -> bool:
    """Whether a character is as wide as its font is high, as Chinese ones are."""
    return unicodedata.east_asian_width(char) in "WF"


class Word(NamedTuple):
    """A run of characters on one baseline, as printed, without blanks inside; a whole line where text runs up or down.

    `edges` are the x of the left side of every character and of the right side of the last, so `len(text) + 1`
    numbers in points. `baseline` and `size` are in points; `blank` tells that a blank is printed before the word.
    `other` is what it may say instead, where OCR has two readings of it. `order` tells where in the content of its page
    the word is painted: the place of its first character, -1 where no reader tells.
    """

    text: str
    box: Box
    baseline: float
    size: float
    edges: tuple[float, ...]
    blank: bool = False
    confidence: float = 1.0
    other: str = ""
    order: int = -1


class Ruling(NamedTuple):
    """A printed straight line: `at` is its y if it is horizontal and its x if vertical, `start` to `end` its reach."""

    axis: Literal["h", "v"]
    at: float
    start: float
    end: float

    def turned(self, turn: Turn, width: float, height: float) -> Ruling:
        """Where the line comes to stand when the page, which has that size, is turned."""
        is_level = self.axis == "h"
        ends = (self.start, self.at, self.end, self.at) if is_level else (self.at, self.start, self.at, self.end)
        x0, top, x1, bottom = turned(ends, turn, width, height)
        return Ruling("h", top, x0, x1) if is_level == (turn in (0, 180)) else Ruling("v", x0, top, bottom)


class TextLine(NamedTuple):
    """A line of plain text that prints something: `number` counts from one over the file, `page` over its form feeds.

    Blanks before the text and inside it are kept.
    """

    number: int
    page: int
    text: str


class Paper(Protocol):
    """How a page lies on the paper that is displayed."""

    @property
    def size(self) -> tuple[float, float]:
        """The width and the height of the page as displayed, in points."""

    def displayed(self, corners: Corners) -> Corners:
        """Where a box (x0, top, x1, bottom) of the page is displayed, in points."""


@dataclass(frozen=True)
class Page:
    """One page as displayed: `number` counts from one, `width` and `height` are in points.

    `rulings` are lines that are drawn; `gaps` white lines on shading, and `edges` the sides of filled boxes, which
    stand for rulings where none are drawn. `source` says who read the words. A page whose content lies on its side is
    given as if it stood upright: `turn` is by how much, clockwise, the paper displays it turned; a scan that was
    straightened has its `paper`. Of an `unread` page a part is missing, or all: some characters, or its fonts, do not
    say what they print, its text is drawn in outlines, it is a picture, its picture is cut off, or it is damaged.
    `inferred` are sides of cells that layout tells from how words are aligned; no reader gives any. `watermarks` are
    texts behind or over the form that are no part of it. `cause` is why the page was not read from its text layer by
    the first reader: it is a picture, with no text, with text that is not seen, or with another text than is printed
    on it; its fonts do not say what they print; its text is drawn in outlines; it is damaged; OCR was asked for.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    gaps: tuple[Ruling, ...] = ()
    edges: tuple[Ruling, ...] = ()
    source: Literal["text", "ocr"] = "text"
    turn: Turn = 0
    unread: Unread | None = None
    inferred: tuple[Ruling, ...] = ()
    watermarks: tuple[Word, ...] = ()
    paper: Paper | None = None
    cause: Cause | None = None

    @property
    def is_moved(self) -> bool:
        """Whether the paper displays the page elsewhere than it is given."""
        return bool(self.turn) or self.paper is not None

    @property
    def displayed_size(self) -> tuple[float, float]:
        """The width and the height of the page as displayed, in points."""
        if self.paper is not None:
            return self.paper.size
        return (self.width, self.height) if self.turn in (0, 180) else (self.height, self.width)

    def displayed(self, corners: Corners) -> Corners:
        """Where a box (x0, top, x1, bottom) of the page is displayed, in points."""
        if self.paper is not None:
            return self.paper.displayed(corners)
        return turned(corners, self.turn, self.width, self.height)

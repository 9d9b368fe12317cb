"""A page from what a reader found on it: characters, and painted paths."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from extractor.geometry import Turn, back
from extractor.pages import Page, Ruling
from extractor.readers.columns import in_columns
from extractor.readers.legibility import doubtful, verdict
from extractor.readers.paths import Drawn
from extractor.readers.radicals import as_meant
from extractor.readers.raised import set_down
from extractor.readers.turning import turn_of, upright
from extractor.readers.words import Glyphs, words


def page_of(
    number: int,
    size: tuple[float, float],
    glyphs: Glyphs,
    fonts: np.ndarray,
    drawn: Drawn,
) -> Page:
    """The page of that width and height as displayed, stood upright; unread, and empty, where it is illegible.

    `fonts` has a number for the font of each character, `drawn` the lines that are drawn.
    """
    doubted = doubtful(glyphs, fonts)
    unread = None if doubted is None else verdict(glyphs.texts, doubted)
    if unread == "fonts":
        return Page(number, *size, (), (), unread=unread)
    turn = turn_of(glyphs)
    read = in_columns(set_down(as_meant(replace(upright(glyphs, turn, *size), doubted=doubted))))
    width, height = size if turn in (0, 180) else size[::-1]
    lines = Drawn(*(tuple(_upright(rulings, turn, *size)) for rulings in drawn))
    return Page(number, width, height, tuple(words(read, number)), *lines, turn=turn, unread=unread)


def _upright(rulings: Iterable[Ruling], turn: Turn, width: float, height: float) -> Iterable[Ruling]:
    return (ruling.turned(back(turn), width, height) for ruling in rulings) if turn else rulings

"""A page from what a reader found on it: characters, and painted paths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from extractor.geometry import Box, Turn, back, turned
from extractor.pages import Page, Ruling, Word
from extractor.readers.columns import in_columns
from extractor.readers.glyphs import Glyphs
from extractor.readers.legibility import doubtful, verdict
from extractor.readers.paths import Drawn
from extractor.readers.printed import printed
from extractor.readers.radicals import as_meant
from extractor.readers.raised import set_down
from extractor.readers.turning import turn_of, upright
from extractor.readers.words import words


class Print(NamedTuple):
    """What is printed on a page: the characters that are seen, a number for the font of each, and their contrasts.

    `aslant` are the texts that run neither level nor upright.
    """

    glyphs: Glyphs
    fonts: np.ndarray
    contrast: np.ndarray
    aslant: Sequence[Word] = ()


def page_of(number: int, size: tuple[float, float], found: Print, drawn: Drawn) -> Page:
    """The page of that width and height as displayed, stood upright; unread, and empty, where it is illegible.

    `drawn` has the lines that are drawn.
    """
    turn = turn_of(found.glyphs)
    width, height = size if turn in (0, 180) else size[::-1]
    lines = Drawn(*(tuple(_upright(rulings, turn, *size)) for rulings in drawn))
    text, marks, places = printed(upright(found.glyphs, turn, *size), found.contrast, lines.rulings)
    doubted = doubtful(replace(text, rows=found.glyphs.rows[places]), found.fonts[places])
    unread = None if doubted is None else verdict(text.texts, doubted)
    if unread == "fonts":
        return Page(number, *size, (), (), unread=unread)
    return Page(
        number,
        width,
        height,
        tuple(words(in_columns(set_down(as_meant(replace(text, doubted=doubted)))), number)),
        *lines,
        turn=turn,
        unread=unread,
        watermarks=(*words(marks, number), *(_turned(word, turn, *size) for word in found.aslant)),
    )


def _turned(word: Word, turn: Turn, width: float, height: float) -> Word:
    """A text that runs aslant where it stands when the turn of its page is undone."""
    if not turn:
        return word
    box = word.box
    sides = turned((box.x0, box.top, box.x1, box.bottom), back(turn), width, height)
    return aslant(word.text, Box(box.page, *sides), word.size)


def aslant(text: str, box: Box, size: float) -> Word:
    """A text that runs aslant, as if it ran across the box around it."""
    step = box.width / len(text)
    return Word(text, box, box.bottom, size, (*(box.x0 + n * step for n in range(len(text))), box.x1))


def _upright(rulings: Iterable[Ruling], turn: Turn, width: float, height: float) -> Iterable[Ruling]:
    return (ruling.turned(back(turn), width, height) for ruling in rulings) if turn else rulings

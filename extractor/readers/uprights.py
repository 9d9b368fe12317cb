"""Lines of text that runs up or down: runs joined along their column, with the blanks between their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_NEAR = 0.5  # of the size: how far the sides of characters of one line may be apart, and Chinese ones along it
_BLANK = 0.16  # of the size: a blank leaves a wider gap
_MOST = 1.0  # of the size: a wider gap ends a line
_NEXT = (0.7, 2.6)  # of the size: how far the next column of Chinese text stands to the left
_UP = 1.5  # of the size: how far above the last character of a column, at least, the next one begins
_CHINESE = re.compile(r"[⺀-鿿豈-﫿\u3000-〿＀-￯]")


class Upright(NamedTuple):
    """A character of such a line: where it stands in the content, its text, and its box and size in points."""

    place: int
    text: str
    x0: float
    top: float
    bottom: float
    size: float


def upright_lines(characters: Iterable[Upright]) -> Iterator[tuple[list[int], str]]:
    """The places of the characters of each line, and its text; characters come in the order of the content stream.

    Of Chinese text, whose columns are set by characters, each word is a line.
    """
    line: list[Upright] = []
    parted = False
    for character in characters:
        if character.text.isspace():
            parted = True
            continue
        if line and not _goes_on(line[-1], character, parted=parted):
            yield [each.place for each in line], _text(line)
            line = []
        line.append(character)
        parted = False
    if line:
        yield [each.place for each in line], _text(line)


def _gap(above: Upright, below: Upright) -> float:
    """How far apart two characters are along their line, in sizes; less than 0 where they overlap."""
    return max(below.top - above.bottom, above.top - below.bottom) / max(above.size, below.size)


def _goes_on(last: Upright, character: Upright, *, parted: bool) -> bool:
    is_chinese = _CHINESE.search(last.text + character.text) is not None
    if is_chinese and not parted and _is_next_column(last, character):
        return True
    if (is_chinese and parted) or abs(character.x0 - last.x0) > _NEAR * max(character.size, last.size):
        return False
    return -_NEAR <= _gap(last, character) <= (_NEAR if is_chinese else _MOST)


def _is_next_column(last: Upright, character: Upright) -> bool:
    """Whether a character begins the column to the left of the one that ends with the last."""
    left, up = (last.x0 - character.x0) / character.size, (last.top - character.top) / character.size
    return _NEXT[0] <= left <= _NEXT[1] and up > _UP


def _text(line: Sequence[Upright]) -> str:
    """The characters of a line, with a blank where they are as far apart as one leaves them."""
    text = line[0].text
    for last, character in pairwise(line):
        is_chinese = _CHINESE.search(last.text + character.text) is not None
        text += " " * (_gap(last, character) > _BLANK and not is_chinese) + character.text
    return text

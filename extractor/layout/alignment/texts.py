"""What each cell of a page has, told by the order of painting: lines that follow each other, one under the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractor.geometry import Box
from extractor.layout.alignment.entries import Align, usual
from extractor.layout.alignment.order import follows
from extractor.layout.alignment.strips import FIGURE, LEADING, TAIL
from extractor.pages import Ruling, Word, is_wide

_LINE = 0.25  # of the size: how far baselines of one line may be apart
_BACK, _GAP, _BLANKS, _SPREAD = 0.3, 0.3, 1.0, 2.3  # of the size: what may be between words of one line of a cell
_PITCH = 0.06  # of the leading: how far the pitch of a cell's lines may differ from it
_FAR, _EVEN = 1.1, 1.03  # of the size: how wide a Chinese character is before white, and before the next character
_UNIT = re.compile(r"[万亿]?[元个人次户项处台套件条份公平立米亩吨天年月场辆座所家](?:[^\d，。；、]{0,5}|/.{1,5})")
"""A unit that may stand on a line of its own, under its figure."""

_FLUSH = 0.2  # of the size: how far lines that begin at one x may be apart


@dataclass
class Text:
    """What one cell has: its words as they are painted, and the baselines of its first and its last line."""

    words: list[Word]
    first: float
    last: float
    x0: float
    x1: float
    size: float

    @property
    def middle(self) -> float:
        """The baseline of its middle."""
        return (self.first + self.last) / 2

    def place(self, align: Align) -> float:
        """The y that the texts of one row share."""
        return self.first if align == "top" else self.middle

    def add(self, word: Word) -> None:
        """Add the word that is painted next."""
        self.words.append(word)
        self.last = max(self.last, word.baseline)
        self.x0, self.x1 = min(self.x0, word.box.x0), max(self.x1, word.box.x1)
        self.size = max(self.size, word.size)


def leading_of(ordered: Sequence[Word]) -> float:
    """The pitch of the lines of one cell, in points, of words in the order of painting."""
    pairs = [(a, b) for a, b in pairwise(ordered) if follows(a, b) and a.box.x0 < b.box.x1 and b.box.x0 < a.box.x1]
    pitches = [b.baseline - a.baseline for a, b in pairs if 0.95 * a.size < b.baseline - a.baseline < 2.2 * a.size]
    return usual(pitches) or 1.35 * float(np.median([word.size for word in ordered]))


def texts(ordered: Sequence[Word], pitch: float, level: Sequence[Ruling]) -> Iterator[Text]:
    """What each cell has, in the order of painting."""
    text: Text | None = None
    for word in (part for each in ordered for part in _cut(each)):
        if text is not None and follows(text.words[-1], word) and _goes_on(text, word, pitch, level):
            text.add(word)
            continue
        if text is not None:
            yield from _without_figure(text)
        text = _text([word])
    if text is not None:
        yield from _without_figure(text)


def _text(words: Sequence[Word]) -> Text:
    first = words[0]
    text = Text([first], first.baseline, first.baseline, first.box.x0, first.box.x1, first.size)
    for word in words[1:]:
        text.add(word)
    return text


def _without_figure(text: Text) -> Iterator[Text]:
    """A text, and before it the figure of the cell at its left that touches it: all other lines begin behind it."""
    first, rest = text.words[0], [word for word in text.words if word.baseline > text.first + _LINE * text.size]
    begins = LEADING.match(first.text)
    if begins is not None and rest:
        cut, lines = begins.end(), _line_starts(rest, text.size)
        if all(abs(x0 - first.edges[cut]) < _FLUSH * text.size for x0 in lines):
            yield _text([_part(first, 0, cut)])
            yield _text([_part(first, cut, len(first.text)), *text.words[1:]])
            return
    elif rest and len(text.words) > 1 and FIGURE.fullmatch(first.text) and text.words[1].baseline == first.baseline:
        lines = _line_starts(rest, text.size)
        if all(abs(x0 - text.words[1].box.x0) < _FLUSH * text.size for x0 in lines):
            yield _text([first])
            yield _text(text.words[1:])
            return
    yield text


def _line_starts(words: Sequence[Word], size: float) -> list[float]:
    """Where the lines of words begin, in the order of painting."""
    starts = [
        a for a, b in zip(words, [None, *words], strict=False) if b is None or a.baseline > b.baseline + _LINE * size
    ]
    return [word.box.x0 for word in starts]


def _cut(word: Word) -> Iterator[Word]:
    """The parts of a word between which a Chinese character stands farther from the next than all others do."""
    steps = [(b - a) / word.size for a, b in pairwise(word.edges)]
    wide = [n for n, (a, b) in enumerate(pairwise(word.text)) if is_wide(a) and is_wide(b)]
    cuts = [n + 1 for n in wide if steps[n] > _FAR]
    is_even = all(steps[n] < _EVEN for n in wide if n + 1 not in cuts)
    ends = [0, *(cuts if is_even and len(cuts) < len(wide) else ()), len(word.text)]
    yield from (_part(word, a, b) for a, b in pairwise(ends)) if len(ends) > 2 else (word,)


def _part(word: Word, start: int, end: int) -> Word:
    box = Box(word.box.page, word.edges[start], word.box.top, word.edges[end], word.box.bottom)
    return word._replace(text=word.text[start:end], box=box, edges=word.edges[start : end + 1])


def _goes_on(text: Text, word: Word, pitch: float, level: Sequence[Ruling]) -> bool:
    last, size = text.words[-1], max(text.size, word.size)
    down = word.baseline - last.baseline
    if abs(down) <= _LINE * size:
        gap = (word.box.x0 - last.box.x1) / size
        is_lone = len(last.text) == len(word.text) == 1 and is_wide(last.text) and is_wide(word.text)
        return -_BACK <= gap < (_SPREAD if is_lone else _BLANKS if word.blank else _GAP)
    if abs(down - pitch) > _PITCH * pitch or word.box.x0 >= text.x1 or word.box.x1 <= text.x0:
        return False
    if any(last.baseline < r.at < word.baseline and r.start <= word.box.x0 and word.box.x1 <= r.end for r in level):
        return False
    line = "".join(each.text for each in text.words if abs(each.baseline - last.baseline) <= _LINE * size)
    if FIGURE.fullmatch(line.removesuffix(".")):  # a figure may be cut behind its point
        return len(line) > 1 and (_is_tail(line, word.text) or _UNIT.fullmatch(word.text) is not None)
    return FIGURE.fullmatch(word.text) is None or not _is_alone(text, word)


def _is_tail(line: str, text: str) -> bool:
    return TAIL.fullmatch(text) is not None and FIGURE.fullmatch(line + text) is not None


def _is_alone(text: Text, word: Word) -> bool:
    """Whether a figure under a text stands where no line of it would: neither at its left side nor in its middle."""
    left = abs(word.box.x0 - text.x0) < 0.5 * word.size
    middle = abs((word.box.x0 + word.box.x1) / 2 - (text.x0 + text.x1) / 2) < 0.5 * word.size
    return not left and not middle

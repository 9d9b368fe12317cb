"""Two models that check each other: a quick one reads all, a stronger one what matters or is unsure.

A figure is read by both, since a wrong one looks like any other. Where they differ, both readings are kept and the
figure is unsure. The stronger model sees no more of a line than it is asked about, and the characters beside that. The
quick one looks again where it missed a figure: lines are squeezed for it, and lone figures are slender then.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import cv2
import numpy as np

from extractor.ocr.engine import Engine, Grey, Reading
from extractor.ocr.paddle import Recognizer

_SURE = 0.85  # below this the quick model's character wants a second look
_DISPUTED = 0.6  # how sure a figure is at most on which the models differ
_MUCH_SURER = 0.3  # by so much the quick model must be surer to have its way in a dispute
_LOST = 0.9  # where the stronger model reads nothing, the quick one must be surer than this
_BESIDE = 2  # characters beside those in question that are read with them
_WHOLE = 0.7  # of a line's characters: where so many are in question, all are read
_ROOM = 1.5  # of the distance of Chinese characters: between two of them so far apart stands a third
_EVEN = 2  # distances that tell the usual one
_SHORT = 4  # characters: a line no longer is read whole
_SQUEEZED = 0.75  # of their width: lines as the quick model reads them, which finds hardly less in them
_ASKED = frozenset("0123456789%‰±=<>≤≥≦≧")  # characters that are always read twice
_FIGURES = _ASKED | frozenset(".,-")  # characters that make another figure
_BRIEF = 3  # characters: so short a line without Chinese may be a figure, whatever was read


class Span(NamedTuple):
    """Characters of a reading, from the first to before the last, and their place in its picture, in columns."""

    first: int
    last: int
    left: int
    right: int


@functools.cache
def engine() -> Engine:
    """The engine that reads scans, made when it is first asked for."""
    return Careful(Recognizer("tiny", squeeze=_SQUEEZED), Recognizer("small"))


class Careful:
    """An engine of two: what the second says counts where it is asked."""

    def __init__(self, quick: Engine, strong: Engine) -> None:
        self._quick, self._strong = quick, strong

    def read(self, pictures: Sequence[Grey]) -> list[Reading]:
        """What is printed on each picture of one line, in the order given."""
        read = self._quick.read(pictures)
        asked = [(n, span) for n, reading in enumerate(read) for span in spans(reading, pictures[n])]
        again = self._strong.read([pictures[n][:, span.left : span.right] for n, span in asked])
        self._look_again(read, asked, again, pictures)
        for (n, span), second in reversed(list(zip(asked, again, strict=True))):
            read[n] = amended(read[n], second, span, pictures[n].shape[1])
        return read

    def _look_again(
        self, read: list[Reading], asked: list[tuple[int, Span]], again: Sequence[Reading], pictures: Sequence[Grey]
    ) -> None:
        """Puts in what the quick model reads of unsqueezed lines, where it saw nothing and then agrees on a figure."""
        missed = [k for k, (n, _) in enumerate(asked) if not read[n].text and _ASKED & {*again[k].text}]
        for k, reading in zip(missed, self._quick.read([_widened(pictures[asked[k][0]]) for k in missed]), strict=True):
            if _key(reading) == _key(again[k]):
                n, span = asked[k]
                read[n], asked[k] = reading, (n, span._replace(last=len(reading.text)))

    def glance(self, pictures: Sequence[Grey]) -> list[Reading]:
        """What the quick model reads."""
        return self._quick.read(pictures)


def _widened(picture: Grey) -> Grey:
    """The picture as wide as it was printed once the quick model has squeezed it: lone figures are too slender then."""
    return np.asarray(cv2.resize(picture, None, fx=1 / _SQUEEZED, fy=1, interpolation=cv2.INTER_LINEAR), np.uint8)


def spans(reading: Reading, picture: Grey) -> Iterator[Span]:
    """What of a line wants a second look: its figures, and what is unsure."""
    long = len(reading.text)
    brief = long <= _BRIEF and all(character < "一" or character in "一〇" for character in reading.text)
    pairs = zip(reading.text, reading.sure, strict=True)
    doubtful = np.array([brief or character in _ASKED or sure < _SURE for character, sure in pairs], bool)
    doubtful |= _beside_gaps(reading)
    if long and not doubtful.any():
        return
    seen = np.convolve(doubtful, np.ones(2 * _BESIDE + 1), "same") > 0 if long > 2 * _BESIDE else doubtful
    if long <= _SHORT or seen.mean() >= _WHOLE:
        yield Span(0, long, 0, picture.shape[1])
        return
    ends = np.flatnonzero(np.diff(np.concatenate([[0], seen, [0]])))
    for first, last in zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True):
        yield Span(first, last, _cut(reading, picture, first), _cut(reading, picture, last))


def _beside_gaps(reading: Reading) -> np.ndarray:
    """Which characters of a Chinese text have room for another beside them, which was not read."""
    beside = np.zeros(len(reading.text), bool)
    is_chinese = np.array([character >= "一" for character in reading.text], bool)
    steps = np.diff(np.array([0.0, *reading.places, 1.0]))
    even = steps[1:-1][is_chinese[1:] & is_chinese[:-1]] if len(steps) > 2 else steps[:0]
    if len(even) < _EVEN:
        return beside
    wide = steps > _ROOM * float(np.median(even))
    return np.asarray((wide[1:] & is_chinese) | (wide[:-1] & is_chinese))


def _cut(reading: Reading, picture: Grey, before: int) -> int:
    """The palest column between a character and the one before it."""
    width = int(picture.shape[1])
    if before in (0, len(reading.text)):
        return 0 if before == 0 else width
    a, b = round(reading.places[before - 1] * width), round(reading.places[before] * width)
    quarter = (b - a) // 4
    ink = 255 - picture[:, a + quarter : b - quarter + 1].astype(int)
    least = np.flatnonzero(ink.sum(axis=0) == ink.sum(axis=0).min())
    return a + quarter + int(least[len(least) // 2])


def amended(reading: Reading, second: Reading, span: Span, width: int) -> Reading:
    """The reading of a picture of that width, with what the stronger model reads of a part of it in its place."""
    part = slice(span.first, span.last)
    first = Reading(reading.text[part], reading.sure[part], reading.places[part])
    wide = span.right - span.left
    moved = second._replace(places=tuple((span.left + place * wide) / width for place in second.places))
    settled_ = settled(first, moved, starts=span.first == 0, ends=span.last == len(reading.text))
    other = reading.other or reading.text if settled_.other is not None else reading.other
    return Reading(
        reading.text[: span.first] + settled_.text + reading.text[span.last :],
        reading.sure[: span.first] + settled_.sure + reading.sure[span.last :],
        reading.places[: span.first] + settled_.places + reading.places[span.last :],
        other,
    )


def settled(first: Reading, second: Reading, *, starts: bool = True, ends: bool = True) -> Reading:
    """The stronger model's reading, or the quick one's where that is much surer; unsure where a figure is disputed.

    Where the picture begins or ends within a line (not `starts`, not `ends`), characters that are only beside those in
    question may be cut there, and the quick model's count.
    """
    text: list[str] = []
    sure: list[float] = []
    places: list[float] = []
    disputed = False
    for tag, i0, i1, j0, j1 in SequenceMatcher(None, _key(first), _key(second), autojunk=False).get_opcodes():
        a, b = slice(i0, i1), slice(j0, j1)
        which, levels = second, list(second.sure[b])
        if tag == "equal":
            levels = [1 - (1 - x) * (1 - y) for x, y in zip(first.sure[a], second.sure[b], strict=True)]
        elif (i1 <= _BESIDE and i0 == 0 and not starts) or (
            i0 >= len(first.text) - _BESIDE and i1 == len(first.text) and not ends
        ):
            which, b, levels = first, a, list(first.sure[a])
        elif _FIGURES & {*first.text[a], *second.text[b]}:
            disputed = True
            if levels and i0 < i1 and min(first.sure[a]) > min(levels) + _MUCH_SURER:
                which, b, levels = first, a, list(first.sure[a])
            levels = [min(each, _DISPUTED) for each in levels]
            sure[-1:] = [min(each, _DISPUTED) for each in sure[-1:]] if not levels else sure[-1:]
        elif i1 - i0 >= j1 - j0 and min(first.sure[a], default=0.0) > min(levels, default=_LOST):
            which, b, levels = first, a, list(first.sure[a])
        text.append(which.text[b])
        sure += levels
        places += which.places[b]
    said = "".join(text)
    other = (second if said == first.text else first).text if disputed else None
    return Reading(said, tuple(sure), tuple(places), other)


def _key(reading: Reading) -> list[str]:
    return [unicodedata.normalize("NFKC", character) for character in reading.text]

"""Characters that the fonts of a page do not tell, read from its picture: OCR reads the words that hold them.

A font that leaves some of its glyphs without a name leaves the same ones everywhere. What OCR reads in their places is
held against what the text layer knows of each word, and one reading against the others of the same glyph.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pymupdf

from extractor.ocr import Engine
from extractor.ocr.engine import Grey, Reading
from extractor.pages import Page, Word
from extractor.readers.legibility import DOUBTED, untold

_SCALE = 4.0  # pixels a point
_UP, _DOWN, _BESIDE = 0.95, 0.3, 0.1  # of the size: how far the picture of a word reaches beyond its baseline and sides
_AGREED = 3  # readings of one glyph: so many that agree are sure
_MOST = 0.8  # of the readings of one glyph: so many agree
_SURE, _ALONE = 0.95, 0.85  # the confidence of a glyph on which many readings agree, and of any other at most
_CLEAR = 0.8  # how sure OCR is at least of a word that it reads otherwise than the fonts tell it
_WIDE = 0.9  # of the size: so wide are full-width marks
_FULL_WIDTH = str.maketrans("(),:;!?%", "（），：；！？％")


class _Seen(NamedTuple):
    """A word with the places of the characters in question, and what OCR reads there; nothing where it does not fit.

    In question are those that are `untold`, and in other words those that OCR reads otherwise.
    """

    word: Word
    places: tuple[int, ...]
    read: str
    sure: tuple[float, ...]
    untold: bool


def with_letters(page: Page, shown: pymupdf.Page, engine: Engine, pixels: int) -> Page:
    """The page with the characters read that its fonts do not tell; `characters` are still unread where some are not.

    Other words that OCR reads otherwise want a look. The page is drawn with no more than so many pixels.
    """
    readings = engine.read(list(_pictures(page.words, shown, pixels)))
    seen = [_held(word, untold(word), reading) for word, reading in zip(page.words, readings, strict=True)]
    glyphs = _agreed(seen)
    words = tuple(_named(each, glyphs) for each in seen)
    is_read = all(word.confidence > DOUBTED for word in words)
    return replace(page, words=words, unread=None if is_read else "characters", cause="fonts")


def _pictures(words: Sequence[Word], shown: pymupdf.Page, pixels: int) -> Iterator[Grey]:
    scale = min(_SCALE, (pixels / max(shown.rect.width * shown.rect.height, 1.0)) ** 0.5)
    drawn = shown.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=False)
    grey = np.frombuffer(drawn.samples, dtype=np.uint8).reshape(drawn.height, drawn.stride)[:, : drawn.width]
    for word in words:
        top, bottom = word.baseline - _UP * word.size, word.baseline + _DOWN * word.size
        left, right = word.box.x0 - _BESIDE * word.size, word.box.x1 + _BESIDE * word.size
        rows, columns = (
            slice(max(int(start * scale), 0), max(int(end * scale), 1)) for start, end in ((top, bottom), (left, right))
        )
        yield np.ascontiguousarray(grey[rows, columns])


def _held(word: Word, places: tuple[int, ...], reading: Reading) -> _Seen:
    """What was read, held against the characters that are told: all of them have to be the same."""
    read = [(text, sure) for text, sure in zip(reading.text, reading.sure, strict=True) if not text.isspace()]
    text, is_untold = "".join(text for text, _ in read), bool(places)
    if len(text) != len(word.text):
        return _Seen(word, places, "", (), is_untold)
    differ = tuple(n for n, (a, b) in enumerate(zip(text, word.text, strict=True)) if _plain(a) != _plain(b))
    if not places and reading.confidence >= _CLEAR:
        places = differ
    if not {*differ} <= {*places}:
        return _Seen(word, places, "", (), is_untold)
    shown = "".join(_shown(word, n, text[n]) for n in places)
    return _Seen(word, places, shown, tuple(read[n][1] for n in places), is_untold)


def _plain(character: str) -> str:
    return character.translate(_FULL_WIDTH)


def _shown(word: Word, place: int, read: str) -> str:
    """A mark as wide as it stands."""
    return _plain(read) if word.edges[place + 1] - word.edges[place] > _WIDE * word.size else read


def _agreed(seen: Sequence[_Seen]) -> Mapping[str, str]:
    """What the glyphs are on which the readings of several words agree, by what the text layer calls them."""
    votes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in seen:
        for place, read in zip(each.places, each.read, strict=False):
            votes[each.word.text[place]][read].add(each.word.text)
    counts = {name: Counter({read: len(words) for read, words in found.items()}) for name, found in votes.items()}
    most = {name: (*count.most_common(1)[0], count.total()) for name, count in counts.items()}
    return {name: read for name, (read, n, every) in most.items() if n >= _AGREED and n >= _MOST * every}


def _named(seen: _Seen, glyphs: Mapping[str, str]) -> Word:
    """The word by the names of its glyphs, as sure as the least sure of them; as it was where one has none."""
    word, text, sure = seen.word, list(seen.word.text), 1.0
    for n, place in enumerate(seen.places):
        name = word.text[place]
        if name in glyphs and seen.read[n : n + 1] in ("", glyphs[name]):
            text[place], sure = glyphs[name], min(sure, _SURE)
        elif seen.read and seen.untold:
            text[place], sure = seen.read[n], min(sure, seen.sure[n], _ALONE)
        else:
            return word._replace(confidence=min(word.confidence, _ALONE))
    return word._replace(text="".join(text), confidence=sure) if seen.places else word

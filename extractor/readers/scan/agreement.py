"""Whether the text layer of a page that is a picture says what the picture shows.

A scan may have a page number or a stamp printed over it as text, or the text that another program once read: only a
look at the picture tells. Its printed lines are held against the words where they stand, and some of them are read.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

import cv2
import numpy as np
import pymupdf

from extractor.bounds import USUAL
from extractor.ocr import Engine, Grey, Reading
from extractor.pages import Page
from extractor.readers.scan.content import Content, content
from extractor.readers.scan.picture import page_picture
from extractor.readers.scan.segments import Segment

_SAMPLE = 16  # lines that are read
_LONG = 2.0  # widths, in heights, of lines that are worth reading
_LEGIBLE = 0.85  # how sure a line is, on average, that is read at all
_HELD = 0.5  # of a line: words that cover as much of it are its words
_LACKS = 0.3  # of a page's lines: a text layer that lacks as many is not that of the page
_RULED = 6  # rulings: a picture with as many has a table
_ALIKE = 0.8  # how alike what is read of a line and its words are, on average, if they are the same; of a page likewise


def says_other(page: Page, shown: pymupdf.Page, engine: Engine, pixels: int = USUAL.pixels) -> bool:
    """Whether much of what is printed on a page as it is shown is not what its text layer says, which `page` has.

    A text layer without the rulings of a table is not that of its page, whatever it says.
    """
    picture, scale = page_picture(shown, pixels)
    found = content(picture, scale)
    own = picture.shape[1] / shown.rect.width
    if len(found.rulings) >= _RULED and not (page.rulings or page.edges or page.gaps):
        return True
    lines = [line for line in found.lines if line.x1 - line.x0 >= _LONG * (line.y1 - line.y0)]
    shares = _shares(lines, _mask(page, picture.shape, own))
    return _lacks(lines, shares, found, engine) or _differs(lines, shares, found, page, own, engine)


def is_same(text: str, page: Page) -> bool:
    """Whether a text, in whatever order, is for the most part what was read of a page."""
    said, read = (Counter(_plain(each)) for each in (text, "".join(word.text for word in page.words)))
    return 2 * (said & read).total() >= _ALIKE * (said.total() + read.total())


def _mask(page: Page, shape: tuple[int, ...], scale: float) -> np.ndarray:
    """Where words stand on a picture of that shape, at so many pixels a point: ones, summed up from its top left."""
    mask = np.zeros(shape, np.uint8)
    for word in page.words:
        x0, top, x1, bottom = (round(side * scale) for side in page.displayed(word.box[1:]))
        mask[max(top, 0) : max(bottom, 0), max(x0, 0) : max(x1, 0)] = 1
    return cv2.integral(mask)


def _shares(lines: Sequence[Segment], total: np.ndarray) -> list[float]:
    """How much of each line words cover."""
    found = []
    for x0, y0, x1, y1, _ in lines:
        held = int(total[y1, x1]) - int(total[y0, x1]) - int(total[y1, x0]) + int(total[y0, x0])
        found.append(held / max(1, (x1 - x0) * (y1 - y0)))
    return found


def _lacks(lines: Sequence[Segment], shares: Sequence[float], found: Content, engine: Engine) -> bool:
    """Whether there are many lines that can be read where the text layer has no words."""
    alone = [line for line, share in zip(lines, shares, strict=True) if share < _HELD]
    wide, all_ = (sum(line.x1 - line.x0 for line in each) for each in (alone, lines))
    if wide <= _LACKS * all_:
        return False
    legible = [_is_legible(reading) for _, reading in _read(alone, found, engine)]
    return 2 * sum(legible) > len(legible)


def _differs(  # noqa: PLR0913, PLR0917 -- lines and words, and where both stand
    lines: Sequence[Segment], shares: Sequence[float], found: Content, page: Page, scale: float, engine: Engine
) -> bool:
    """Whether lines that can be read say something else than the words that stand there."""
    held = [line for line, share in zip(lines, shares, strict=True) if share >= _HELD]
    read = _read(held, found, engine)
    alike = [_alike(reading.text, _said(page, line, scale)) for line, reading in read if _is_legible(reading)]
    return len(alike) > 1 and float(np.mean(alike)) < _ALIKE


def _read(lines: Sequence[Segment], found: Content, engine: Engine) -> list[tuple[Segment, Reading]]:
    """Some of the lines, from all over the page, and what is read of them."""
    some = list(lines)[:: max(1, len(lines) // _SAMPLE)][:_SAMPLE]
    return list(zip(some, engine.glance([_cut(found.white, line) for line in some]), strict=True)) if some else []


def _cut(white: Grey, line: Segment) -> Grey:
    margin = max(2, line.size // 7)
    part = white[max(0, line.y0 - margin) : line.y1 + margin, max(0, line.x0 - margin) : line.x1 + margin]
    return np.ascontiguousarray(part)


def _is_legible(reading: Reading) -> bool:
    return len(reading.text) > 1 and float(np.mean(reading.sure)) >= _LEGIBLE


def _said(page: Page, line: Segment, scale: float) -> str:
    """The characters of the text layer that stand on a line, from left to right."""
    found = []
    for word in page.words:
        for n, character in enumerate(word.text):
            box = page.displayed((word.edges[n], word.box.top, word.edges[n + 1], word.box.bottom))
            x, y = (box[0] + box[2]) / 2 * scale, (box[1] + box[3]) / 2 * scale
            if line.x0 <= x <= line.x1 and line.y0 <= y <= line.y1:
                found.append((x, character))
    return "".join(character for _, character in sorted(found))


def _alike(read: str, said: str) -> float:
    return SequenceMatcher(None, _plain(read), _plain(said), autojunk=False).ratio()


def _plain(text: str) -> str:
    """The characters of a text, wide and narrow ones as one, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())

"""Words and rulings of a PDF's text layer, read by MuPDF, in the page's coordinates as displayed.

Characters are put into words by baseline and advance, not by the height of their boxes: a decimal point, a comma and
a full stop often have boxes of their own height, and stand on the same baseline all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pymupdf

from extractor.errors import EncryptedError, UnreadableError
from extractor.geometry import Box
from extractor.pages import Page, Word
from extractor.readers.drawings import page_rulings

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

# A blank that nobody printed is not read.
_FLAGS = pymupdf.TEXT_INHIBIT_SPACES
_INKED = 16 | 32  # a span's char_flags: filled, stroked
_SAME_LINE = 0.2  # of the size: how far baselines of one line may be apart
_GAP = 0.25  # of the size: a wider gap ends a word
_SMALL = "。，、；：“”‘’.,;:'\"—-…·一_"  # glyphs with ink at one height only, which a level cut hides first
_CLIPPED = 0.8  # the confidence of a word of which clipping hides a part
_BACK = 0.5  # of the size: how far a glyph may reach back over the one before it


def open_pdf(data: bytes) -> pymupdf.Document:
    """The PDF of these bytes, opened as every viewer opens it: an owner's password does not matter.

    Raises:
        UnreadableError: the bytes are empty, or no PDF, or hold no page.
        EncryptedError: it opens with a password only.
    """
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
    except (pymupdf.FileDataError, pymupdf.EmptyFileError, pymupdf.mupdf.FzErrorBase) as error:
        raise UnreadableError("The file is empty or is no PDF. 文件为空或不是 PDF。") from error
    if document.needs_pass:
        raise EncryptedError("Remove the password, then convert it again. 请先解除密码，再重新转换。")
    if not document.is_pdf or not document.page_count:
        raise UnreadableError("It has no pages: it is cut off or is no PDF. 文件没有页面：已截断或不是 PDF。")
    return document


def read_page(page: pymupdf.Page) -> Page:
    """The words and rulings of one page; a page without a text layer has no words."""
    rulings, edges = page_rulings(page)
    words = tuple(_words(page))
    return Page(page.number + 1, page.rect.width, page.rect.height, words, rulings, edges)


class _Glyphs:
    """Characters in the order of the content stream.

    `rows` has a row each: x0, top, x1, bottom, origin x, origin y, size, and 1 where the text runs from left to right
    on the displayed page, else 0.
    """

    def __init__(self, page: pymupdf.TextPage) -> None:
        self.texts: list[str] = []
        rows: list[tuple[float, ...]] = []
        for span, level in _spans(page.extractRAWDICT()["blocks"]):
            size = span["size"]
            for char in span["chars"]:
                self.texts.append(char["c"])
                rows.append((*char["bbox"], *char["origin"], size, level))
        self.rows = _on_baseline(np.array(rows)) if rows else np.empty((0, 8))

    def marks(self) -> list[tuple[str, float, float]]:
        """What each character is and where it stands, to find it again."""
        return [(text, round(x, 1), round(y, 1)) for text, x, y in zip(self.texts, *self.rows[:, 4:6].T, strict=True)]


def _spans(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Every inked span, and whether it runs from left to right on the page as displayed."""
    for block in blocks:
        for line in block.get("lines", ()):
            x, y = line["dir"]
            level = abs(y) < 0.1 and x > 0
            for span in line["spans"]:
                if span.get("char_flags", _INKED) & _INKED and span.get("alpha", 255):
                    yield span, level


def _words(page: pymupdf.Page) -> Iterator[Word]:
    """The words of the page; text that does not run from left to right gives words of one character."""
    listed = page.get_displaylist()  # unlike the page itself, it gives the page as displayed, turned
    printed, whole = (pymupdf.TextPage(listed.get_textpage(flags)) for flags in (_FLAGS | pymupdf.TEXT_CLIP, _FLAGS))
    glyphs = _Glyphs(printed)
    seen = None
    if len(printed.extractText()) != len(whole.extractText()):
        keys = set(glyphs.marks())
        glyphs = _Glyphs(whole)
        seen = np.array([key in keys for key in glyphs.marks()])
    if glyphs.texts:
        yield from _Runs(glyphs, page.number + 1, seen).words()


def _on_baseline(rows: np.ndarray) -> np.ndarray:
    """The rows, where what does not run level, and so has no baseline to share, stands on the bottom of its box."""
    rows[:, 5] = np.where(rows[:, 7] > 0, rows[:, 5], rows[:, 3])
    return rows


class _Runs:
    """Characters in the order of the content stream, cut into runs and joined to words.

    `seen` tells which characters clipping leaves to be seen; None where it hides none.
    """

    def __init__(self, glyphs: _Glyphs, page: int, seen: np.ndarray | None) -> None:
        keep = ~_doubled(glyphs.texts, glyphs.rows)
        self.texts = [text for text, kept in zip(glyphs.texts, keep, strict=True) if kept]
        self.rows = glyphs.rows[keep]
        self.seen = None if seen is None else seen[keep]
        self.page = page

    def words(self) -> Iterator[Word]:
        """The words, from top to bottom and left to right."""
        runs = (self._visible(run) for run in self._runs())
        for run, blank in self._joined(self._sorted([run for run in runs if run])):
            yield self._word(run, blank)

    def _visible(self, run: list[int]) -> list[int]:
        """What clipping leaves of a run: its visible end where it is cut upright, all of it where it is cut level.

        A level cut hides the low or the high glyphs of a line, and the reader still sees what the line says.
        """
        if self.seen is None or not run or self.seen[run].all():
            return run
        seen = self.seen[run]
        if not seen.any():
            return []
        hidden = [self.texts[place] for place, kept in zip(run, seen, strict=True) if not kept]
        one_end = np.count_nonzero(np.diff(seen.astype(int))) == 1
        if one_end and any(text not in _SMALL for text in hidden):
            return [place for place, kept in zip(run, seen, strict=True) if kept]
        return run

    def _sorted(self, runs: list[list[int]]) -> list[list[int]]:
        """The runs line by line, each line from left to right."""
        first = self.rows[[run[0] for run in runs]]
        order = np.argsort(first[:, 5], kind="stable")
        steps = np.diff(first[order, 5]) > _SAME_LINE * first[order[1:], 6]
        lines = np.zeros(len(runs), dtype=int)
        lines[order] = np.concatenate([[0], np.cumsum(steps)])
        return [runs[place] for place in np.lexsort((first[:, 0], lines))]

    def _runs(self) -> Iterator[list[int]]:
        """Characters that follow each other on one baseline, in lists of their places; a blank ends a run."""
        x0, x1, base, size, level = (self.rows[:, k] for k in (0, 2, 5, 6, 7))
        gap = x0[1:] - x1[:-1]
        breaks = (
            (abs(base[1:] - base[:-1]) > _SAME_LINE * size[1:])
            | (gap > _GAP * size[1:])
            | (gap < -_BACK * size[1:])
            | (level[1:] == 0)
            | (level[:-1] == 0)
        )
        run: list[int] = []
        for place, text in enumerate(self.texts):
            if run and (breaks[place - 1] or text.isspace() or self.texts[place - 1].isspace()):
                yield run
                run = []
            run.append(place)
        yield run

    def _joined(self, runs: list[list[int]]) -> Iterator[tuple[list[int], bool]]:
        """Runs that continue each other on a baseline made one, and whether a blank is printed before each."""
        word: list[int] = []
        blank = False
        for run in runs:
            if self.texts[run[0]].isspace():
                blank_now = True
                if word:
                    yield word, blank
                word, blank = [], blank_now
            elif word and not self._continues(word, run):
                yield word, blank
                word, blank = list(run), False
            else:
                word += run
        if word:
            yield word, blank

    def _continues(self, word: list[int], run: list[int]) -> bool:
        last, first = self.rows[word[-1]], self.rows[run[0]]
        size = min(last[6], first[6])
        near = -0.1 * size <= first[0] - last[2] <= _GAP * size
        return bool(near and abs(first[5] - last[5]) <= _SAME_LINE * size and first[7] and last[7])

    def _word(self, places: list[int], blank: bool) -> Word:
        rows = self.rows[places]
        box = Box(
            self.page, *(float(v) for v in (rows[:, 0].min(), rows[:, 1].min(), rows[:, 2].max(), rows[:, 3].max()))
        )
        edges = (*(float(x) for x in rows[:, 0]), float(rows[-1, 2]))
        text = "".join(self.texts[place] for place in places)
        return Word(text, box, float(np.median(rows[:, 5])), float(rows[:, 6].max()), edges, blank, self._sure(places))

    def _sure(self, places: list[int]) -> float:
        """How sure a word is: one beside a clipped character, or with one inside, wants a look."""
        if self.seen is None:
            return 1.0
        around = [place for place in (places[0] - 1, *places, places[-1] + 1) if 0 <= place < len(self.texts)]
        near = [p for p in around if not self.seen[p] and abs(self.rows[p, 5] - self.rows[places[0], 5]) < 1]
        return _CLIPPED if near else 1.0


def _doubled(texts: list[str], rows: np.ndarray) -> np.ndarray:
    """Which characters only thicken the same character printed before at nearly the same place (fake bold)."""
    codes = np.array([ord(text[0]) for text in texts])
    order = np.lexsort((np.arange(len(texts)), rows[:, 0].round(), rows[:, 5].round(), codes))
    first, second = order[:-1], order[1:]
    width = rows[first, 2] - rows[first, 0]
    same = (
        (codes[first] == codes[second])
        & (abs(rows[first, 0] - rows[second, 0]) < 0.4 * width)
        & (abs(rows[first, 5] - rows[second, 5]) < 0.2 * rows[first, 6])
    )
    doubled = np.zeros(len(texts), dtype=bool)
    doubled[np.maximum(first[same], second[same])] = True
    return doubled

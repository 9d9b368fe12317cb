"""Words and rulings of a PDF's text layer, read by MuPDF, in the coordinates of the page as displayed."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pymupdf

from extractor.bounds import USUAL, Bounds
from extractor.errors import EncryptedError, LimitError, UnreadableError
from extractor.geometry import Box
from extractor.pages import Page, Word
from extractor.readers.assembly import Print, aslant, page_of
from extractor.readers.drawings import Veils, painted
from extractor.readers.glyphs import THIN, TINY, Fill, Glyphs
from extractor.readers.mending import mended
from extractor.readers.shown import Shown
from extractor.readers.sight import Clip, Scene, narrow, seen
from extractor.readers.turning import upright, way

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

# A blank that nobody printed is not read.
_FLAGS = pymupdf.TEXT_INHIBIT_SPACES | pymupdf.TEXT_COLLECT_VECTORS
_PICTURES = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpeg"), (b"II*\x00", "tiff"), (b"MM\x00*", "tiff"))
_ASLANT = 0.05  # the sine of an angle: text that is turned by more, and by no quarter, is no text of a table
_TALL = 3.0  # of the size: no font has taller boxes
_SPARSE = 100  # characters: a page with fewer may have its text drawn
_OUTLINED = 4  # for each character: so many curved shapes as small as glyphs are the text of the page
_INKED = 16 | 32  # a span's char_flags: filled, stroked


def open_pdf(data: bytes, bounds: Bounds = USUAL) -> pymupdf.Document:
    """The PDF or the picture of these bytes, opened as every viewer opens it: an owner's password does not matter.

    Raises:
        UnreadableError: the bytes are empty, or no PDF, or hold no page.
        EncryptedError: it opens with a password only.
        LimitError: it has more pages than are read.
    """
    try:
        data = mended(data, bounds)
        document = pymupdf.open(stream=data, filetype=_filetype(data))
    except (pymupdf.FileDataError, pymupdf.EmptyFileError, pymupdf.mupdf.FzErrorBase) as error:
        raise UnreadableError("The file is empty or is no PDF. 文件为空或不是 PDF。") from error
    if document.needs_pass:
        raise EncryptedError("Remove the password, then convert it again. 请先解除密码，再重新转换。")
    try:
        count = document.page_count
    except (RuntimeError, pymupdf.mupdf.FzErrorBase):  # its tree of pages leads nowhere
        count = 0
    if not count or (not document.is_pdf and _filetype(data) == "pdf"):
        raise UnreadableError("It has no pages: it is cut off or is no PDF. 文件没有页面：已截断或不是 PDF。")
    if count > bounds.pages:
        raise LimitError(f"It has {count} pages, more than {bounds.pages}. 页数超过上限。")
    return document


def _filetype(data: bytes) -> str:
    """What MuPDF calls the kind of a picture, by its first bytes; all else is to be a PDF."""
    return next((name for magic, name in _PICTURES if data.startswith(magic)), "pdf")


def read_page(shown: Shown) -> Page:
    """The words and rulings of one page; a page without a text layer has no words."""
    beside = painted(shown)
    found = _printed(shown, beside.veils)
    count = len(found.glyphs.texts)
    if count < _SPARSE and beside.outlines > _OUTLINED * max(count, _SPARSE / _OUTLINED):
        return Page(shown.number, *shown.size, (), (), unread="outlines")
    return page_of(shown.number, shown.size, found, beside.drawn)


class _Found(NamedTuple):
    """What a text page of MuPDF holds: characters, numbers of their fonts, filled areas, and texts that run aslant."""

    glyphs: Glyphs
    fonts: np.ndarray
    fills: list[Fill]
    aslant: list[Word]


def _printed(shown: Shown, veils: Veils) -> Print:
    """What is seen of the text of a page."""
    listed = shown.page.get_displaylist()  # unlike the page itself, it gives the page as displayed, turned
    clips = (Clip((0, 0, *shown.size)), *veils.clips)
    whole = pymupdf.TextPage(listed.get_textpage(_FLAGS))
    every = _found(whole, shown.number)
    level = upright(every.glyphs, 0, *shown.size)
    found = _clipped(listed, shown.number, whole, every) if _may_hide(clips, level) else every
    scene = Scene(listed, found.fills, clips, veils.is_faint, veils.has_pictures)
    known, contrast, is_seen = seen(level if found is every else upright(found.glyphs, 0, *shown.size), scene)
    glyphs = replace(known, rows=found.glyphs.rows).where(is_seen)
    return Print(glyphs, found.fonts[is_seen], contrast[is_seen], found.aslant)


def _clipped(listed: pymupdf.DisplayList, number: int, whole: pymupdf.TextPage, every: _Found) -> _Found:
    """What a page holds, what clipping hides too, and which of its characters are seen; the very same if all are."""
    shown = pymupdf.TextPage(listed.get_textpage(_FLAGS | pymupdf.TEXT_CLIP))
    is_whole = _length(shown) == _length(whole)
    if is_whole and not every.fills:
        return every
    found = _found(shown, number)
    if is_whole:
        return found
    marks = set(_marks(found.glyphs))
    mask = np.array([mark in marks for mark in _marks(every.glyphs)], dtype=bool)
    return every._replace(glyphs=replace(every.glyphs, seen=mask))


def _length(page: pymupdf.TextPage) -> int:
    """How many bytes the bare text of a text page has, which MuPDF tells much sooner than the text itself."""
    return int(pymupdf.mupdf.fz_new_buffer_from_stext_page(page.this).fz_buffer_storage()[0])


def _may_hide(clips: Sequence[Clip], glyphs: Glyphs) -> bool:
    """Whether a clip may hide a glyph: one that does not hold all their ink, or text without ink that clips."""
    return bool(narrow(clips, glyphs)) or bool((glyphs.colors()[:, 3] == 0).any())


_Span: TypeAlias = tuple[int, float, int, str, int, int]
"""How many characters a span has, their size, the way that they run, their font, colour and opacity."""


def _found(page: pymupdf.TextPage, number: int) -> _Found:
    spans: list[_Span] = []
    chars: list[dict[str, Any]] = []
    fills: list[Fill] = []
    leaning: list[Word] = []
    for block in page.extractRAWDICT()["blocks"]:
        if "isrect" in block:
            fills += _fill(block, len(chars))
        for line in block.get("lines", ()):
            runs = _runs(line["dir"], line["wmode"])
            for span in line["spans"]:
                printed = span["chars"]
                if runs is None:
                    leaning += (_aslant(span, number),) if printed and _opacity(span) else ()
                elif printed:
                    spans.append((len(printed), _size(span), runs, span["font"], span["color"], _opacity(span)))
                    chars += printed
    return _Found(*_glyphs(spans, chars), fills, leaning)


@lru_cache
def _runs(direction: tuple[float, float], vertical: int) -> int | None:
    """The number of the way that a line runs, None where it runs aslant."""
    x, y = direction
    return None if min(abs(x), abs(y)) > _ASLANT else way(x, y, bool(vertical))


def _glyphs(spans: list[_Span], chars: list[dict[str, Any]]) -> tuple[Glyphs, np.ndarray]:
    """The characters of spans, and a number for the font of each."""
    if not spans:
        return Glyphs([], np.empty((0, 8))), np.empty(0, dtype=int)
    lengths, sizes, runs, fonts, colors, opacities = zip(*spans, strict=True)
    numbers = {font: number for number, font in enumerate(dict.fromkeys(fonts))}
    tints = np.array(_tint(np.array(colors), np.array(opacities)))
    of_spans = np.repeat(np.array([sizes, runs, [numbers[font] for font in fonts]], dtype=float), lengths, axis=1)
    rows = np.vstack([_places(chars).T, of_spans[:2]]).T
    texts = list(map(itemgetter("c"), chars))
    return Glyphs(texts, rows, tints=np.repeat(tints, lengths, axis=1).T), of_spans[2].astype(int)


def _size(span: dict[str, Any]) -> float:
    """The size of a span in points; a font of drawn glyphs may count in tens or hundreds of them."""
    size: float = span["size"]
    if not 0 < size <= TINY:
        return size
    high = span["bbox"][3] - span["bbox"][1]
    return size * 10 ** round(math.log10(high / size)) if high > _TALL * size else size


def _places(chars: list[dict[str, Any]]) -> np.ndarray:
    """Box and origin of every character, six numbers a row; numpy itself takes longer to make an array of a list."""
    numbers: list[float] = []
    for char in chars:
        numbers += char["bbox"]
        numbers += char["origin"]
    return np.frombuffer(struct.pack(f"{len(numbers)}d", *numbers)).reshape(-1, 6)


def _opacity(span: dict[str, Any]) -> int:
    """How opaque a span is, from 0 to 255; what is not inked is not at all."""
    return span.get("alpha", 255) if span.get("char_flags", _INKED) & _INKED else 0


def _fill(block: dict[str, Any], before: int) -> Iterator[Fill]:
    """A filled area that is no ruling."""
    x0, top, x1, bottom = block["bbox"]
    if not block["stroked"] and min(x1 - x0, bottom - top) > THIN:
        yield Fill(block["bbox"], _tint(block["color"], block["alpha"]), before, block["isrect"])


def _aslant(span: dict[str, Any], number: int) -> Word:
    return aslant("".join(char["c"] for char in span["chars"]), Box(number, *span["bbox"]), span["size"])


def _tint(color: Any, alpha: Any) -> tuple[Any, Any, Any, Any]:
    """Red, green, blue and opacity from 0 to 1, of one colour or of an array of them."""
    return (color >> 16 & 255) / 255, (color >> 8 & 255) / 255, (color & 255) / 255, alpha / 255


def _marks(glyphs: Glyphs) -> Iterator[tuple[str, float, float]]:
    """What each character is and where it stands, to find it again."""
    places = glyphs.rows[:, 4:6].round(1).tolist()
    return ((text, x, y) for text, (x, y) in zip(glyphs.texts, places, strict=True))

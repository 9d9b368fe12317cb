"""What stands between two printed lines that were one text before wrapping broke it."""

from __future__ import annotations

import re

_PARAGRAPH = re.compile(
    r"(?:\d{1,2}[.．](?!\d)|\d{1,2}、|[（(]\d{1,2}[)）]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])"
)
_CHINESE = re.compile(r"[⺀-鿿豈-﫿\u3000-〿＀-￯]")
_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9]")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2}")
_SENTENCE_END = "。；;！!？?："
_CUT = re.compile(r"[\d.,]$")
_REST = re.compile(r"[-–~/]?\d")
_GROUPED = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})*(?:\.\d*)?$")
_NEVER_FIRST = ",.;:!?)]}%‰”»"
_NEVER_LAST = "([{“‘«$€£¥≥≤<>=+±-–—/"
_WIDE = 1.5  # of the size: a cell's margins and a figure; with more room to spare, no number was broken


def is_chinese(text: str) -> bool:
    """Whether a Chinese character or full-width mark stands in the text: it wraps between any two characters."""
    return _CHINESE.search(text) is not None


def seam(above: str, below: str, room: float, *, chinese: bool) -> str:
    """The line break, blank or nothing that parts the lines `above` and `below`, neither of which is empty.

    `room` is what the upper line leaves free of its cell, in sizes of its font; `chinese` tells whether the cell's
    text is Chinese. No blank comes between Chinese characters, words and numbers are kept whole, and a numbered
    paragraph keeps its own line, as does what follows a sentence that ends well before the right side.
    """
    if _PARAGRAPH.match(below) and not _is_inside_number(above, below):
        return "\n"
    if above[-1] in _SENTENCE_END and room > 4:
        return "\n"
    return _between_characters(above, below) if chinese else _between_words(above, below, room)


def _is_inside_number(above: str, below: str) -> bool:
    """Whether the break stands inside a number or a list, as in `3056.5|9.` or `第|1、2项`."""
    return bool(re.search(r"[\d.,第（(、和]$", above)) and not re.search(r"[。；;]$", above)


def _between_characters(above: str, below: str) -> str:
    last, first = above[-1], below[0]
    words = _LATIN.match(last) and _LATIN.match(first) and (_LETTER.match(last) or _LETTER.match(first))
    return " " if words else ""


def _between_words(above: str, below: str, room: float) -> str:
    """A blank, unless a mark holds the words together or a narrow column broke a number."""
    alone = above[-2:-1].isspace()
    if below[0] in _NEVER_FIRST or (above[-1] in _NEVER_LAST and not alone):
        return ""
    return "" if _breaks_number(above, below, room) else " "


def _breaks_number(above: str, below: str, room: float) -> bool:
    """Whether the lines are parts of one number or range; a line of several words is never broken there.

    A figure that had room on the upper line was not put under it by wrapping, unless it cannot stand alone.
    """
    if _WORD.search(above) or " " in above or not _CUT.search(above) or not _REST.match(below):
        return False
    if "," in above + below and not _GROUPED.search(above + re.split(r"[^\d,.]", below)[0]):
        return False
    return room < _WIDE or above[-1] in ".," or not re.search(r"\d.*\d", below)

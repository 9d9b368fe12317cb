"""How much room a text takes in a spreadsheet, in character widths and lines, and what Excel's limits leave of it."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import Literal
from unicodedata import east_asian_width

CELL_LIMIT = 32_767
"""UTF-16 units that a cell or a note can hold."""

SHEET_NAME_LIMIT = 31

_CUT = {
    "zh": "……【文字过长，超出 Excel 单元格上限，全文见 JSON】",
    "en": "… [cut at the limit of an Excel cell; the JSON holds the whole]",
}


def breadth(text: str) -> int:
    """The width of a text on one line, in widths of a digit: Chinese characters and punctuation count two."""
    return len(text) if text.isascii() else _breadth(text)


@lru_cache(1_000)  # names and codes that come again and again; more of them would be memory that grows with an archive
def _breadth(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def lines(text: str, width: float) -> int:
    """How many lines a text takes when wrapped at `width` digits."""
    if 2 * len(text) <= width and "\n" not in text:
        return 1
    return sum(max(1, ceil(breadth(line) / max(width, 1))) for line in text.split("\n"))


def cut(text: str, limit: int) -> str:
    """The first `limit` UTF-16 units of a text, which is what Excel counts; no character is halved."""
    if len(text) * 2 <= limit:
        return text
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", errors="ignore")


def fit_cell(text: str, language: Literal["zh", "en"] = "zh") -> str:
    """The text as a cell can hold it: whole, or cut with a mark that says where the whole stands."""
    if cut(text, CELL_LIMIT) == text:
        return text
    mark = _CUT[language]
    return cut(text, CELL_LIMIT - len(mark)) + mark

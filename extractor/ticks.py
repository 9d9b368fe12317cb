"""Which grades of a row of tick boxes are ticked: `□优 ■良 □中 □差`, `优（√） 良（ ）`, or a lone `优`.

The mark may stand before or after its word, bare or in brackets, and behind the points that the word stands for:
`优（≥90）√`. Fonts of symbols (Wingdings) leave letters and private characters where they print a box: `R` and `þ` are
ticked, `¨` and `£` are not.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TICKED = "√✓✔☑☒■◼▣●◉⦿✅þü\uf052\uf050\uf0fe\uf0fc\uf0fd"
_OPEN = "□☐○◯◻▢〇口¨£\uf0a8\uf06f\uf0a3\uf071"
_TICK = rf"(?:[{_TICKED}]\ufe0f?|(?<![A-Za-z])[RVＲ](?![A-Za-z]))"
_MARK = rf"(?:{_TICK}|[{_OPEN}])"
_BRACKETED = rf"[（(\[【〔]\s*{_MARK}?\s*[)）\]】〕]"
_WORD = r"优秀|优(?![化势先质惠])|良好|良|中等|(?<!其)中(?![央期间级])|一般|较差|(?<![偏误])差(?!异|距)|不合格|合格"
_BAND = r"\s*(?:[（(][^()（）]*\d[^()（）]*[)）]|[：:]?\s*[≥⩾>]?=?\s*\d[\d.\-—–~～至到≤<≥>=分以上下含]*)"
_TOKEN = re.compile(rf"(?P<mark>(?:{_BRACKETED}|{_MARK})+)|(?P<word>{_WORD})(?:{_BAND})?")
_HAS_TICK = re.compile(_TICK)
_GRADES = {"优秀": "优", "良好": "良", "中等": "中", "较差": "差"}


class _Token(NamedTuple):
    """A mark, or a word with the points behind it that it stands for; `text` has no points."""

    start: int
    end: int
    text: str


def ticked(text: str) -> tuple[str, ...]:
    """The grade words that are ticked, as printed and in printed order; a lone word without boxes counts as ticked."""
    words: list[_Token] = []
    marks: list[_Token] = []
    for match in _TOKEN.finditer(text):
        (words if match["word"] else marks).append(_Token(*match.span(), match["word"] or match[0]))
    if not words or not marks:
        return tuple(word.text for word in words) if len(words) == 1 else ()
    before = marks[0].start < words[0].start
    chosen = {_owner(n, marks, words, before) for n, mark in enumerate(marks) if _HAS_TICK.search(mark.text)}
    return tuple(word.text for n, word in enumerate(words) if n in chosen)


def offered(text: str) -> tuple[str, ...]:
    """The grade words that a text prints, ticked or not."""
    return tuple(match["word"] for match in _TOKEN.finditer(text) if match["word"])


def grade_of(word: str) -> str:
    """The short form of a grade word: 优 for 优秀, 良 for 良好; other words as they are."""
    word = word.strip()
    return _GRADES.get(word, word)


def _owner(position: int, marks: list[_Token], words: list[_Token], before: bool) -> int:
    """The index of the word that a mark belongs to.

    Where every word has a mark they pair off in order. Else the nearer word owns it, and between two as near the side
    on which the first mark of the row stands.
    """
    if len(marks) == len(words):
        return position
    mark = marks[position]

    def distance(n: int) -> tuple[int, bool]:
        follows = words[n].start >= mark.end
        gap = words[n].start - mark.end if follows else mark.start - words[n].end
        return gap, follows != before

    return min(range(len(words)), key=distance)

"""Whether a word that lies over the side of a cell is two texts printed in one go, or one that runs over its cell."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from statistics import median

from extractor.layout.seams import is_chinese
from extractor.pages import Word
from extractor.quantities import figure, is_blank

_GAP = 0.08  # of the size: what parts two figures at least
_OFF = 0.03  # of the size: where a neighbour stands so much nearer or farther than others do, a text ends
_FEWEST = 3  # characters that show how all are set


def parts(word: Word, cut: int) -> bool:
    """Whether the word may be cut before the character `cut`, where the side of a cell falls between two characters.

    Chinese may be cut anywhere; a Latin word never inside, a number only where its digits leave a gap.
    """
    last, first = word.text[cut - 1], word.text[cut]
    if is_chinese(last + first):
        return True
    if last.isalpha():
        return not first.islower()
    return not _is_inside_number(last, first) or _gap(word, cut) > _GAP * word.size


def meetings(word: Word) -> list[int]:
    """Where texts of a word that are too wide for their cells meet: the first character of each but the first.

    Digits of a figure are all set alike, as are Chinese characters of a text; between two texts printed apart, which
    touch or lie on each other, they are not. A mark may stand for a figure.
    """
    if word.order < 0:
        return []
    figures = _joints(word, str.isdigit)
    if all(figure(piece) is not None or is_blank(piece) for piece in _pieces(word, figures)):
        return figures
    return [place for place in _joints(word, _is_ideograph) if _is_ideograph(word.text[place])]


def _joints(word: Word, is_even: Callable[[str], bool]) -> list[int]:
    """The places behind those of the characters that are set evenly whose neighbour stands nearer or farther."""
    widths = [right - left for left, right in pairwise(word.edges)]
    even = [n for n, text in enumerate(word.text) if is_even(text)]
    if len(even) < _FEWEST:
        return []
    usual = median(widths[n] for n in even)
    return [n + 1 for n in even if abs(widths[n] - usual) > _OFF * word.size and n + 1 < len(word.text)]


def _pieces(word: Word, places: list[int]) -> list[str]:
    return [word.text[start:end] for start, end in pairwise([0, *places, len(word.text)])]


def _is_ideograph(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _is_inside_number(last: str, first: str) -> bool:
    return (last.isdigit() or last in ".,") and (first.isdigit() or first in ".,%")


def _gap(word: Word, cut: int) -> float:
    """How much wider the digit before the cut is set than the other digits of the word; 0 where there are none."""
    widths = [right - left for left, right in pairwise(word.edges)]
    digits = sorted(widths[n] for n, text in enumerate(word.text) if text.isdigit() and n != cut - 1)
    if not digits or not word.text[cut - 1].isdigit():
        return 0.0
    return widths[cut - 1] - digits[len(digits) // 2]

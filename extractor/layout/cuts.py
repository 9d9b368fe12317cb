"""Whether a word that lies over the side of a cell is two texts printed in one go, or one that runs over its cell."""

from __future__ import annotations

from itertools import pairwise

from extractor.layout.seams import is_chinese
from extractor.pages import Word

_GAP = 0.08  # of the size: what parts two figures at least


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


def _is_inside_number(last: str, first: str) -> bool:
    return (last.isdigit() or last in ".,") and (first.isdigit() or first in ".,%")


def _gap(word: Word, cut: int) -> float:
    """How much wider the digit before the cut is set than the other digits of the word; 0 where there are none."""
    widths = [right - left for left, right in pairwise(word.edges)]
    digits = sorted(widths[n] for n, text in enumerate(word.text) if text.isdigit() and n != cut - 1)
    if not digits or not word.text[cut - 1].isdigit():
        return 0.0
    return widths[cut - 1] - digits[len(digits) // 2]

"""Marks of notes that wrapping put on a line of their own, under the word or figure that they belong to."""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.layout.table import Line
from extractor.quantities import as_mark

_SMALLER = 0.87  # of the size of the text: a mark is no larger
_DOUBTED = 0.5  # the confidence of a mark that may be a figure
_MARK = re.compile(r"[(\[（【]?注?\d{1,2}[)\]）】]?")


def with_marks(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of a cell, small figures under its text as marks, which want a look: `20` over a small `1` is `20¹`."""
    if len(lines) < 2 or len({line.size for line in lines}) < 2:
        return lines
    marked = list(lines)
    for n, (above, line) in enumerate(pairwise(lines), 1):
        if line.size <= _SMALLER * above.size and _MARK.fullmatch(line.text) and above.text[-1:].isalnum():
            marked[n] = line._replace(text=as_mark(line.text), confidence=min(line.confidence, _DOUBTED))
    return tuple(marked)

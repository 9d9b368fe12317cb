"""Raised and lowered marks: small words beside a larger one, whose line is theirs whatever their own baseline."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from extractor.pages import Word

_SMALL = 0.87  # of the size of a word: what is no larger may be its mark
_RAISED = 0.7  # of the size: how far a mark's baseline may stand above that of its word
_LOWERED = 0.35  # of the size: how far below
_NEAR = 0.5  # of the size: how far a mark may stand beside its word
_INTO = 0.3  # of the size: how far it may reach into it
_BLANK = 0.15  # of the size: a blank before a mark is as wide
_RISEN = 0.15  # of the size: a mark that stands higher is no smaller digit of the figure
_DOUBTFUL = 0.5  # the confidence of a digit that is no digit of the figure before it
_FAR = 9.0  # sizes: farther than any mark stands


def hosts(words: Iterable[Word]) -> dict[Word, Word]:
    """The marks among the words, each with the word beside it; a mark may stand beside another."""
    every = list(words)
    largest = max((word.size for word in every), default=0.0)
    small = [word for word in every if word.size <= _SMALL * largest]
    found: dict[Word, Word] = {}
    new = {word: word for word in every if word.size > _SMALL * largest} if small else {}
    while new:
        near = _Near(new, largest)
        new = {mark: host for mark in small if mark not in found and (host := near.host(mark)) is not None}
        found |= new
    return found


class _Near:
    """Words, or marks with the words that they belong to, to be found by their baselines."""

    def __init__(self, words: dict[Word, Word], largest: float) -> None:
        self.pairs = sorted(words.items(), key=lambda pair: pair[0].baseline)
        self.baselines = [word.baseline for word, _ in self.pairs]
        self.reach = (_RAISED + _LOWERED) * largest

    def host(self, mark: Word) -> Word | None:
        """The word whose mark this is, directly or behind another mark of it, None where there is none."""
        start = bisect_left(self.baselines, mark.baseline - self.reach)
        end = bisect_right(self.baselines, mark.baseline + self.reach)
        near = [(_distance(mark, beside, word), word) for beside, word in self.pairs[start:end]]
        distance, word = min(near, key=lambda each: each[0], default=(_FAR, mark))
        return word if distance < _FAR else None


def _distance(mark: Word, beside: Word, word: Word) -> float:
    """How far the mark is from where marks beside that word stand, in sizes of their line's word."""
    rise = (word.baseline - mark.baseline) / word.size
    gap = max(mark.box.x0 - beside.box.x1, beside.box.x0 - mark.box.x1) / word.size
    if mark.size > _SMALL * word.size or not (-_LOWERED <= rise <= _RAISED and -_INTO <= gap <= _NEAR):
        return _FAR
    return abs(rise) + abs(gap)


def beside(mark: Word, host: Word, row: Sequence[Word]) -> Word:
    """The mark as it stands in the row of its word: a blank before it is one where there is room for it.

    A raised digit behind a digit wants a look: who reads the figure takes it for one more.
    """
    before = max((word for word in row if word.box.x0 < mark.box.x0), key=lambda word: word.box.x1, default=None)
    if before is None:
        return mark
    is_doubtful = host.baseline - mark.baseline > _RISEN * host.size and (before.text[-1] + mark.text[0]).isdigit()
    return mark._replace(
        blank=mark.blank and mark.box.x0 - before.box.x1 > _BLANK * host.size,
        confidence=min(mark.confidence, _DOUBTFUL) if is_doubtful else mark.confidence,
    )

"""Figures that narrow cells broke over several lines: `82,7`, `78,5`, `58.5`, `9` under each other are one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractor.dumps.tokens import Token

_PIECE = re.compile(r"[\d,]*\.?[\d,]*[%％]?")
_WHOLE = re.compile(r"(?:(?:0|[1-9]\d{0,2})(?:,\d{3})+|\d+)(?:\.\d+)?[%％]?")
_MOST = 9  # pieces of a figure
_APART = 2  # lines: farther from each other pieces are two figures
_EACH = 0.5  # what a figure costs
_ODD = 4.0  # that a text is no whole figure
_FAR = 1.0  # that its pieces do not stand on lines that follow each other
_ROOM = 2.0  # that there was room for more in a line before the last
_WHOLES = 1.0  # that all pieces are whole figures by themselves
_NO_POINT = 3.0  # that they have no point besides
_DIGITS = 1.0  # that it has more or fewer places behind its point than most of its column


def figures(column: Sequence[Token]) -> list[list[Token]]:
    """The texts of a column of money from top to bottom, those that are pieces of one figure together."""
    tokens = sorted(column, key=lambda token: (token.page, token.y, token.at))
    found = _parted(tokens, None)
    places = Counter(_places(_text(own)) for own in found if _WHOLE.fullmatch(_text(own)) and "." in _text(own))
    return _parted(tokens, places.most_common(1)[0][0]) if places else found


def _parted(tokens: Sequence[Token], places: int | None) -> list[list[Token]]:
    """The cheapest way to make figures of texts; `places` is how many most of them have behind the point."""
    widest = max((_wide(token.text) for token in tokens), default=0.0)
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for end in range(1, len(tokens) + 1):
        ways = []
        for start in range(max(0, end - _MOST), end):
            own = tokens[start:end]
            if len(own) == 1 or _may_be_one(own):
                cost, cuts = best[start]
                ways.append((cost + _cost(own, widest, places), (*cuts, end)))
        best.append(min(ways))
    cuts = (0, *best[-1][1])
    return [list(tokens[start:end]) for start, end in pairwise(cuts)]


def _may_be_one(own: Sequence[Token]) -> bool:
    near = all(a.page == b.page and 0 < b.y - a.y <= _APART for a, b in pairwise(own))
    return near and all(_PIECE.fullmatch(token.text) for token in own)


def _cost(own: Sequence[Token], widest: float, places: int | None) -> float:
    text = _text(own)
    if not _PIECE.fullmatch(own[0].text):
        return _EACH
    cost = _EACH if _WHOLE.fullmatch(text) else _EACH + _ODD
    if places is not None and "." in text and not text.endswith(("%", "％")):
        cost += _DIGITS * (_places(text) != places)
    for above, below in pairwise(own):
        cost += _FAR * (below.y - above.y > 1) + _ROOM * (_wide(above.text) + _wide(below.text[0]) <= widest)
    if len(own) > 1 and all(_WHOLE.fullmatch(token.text) for token in own):
        cost += _WHOLES + _NO_POINT * ("." not in text)
    return cost


def _text(own: Sequence[Token]) -> str:
    return "".join(token.text for token in own)


def _places(text: str) -> int:
    return len(text.partition(".")[2].rstrip("%％"))


def _wide(text: str) -> float:
    """How wide a piece is printed, in digits."""
    return sum(0.5 if char in ",." else 1.0 for char in text)

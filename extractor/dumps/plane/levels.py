"""The levels of an indicator table on the plane: a name stands in the middle of its rows, or at the first of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.dumps.kinds import LEVEL_WEIGHTS, LEVELS
from extractor.dumps.labels import Words
from extractor.dumps.placed import BORNE, Cell, Level
from extractor.dumps.plane.rows import Row
from extractor.dumps.plane.texts import merged
from extractor.dumps.tokens import Token, joined_text

_APART = 2  # lines: further from each other lines are two names
_LED = 0.6  # what it costs that a row stands under the last name of the page before
_CUT = 3.0  # what it costs that a name of level 1 begins amid the rows of one of level 2


def names(tokens: Sequence[Token], words: Words) -> list[list[Token]]:
    """The names that the texts of a level's column make: lines close under each other that are one name."""
    found: list[list[Token]] = []
    for token in tokens:
        if found and _goes_on(found[-1], token, words):
            found[-1].append(token)
        else:
            found.append([token])
    return found


def _goes_on(name: Sequence[Token], token: Token, words: Words) -> bool:
    if name[-1].page != token.page:
        return False
    text = joined_text(name)
    if name[-1].y == token.y or words.named(text + token.text).get("levels"):
        return True
    if _is_open(text) or token.text[0] in "）)分":
        return token.y - name[-1].y <= _APART
    alone = [words.named(each).get("levels") for each in (text, token.text)]
    return token.y - name[-1].y <= _APART and not any(alone)


def _is_open(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def starts(
    found: Sequence[Sequence[Token]], rows: Sequence[Row], led: bool, cuts: frozenset[int] | None
) -> tuple[float, list[int]]:
    """The first row of each name among the rows of its page, and what that costs.

    `led` tells that rows before the first name may stand under the last name of the page before; `cuts` are the rows
    at which names of the level below begin.
    """
    return min((_starts(found, rows, led, cuts, top) for top in (False, True)), key=lambda way: way[0])


def _starts(
    found: Sequence[Sequence[Token]], rows: Sequence[Row], led: bool, cuts: frozenset[int] | None, top: bool
) -> tuple[float, list[int]]:
    best: dict[int, tuple[float, tuple[int, ...]]] = {n: (_LED * n, ()) for n in (range(len(rows)) if led else (0,))}
    for name in found:
        middle = (name[0].y + name[-1].y) / 2
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, begun) in best.items():
            cut = _CUT if cuts is not None and start not in cuts else 0.0
            for end in range(start + 1, len(rows) + 1):
                at = rows[start].at if top else _middle(rows, start, end)
                now = cost + cut + abs(at - middle)
                if now < following.get(end, (1e9, ()))[0]:
                    following[end] = (now, (*begun, start))
        best = following
    cost, begun = best.get(len(rows), (1e9, ()))
    return cost, list(begun)


def _middle(rows: Sequence[Row], start: int, end: int) -> float:
    """The height of the middle of consecutive rows, which reach half way to those beside them."""
    top = rows[start].top if start == 0 else (rows[start - 1].bottom + rows[start].top) / 2
    bottom = rows[end - 1].bottom if end == len(rows) else (rows[end - 1].bottom + rows[end].top) / 2
    return (top + bottom) / 2


def weights_of(found: Sequence[Sequence[Token]], weights: Sequence[Token]) -> list[Cell | None]:
    """The weight of each name: in order where there are as many, else the one on its lines."""
    if len(found) == len(weights):
        return [Cell([token]) for token in weights]
    cells: list[Cell | None] = []
    for name in found:
        middle = (name[0].y + name[-1].y) / 2
        near = [token for token in weights if abs(token.y - middle) <= max(len(name), 2) / 2]
        cells.append(Cell([min(near, key=lambda token: abs(token.y - middle))], BORNE) if near else None)
    return cells


def levels(
    columns: Sequence[dict[str, list[Token]]], rows: Sequence[Sequence[Row]], words: Words
) -> tuple[list[Level], list[Level]]:
    """The names of both levels with their rows; columns and rows are those of each page."""
    both: tuple[list[Level], list[Level]] = ([], [])
    first = 0
    for own, inside in zip(columns, rows, strict=True):
        cuts: frozenset[int] | None = None
        for at in (1, 0):
            found = names(own.get(LEVELS[at], ()), words)
            if not found or not inside:
                continue
            _, begun = starts(found, inside, bool(both[at]), cuts)
            if not begun:
                continue
            cells = weights_of(found, own.get(LEVEL_WEIGHTS[at], ()))
            both[at].extend(_levels(found, cells, [first + n for n in begun], both[at]))
            cuts = frozenset(begun)
        first += len(inside)
    for level in both:
        for this, after in zip(level, [*level[1:], None], strict=False):
            this.end = after.start if after else first
    return both


def _levels(
    found: Sequence[list[Token]], weights: Sequence[Cell | None], begun: Sequence[int], before: Sequence[Level]
) -> Iterator[Level]:
    """The levels of a page; the first is that of the page before if its name is printed again."""
    last = joined_text(before[-1].name.tokens) if before else ""
    for n, (name, weight, start) in enumerate(zip(found, weights, begun, strict=True)):
        if n or joined_text(name).replace(" ", "") != last.replace(" ", ""):
            yield Level(Cell(merged(name)), weight, start)

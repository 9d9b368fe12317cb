"""The levels of a torn table: their names in order, and the figures that are certainly their weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractor.dumps.boxes import Piece
from extractor.dumps.kinds import LEVELS
from extractor.dumps.labels import Label, points
from extractor.dumps.tokens import Token, is_figure
from extractor.quantities import figure

UNIT = 10_000


@dataclass
class Names:
    """The names of one level in order, with the weight of each in ten-thousandths of a point where it is known.

    `labels` and `figures` are what prints them.
    """

    names: list[str] = field(default_factory=list)
    weights: list[int | None] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    figures: list[Token | None] = field(default_factory=list)

    @property
    def sums(self) -> tuple[int, ...] | None:
        """The weights, if all are known."""
        known = tuple(weight for weight in self.weights if weight is not None)
        return known if known and len(known) == len(self.weights) else None


def levels_of(stream: Sequence[Piece], columns: Mapping[str, object]) -> tuple[tuple[Names, Names], dict[int, str]]:
    """The two levels, and for figures that are weights of a level, by their identity, the column that is theirs.

    A weight stands behind its name, or behind as many names as there are weights; where a page repeats a name, its
    weight is repeated before or behind it.
    """
    both, owners = (Names(), Names()), dict[int, str]()
    waiting: list[tuple[int, int]] = []
    for n, each in enumerate(stream):
        level = _level(each, columns)
        if level is not None and isinstance(each, Label):
            waiting = [] if waiting and not _goes_on(stream, n) else waiting
            place = _named(both[level], each)
            if f"{LEVELS[level]}_weight" in columns and not _follows_weights(stream, n, columns):
                waiting.append((level, place))
        elif isinstance(each, Token) and is_figure(each.text) and not each.text.endswith("%"):
            owner = _awaited(both, waiting, each)
            if owner is None:
                owner = _repeated(both, each, stream[n + 1] if n + 1 < len(stream) else None)
            if owner is not None:
                owners[id(each)] = f"{LEVELS[owner]}_weight"
        elif not isinstance(each, Label):
            waiting = []
    for level, names in enumerate(both):
        if f"{LEVELS[level]}_weight" in columns:
            for token in (*_before_names(stream, names, owners), *_remaining(stream, names, owners)):
                owners[id(token)] = f"{LEVELS[level]}_weight"
    return both, owners


def _follows_weights(stream: Sequence[Piece], place: int, columns: Mapping[str, object]) -> bool:
    """Whether a name is one of several whose weights stand before them: figures do, and not as many come behind."""
    start, end = place, place
    while start and _level(stream[start - 1], columns) is not None:
        start -= 1
    while end < len(stream) and _level(stream[end], columns) is not None:
        end += 1
    behind = next((n for n in range(end, len(stream)) if not _is_free(stream[n], {})), len(stream)) - end
    before = all(_is_free(each, {}) for each in stream[max(0, 2 * start - end) : start])
    return end - start > 1 and before and behind not in (0, end - start)


def _before_names(stream: Sequence[Piece], names: Names, owners: Mapping[int, str]) -> list[Token]:
    """The weights that stand before as many names that still lack theirs."""
    found: list[Token] = []
    places = {id(label): n for n, label in enumerate(names.labels)}
    run: list[int] = []
    for n, each in enumerate([*stream, None]):
        if id(each) in places:
            run.append(places[id(each)])
            continue
        before = stream[n - 2 * len(run) : n - len(run)] if len(run) > 1 else ()
        if before and all(names.weights[at] is None for at in run) and all(_is_free(token, owners) for token in before):
            for at, token in zip(run, before, strict=True):
                if isinstance(token, Token):
                    names.weights[at], names.figures[at] = _value(token), token
                    found.append(token)
        run = []
    return found


def _remaining(stream: Sequence[Piece], names: Names, owners: Mapping[int, str]) -> list[Token]:
    """The figure that is what a lone name lacks, where all weights of the level add up to 100."""
    lacking = [n for n, weight in enumerate(names.weights) if weight is None]
    if len(lacking) != 1 or len(names.weights) < 3:
        return []
    rest = 100 * UNIT - sum(weight or 0 for weight in names.weights)
    fit = [each for each in stream if isinstance(each, Token) and _is_free(each, owners) and _value(each) == rest]
    if len(fit) != 1:
        return []
    names.weights[lacking[0]], names.figures[lacking[0]] = rest, fit[0]
    return fit


def _is_free(each: Piece, owners: Mapping[int, str]) -> bool:
    return isinstance(each, Token) and is_figure(each.text) and id(each) not in owners


def _value(token: Token) -> int:
    return int((figure(token.text) or 0) * UNIT)


def _level(each: Piece, columns: Mapping[str, object]) -> int | None:
    name = each.fields.get("levels") if isinstance(each, Label) else None
    return LEVELS.index(name) if name in LEVELS and name in columns else None


def _goes_on(stream: Sequence[Piece], place: int) -> bool:
    """Whether the piece before is a level's name too, or a weight of one."""
    before = stream[place - 1] if place else None
    return isinstance(before, Label) or (isinstance(before, Token) and is_figure(before.text))


def _named(level: Names, label: Label) -> int:
    if label.text in level.names[-1:]:
        return len(level.names) - 1
    printed = points(label.text)
    value = figure(printed) if printed else None
    level.names.append(label.text)
    level.weights.append(None if value is None else int(value * UNIT))
    level.labels.append(label)
    level.figures.append(None)
    return len(level.names) - 1


def _awaited(both: tuple[Names, Names], waiting: list[tuple[int, int]], token: Token) -> int | None:
    """The level that a figure weighs: that of the first name which waits for a weight and may have this one."""
    value = _value(token)
    while waiting:
        level, at = waiting.pop(0)
        weights = both[level].weights
        if weights[at] in (None, value):
            weights[at] = value
            both[level].figures[at] = both[level].figures[at] or token
            return level
    return None


def _repeated(both: tuple[Names, Names], token: Token, after: Piece | None) -> int | None:
    """The level whose last name follows a figure once more, where the figure is its weight."""
    for level, names in enumerate(both):
        if isinstance(after, Label) and after.text in names.names[-1:] and names.weights[-1] == _value(token):
            return level
    return None

"""Where each text of a torn indicator table stands: the cheapest way to put the stream of tokens into rows and columns.

A dump keeps the order of the cells of one column, and mostly goes along rows or down columns. A beam of partial
placements is carried over the tokens; a placement costs what its text does not suit its column, and what it jumps.
Amounts of points are whole numbers here, ten-thousandths of a point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from extractor.dumps.kinds import LEVEL_WEIGHTS, LEVELS, TEXTS, TOTALS
from extractor.dumps.tokens import is_prose, starts_paragraph, width

NEEDED: Mapping[str, float] = {
    "level3": 2.5,
    "weight": 4.0,
    "score": 4.0,
    "target": 0.8,
    "actual": 0.8,
    "definition": 0.8,
    "scoring_standard": 0.8,
}
"""What it costs that a row has nothing in a column."""

_SPARSE = frozenset(("reason", "improvement", "target_adjusted"))
_CLOSING = "，。、；：！？）》”’」』】,.;:!?)%"
_NEW = 0.35
_ALIKE = 2
_BROKEN = 3.0

Points = int | None


class Item(NamedTuple):
    """A step of the stream: a text with its cost in each column, a level's name, a label, or a new page.

    `joins` says whether it may go on with the text before it; `points` is its figure, `row` the row that this is
    known to belong to; `limit` is the row after the last one of the page, where that is known; `place` is the item's
    number in the stream, and `end` its last line where it has several.
    """

    kind: Literal["text", "level", "label", "page"]
    text: str = ""
    end: str = ""
    costs: Mapping[str, float] = {}
    field: str = ""
    gap: bool = False
    joins: bool = False
    points: Points = None
    row: int | None = None
    limit: int | None = None
    place: int = -1


class Move(NamedTuple):
    """What became of an item: its column and row, or that it goes on with the cell before; row -1 is outside."""

    column: str
    row: int
    goes_on: bool = False


class State(NamedTuple):
    """A partial placement: `filled` has a bit a row for every column, `last` is where the last text went.

    `widest` and `tail` are the widest and the last line of the cell that a text may go on with.
    """

    cost: float
    filled: tuple[int, ...]
    last: Move
    base: int = 0
    levels: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    level_weights: tuple[tuple[Points, ...], tuple[Points, ...]] = ((), ())
    weights: tuple[Points, ...] = ()
    scores: tuple[Points, ...] = ()
    totals: tuple[Points, Points] = (None, None)
    broken: bool = False
    widest: float = 0.0
    tail: str = ""
    path: tuple[object, ...] = ()

    def moves(self) -> list[Move]:
        """The moves in order, one an item."""
        found: list[Move] = []
        node = self.path
        while node:
            node, move = node  # type: ignore[assignment]
            found.append(move)  # type: ignore[arg-type]
        return found[::-1]


class Search:
    """The search over one form's items for given columns, in their printed order."""

    def __init__(self, columns: Sequence[str], every: Sequence[str], beam: int, lost: frozenset[int] | None) -> None:
        self.columns = tuple(columns)
        self.every = frozenset(every)
        self.index = {column: n for n, column in enumerate(columns)}
        self.beam = beam
        self.lost = lost
        self.needed = {column: cost for column, cost in NEEDED.items() if column in self.index}
        self.lacks = [0.12 * self.needed.get(column, 0.0) for column in columns]

    def run(self, items: Iterable[Item]) -> list[State]:
        """The cheapest placements of all items, best first."""
        states = [State(0.0, (0,) * len(self.columns), Move("start", -1))]
        for item in items:
            states = self._kept(new for state in states for new in self._after(state, item))
        return self._kept(self._turned(state, None) for state in states)

    def _kept(self, states: Iterator[State]) -> list[State]:
        best: dict[object, State] = {}
        for state in states:
            key = (state.filled, state.last, state.level_weights, state.weights, state.scores)
            known = best.get(key)
            if known is None or state.cost < known.cost:
                best[key] = state
        kept: list[State] = []
        alike: Counter[object] = Counter()
        for state in sorted(best.values(), key=_cost):
            figures = (state.weights, state.scores)
            alike[figures] += 1
            if alike[figures] <= _ALIKE:
                kept.append(state)
                if len(kept) == self.beam:
                    break
        return kept

    def _after(self, state: State, item: Item) -> Iterator[State]:
        if item.kind == "page":
            yield self._turned(state, item.limit)
        elif item.kind == "label":
            move = Move(item.field, -2)
            yield state._replace(last=move, path=(state.path, move), tail="")
        elif item.kind == "level":
            yield self._level(state, item, item.field, 0.0)
        else:
            yield from self._of_text(state, item)

    def _of_text(self, state: State, item: Item) -> Iterator[State]:
        if item.text[0] in "。；，、" and len(item.text) == 1 and state.tail:
            yield state._replace(tail=item.text, path=(state.path, Move(state.last.column, state.last.row, True)))
            return
        if state.tail and item.joins:
            move = Move(state.last.column, state.last.row, True)
            yield state._replace(
                cost=state.cost + self._on(state, item),
                widest=max(state.widest, width(item.text)),
                tail=item.end or item.text,
                path=(state.path, move),
            )
        for column, cost in item.costs.items():
            if column in LEVELS:
                yield self._level(state, item, column, cost)
            elif column in LEVEL_WEIGHTS:
                yield from self._level_weight(state, item, column, cost)
            elif column in TOTALS:
                yield from self._total(state, item, column, cost)
            else:
                for row in self._rows(state, item, column):
                    yield self._put(state, item, Move(column, row), cost + _NEW + self._step(state, column, row))
        dropped = 8.0 if item.points is not None else 2.0 if is_prose(item.text) else 3.0
        yield state._replace(cost=state.cost + dropped, path=(state.path, Move("", -1)), tail="")

    def _on(self, state: State, item: Item) -> float:
        """What it costs that a text goes on with the cell before."""
        text, tail, column = item.text, state.tail, state.last.column
        cost = 0.6 if item.gap else 0.0
        slack = 0.4 if column == "level3" else 1.0
        if starts_paragraph(text):
            cost += 0.1 if column in TEXTS and tail[-1] in "。；;" else 2.0
        elif tail[-1] in "。；":
            cost += 1.8
        cost += 1.2 * (width(tail) < state.widest - slack) + 1.2 * (width(text) > state.widest + 1)
        if text[0] in _CLOSING or len(text) == 1 or _is_open(tail):
            cost -= 1.0
        if column == "level3" and is_prose(text) and text[-1] in "。；":
            cost += 2.0
        return cost

    def _rows(self, state: State, item: Item, column: str) -> Iterable[int]:
        """The rows that a text of a column may belong to."""
        if item.row is not None:
            return (item.row,)
        found = self._likely_rows(state, column)
        return found if item.limit is None else [row for row in found if row < item.limit]

    def _likely_rows(self, state: State, column: str) -> set[int]:
        mask = state.filled[self.index[column]]
        top = max(mask.bit_length(), state.base)
        found = {top}
        if state.last.row >= top:
            found.add(state.last.row)
        if state.last.column == column and state.last.row >= state.base:
            found.add(_next_free(mask, state.last.row))
        if column in _SPARSE:
            end = max(map(int.bit_length, state.filled))
            found.add(max(end - 1, top))
            found.update(row for row in self.lost or () if row >= state.base and not mask >> row & 1)
        else:
            if column == "level3":
                found.add(max(map(int.bit_length, state.filled)))
            gap = next((row for row in range(state.base, top) if not mask >> row & 1), None)
            if gap is not None:
                found.add(gap)
        return found

    def _step(self, state: State, column: str, row: int) -> float:
        """What it costs to go from where the last text stands to a place."""
        last, top = state.last, max(state.filled[self.index[column]].bit_length(), state.base)
        cost = min(1.0, 0.3 * max(0, row - top)) if column in self.needed else 0.0
        if column == "level3" and row > top:
            cost += 1.3
        if column != "level3" and row >= max(map(int.bit_length, state.filled)):
            cost += 1.0
        if last.row == -2:
            return cost + (0.1 if last.column == column else 0.3)
        if last.column in LEVELS or last.column in LEVEL_WEIGHTS:
            return cost + (0.1 if column == "level3" else 0.6)
        return cost + (self._jump(state, column, row, top) if last.column in self.index and last.row >= 0 else 0.5)

    def _jump(self, state: State, column: str, row: int, top: int) -> float:
        """What it costs to go from place to place: least along a row, down a column, and to a new row."""
        last, at, before = state.last, self.index[column], self.index[state.last.column]
        if row == last.row and at > before:
            return self._skipped(state, row, before + 1, at)
        if column == last.column and row == _next_free(state.filled[at], last.row):
            return 0.35
        if row == last.row + 1 and at < before:
            rest = self._skipped(state, last.row, before + 1, len(self.columns))
            return 0.1 + rest + self._skipped(state, row, 0, at)
        return 0.7 if row == top and at > before else 1.2

    def _skipped(self, state: State, row: int, start: int, end: int) -> float:
        return sum(self.lacks[n] for n in range(start, end) if not state.filled[n] >> row & 1)

    def _put(self, state: State, item: Item, move: Move, cost: float) -> State:
        at, row = self.index[move.column], move.row
        filled = (*state.filled[:at], state.filled[at] | 1 << row, *state.filled[at + 1 :])
        weights, scores, tail = state.weights, state.scores, item.end or item.text
        if move.column == "weight":
            weights, tail = _with(weights, row, item.points), ""
        elif move.column == "score":
            scores, tail = _with(scores, row, item.points), ""
        if item.points is not None and self._awaits_weight(state):
            cost += 1.5
        if move.column == "score" and "weight" in self.index and _at(weights, row) is None:
            cost += 0.5
        broken = state.broken
        if not tail:
            cost += _score_cost(_at(weights, row), _at(scores, row))
            if move.column == "weight" and not broken and _breaks(weights, state.level_weights):
                cost, broken = cost + _BROKEN, True
        elif move.column in ("reason", "improvement") and self.lost is not None:
            cost += 0.0 if row in self.lost else 1.5
        return State(
            state.cost + cost,
            filled,
            move,
            state.base,
            state.levels,
            state.level_weights,
            weights,
            scores,
            state.totals,
            broken,
            width(tail),
            tail,
            (state.path, move),
        )

    def _awaits_weight(self, state: State) -> bool:
        """Whether a level's name was just printed whose weight is still to come, in a form that prints them."""
        if state.last.column not in LEVELS or LEVEL_WEIGHTS[LEVELS.index(state.last.column)] not in self.every:
            return False
        at = LEVELS.index(state.last.column)
        return len(state.level_weights[at]) < len(state.levels[at])

    def _level(self, state: State, item: Item, column: str, cost: float) -> State:
        at = LEVELS.index(column)
        names = state.levels[at]
        repeated = bool(names) and names[-1] == item.text
        move = Move(column, len(names) - repeated)
        known = names if repeated else (*names, item.text)
        weights = state.level_weights
        if item.points is not None and not repeated:
            own = (*weights[at], item.points)
            weights = (own, weights[1]) if at == 0 else (weights[0], own)
        return state._replace(
            level_weights=weights,
            cost=state.cost + cost + 0.2 + self._unfinished(state),
            levels=(known, state.levels[1]) if at == 0 else (state.levels[0], known),
            last=move,
            path=(state.path, move),
            widest=width(item.text),
            tail=item.text if cost else "",
        )

    def _unfinished(self, state: State) -> float:
        """What it costs to leave a row for a level's name before it is whole."""
        before = self.index.get(state.last.column)
        if before is None or state.last.row < 0:
            return 0.0
        return self._skipped(state, state.last.row, before + 1, len(self.columns))

    def _level_weight(self, state: State, item: Item, column: str, cost: float) -> Iterator[State]:
        at = LEVEL_WEIGHTS.index(column)
        weights, names = state.level_weights[at], state.levels[at]
        beside = state.last.column == LEVELS[at]
        fresh = max(map(int.bit_length, state.filled)) <= state.base and state.last.column not in LEVELS
        repeated = bool(weights) and len(weights) == len(names) and weights[-1] == item.points and (beside or fresh)
        if not repeated and len(weights) >= len(names):
            return
        row = len(weights) - repeated
        cost += 0.0 if beside and state.last.row == row else 0.3 if beside or state.last.column == column else 2.5
        cost -= 1.7 if repeated and not beside else 0.0
        found = weights if repeated else (*weights, item.points)
        both = (found, state.level_weights[1]) if at == 0 else (state.level_weights[0], found)
        move = Move(column, row)
        broken = state.broken or _breaks(state.weights, both)
        cost += _BROKEN * (broken and not state.broken)
        yield state._replace(
            cost=state.cost + cost, level_weights=both, last=move, path=(state.path, move), tail="", broken=broken
        )

    def _total(self, state: State, item: Item, column: str, cost: float) -> Iterator[State]:
        at = TOTALS.index(column)
        if state.totals[at] is not None:
            return
        beside = state.last.column in ("total", "total_weight")
        under = state.last.column == column.removeprefix("total_")
        cost += 0.0 if beside else 0.2 if under else 1.2
        totals = (item.points, state.totals[1]) if at == 0 else (state.totals[0], item.points)
        move = Move(column, -1)
        yield state._replace(cost=state.cost + cost, totals=totals, last=move, path=(state.path, move), tail="")

    def _turned(self, state: State, limit: int | None) -> State:
        """The state at the end of a page: what its rows lack is counted, the next page has rows of its own."""
        end = max(map(int.bit_length, state.filled), default=0) if limit is None else limit
        cost = sum(
            need * sum(not state.filled[self.index[column]] >> row & 1 for row in range(state.base, end))
            for column, need in self.needed.items()
        )
        move = Move("page", -1)
        return state._replace(
            cost=state.cost + cost, base=max(end, state.base), path=(state.path, move), tail="", last=move
        )


def _cost(state: State) -> float:
    return state.cost


def _is_open(text: str) -> bool:
    """Whether a bracket or a quotation is begun and not ended."""
    return any(text.count(start) > text.count(end) for start, end in ("（）", "()", "“”", "《》"))


def _breaks(weights: Sequence[Points], levels: Iterable[Sequence[Points]]) -> bool:
    """Whether the weights so far, from the first row on, cannot be parted into the sums of a level."""
    return any(_exceeds(weights, sums) for sums in levels)


def _exceeds(weights: Sequence[Points], sums: Sequence[Points]) -> bool:
    place, left = -1, 0
    for weight in weights:
        if weight is None:
            return False
        while left == 0:
            place += 1
            if place >= len(sums) or sums[place] is None:
                return False
            left = sums[place] or -1
        left -= weight
        if left < 0:
            return True
    return False


def _next_free(mask: int, row: int) -> int:
    """The first row after a row in which a column has nothing yet."""
    row += 1
    while mask >> row & 1:
        row += 1
    return row


def _at(values: Sequence[Points], row: int) -> Points:
    return values[row] if row < len(values) else None


def _with(values: tuple[Points, ...], row: int, value: Points) -> tuple[Points, ...]:
    longer = (*values, *(None,) * (row + 1 - len(values)))
    return (*longer[:row], value, *longer[row + 1 :])


def _score_cost(weight: Points, score: Points) -> float:
    """What the score of a row says against it: it may not be above the weight, and mostly equals it."""
    if weight is None or score is None:
        return 0.0
    return 0.0 if weight == score else 0.6 if score < weight else 3.0

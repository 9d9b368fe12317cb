"""Which figures of a torn table are weights, which scores, and which score belongs to which weight.

Every figure gets a label in a pass over the stream that keeps, for each state of the form's sums and of the weights
that still wait for their scores, the cheapest way there. A second pass backwards tells for each figure what it would
cost to take it for something else. Points are whole numbers here, ten-thousandths of a point.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.dumps.lattice import Step, Walk, cheapest

Points = int | None

UNIT = 10_000
_CLOSE = 0.9  # of cost: a label that is as little worse might be right too
_LACKING = 1.6  # that a weight has no score, or a score no weight
_WAITING = 0.1  # that a weight waits for its score
_TOO_MUCH = 5.0  # that all weights are more than 100
_UNMET = 6.0  # that the sums do not hold at the end
_APART = 1.2  # that a score belongs to no weight that is next in turn
_BROKEN = 0.3  # that a figure is broken over two lines
_SPARE = 0.6  # that a figure is that of a part or a subtotal, which stand somewhere
_STATES = 1500  # that are kept a step
_DEEP = 6  # weights: how far from its turn a score may stand


class Fact(NamedTuple):
    """A step of the stream: a figure with its points and the kind of what stands before it, or a page's end.

    `alone` tells that no figure stands right before or behind it, `whole` has the points if the next figure is the end
    of this one, broken off in a narrow cell: `11.6` and `7`.
    """

    points: Points
    before: str  # name, prose, value, total, weight-head, score-head, other
    page: bool = False
    alone: bool = False
    whole: Points = None


@dataclass(frozen=True)
class Known:
    """What is known of the form's sums: `levels` are the sums of the weights in order, None where it prints none.

    `execution` has weight and score of the money block, `total` the score that is printed apart from the table;
    `labels` are the labels that its columns allow. `spare` figures at most are those of parts and subtotals, which
    are not added up.
    """

    levels: tuple[int, ...] | None
    execution: tuple[Points, Points]
    labels: tuple[str, ...]
    total: Points = None
    spare: int = 0


class Labelled(NamedTuple):
    """The label of a figure, the row of the table that it belongs to, and whether another would do nearly as well.

    `apart` tells that no figure stands right before or behind it in the stream.
    """

    label: str
    row: int | None = None
    doubtful: bool = False
    apart: bool = False


class _State(NamedTuple):
    """What of the sums is settled when some of the figures are labelled.

    `level` and `left` say what is still to be shared out under a level, `waiting` are the weights that have no score
    yet, `owed` the scores that have no weight yet.
    """

    level: int
    left: int
    weights: int
    waiting: tuple[int, ...]
    owed: tuple[int, ...]
    others: int
    totals: tuple[Points, Points]
    scores: int
    last: str
    spared: int = 0
    broken: bool = False


def label(facts: Sequence[Fact], known: Known) -> tuple[list[Labelled], bool]:
    """The label of every fact that is a figure, in order, and whether the form's sums bear the labels out.

    Where all scores may stand in turn, they do; else those that stand alone may belong to any row near by.
    """
    in_turn = [fact._replace(alone=False) for fact in facts]
    found, borne = _told(in_turn, known, _STATES)
    if borne and not flaws(facts, found):
        figures = (fact for fact in facts if fact.points is not None)
        return [each._replace(apart=fact.alone) for each, fact in zip(found, figures, strict=True)], True
    return _told(facts, known, _STATES // 2)


def _told(facts: Sequence[Fact], known: Known, most: int) -> tuple[list[Labelled], bool]:
    start = _State(-1, 0, 0, (), (), 0, (None, known.total), 0, "")
    walk = Walk[_State, Fact](
        lambda state, fact: _after(state, fact, known),
        lambda state: _unmet(state, known),
        lambda state: _WAITING * len(state.waiting),
        most=most,
    )
    way = cheapest(start, facts, walk)
    if way is None:
        return [Labelled("none") for fact in facts if fact.points is not None], False
    found = _labelled_steps(facts, way.steps, way.margins)
    return found, _is_borne(way.last, _unmet(way.last, known), known)


def _is_borne(last: _State, unmet: float, known: Known) -> bool:
    """Whether the labels were tried by a printed total, and hold: to the point, and not only within what is likely."""
    total, score = last.totals[1], known.execution[1] or 0
    tried = "score" not in known.labels or (total is not None and total == last.scores + score)
    return tried and unmet < _UNMET / 2


def _labelled_steps(
    facts: Sequence[Fact], steps: Sequence[Step], margins: Sequence[tuple[float, str]]
) -> list[Labelled]:
    """The labels with rows: weights have their places in order, a score that of its weight."""
    found: list[Labelled] = []
    waiting: list[int] = []
    owed: list[int] = []
    rows = 0
    for place, (fact, step) in enumerate(zip(facts, steps, strict=True)):
        if fact.page:
            waiting, owed = [], []
        if fact.points is None:
            continue
        row: int | None = None
        if step.label == "weight" or (step.label == "score" and step.turn == _NONE):
            row, rows = rows, rows + 1
            if step.label == "weight" and step.turn >= 0:
                score = owed.pop(step.turn)
                found[score] = found[score]._replace(row=row)
            elif step.label == "weight":
                waiting.append(row)
        elif step.label == "score" and step.turn == _OWED:
            owed.append(len(found))
        elif step.label == "score":
            row = waiting.pop(step.turn % _SKIP)
            if step.turn > _SKIP:
                waiting.pop(0)
        found.append(Labelled(step.label, row, is_doubtful(place, facts, steps, margins), fact.alone))
    return found


_NONE, _OWED, _SKIP = -1, -2, 100  # steps: no partner yet or ever, a partner to come, one passed over


def is_doubtful(place: int, facts: Sequence[Fact], steps: Sequence[Step], margins: Sequence[tuple[float, str]]) -> bool:
    """Whether another label is nearly as good, and no equal figure near by has that label in exchange."""
    margin, second = margins[place]
    if margin >= _CLOSE:
        return False
    if second == steps[place].label:
        return True
    same = (n for n, fact in enumerate(facts) if fact.points == facts[place].points and abs(n - place) < 150)
    return not any(steps[n].label == second for n in same)


def _after(state: _State, fact: Fact, known: Known) -> Iterator[tuple[_State, Step, float]]:
    if fact.page:
        cost = _LACKING * (len(state.waiting) + len(state.owed) + abs(state.others))
        yield state._replace(waiting=(), owed=(), others=0, last=""), Step("page", 0), cost
    elif fact.points is None:
        yield state._replace(last="") if state.last else state, Step("", 0), 0.0
    elif state.broken:
        yield state._replace(broken=False), Step("rest"), 0.0
    else:
        yield from _as_figure(state, fact, fact.points, known)
        if fact.whole is not None:
            for new, step, cost in _as_figure(state, fact, fact.whole, known):
                yield new._replace(broken=True), step, cost + _BROKEN


def _as_figure(state: _State, fact: Fact, value: int, known: Known) -> Iterator[tuple[_State, Step, float]]:
    for name in known.labels:
        if name == "weight":
            yield from _as_weight(state, fact, value, known)
        elif name == "score":
            yield from _as_score(state, fact, value, known)
        else:
            yield from _as_other(state, fact, value, name, known)


def _as_weight(state: _State, fact: Fact, value: int, known: Known) -> Iterator[tuple[_State, Step, float]]:
    new, fits = _spent(state, value, known)
    cost = _context(state, fact, "weight") + as_points(value) + (0.0 if fits else 3.0)
    cost += _TOO_MUCH * (state.weights <= 100 * UNIT - (known.execution[0] or 0) < new.weights)
    new = new._replace(others=state.others - ("other" in known.labels), last="weight")
    if "score" not in known.labels:
        yield new, Step("weight", _NONE), cost
        return
    if state.owed:
        yield new._replace(owed=state.owed[1:]), Step("weight", 0), cost + _pair(value, state.owed[0])
    if not state.owed or state.waiting:
        yield new._replace(waiting=(*state.waiting, value)), Step("weight", _NONE), cost


def _as_score(state: _State, fact: Fact, value: int, known: Known) -> Iterator[tuple[_State, Step, float]]:
    cost = _context(state, fact, "score") + (2.0 if value > 50 * UNIT else 0.0)
    new = state._replace(scores=state.scores + value, last="score")
    waiting = state.waiting
    if "weight" not in known.labels:
        yield new, Step("score", _NONE), cost
        return
    if not waiting or fact.alone:
        owed = 0.5 if not waiting else _APART
        yield new._replace(owed=(*state.owed, value)), Step("score", _OWED), cost + owed
    if waiting:
        yield new._replace(waiting=waiting[1:]), Step("score", 0), cost + _pair(waiting[0], value)
    if len(waiting) > 1:
        skipped = cost + _LACKING + _pair(waiting[1], value)
        yield new._replace(waiting=waiting[2:]), Step("score", _SKIP + 1), skipped
    for turn in range(1, min(len(waiting), _DEEP)) if fact.alone else ():
        apart = cost + _APART + 0.05 * turn + _pair(waiting[turn], value)
        yield new._replace(waiting=(*waiting[:turn], *waiting[turn + 1 :])), Step("score", turn), apart


def _pair(weight: int, score: int) -> float:
    """What a weight and a score say against being of one row: most scores are full, none is above its weight."""
    return 0.0 if weight == score else 0.6 if score < weight else 4.0


def flaws(facts: Sequence[Fact], found: Sequence[Labelled]) -> int:
    """How many rows lack their weight or their score, or have a score above the weight."""
    rows: dict[int, dict[str, int]] = defaultdict(dict)
    for fact, each in zip((fact for fact in facts if fact.points is not None), found, strict=True):
        if each.row is not None and fact.points is not None:
            rows[each.row][each.label] = fact.points
    return sum(len(row) < 2 or row["score"] > row["weight"] for row in rows.values())


def _as_other(state: _State, fact: Fact, value: int, name: str, known: Known) -> Iterator[tuple[_State, Step, float]]:
    cost = _context(state, fact, name)
    if name == "none":
        summed = fact.before == "total" or state.last in ("total_weight", "total_score")
        yield state._replace(last="none"), Step(name, 0), 7.0 if summed else 3.0
        if state.spared < known.spare and not summed:
            beside = 0.0 if fact.before == "part" else _SPARE
            yield state._replace(spared=state.spared + 1), Step("part", 0), beside
    elif name == "other":
        yield state._replace(others=state.others + 1, last=name), Step(name, 0), cost + 0.3
    else:
        at = int(name == "total_score")
        whole_sum = state.weights + (known.execution[0] or 0)
        whole = value == 100 * UNIT or value == whole_sum > 60 * UNIT
        fits = state.scores <= value <= 130 * UNIT if at else whole
        if state.totals[at] is None and fits:
            totals = (value, state.totals[1]) if at == 0 else (state.totals[0], value)
            size = 1.5 if value < 50 * UNIT else 0.0
            yield state._replace(totals=totals, last=name), Step(name, 0), cost + size


def _spent(state: _State, value: int, known: Known) -> tuple[_State, bool]:
    """The state after a weight, and whether it still fits the level that it stands under."""
    level, left, fits = fits_level((state.level, state.left), value, known)
    return state._replace(level=level, left=left, weights=state.weights + value), fits


def fits_level(place: tuple[int, int], value: int, known: Known) -> tuple[int, int, bool]:
    """The level and what it has left after a weight, from those before, and whether the weight still fits."""
    level, left = place
    if known.levels is None:
        return level, left, True
    while left == 0 and level + 1 < len(known.levels):
        level += 1
        left = known.levels[level]
    fits = value <= left
    return level, left - value if fits else 0, fits


def as_points(value: int) -> float:
    """What a value says against being a weight, which is a round number."""
    if not value:
        return 4.0
    size = 3.0 if value > 50 * UNIT else 0.0
    if value % UNIT == 0:
        return size
    return size + (0.2 if value % (UNIT // 2) == 0 else 0.5 if value % (UNIT // 4) == 0 else 1.5)


_CONTEXT: Mapping[str, Mapping[str, float]] = {
    "weight": {
        "name": 0.0,
        "prose": 0.4,
        "value": 0.1,
        "weight": 0.1,
        "score": 0.3,
        "total": 1.5,
        "total_weight": 4.0,
        "weight-head": 0.0,
    },
    "score": {
        "name": 0.8,
        "prose": 0.2,
        "value": 0.6,
        "weight": 0.1,
        "score": 0.1,
        "total": 1.5,
        "total_weight": 4.0,
        "score-head": 0.0,
    },
    "total_weight": {"total": 0.0, "weight": 0.3, "total_score": 0.5},
    "total_score": {"total": 0.0, "score": 0.3, "total_weight": 0.0},
    "other": {"value": 0.2, "other": 0.1},
}


def _context(state: _State, fact: Fact, name: str) -> float:
    """What the text or the figure before says of a label."""
    return _CONTEXT.get(name, {}).get(state.last or fact.before, 0.9)


def _unmet(state: _State, known: Known) -> float:
    """What it costs that the sums do not hold when all figures are labelled."""
    cost = _LACKING * (len(state.waiting) + len(state.owed) + abs(state.others))
    settled = known.levels is None or (state.left == 0 and state.level == len(known.levels) - 1)
    return cost + unmet((state.weights, state.scores), state.totals, known, settled=settled)


def unmet(sums: tuple[int, int], totals: tuple[Points, Points], known: Known, *, settled: bool) -> float:
    """What it costs that sums of weights and scores do not hold; `settled` tells whether the levels have theirs."""
    cost = 0.0 if settled or not sums[0] else _UNMET
    most = 20 * UNIT
    for sum_, total, given in zip(sums, totals, known.execution, strict=True):
        if total is not None and sum_:
            rest = total - sum_
            cost += 0.0 if (rest == given if given is not None else 0 <= rest <= most) else _UNMET
        if sum_ and sum_ == sums[0] and 80 * UNIT <= sum_ <= 100 * UNIT:
            most = 100 * UNIT - sum_  # points left for execution
    if totals[0] is None and sums[0]:
        cost += 0.0 if 80 * UNIT <= sums[0] <= 100 * UNIT else _UNMET
    return cost

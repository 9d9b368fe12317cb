"""The figures of a table whose dump goes along its rows: every row has the same figures in the same order.

A dump in the order of drawing keeps it, whichever column stands first. Where the form's own sums hold for one such
order, nothing of a figure is left to what suits best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from extractor.dumps.figures import UNIT, Fact, Known, Labelled, Points, as_points, fits_level, is_doubtful, unmet
from extractor.dumps.lattice import Step, Walk, Way, cheapest

_PASSED, _PASSED_TOO = 2.5, 0.5  # that a figure is none of the row's, and that another beside it is none either
_SLACK = 14.0  # of cost: how much worse than the best a reading may be on its way
_STATES = 200  # that are kept a step
_NO_OTHER = 0.8  # that a row has no figure in a column that is not always filled
_LACKING = 2.0  # that a row ends before it has all its figures
_BROKEN = 0.3  # that a figure is broken over two lines
_WITHIN = 0.2  # that a name stands within a row
_MOST_PASSED = 0.6  # of the figures of rows: where more are passed over, the table is another
_MOST = 0.9  # of cost: a reading of another order that is as near might be right too


_TEXT = Step("")
_STEPS = {name: (Step(name, 0), Step(name, 1)) for name in ("weight", "score", "other")}


class _State(NamedTuple):
    """The place in the row, its weight and score so far, what its level has left, and the sums of all rows."""

    at: int = 0
    weight: Points = None
    score: Points = None
    level: int = -1
    left: int = 0
    sums: tuple[int, int] = (0, 0)
    totals: tuple[Points, Points] = (None, None)
    totalled: bool = False
    broken: bool = False
    passed: bool = False
    parted: bool = False


def label_rows(facts: Sequence[Fact], known: Known) -> list[Labelled] | None:
    """The label of every fact that is a figure, in order; None where no order of columns has sums that hold."""
    columns = [name for name in known.labels if name in ("weight", "score", "other")]
    ways = [(way, order) for order in permutations(columns) if (way := _way(facts, known, order))]
    if not ways:
        return None
    (best, order), *others = sorted(ways, key=lambda pair: pair[0].cost)
    found = _labelled(facts, best, order)
    own = _values(facts, found)
    for other in (_labelled(facts, way, turned) for way, turned in others if way.cost - best.cost < _MOST):
        differ = {place for place, value in _values(facts, other).items() if own.get(place) != value}
        found = [each._replace(doubtful=each.doubtful or (each.label, each.row) in differ) for each in found]
    return found


def _values(facts: Sequence[Fact], found: Sequence[Labelled]) -> dict[tuple[str, int | None], Points]:
    """The points in every place."""
    figures = (fact for fact in facts if fact.points is not None)
    return {(each.label, each.row): fact.points for fact, each in zip(figures, found, strict=True)}


def _way(facts: Sequence[Fact], known: Known, order: Sequence[str]) -> Way[_State] | None:
    start = _State(totals=(None, known.total))
    walk = Walk[_State, Fact](
        lambda state, fact: _after(state, fact, known, order),
        lambda state: _end(state, known),
        slack=_SLACK,
        most=_STATES,
        worst=_worst,
    )
    way = cheapest(start, facts, walk)
    if way is None or way.last.at or _end(way.last, known) or not any(way.last.sums):
        return None
    labels = [step.label for step in way.steps]
    if labels.count("none") > _MOST_PASSED * sum(labels.count(name) for name in order):
        return None
    tried = way.last.totals[1] is not None or known.levels is not None
    return way if tried else None


def _worst(count: int) -> float:
    """What a reading may cost after so many facts, where figures do go along rows."""
    return 6.0 + 0.25 * count


def _end(state: _State, known: Known) -> float:
    settled = known.levels is None or (state.left == 0 and state.level == len(known.levels) - 1)
    return _LACKING * bool(state.at) + unmet(state.sums, state.totals, known, settled=settled)


def _after(state: _State, fact: Fact, known: Known, order: Sequence[str]) -> Iterator[tuple[_State, Step, float]]:
    if fact.points is None:
        if fact.page and state.at:
            yield (
                state._replace(at=0, weight=None, score=None, totalled=False, passed=False, parted=False),
                Step("page"),
                _LACKING,
            )
        else:
            within = _WITHIN * (bool(state.at) and fact.before == "name")
            still, on = state.totalled and fact.before == "total", state.passed and fact.before != "name"
            same = state.totalled == still and state.passed == on and not state.parted
            yield state if same else state._replace(totalled=still, passed=on, parted=False), _TEXT, within
        return
    if fact.before == "part" or state.parted:
        yield state._replace(parted=True), Step("part"), 0.0
    if state.broken:
        yield state._replace(broken=False), Step("rest"), 0.0
        return
    yield from _as_figure(state, fact, fact.points, known, order)
    if fact.whole is not None:
        for new, step, cost in _as_figure(state, fact, fact.whole, known, order):
            yield new._replace(broken=True), step, cost + _BROKEN
    summed = fact.before == "total" or state.totalled
    passed = _PASSED_TOO if state.passed else _PASSED
    yield state._replace(passed=True), Step("none"), passed + 4.0 * summed


def _as_figure(
    state: _State, fact: Fact, value: int, known: Known, order: Sequence[str]
) -> Iterator[tuple[_State, Step, float]]:
    yield from _in_turn(state, value, known, order, 0.0)
    if state.at:
        yield from _in_turn(state._replace(at=0, weight=None, score=None), value, known, order, _LACKING)
    elif fact.before == "total" or state.totalled:
        yield from _as_total(state, value, known)


def _in_turn(
    state: _State, value: int, known: Known, order: Sequence[str], cost: float
) -> Iterator[tuple[_State, Step, float]]:
    """The figure taken for the next of its row, or for the one after a column that need not be filled."""
    turn = int(not state.at)
    for at in (state.at, state.at + 1):
        if at == len(order):
            return
        name, sums = order[at], state.sums
        next_ = (at + 1) % len(order)
        step = _STEPS[name][turn]
        weight = value if name == "weight" else state.weight
        score = value if name == "score" else state.score
        place, suits = (state.level, state.left), 0.1
        if name == "weight":
            level, left, fits = fits_level(place, value, known)
            place = level, left
            suits = as_points(value) + 3.0 * (not fits) + _pair(value, state.score)
            sums = (sums[0] + value, sums[1])
        elif name == "score":
            suits = 2.0 * (value > 50 * UNIT) + _pair(state.weight, value)
            sums = (sums[0], sums[1] + value)
        if not next_:
            weight = score = None
        yield _State(next_, weight, score, *place, sums, state.totals, broken=state.broken), step, cost + suits
        if name != "other":
            return
        cost += _NO_OTHER


def _pair(weight: Points, score: Points) -> float:
    """What a weight and a score say against being of one row."""
    if weight is None or score is None or weight == score:
        return 0.0
    return 0.2 if score < weight else 5.0


def _as_total(state: _State, value: int, known: Known) -> Iterator[tuple[_State, Step, float]]:
    if state.totals[0] is None and value in (100 * UNIT, state.sums[0] + (known.execution[0] or 0)):
        yield state._replace(totals=(value, state.totals[1]), totalled=True), Step("total_weight"), 0.0
    if state.totals[1] is None and value <= 130 * UNIT:
        yield state._replace(totals=(state.totals[0], value), totalled=True), Step("total_score"), 0.1


def _labelled(facts: Sequence[Fact], way: Way[_State], order: Sequence[str]) -> list[Labelled]:
    found: list[Labelled] = []
    row = -1
    for place, (fact, step) in enumerate(zip(facts, way.steps, strict=True)):
        if fact.points is None:
            continue
        if step.label in order:
            row += step.turn
        own = row if step.label in ("weight", "score") else None
        found.append(Labelled(step.label, own, is_doubtful(place, facts, way.steps, way.margins)))
    return found

"""The money block of a torn dump: which figure stands under which heading, in which line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, permutations
from typing import NamedTuple

from extractor.dumps.labels import Label
from extractor.dumps.tokens import Token, is_mark
from extractor.quantities import figure, plain

MONEY = ("initial_budget", "annual_budget", "executed")
_BEAM = 300
_CLOSE = 0.6  # of cost: a reading as near to the best might be right too
EXACTLY = Decimal("0.06")
"""Percent or points: how far what is rounded may be off."""

_NEARLY = Decimal("0.6")  # percent: likewise a rate that need not be exact
_SMALL = 20  # points: no more are given for execution


Place = tuple[int, str]
"""A line of the block, counted from its total, and the name of a column."""


class Amounts(NamedTuple):
    """Figures by line and heading, what the reading costs, and whether the form's own sums bear it out.

    `along` tells that every line's figures come right behind its name.
    """

    cells: dict[Place, Token]
    cost: float
    borne: bool
    along: bool = False


class _State(NamedTuple):
    cost: float
    cells: tuple[tuple[int, int, Token], ...]
    last: tuple[int, int]


def amounts(stream: Sequence[Token | Label], fields: Sequence[str], items: Sequence[Label | Token]) -> list[Amounts]:
    """The likeliest readings of the figures in a stream that holds the headings and the items too, best first.

    `fields` are the headings in printed order, `items` the labels of the lines. Figures behind several headings in a
    row stand under these, line by line.
    """
    states = [_State(0.0, (), (-1, -1))]
    rows = {id(item): n for n, item in enumerate(items)}
    run, before = (0, len(fields) - 1), None
    for each in stream:
        if id(each) in rows:
            run = 0, len(fields) - 1
            states = [state._replace(last=(rows[id(each)], -1)) for state in states]
        elif isinstance(each, Label):
            field = each.fields.get("money")
            if field in fields:
                col = fields.index(field)
                run = run[0] if isinstance(before, Label) and run[1] < col else col, col
                states = [state._replace(last=(-1, run[0])) for state in states]
        else:
            following = [new for state in states for new in _after(state, each, fields, len(items), run)]
            states = sorted(following, key=lambda state: state.cost)[:_BEAM]
        before = each
    best, *others = _judged(states, fields, len(items))
    return [best._replace(along=_goes_along(stream, items, best)), *others]


def _goes_along(stream: Sequence[Token | Label], items: Sequence[Label | Token], reading: Amounts) -> bool:
    """Whether behind the name of every line stands a figure of that line, where it has any."""
    rows = {id(token): row for (row, _), token in reading.cells.items()}
    behind = {id(each): after for each, after in pairwise(stream)}
    return all(rows.get(id(behind.get(id(item))), -1) == row for row, item in enumerate(items) if row in rows.values())


def _after(state: _State, token: Token, fields: Sequence[str], lines: int, run: tuple[int, int]) -> Iterator[_State]:
    """What may come of a state with one figure more; `run` are the first and last of the headings printed before it."""
    filled = {(row, col) for row, col, _ in state.cells}
    for col, field in enumerate(fields):
        suited = suits(token.text, field)
        values = {row: figure(other.text) for row, at, other in state.cells if at == col}
        below = max((row for row, at in filled if at == col), default=-1) + 1
        for row in {below, state.last[0]} if state.last[0] >= below else {below}:
            if 0 <= row < lines and (row, col) not in filled:
                cost = state.cost + suited + _step(state.last, row, col, lines, run) + 0.4 * (row - below)
                cost += _in_line(token.text, field, row) + _in_column(figure(token.text), field, row, values, lines)
                yield _State(cost, (*state.cells, (row, col, token)), (row, col))
    yield state._replace(cost=state.cost + (1.0 if is_mark(token.text) else 3.0))


def _step(last: tuple[int, int], row: int, col: int, lines: int, run: tuple[int, int]) -> float:
    if last[0] == row and col > last[1]:
        return 0.15 * (col - last[1] - 1)
    if last[1] == col and row == last[0] + 1:
        return 0.1
    if row == 0 and last[0] == lines - 1:
        return 0.3
    return 0.4 + 0.3 * (run[1] - last[1]) if row == last[0] + 1 and col == run[0] <= last[1] <= run[1] else 0.8


def suits(text: str, field: str) -> float:
    """What a figure or a mark says against standing under a heading."""
    if is_mark(text):
        return {"execution_rate": 0.2, "weight": 0.0, "score": 0.0}.get(field, 0.9)
    value = figure(text) or Decimal(0)
    percent = plain(text).endswith("%")
    if field == "execution_rate":
        return 0.0 if percent else 0.8 if value <= 120 else 4.0
    if percent:
        return 6.0
    if field in ("weight", "score"):
        return (0.0 if value <= _SMALL else 4.0) + (1.0 if field == "weight" and value % 1 else 0.0)
    return 0.3 if 0 < value <= _SMALL else 0.0


def _in_line(text: str, field: str, row: int) -> float:
    """What the line says against a figure: the total alone is weighed and scored."""
    if field in MONEY:
        return 0.0
    if is_mark(text):
        return 2.0 if row == 0 else 0.0
    return 1.5 if row and field in ("weight", "score") else 0.0


def _in_column(value: Decimal | None, field: str, row: int, above: dict[int, Decimal | None], lines: int) -> float:
    """What the other figures of a column say against one: a part is no more than the total, all parts are as much."""
    if field not in MONEY or value is None or not above:
        return 0.0
    column = {**above, row: value}
    total, parts = column.get(0), [part for at, part in column.items() if at and part is not None]
    if total is None or not parts:
        return 0.0
    if max(parts) > total or sum(parts) > 2 * total:
        return 3.0
    if sum(parts) == total:
        return -1.0 if value else 0.0
    return 2.0 if len(column) == lines else 0.0


def _judged(states: Iterable[_State], fields: Sequence[str], lines: int) -> list[Amounts]:
    found = []
    for state in states:
        cells = {(row, fields[col]): token for row, col, token in state.cells}
        values = {place: figure(token.text) for place, token in cells.items()}
        held, broken = _sums(values, lines)
        odd = int(_is_odd(values))
        headless = sum((0, field) not in cells and (1, field) in cells for field in fields)
        unscored = sum((0, field) not in cells for field in ("weight", "score") if field in fields)
        odd += unscored + _is_mixed(cells)
        lacking = 8 * headless + sum((row, field) not in cells for row in range(lines) for field in fields)
        found.append(
            Amounts(cells, state.cost + 3.0 * broken - 0.5 * held + 0.3 * lacking + 1.5 * odd, held > 0 and not broken)
        )
    return sorted(found, key=lambda each: each.cost)


def _is_mixed(cells: Mapping[Place, Token]) -> bool:
    """Whether some rates are printed with a percent sign and some without."""
    rates = [plain(token.text) for (_, field), token in cells.items() if field == "execution_rate"]
    return len({rate.endswith("%") for rate in rates if not is_mark(rate)}) > 1


def _is_odd(values: dict[Place, Decimal | None]) -> bool:
    """Whether the rate is that of the initial budget and not of the adjusted one, which is the usual denominator."""
    rate, done, initial, annual = (
        values.get((0, field)) for field in ("execution_rate", "executed", "initial_budget", "annual_budget")
    )
    if not rate or done is None or not initial or not annual:
        return False
    return _is_rate(rate, done, initial) and not _is_rate(rate, done, annual)


def _is_rate(rate: Decimal, done: Decimal, base: Decimal, off: Decimal = EXACTLY) -> bool:
    """Whether a rate, in percent, is what was spent of a base."""
    return abs(done / base * 100 - rate) < off


def _sums(values: Mapping[Place, Decimal | None], lines: int) -> tuple[int, int]:
    """How many of the block's own equations hold, and how many do not."""
    tests = [holds for _, holds in equations(values, lines, _NEARLY)]
    return sum(tests), len(tests) - sum(tests)


def equations(values: Mapping[Place, Decimal | None], lines: int, off: Decimal) -> Iterator[tuple[list[Place], bool]]:
    """The places of every equation of a block, and whether it holds; a rate may be so many percent off.

    Of the bases of a rate those are among the places that it is of.
    """
    for field in MONEY:
        parts = {(row, field): part for row in range(1, lines) if (part := values.get((row, field))) is not None}
        total = values.get((0, field))
        if total is not None and parts:
            yield [(0, field), *parts], total == sum(parts.values())
    for row in range(lines):
        rate, done = values.get((row, "execution_rate")), values.get((row, "executed"))
        bases = {(row, field): base for field in MONEY[:2] if (base := values.get((row, field)))}
        if rate is not None and done is not None and bases:
            own = [place for place, base in bases.items() if _is_rate(rate, done, base, off)]
            yield [(row, "execution_rate"), (row, "executed"), *own], bool(own)
        weight, score = values.get((row, "weight")), values.get((row, "score"))
        if rate is not None and weight is not None and score is not None:
            holds = abs(min(rate, Decimal(100)) * weight / 100 - score) < EXACTLY
            yield [(row, "execution_rate"), (row, "weight"), (row, "score")], holds


def doubtful(readings: Sequence[Amounts]) -> set[Place]:
    """The places in which a reading nearly as cheap as the best has another figure."""
    best, *others = readings
    near = [each for each in others if each.cost - best.cost < _CLOSE]
    otherwise = {
        place
        for place, token in best.cells.items()
        if any(_text(each.cells.get(place)) != _text(token) for each in near)
    }
    return otherwise if best.along else otherwise | _exchangeable(best.cells)


def _exchangeable(cells: Mapping[Place, Token]) -> set[Place]:
    """The parts of a torn block that might change places unseen: all of the total beside nothing."""
    found: set[Place] = set()
    for field in MONEY:
        column = {place: token for place, token in cells.items() if place[1] == field and place[0]}
        total = cells.get((0, field))
        texts = {_text(token) for token in column.values()}
        if total is not None and _text(total) in texts:
            found |= column.keys()
    return found


def _text(token: Token | None) -> str:
    return "" if token is None or is_mark(token.text) else plain(token.text)


def paired(
    labels: Sequence[Label],
    figures: Sequence[Token],
    beside: Sequence[Token | None],
    sum_of: Callable[[Sequence[int]], bool],
) -> list[int] | None:
    """For each label of an amount the place of its figure; None where there are more of one than of the other.

    The sum decides (`sum_of` tells whether an order adds up), then what stands behind a label, then the order.
    """
    if len(labels) != len(figures) or len(labels) > 6:
        return None

    def cost(order: Sequence[int]) -> float:
        apart = sum(after is not None and figures[n] is not after for n, after in zip(order, beside, strict=True))
        return (0 if sum_of(order) else 10) + 2 * apart + _inversions(order)

    orders = [list(order) for order in permutations(range(len(figures)))]
    return min(orders, key=cost)


def _inversions(order: Sequence[int]) -> int:
    return sum(order[a] > order[b] for a in range(len(order)) for b in range(a + 1, len(order)))

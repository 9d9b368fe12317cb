"""The cheapest way through a row of steps, each of which may be taken in several ways."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

S = TypeVar("S", bound=Hashable)
F = TypeVar("F")

_MOST = 400  # states that are kept a step
_FAR = 1e9


class Step(NamedTuple):
    """What a step is taken for: a label, and which of those that wait is its own."""

    label: str
    turn: int = 0


class Edge(NamedTuple, Generic[S]):
    """A way to take a step: from a state to another, and what that costs."""

    before: S
    after: S
    step: Step
    cost: float


class Way(NamedTuple, Generic[S]):
    """The cheapest way: its end, cost and steps, and for each step by how much another is worse, with its label."""

    last: S
    cost: float
    steps: list[Step]
    margins: list[tuple[float, str]]


class Walk(NamedTuple, Generic[S, F]):
    """What there is to go: `after` gives the states that may follow one, `end` what a state costs as the last.

    `waiting` is what a state will yet cost; one worse than the best by more than `slack` is given up.
    """

    after: Callable[[S, F], Iterable[tuple[S, Step, float]]]
    end: Callable[[S], float]
    waiting: Callable[[S], float] = lambda state: 0.0
    slack: float = 9.0


def cheapest(start: S, facts: Sequence[F], walk: Walk[S, F]) -> Way[S] | None:
    """The cheapest way through all facts, None where there is none."""
    layers: list[dict[S, float]] = [{start: 0.0}]
    graph: list[list[Edge[S]]] = []
    for fact in facts:
        following: dict[S, float] = {}
        taken: list[Edge[S]] = []
        for state, cost in layers[-1].items():
            for new, step, extra in walk.after(state, fact):
                taken.append(Edge(state, new, step, extra))
                if cost + extra < following.get(new, _FAR):
                    following[new] = cost + extra
        if not following:
            return None
        layers.append(_kept(following, walk))
        graph.append([edge for edge in taken if edge.after in layers[-1]])
    ends = {state: walk.end(state) for state in layers[-1]}
    last = min(ends, key=lambda state: layers[-1][state] + ends[state])
    steps = _path(layers, graph, last)
    return Way(last, layers[-1][last] + ends[last], steps, _margins(layers, graph, ends, steps))


def _kept(states: Mapping[S, float], walk: Walk[S, F]) -> dict[S, float]:
    """The states that may still be the best: what waits will cost something."""
    likely = {state: cost + walk.waiting(state) for state, cost in states.items()}
    most = min(likely.values()) + walk.slack
    near = sorted((state for state in states if likely[state] <= most), key=lambda state: likely[state])
    return {state: states[state] for state in near[:_MOST]}


def _path(layers: Sequence[Mapping[S, float]], graph: Sequence[Sequence[Edge[S]]], last: S) -> list[Step]:
    """The cheapest steps that lead to a state."""
    steps: list[Step] = []
    for place in range(len(graph) - 1, -1, -1):
        own = min(
            (edge for edge in graph[place] if edge.after == last),
            key=lambda edge: layers[place][edge.before] + edge.cost,
        )
        steps.append(own.step)
        last = own.before
    return steps[::-1]


def _margins(
    layers: Sequence[Mapping[S, float]],
    graph: Sequence[Sequence[Edge[S]]],
    ends: Mapping[S, float],
    steps: Sequence[Step],
) -> list[tuple[float, str]]:
    """For every step by how much the best way with another one is worse, and the label of that one."""
    found: list[tuple[float, str]] = []
    behind: Mapping[S, float] = ends
    for place in range(len(graph) - 1, -1, -1):
        best: dict[Step, float] = {}
        before: dict[S, float] = {}
        for edge in graph[place]:
            rest = behind.get(edge.after, _FAR) + edge.cost
            before[edge.before] = min(before.get(edge.before, _FAR), rest)
            best[edge.step] = min(best.get(edge.step, _FAR), layers[place][edge.before] + rest)
        own = best[steps[place]]
        other = min(((cost, step.label) for step, cost in best.items() if step != steps[place]), default=(_FAR, ""))
        found.append((other[0] - own, other[1]))
        behind = before
    return found[::-1]

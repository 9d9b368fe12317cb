"""The cheapest way through a row of steps, each of which may be taken in several ways."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

S = TypeVar("S", bound=Hashable)
F = TypeVar("F")

_FAR = 1e9


class Step(NamedTuple):
    """What a step is taken for: a label, and which of those that wait is its own."""

    label: str
    turn: int = 0


Edge = tuple[S, S, Step, float]
"""A way to take a step: from a state to another, and what that costs."""


class Way(NamedTuple, Generic[S]):
    """The cheapest way: its end, cost and steps, and for each step by how much another is worse, with its label."""

    last: S
    cost: float
    steps: list[Step]
    margins: list[tuple[float, str]]


class Walk(NamedTuple, Generic[S, F]):
    """What there is to go: `after` gives the states that may follow one, `end` what a state costs as the last.

    `waiting` is what a state will yet cost; after a step the best states are kept, as many as `most`. One that is
    worse than the best by more than `slack` is given up, and all are where none is better than `worst` says for so
    many steps.
    """

    after: Callable[[S, F], Iterable[tuple[S, Step, float]]]
    end: Callable[[S], float]
    waiting: Callable[[S], float] = lambda state: 0.0
    slack: float = 9.0
    most: int = 400
    worst: Callable[[int], float] = lambda count: _FAR


def cheapest(start: S, facts: Sequence[F], walk: Walk[S, F]) -> Way[S] | None:
    """The cheapest way through all facts, None where there is none."""
    layers: list[dict[S, float]] = [{start: 0.0}]
    graph: list[list[Edge[S]]] = []
    for fact in facts:
        following: dict[S, float] = {}
        taken: list[Edge[S]] = []
        for state, cost in layers[-1].items():
            for new, step, extra in walk.after(state, fact):
                taken.append((state, new, step, extra))
                known = following.get(new)
                if known is None or cost + extra < known:
                    following[new] = cost + extra
        if not following or min(following.values()) > walk.worst(len(layers)):
            return None
        kept = _kept(following, walk)
        layers.append(kept)
        graph.append(taken if len(kept) == len(following) else [edge for edge in taken if edge[1] in kept])
    ends = {state: walk.end(state) for state in layers[-1]}
    last = min(ends, key=lambda state: layers[-1][state] + ends[state])
    steps = _path(layers, graph, last)
    return Way(last, layers[-1][last] + ends[last], steps, _margins(layers, graph, ends, steps))


def _kept(states: Mapping[S, float], walk: Walk[S, F]) -> dict[S, float]:
    """The states that may still be the best: what waits will cost something."""
    likely = {state: cost + walk.waiting(state) for state, cost in states.items()}
    most = min(likely.values()) + walk.slack
    if len(states) <= walk.most and max(likely.values()) <= most:
        return dict(states)
    near = sorted((state for state in states if likely[state] <= most), key=lambda state: likely[state])
    return {state: states[state] for state in near[: walk.most]}


def _path(layers: Sequence[Mapping[S, float]], graph: Sequence[Sequence[Edge[S]]], last: S) -> list[Step]:
    """The cheapest steps that lead to a state."""
    steps: list[Step] = []
    for place in range(len(graph) - 1, -1, -1):
        own = min(
            (edge for edge in graph[place] if edge[1] == last),
            key=lambda edge: layers[place][edge[0]] + edge[3],
        )
        steps.append(own[2])
        last = own[0]
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
        for state, after, step, cost in graph[place]:
            rest = behind.get(after, _FAR) + cost
            before[state] = min(before.get(state, _FAR), rest)
            best[step] = min(best.get(step, _FAR), layers[place][state] + rest)
        own = best[steps[place]]
        other = min(((cost, step.label) for step, cost in best.items() if step != steps[place]), default=(_FAR, ""))
        found.append((other[0] - own, other[1]))
        behind = before
    return found[::-1]

"""Two sequences laid beside each other in order, at the least cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def paired(first: int, second: int, ways: Callable[[int, int], Iterable[tuple[int, int, float, T]]]) -> list[T]:
    """What the cheapest way yields from the beginning of two sequences, so many long, to the ends of both.

    `ways` tells how to go on from two places: one step in either or both, what that costs, and what it yields.
    """
    best: dict[tuple[int, int], tuple[float, tuple[T, ...]]] = {(0, 0): (0.0, ())}
    for i in range(first + 1):
        for j in range(second + 1):
            cost, found = best[i, j]
            for in_first, in_second, more, yielded in ways(i, j):
                to = i + in_first, j + in_second
                if to not in best or cost + more < best[to][0]:
                    best[to] = (cost + more, (*found, yielded))
    return list(best[first, second][1])

"""Lines of a page in blocks of like columns: each line in the block where the fewest of its gaps are lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from extractor.layout.alignment.strips import BLANK, FINE, NARROWEST, SURE, River, Rivers, Sheet

_BLOCK = 1.5  # what a block costs; a lost gap costs its weight
_APART = 1.2  # what a line costs that stands in a block and does not keep to its columns
_CUT = 1.0  # what it costs besides where no side of rows runs in white
_OVER = 0.8  # of the size: lines nearer to each other stand beside each other
_SETTLED, _SEVERAL = 6, 2  # lines, and rows of a table, of a block that a total may belong to
_LONGEST = 150  # lines of a block


@dataclass(frozen=True)
class Block:
    """Lines from `start` to before `end`, the rivers that they share, and the lines that do not keep to them."""

    start: int
    end: int
    rivers: tuple[River, ...]
    apart: tuple[int, ...] = ()


class _Stretch(NamedTuple):
    """What a block costs that ends before `end`, and what it is."""

    end: int
    cost: float
    rivers: Rivers
    apart: tuple[int, ...]


class Blocks:
    """The search for blocks on a sheet: what those that begin at a line cost is found once, wherever they may begin."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._stretches: dict[int, list[_Stretch]] = {}

    def found(self, may_start: Callable[[int], bool]) -> list[Block]:
        """The blocks from top to bottom; one begins only at a line where it may."""
        return _blocks(self._sheet, may_start, self._from)

    def _from(self, start: int) -> list[_Stretch]:
        if start not in self._stretches:
            self._stretches[start] = list(_stretches(self._sheet, start))
        return self._stretches[start]


def _blocks(sheet: Sheet, may_start: Callable[[int], bool], stretches: Callable[[int], list[_Stretch]]) -> list[Block]:
    count = len(sheet.rows)
    costs = [0.0] + [np.inf] * count
    last: list[tuple[int, _Stretch] | None] = [None] * (count + 1)
    for start in range(count):
        if costs[start] == np.inf or not may_start(start):
            continue
        for stretch in stretches(start):
            end, total = stretch.end, costs[start] + _BLOCK + stretch.cost + (_CUT if _cuts(sheet, start) else 0.0)
            if total < costs[end] and (end == count or may_start(end)):
                costs[end], last[end] = total, (start, stretch)
    found, step = [], last[count]
    while step is not None:
        start, (end, _, rivers, apart) = step
        found.append(Block(start, end, _seen(sheet, rivers, start, end), apart))
        step = last[start]
    return _settled(sheet, found[::-1], may_start)


def _cuts(sheet: Sheet, line: int) -> bool:
    """Whether a block that begins at a line begins beside the line above, in the midst of a row."""
    above, below = sheet.rows[line - 1 : line + 1] if line else (None, sheet.rows[0])
    return above is not None and above.page == below.page and below.y - above.y < _OVER * below.size


def _settled(sheet: Sheet, found: Sequence[Block], may_start: Callable[[int], bool]) -> list[Block]:
    """The blocks, each with the first lines of the next whose figures stand in its own columns, as a total's do."""
    settled: list[Block] = []
    for block in found:
        start = block.start
        while settled and start < block.end and _belongs(sheet, settled[-1], start) and may_start(start + 1):
            settled[-1] = _with_line(sheet, settled[-1], start)
            start += 1
        if start < block.end:
            settled.append(block if start == block.start else _block(sheet, start, block))
    return settled


def _belongs(sheet: Sheet, block: Block, line: int) -> bool:
    row = sheet.rows[line]
    enough = (
        block.end - block.start >= (_SEVERAL if row.is_whole else _SETTLED) and row.figures > 0 and len(row.gaps) > 0
    )
    return enough and _lost(sheet.gaps[line], _sides(block.rivers)) == 0.0


def _sides(rivers: Sequence[River]) -> Rivers:
    return np.array([river.start for river in rivers]), np.array([river.end for river in rivers])


def _with_line(sheet: Sheet, block: Block, line: int) -> Block:
    """The block with one line more, which stands apart where it crosses a river."""
    inked = sheet.ink[line]
    crossed = any(inked[round(r.start * FINE) : round(r.end * FINE)].any() for r in block.rivers)
    return Block(block.start, line + 1, block.rivers, (*block.apart, line) if crossed else block.apart)


def _block(sheet: Sheet, start: int, block: Block) -> Block:
    """What is left of a block without its first lines."""
    kept = [line for line in range(start, block.end) if line not in block.apart]
    rivers = sheet.rivers(np.asarray(sheet.ink[kept].any(axis=0)), NARROWEST if len(kept) > 1 else sheet.narrowest(1))
    apart = tuple(line for line in block.apart if line >= start)
    return Block(start, block.end, _seen(sheet, rivers, start, block.end), apart)


def _seen(sheet: Sheet, rivers: Rivers, start: int, end: int) -> tuple[River, ...]:
    """The rivers that are wide enough for so many lines and run in a gap, or in one that surely parts two cells.

    The narrow white that printers leave between Chinese characters and figures runs through like texts of many rows.
    """
    least = sheet.narrowest(end - start) * sheet.em
    gaps = [(a, b, weight >= SURE) for line in range(start, end) for a, b, weight in sheet.gaps[line].T.tolist()]
    kept = []
    for river in map(River, rivers[0].tolist(), rivers[1].tolist()):
        in_gaps = [sure for a, b, sure in gaps if a < river.end and river.start < b]
        width = river.end - river.start
        if any(in_gaps) or (width >= least and (in_gaps or width >= BLANK * sheet.em)):
            kept.append(river)
    return tuple(kept)


def _stretches(sheet: Sheet, start: int) -> Iterator[_Stretch]:
    """The blocks that begin at a line, each longer than the one before; a line that costs too much stands apart."""
    inked = np.zeros(sheet.ink.shape[1], dtype=bool)
    gaps = np.zeros((3, 0))
    lost = kept = 0.0
    apart: tuple[int, ...] = ()
    for line in range(start, min(start + _LONGEST, len(sheet.rows))):
        more, wider = inked | sheet.ink[line], np.concatenate([gaps, sheet.gaps[line]], axis=1)
        rivers = sheet.rivers(more, NARROWEST if line > start else sheet.narrowest(1))
        now, alone = _lost(wider, rivers), np.inf
        if line > start and now - lost > _APART:
            without = sheet.rivers(inked, NARROWEST if line > start + 1 else sheet.narrowest(1))
            alone = _APART + 2 * _lost(sheet.gaps[line], without)
        if now - lost > alone:
            apart, rivers, kept = (*apart, line), without, kept + alone
        else:
            inked, gaps, lost = more, wider, now
        cost = lost + kept
        yield _Stretch(line + 1, cost, rivers, apart)
        if cost > 3 * _BLOCK * (line + 1 - start) + 6 or len(apart) > 6:
            return


def _lost(gaps: np.ndarray, rivers: Rivers) -> float:
    """The weight of the gaps in which no river runs."""
    starts, ends, weights = gaps
    begun, over = rivers[0].searchsorted(ends - 0.5), rivers[1].searchsorted(starts + 0.5, side="right")
    return float(np.add.reduce(weights[begun <= over]))

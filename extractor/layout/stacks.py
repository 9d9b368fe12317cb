"""Frames made one where only rows that no upright line parts lie between them: tables without outer upright lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.layout.rulings import JOINT
from extractor.pages import Ruling, Word

_PITCH = 1.25  # of the size: from line to line of one row
_MARGINS = 1.6  # of the size: what a row has above and below its text at most


class _Part(NamedTuple):
    """Rulings of a table without outer upright lines, and how far they reach, in points."""

    x0: float
    top: float
    x1: float
    bottom: float
    rulings: list[Ruling]
    is_frame: bool


def stacked(frames: Sequence[list[Ruling]], rulings: Sequence[Ruling], words: Sequence[Word]) -> list[list[Ruling]]:
    """The frames, those made one that level lines of the same reach, one row of text apart, go on with."""
    frames = [_with_uprights(frame, rulings) for frame in frames]
    taken = {ruling for frame in frames for ruling in frame}
    lone = [[ruling] for ruling in rulings if ruling.axis == "h" and ruling not in taken]
    found = [frame for frame in frames if not _is_open(frame)]
    parts = sorted(_part(group) for group in (*(frame for frame in frames if _is_open(frame)), *lone))
    while parts:
        chain = _chain(parts, words)
        parts = [part for part in parts if part not in chain]
        found += _tables(chain)
    return found


def _with_uprights(frame: list[Ruling], rulings: Sequence[Ruling]) -> list[Ruling]:
    """The frame with the upright pieces inside it that lie on its upright lines and meet no level one."""
    part, taken = _part(frame), set(frame)
    sides = [ruling.at for ruling in frame if ruling.axis == "v"]
    inside = (r for r in rulings if r.axis == "v" and part.top <= r.start and r.end <= part.bottom and r not in taken)
    return frame + [r for r in inside if any(abs(r.at - side) <= JOINT for side in sides)]


def _is_open(frame: list[Ruling]) -> bool:
    """Whether a frame has level lines, and none upright at their ends."""
    part = _part(frame)
    sides = [r.at for r in frame if r.axis == "v" and min(r.at - part.x0, part.x1 - r.at) <= JOINT]
    return not sides and any(ruling.axis == "h" for ruling in frame)


def _part(group: list[Ruling]) -> _Part:
    level = [ruling for ruling in group if ruling.axis == "h"]
    upright = [ruling for ruling in group if ruling.axis == "v"]
    tops = [r.at for r in level] + [r.start for r in upright]
    bottoms = [r.at for r in level] + [r.end for r in upright]
    x0 = min((r.start for r in level), default=min((r.at for r in upright), default=0.0))
    x1 = max((r.end for r in level), default=max((r.at for r in upright), default=0.0))
    return _Part(x0, min(tops), x1, max(bottoms), group, bool(upright))


def _chain(parts: Sequence[_Part], words: Sequence[Word]) -> list[_Part]:
    """The first part and those that go on with it, one under the other."""
    chain = [parts[0]]
    for part in sorted(parts[1:], key=lambda part: part.top):
        if _goes_on(chain[-1], part, words):
            chain.append(part)
    return chain


def _goes_on(upper: _Part, lower: _Part, words: Sequence[Word]) -> bool:
    """Whether the parts have one reach and there is a row of text between them, as high as its text needs."""
    if max(abs(upper.x0 - lower.x0), abs(upper.x1 - lower.x1)) > JOINT or lower.top <= upper.bottom:
        return False
    between = [
        word
        for word in words
        if upper.bottom < word.baseline < lower.top and upper.x0 <= (word.box.x0 + word.box.x1) / 2 <= upper.x1
    ]
    if not between:
        return False
    size = max(word.size for word in between)
    baselines = sorted(word.baseline for word in between)
    lines = 1 + sum(b - a > size / 2 for a, b in pairwise(baselines))
    return lower.top - upper.bottom <= (lines * _PITCH + _MARGINS) * size


def _tables(chain: list[_Part]) -> list[list[Ruling]]:
    """The one frame of a chain, from its first part that is a frame to its last; none where no part is."""
    frames = [place for place, part in enumerate(chain) if part.is_frame]
    if not frames:
        return []
    return [[ruling for part in chain[frames[0] : frames[-1] + 1] for ruling in part.rulings]]

"""Cells that are drawn as boxes of their own, with gaps between them, gathered into the frames of their tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extractor.geometry import shared_length
from extractor.pages import Ruling

GAP = 5.5
"""Points between two cells' boxes, and between two lines that are one doubled ruling, at most."""

_LEAST = 1.2  # points between two tables
_OFTEN = 4  # of so many level lines one may be a gap between tables; where more are, each cell has its own box

Frame = list[Ruling]


def together(frames: Sequence[Frame]) -> list[Frame]:
    """The frames, those made one that are cells with boxes of their own and stand beside each other at a gap."""
    name = list(range(len(frames)))

    def root(place: int) -> int:
        while name[place] != place:
            name[place] = name[name[place]]
            place = name[place]
        return place

    boxes = [place for place, frame in enumerate(frames) if _is_boxes(frame)]
    for a, b in _neighbours({place: frames[place] for place in boxes}) if len(boxes) > 1 else ():
        name[root(a)] = root(b)
    groups: dict[int, Frame] = defaultdict(list)
    for place, frame in enumerate(frames):
        groups[root(place)] += frame
    return list(groups.values())


def _is_boxes(frame: Frame) -> bool:
    """Whether a frame is one box, which a page's edge may cut, or several boxes at a gap."""
    level, upright = ([ruling for ruling in frame if ruling.axis == axis] for axis in ("h", "v"))
    return (len(level) <= 2 and len(upright) <= 2) or _are_doubled(level) or _are_doubled(upright)


def _neighbours(frames: Mapping[int, Frame]) -> Iterator[tuple[int, int]]:
    """The pairs of frames of which two lines run side by side."""
    for axis in ("h", "v"):
        lines = sorted((r.at, r, place) for place, frame in frames.items() for r in frame if r.axis == axis)
        for n, (at, one, a) in enumerate(lines):
            for other_at, other, b in lines[n + 1 :]:
                if other_at - at > GAP:
                    break
                if a != b and _are_side_by_side(one, other):
                    yield a, b


def _are_side_by_side(one: Ruling, other: Ruling) -> bool:
    return shared_length(one.start, one.end, other.start, other.end) > GAP


def parts(frame: Frame, pieces: Sequence[Ruling]) -> list[Frame]:
    """The frames of tables that stand so near under each other that their lines met, by the pieces of those lines.

    Between two tables is a gap that no upright piece crosses; where many rows have one, or upright lines are doubled
    too, each cell has its own box.
    """
    level = sorted(ruling.at for ruling in frame if ruling.axis == "h")
    inner = [(a, b) for a, b in pairwise(level) if _LEAST <= b - a <= GAP and level[0] + GAP < a < level[-1] - 2 * GAP]
    if (
        not inner
        or _OFTEN * len(inner) > len({round(at) for at in level})
        or _are_doubled([r for r in frame if r.axis == "v"])
    ):
        return [frame]
    gaps = [gap for gap in inner if not _is_crossed(gap, frame, pieces)]
    if not gaps:
        return [frame]
    above, below = _cut(frame, gaps[0])
    return [above, *parts(below, pieces)]


def _are_doubled(lines: list[Ruling]) -> bool:
    """Whether two of these lines of one way run side by side at a gap."""
    ordered = sorted(lines)
    for n, one in enumerate(ordered):
        for other in ordered[n + 1 :]:
            if other.at - one.at > GAP:
                break
            if other.at - one.at >= _LEAST and _are_side_by_side(one, other):
                return True
    return False


def _is_crossed(gap: tuple[float, float], frame: Frame, pieces: Sequence[Ruling]) -> bool:
    """Whether an upright piece that stands within the frame crosses a gap."""
    middle = sum(gap) / 2
    xs = [x for ruling in frame if ruling.axis == "h" for x in (ruling.start, ruling.end)]
    left, right = min(xs), max(xs)
    return any(r.axis == "v" and r.start < middle < r.end and left - GAP <= r.at <= right + GAP for r in pieces)


def _cut(frame: Frame, gap: tuple[float, float]) -> tuple[Frame, Frame]:
    """The frame above and below a gap, lines that were joined over it cut."""
    level = [ruling for ruling in frame if ruling.axis == "h"]
    upright = [ruling for ruling in frame if ruling.axis == "v"]
    above = [r._replace(end=min(r.end, gap[0])) for r in upright if r.start < gap[0]]
    below = [r._replace(start=max(r.start, gap[1])) for r in upright if r.end > gap[1]]
    return [r for r in level if r.at <= gap[0]] + above, [r for r in level if r.at >= gap[1]] + below

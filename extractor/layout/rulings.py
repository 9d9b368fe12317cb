"""Rulings made whole: pieces of one line joined, and lines that meet gathered into the frames of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from extractor.layout.boxes import parts, together
from extractor.pages import Ruling

JOINT = 3.0
"""Points by which lines may miss each other and still meet."""

LONGEST_DASH = 9.0
"""Points: the longest dash of a dashed line."""

_SAME = 1.2  # points: pieces whose distance is no more lie on one line
_FEWEST = 3  # upright lines that make a table without a level one
_SHORT = 5.0  # points: what is shorter is no ruling
_BORDER = 25.0  # points: how far a page's border is from its table


def whole(pieces: Iterable[Ruling]) -> list[Ruling]:
    """The rulings that the pieces make: dashes, doubled lines and the sides of neighbouring cells become one line."""
    found = [*_joined(pieces, "h"), *_joined(pieces, "v")]
    return [ruling for ruling in found if ruling.end - ruling.start >= _SHORT]


def _joined(pieces: Iterable[Ruling], axis: Literal["h", "v"]) -> Iterator[Ruling]:
    along = sorted(piece for piece in pieces if piece.axis == axis)
    line: list[Ruling] = []
    for piece in along:
        if line and piece.at - line[0].at > _SAME:
            yield from _stretches(line)
            line = []
        line.append(piece)
    if line:
        yield from _stretches(line)


def _stretches(line: list[Ruling]) -> Iterator[Ruling]:
    """The unbroken stretches of pieces that lie on one line."""
    at = sum(piece.at * (piece.end - piece.start + 0.1) for piece in line)
    at /= sum(piece.end - piece.start + 0.1 for piece in line)
    start, end, dash = None, 0.0, line[0]
    for piece in sorted(line, key=lambda piece: piece.start):
        if start is None or piece.start > end + max(JOINT, _dash_gap(dash, piece)):
            if start is not None:
                yield Ruling(line[0].axis, at, start, end)
            start, end = piece.start, piece.end
        end, dash = max(end, piece.end), piece
    if start is not None:
        yield Ruling(line[0].axis, at, start, end)


def _dash_gap(one: Ruling, other: Ruling) -> float:
    """How far two dashes of one line may be apart, in points; 0 where they are too long for dashes."""
    lengths = [piece.end - piece.start for piece in (one, other)]
    return min(lengths) if max(lengths) <= LONGEST_DASH else 0.0


def frames(rulings: list[Ruling], pieces: Sequence[Ruling] = ()) -> list[list[Ruling]]:
    """The rulings in groups that meet each other, each with lines both ways; a lone line is no frame.

    The pieces that the rulings were made of tell tables apart that are hardly apart.
    """
    parent = list(range(len(rulings)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    level = [(place, ruling) for place, ruling in enumerate(rulings) if ruling.axis == "h"]
    upright = [(place, ruling) for place, ruling in enumerate(rulings) if ruling.axis == "v"]
    for a, across in level:
        for b, along in upright:
            if meet(across, along):
                parent[root(a)] = root(b)
    groups: dict[int, list[Ruling]] = defaultdict(list)
    for place, ruling in enumerate(rulings):
        groups[root(place)].append(ruling)
    lone = [ruling for group in groups.values() if not _crosses(group) for ruling in group]
    found = together([group for group in groups.values() if _crosses(group)])
    return [part for group in found for part in parts(group + _sides_of(group, lone), pieces)] or _upright_only(lone)


def _crosses(group: list[Ruling]) -> bool:
    """Whether the rulings run both ways."""
    return len({ruling.axis for ruling in group}) == 2


def _upright_only(lone: list[Ruling]) -> list[list[Ruling]]:
    """The frame of a page that one row fills from its head to its foot: three upright lines or more of one reach."""
    along = [ruling for ruling in lone if ruling.axis == "v"]
    longest = max(along, key=lambda ruling: ruling.end - ruling.start, default=None)
    if longest is None:
        return []
    same = [r for r in along if abs(r.start - longest.start) <= JOINT and abs(r.end - longest.end) <= JOINT]
    return [same] if len(same) >= _FEWEST else []


def _sides_of(frame: list[Ruling], lone: list[Ruling]) -> list[Ruling]:
    """The upright lines that run along the whole frame and meet no other: between cells as high as the page."""
    top = min(ruling.start for ruling in frame if ruling.axis == "v")
    bottom = max(ruling.end for ruling in frame if ruling.axis == "v")
    along = [ruling for ruling in lone if ruling.axis == "v"]
    sides = sorted(r for r in along if abs(r.start - top) <= JOINT and abs(r.end - bottom) <= JOINT)
    return sides[1:-1] if _are_border(sides, frame) else sides


def _are_border(sides: list[Ruling], frame: list[Ruling]) -> bool:
    """Whether the outermost of these lines run at both sides of a table, as far from it, as a page's border does."""
    if len(sides) < 2:  # a border has two sides
        return False
    inner = [ruling.at for ruling in (*frame, *sides[1:-1]) if ruling.axis == "v"]
    left, right = min(inner) - sides[0].at, sides[-1].at - max(inner)
    return 0 < left <= _BORDER and abs(left - right) <= JOINT


def meet(level: Ruling, upright: Ruling) -> bool:
    """Whether a level and an upright ruling touch, or miss each other by a joint at most."""
    return (
        level.start - JOINT <= upright.at <= level.end + JOINT
        and upright.start - JOINT <= level.at <= upright.end + JOINT
    )

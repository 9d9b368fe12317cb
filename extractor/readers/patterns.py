"""Lines that a pattern paints: MuPDF gives their outline as a clip, and one tile of the pattern where that stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from extractor.readers.paths import Quad, is_line

_Item = dict[str, Any]


def with_patterned(items: list[_Item]) -> list[_Item]:
    """What MuPDF draws on a page, extended, with thin boxes in the place of the tiles that fill them.

    The very same list where no clip is as thin as a line.
    """
    thin = [place for place, item in enumerate(items) if item["type"] == "clip" and _is_thin(item["scissor"])]
    if not thin:
        return items
    lines: dict[int, _Item] = {}
    hidden: set[int] = set()
    for place in thin:
        outline = items[place]
        tiles = [item for item in _painted(items, place) if not _touch(item["rect"], outline["scissor"])]
        if tiles and id(tiles[0]) not in hidden:
            hidden |= {id(tile) for tile in tiles}
            lines[id(tiles[0])] = _line(tiles[0], outline)
    return [lines.get(id(item), item) for item in items if id(item) in lines or id(item) not in hidden]


def _painted(items: list[_Item], place: int) -> Iterator[_Item]:
    """What is painted within the clip at a place."""
    level = items[place]["level"]
    for item in islice(items, place + 1, None):
        if item["level"] <= level:
            return
        if "seqno" in item:
            yield item


def _line(tile: _Item, outline: _Item) -> _Item:
    return {**tile, "items": [("re", outline["scissor"], 1)], "rect": outline["scissor"]}


def _is_thin(scissor: Quad) -> bool:
    x0, y0, x1, y1 = scissor
    return x0 <= x1 and y0 <= y1 and is_line(scissor)


def _touch(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]

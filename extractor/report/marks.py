"""Where the values that a finding speaks of stand on the pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import UNSET

from extractor.exporters.places import evidence_at
from extractor.form import BBox, Finding, Form

Marks = dict[int, list[BBox]]


def marks(form: Form, finding: Finding) -> Marks:
    """The boxes of a finding's values, by page, each once."""
    found: Marks = defaultdict(list)
    for where in finding.where:
        for page, box in boxes_at(form, where):
            if box not in found[page]:
                found[page].append(box)
    return dict(found)


def boxes_at(form: Form, where: str) -> Iterator[tuple[int, BBox]]:
    """The page and box of every part of a value; nothing for plain text, which has none."""
    read = evidence_at(form, where)
    if read is None:
        return
    if read.parts is not UNSET:
        yield from ((part.page, part.bbox) for part in read.parts)
    elif read.page is not None and read.bbox is not None:
        yield read.page, read.bbox


def around(boxes: Iterable[BBox], margin: float) -> tuple[float, float]:
    """The top and bottom of all boxes with a margin, in points from the top of the page."""
    boxes = list(boxes)
    return max(0.0, min(box[1] for box in boxes) - margin), max(box[3] for box in boxes) + margin

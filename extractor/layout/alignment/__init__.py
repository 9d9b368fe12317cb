"""Tables that no rulings part into columns: their sides inferred from how their texts are aligned.

Rivers of white between columns are sought in blocks of like lines, rows in what stands at one height, names that speak
for several rows in what is centred over them. What is found are sides like rulings, so that all after stays the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor.geometry import Box
from extractor.layout.alignment.drawn import Drawn
from extractor.layout.alignment.order import ranked
from extractor.layout.alignment.painted import painted_rows
from extractor.layout.alignment.region import Inferred, infer
from extractor.layout.alignment.strips import Row, lines
from extractor.layout.rulings import JOINT, whole
from extractor.layout.running import is_page_number
from extractor.layout.table import line_of
from extractor.pages import Page, Ruling, Word

__all__ = ["CLEAR", "DOUBTFUL", "aligned"]

CLEAR, DOUBTFUL = 0.95, 0.8
"""The confidence of words in inferred cells."""

_LEAST = 3  # lines with several gaps: fewer make no table


def aligned(pages: Sequence[Page], ruled: Sequence[Sequence[Box]]) -> list[Page]:
    """The pages, with the sides that alignment tells where words stand outside the boxes of ruled tables."""
    found = list(pages)
    if not any(_has_lines(_outside(page, boxes)) for page, boxes in zip(pages, ruled, strict=True)):
        return found
    told = [
        replace(page, words=tuple(words))
        for page, words in zip(pages, ranked([page.words for page in pages]), strict=True)
    ]
    rows = [_outside(page, boxes) for page, boxes in zip(told, ruled, strict=True)]
    for group in _runs([any(row.gaps for row in page) for page in rows]):
        if any(_may_hold(rows[place]) for place in group):
            _infer(found, group, rows, told)
    return found


def _outside(page: Page, boxes: Sequence[Box]) -> list[Row]:
    """The lines of a page, but for page numbers, that stand outside the boxes."""
    words = list(page.words)
    for box in boxes:
        words = [word for word in words if not box.holds(*word.box.center)]
    return [row for row in lines(words) if not _is_number(row, page)]


def _runs(flags: Sequence[bool]) -> Iterator[list[int]]:
    """The places of flags that are set, those next to each other together."""
    run: list[int] = []
    for place, flag in enumerate([*flags, False]):
        if flag:
            run.append(place)
        elif run:
            yield run
            run = []


def _has_lines(rows: Sequence[Row]) -> bool:
    """Whether as many lines have several words as one that may hold a table has with several gaps."""
    return sum(len(row.words) >= 2 for row in rows) >= _LEAST


def _may_hold(rows: Sequence[Row]) -> bool:
    """Whether several lines have several gaps and a figure that stands apart: prose in columns has none."""
    several = [row for row in rows if len(row.gaps) >= 2]
    return len(several) >= _LEAST and sum(row.figures > 0 for row in several) >= _LEAST - 1


def _infer(found: list[Page], group: Sequence[int], rows: Sequence[Sequence[Row]], told: Sequence[Page]) -> None:
    drawn = {found[place].number: _drawn(found[place]) for place in group}
    width = max(found[place].width for place in group)
    if all(row.words[0].order >= 0 for place in group for row in rows[place]):
        words = {found[place].number: [word for row in rows[place] for word in row.words] for place in group}
        inferred = _told(words, drawn, width)
    else:
        inferred = infer([row for place in group for row in rows[place]], drawn, width)
    for place in group:
        page = told[place]
        if page.number in inferred:
            found[place] = _with(page, inferred[page.number])


def _told(words: dict[int, list[Word]], drawn: dict[int, Drawn], width: float) -> dict[int, Inferred]:
    """What is inferred from the rows of each page as they are painted, where words may stand in rows in parts."""
    rows = [row for page, every in words.items() for row in painted_rows(every, drawn[page].lines)]
    inferred = infer(rows, drawn, width)
    parts = {id(text): part for row in rows for text, part in zip(row.words, row.parts, strict=True)}
    for page, each in inferred.items():
        printed = {word.order: id(word) for word in words[page]}
        doubts: dict[int, bool] = {}
        for text, is_doubtful in each.words.items():
            for word in parts[text]:
                doubts[printed[word.order]] = is_doubtful or doubts.get(printed[word.order], False)
        each.words = doubts
    return inferred


def _is_number(row: Row, page: Page) -> bool:
    text = " ".join(word.text for word in row.words)
    return is_page_number(line_of([(text, row.words[0].box, row.size, False, 1.0)])) and not (
        0.12 * page.height < row.y < 0.88 * page.height
    )


def _drawn(page: Page) -> Drawn:
    rulings = whole((*page.rulings, *page.edges))
    level = tuple(r for r in rulings if r.axis == "h" and r.end - r.start > 10)
    ends = sorted({x for r in level for x in (r.start, r.end)})
    upright = [r.at for r in rulings if r.axis == "v"]
    lines = tuple(r for r in whole(page.rulings) if r.axis == "h" and r.end - r.start > 10)
    return Drawn(tuple(_merged(level)), (*upright, *ends), tuple(_merged(lines)))


def _merged(level: Iterable[Ruling]) -> Iterator[Ruling]:
    """The level rulings, those of one line at one height."""
    last = -math.inf
    for ruling in sorted(level, key=lambda r: r.at):
        last = last if ruling.at - last <= JOINT else ruling.at
        yield ruling._replace(at=last)


def _with(page: Page, inferred: Inferred) -> Page:
    words = tuple(_sure(word, inferred.words[id(word)]) if id(word) in inferred.words else word for word in page.words)
    return replace(page, words=words, inferred=tuple(inferred.sides))


def _sure(word: Word, is_doubtful: bool) -> Word:
    return word._replace(confidence=min(word.confidence, DOUBTFUL if is_doubtful else CLEAR))

"""Figures held against another reading of the same pages: where two readers disagree, somebody has to look.

Both readings are asked for the characters in the boxes of a figure's evidence, so that what stands around a figure, or
belongs to it only in part, is the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import UNSET
from msgspec.structs import replace

from extractor.form import BBox, Evidence, Form
from extractor.geometry import Box
from extractor.pages import Page
from extractor.quantities import is_blank, plain

_DISPUTED = 0.5
"""The confidence of a figure that two readers read differently."""

_BUDGET = {"amount", "initial_budget", "annual_budget", "executed", "weight", "execution_rate", "score"}
_INDICATOR = {"level1_weight", "level2_weight", "weight", "target", "actual", "score"}
_FIGURES = {"budget": _BUDGET, "indicators": _INDICATOR, "total": {"weight", "score"}}
_SINGLE = {"fiscal_year", "unit_count"}

_DASHES = re.compile(r"[－−‐‑‒–—―]")
_SILENT = re.compile(r"[^0-9.+%‰≥≤<>=-]")


def cross_checked(form: Form, pages: Sequence[Page], again: Mapping[int, Page]) -> Form:
    """The form as it was read, with little confidence in each figure that another reading of its page disputes.

    `again` has the other reading, by page number; where a page is not in it, nothing is disputed.
    """
    if not again:
        return form
    first = {page.number: page for page in pages}
    evidence = {
        where: _checked(read, first, again) if is_figure(where) else read for where, read in form.evidence.items()
    }
    return replace(form, evidence=evidence)


def is_figure(where: str) -> bool:
    """Whether a place of a form, by its JSON pointer, is one for figures; targets and actual values have them too."""
    _, section, *steps = where.split("/")
    return steps[-1] in _FIGURES.get(section, ()) if steps else section in _SINGLE


def _checked(read: Evidence, first: Mapping[int, Page], again: Mapping[int, Page]) -> Evidence:
    places = [(page, bbox) for page, bbox in _places(read) if page in again]
    ours, theirs = ("".join(_inside(pages[page], bbox) for page, bbox in places) for pages in (first, again))
    if _figures(ours) == _figures(theirs):
        return read
    return replace(read, confidence=min(read.confidence, _DISPUTED), other=theirs)


def _places(read: Evidence) -> Iterator[tuple[int, BBox]]:
    if read.parts is not UNSET:
        yield from ((part.page, part.bbox) for part in read.parts)
    elif read.page is not None and read.bbox is not None:
        yield read.page, read.bbox


def _inside(page: Page, bbox: BBox) -> str:
    """The characters whose middle lies in a box, in reading order."""
    box = Box(page.number, *bbox)
    return "".join(
        character
        for word in page.words
        for character, (left, right) in zip(word.text, pairwise(word.edges), strict=True)
        if box.holds((left + right) / 2, word.box.center[1])
    )


def _figures(text: str) -> str:
    """What a text says in figures: digits, points, signs; nothing where it is blank."""
    return "" if is_blank(text) else _SILENT.sub("", _DASHES.sub("-", plain(text)))

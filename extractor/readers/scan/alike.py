"""Pages of one scan brought to one width: a camera that was nearer to one page shows its table larger.

Where a file gives its pages the wrong resolution, one shows its table far larger or smaller: then all of it is brought
to the size of the page before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from extractor.geometry import Corners
from extractor.pages import Page, Paper, Ruling, Word

_FEWEST = 3  # columns' sides that tell how wide a table is
_NEAR = 1.0  # points: sides no farther apart are not moved
_SAME = 9.0  # points: so far from where it would be evenly may a side stand that is the same
_MOST = 0.12  # of the width: tables that differ by more are the same in two sizes only
_LEAST_FACTOR, _MOST_FACTOR = 0.4, 2.5  # where one is so many times as wide
_MANY = 6  # and so many columns' sides are the same
_PART = 4  # sides of the page before, where all of them are the same
_SMOOTH = 2.0  # points: sides that a camera moved lie no farther from a curve
_FAR = 2000.0  # points: no page is as wide
_SHARED = 0.7  # of a page's sides: so many stand where those of the page before do


def alike(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages, each that was scanned as wide as the one before if its table is the same but for its size."""
    done: list[Page] = []
    for page in pages:
        before = done[-1] if done and done[-1].number == page.number - 1 else None
        done.append(page if before is None else _as_wide(page, before))
    return tuple(done)


def _as_wide(page: Page, before: Page) -> Page:
    own, other = (_columns(each) for each in (page, before))
    if page.paper is None or min(len(own), len(other)) < _FEWEST:
        return page
    if _is_bent(own, other):
        return _stretched(page, page.paper, own, other)
    for ends, fewest, least in ((_near(own, other), _FEWEST, _PART), (_far(own, other), _MANY, len(own))):
        sides, wanted = max(
            (_matched(own, other, *pair) for pair in ends),
            key=lambda pair: len(pair[0]),
            default=(own[:0], own[:0]),
        )
        if len(sides) >= max(fewest, _SHARED * len(own)) or len(sides) == len(other) >= least:
            return page if np.abs(sides - wanted).max() <= _NEAR else _stretched(page, page.paper, sides, wanted)
    return page


def _is_bent(own: np.ndarray, other: np.ndarray) -> bool:
    """Whether two tables have as many sides, the same but for how a camera was held beside the one or the other."""
    if len(own) != len(other) or len(own) < _MANY or np.abs(own - other).max() <= _NEAR:
        return False
    curve = np.polynomial.Polynomial.fit(own, other, 2)
    factors = curve.deriv()(own[[0, -1]])
    return bool(np.abs(curve(own) - other).max() <= _SMOOTH and np.abs(factors - 1).max() <= 2 * _MOST)


def _near(own: np.ndarray, other: np.ndarray) -> Iterator[tuple[float, float]]:
    """The factors and moves that lay one table's sides over another's of nearly its width."""
    return (pair for pair in _ends(own, other) if abs(pair[0] - 1) <= _MOST)


def _far(own: np.ndarray, other: np.ndarray) -> Iterator[tuple[float, float]]:
    """The factors and moves that lay one table's sides over another's of quite another width."""
    return (pair for pair in _ends(own, other) if _LEAST_FACTOR <= pair[0] <= _MOST_FACTOR)


def _ends(own: np.ndarray, other: np.ndarray) -> Iterator[tuple[float, float]]:
    """The factors and moves that may lay one table's sides over another's: either may lack its first or last side."""
    for first, last in product((0, 1), (-1, -2)):
        for one, two in ((own, other[first : len(other) + 1 + last]), (own[first : len(own) + 1 + last], other)):
            if min(len(one), len(two)) >= 2:
                scale = float((two[-1] - two[0]) / (one[-1] - one[0]))
                yield scale, float(two[0] - scale * one[0])


def _matched(own: np.ndarray, other: np.ndarray, scale: float, move: float) -> tuple[np.ndarray, np.ndarray]:
    """The sides that are the same in both, where they stand in the one and in the other."""
    apart = np.abs((own * scale + move)[:, None] - other)
    nearest = apart.argmin(axis=1)
    mutual = apart.argmin(axis=0)[nearest] == np.arange(len(own))
    same = mutual & (apart.min(axis=1) <= _SAME)
    return own[same], other[nearest[same]]


def _columns(page: Page) -> np.ndarray:
    """Where the upright rulings of a page that OCR read stand, from left to right, in points."""
    upright = [ruling.at for ruling in page.rulings if ruling.axis == "v" and page.source == "ocr"]
    return np.unique(np.round(upright, 1))


def _stretched(page: Page, paper: Paper, sides: np.ndarray, wanted: np.ndarray) -> Page:
    """The page with all x moved as those sides are, evenly between them and beyond; all of it where they are far."""
    scale = float((wanted[-1] - wanted[0]) / (sides[-1] - sides[0]))
    down = 1.0 if abs(scale - 1) <= _MOST else scale
    stretch = _Stretch(paper, *_beyond(sides, wanted), down)

    def word(each: Word) -> Word:
        x0, x1, *edges = stretch.moved((each.box.x0, each.box.x1, *each.edges))
        box = each.box._replace(x0=x0, x1=x1, top=each.box.top * down, bottom=each.box.bottom * down)
        return each._replace(box=box, baseline=each.baseline * down, size=each.size * down, edges=tuple(edges))

    def ruling(each: Ruling) -> Ruling:
        if each.axis == "h":
            start, end = stretch.moved((each.start, each.end))
            return each._replace(at=each.at * down, start=start, end=end)
        (at,) = stretch.moved((each.at,))
        return each._replace(at=at, start=each.start * down, end=each.end * down)

    return replace(
        page,
        width=stretch.moved((page.width,))[0],
        height=page.height * down,
        words=tuple(map(word, page.words)),
        rulings=tuple(map(ruling, page.rulings)),
        paper=stretch,
    )


def _beyond(sides: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The places with one far to the left and one far to the right, which are moved as the table is as a whole."""
    scale = (wanted[-1] - wanted[0]) / (sides[-1] - sides[0])
    around = np.array([-_FAR, _FAR])
    ends = sides[[0, -1]] + around, wanted[[0, -1]] + scale * around
    (left, right), (to_left, to_right) = ends
    return np.array([left, *sides, right]), np.array([to_left, *wanted, to_right])


@dataclass(frozen=True, eq=False)
class _Stretch:
    """The paper of a page some places of which were moved to others, in points from its left; `down` times as low."""

    paper: Paper
    places: np.ndarray
    others: np.ndarray
    down: float

    @property
    def size(self) -> tuple[float, float]:
        """The width and the height of the page as displayed, in points."""
        return self.paper.size

    def moved(self, xs: tuple[float, ...]) -> list[float]:
        """Where places come to stand."""
        return [float(x) for x in np.interp(xs, self.places, self.others)]

    def displayed(self, corners: Corners) -> Corners:
        """Where a box (x0, top, x1, bottom) of the page is displayed, in points."""
        x0, x1 = np.interp(corners[::2], self.others, self.places)
        return self.paper.displayed((float(x0), corners[1] / self.down, float(x1), corners[3] / self.down))

"""The rasters of the tables of a page, from all that is drawn on it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.layout.bridges import bridges
from extractor.layout.grid import Lattice, lattice
from extractor.layout.rulings import JOINT, LONGEST_DASH, frames, meet, whole
from extractor.layout.shading import with_shading
from extractor.layout.stacks import stacked
from extractor.layout.strays import Texts, without_ticks
from extractor.pages import Page, Ruling, Word

_ORNAMENT = 30.0  # points: what is smaller and empty is no table


def rasters(page: Page) -> list[Lattice]:
    """The rasters of the page's tables; where no line makes one, white lines on shading do, or filled boxes' sides."""
    found = _of_rulings(page, (*page.rulings, *page.inferred), () if page.inferred else page.edges)
    if page.gaps and not found:
        found = _of_rulings(page, (*page.rulings, *page.gaps, *_ends(page.edges, page.gaps)))
    if page.edges and not found:
        found = _of_rulings(page, (*page.rulings, *page.gaps, *page.edges))
    tables = [raster for raster in found if not any(_is_around(raster, other) for other in found)]
    outer = [raster for raster in tables if not any(_is_inside(raster, other) for other in tables)]
    return sorted(outer, key=lambda raster: (raster.ys[0], raster.xs[0]))


def _ends(edges: Sequence[Ruling], gaps: Sequence[Ruling]) -> list[Ruling]:
    """The outermost sides of the shading that white lines part, and the upright ones that run along a white line."""
    beside = [edge for edge in edges if any(_touch(edge, gap) for gap in gaps)]
    found: list[Ruling] = []
    for axis in ("h", "v"):
        places = [edge.at for edge in beside if edge.axis == axis]
        found += [edge for edge in beside if edge.axis == axis and edge.at in (min(places), max(places))]
    upright = [edge for edge in beside if edge.axis == "v"]
    return [*found, *(edge for edge in upright if any(gap.axis == "v" and _touch(edge, gap) for gap in gaps))]


def _touch(edge: Ruling, gap: Ruling) -> bool:
    """Whether a side of shading lies along a white line, or meets one."""
    if edge.axis != gap.axis:
        return meet(*((edge, gap) if edge.axis == "h" else (gap, edge)))
    return abs(edge.at - gap.at) <= JOINT and edge.start < gap.end and edge.end > gap.start


def _of_rulings(page: Page, pieces: Sequence[Ruling], sides: Sequence[Ruling] = ()) -> list[Lattice]:
    texts = Texts(page.words)
    drawn = texts.unmarked(whole(texts.unmarked(without_ticks(pieces), LONGEST_DASH)))
    rulings = [*drawn, *bridges(drawn, page.words)]
    found = frames(rulings, pieces)
    tables = stacked(with_shading(found, sides) if found else [], rulings, page.words)
    return [raster for frame in tables if _is_table(raster := lattice(frame, page.words), page)]


def _is_table(raster: Lattice, page: Page) -> bool:
    """Whether a raster has cells, and is not small and without a word, as the marks at a page's corners are."""
    is_small = max(raster.xs[-1] - raster.xs[0], raster.ys[-1] - raster.ys[0]) < _ORNAMENT
    return _boxes(raster) > 1 and not (is_small and not any(stands_in(raster, word) for word in page.words))


def _is_around(frame: Lattice, table: Lattice) -> bool:
    """Whether a raster only frames a table: it has fewer boxes than the table that it holds."""
    return _is_inside(table, frame) and _boxes(frame) < _boxes(table)


def _boxes(raster: Lattice) -> int:
    return (len(raster.xs) - 1) * (len(raster.ys) - 1)


def _is_inside(inner: Lattice, outer: Lattice) -> bool:
    return (
        inner is not outer
        and outer.xs[0] - JOINT <= inner.xs[0]
        and inner.xs[-1] <= outer.xs[-1] + JOINT
        and outer.ys[0] - JOINT <= inner.ys[0]
        and inner.ys[-1] <= outer.ys[-1] + JOINT
        and _area(inner) < _area(outer)
    )


def _area(raster: Lattice) -> float:
    return (raster.xs[-1] - raster.xs[0]) * (raster.ys[-1] - raster.ys[0])


def stands_in(raster: Lattice, word: Word) -> bool:
    """Whether the word stands in the table; one that the table's edge cuts through does, be it by a sliver of ink."""
    middle = (word.box.x0 + word.box.x1) / 2
    top, bottom = word.baseline - 0.88 * word.size, word.baseline + 0.12 * word.size
    return (
        raster.xs[0] - JOINT <= middle <= raster.xs[-1] + JOINT
        and top < raster.ys[-1] - 0.5
        and bottom > raster.ys[0] + 0.5
    )

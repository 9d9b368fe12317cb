"""Shaded boxes beside ruled tables divide as rulings do; inside them they do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.geometry import Box
from extractor.layout import tables
from extractor.pages import Page, Ruling, Word
from tests.layout.drawn import drawn


def sides(xs: Sequence[float], ys: Sequence[float]) -> Iterator[Ruling]:
    """The sides of all cells between those places."""
    yield from (Ruling("h", y, xs[0], xs[-1]) for y in ys)
    yield from (Ruling("v", x, ys[0], ys[-1]) for x in xs)


def word(text: str, x: float, baseline: float) -> Word:
    """A word in a font of 8 points."""
    edges = tuple(x + 4 * n for n in range(len(text) + 1))
    return Word(text, Box(1, x, baseline - 7, edges[-1], baseline + 2), baseline, 8, edges)


def read(words: Sequence[Word], rulings: Iterator[Ruling], edges: Iterator[Ruling]) -> str:
    """The tables of a page, drawn."""
    return drawn(tables([Page(1, 300, 300, tuple(words), tuple(rulings), edges=tuple(edges))]))


BODY = (word("a", 15, 70), word("1", 75, 70), word("b", 15, 90), word("2", 75, 90))
HEAD = (word("甲", 15, 50), word("乙", 75, 50))


def test_a_shaded_head_over_a_ruled_body_is_its_first_row() -> None:
    assert (
        read((*HEAD, *BODY), sides((10, 70, 130), (60, 80, 100)), sides((10.5, 69.6, 129.5), (40, 60)))
        == """\
+----+----+
| 甲 | 乙 |
+----+----+
| a  | 1  |
+----+----+
| b  | 2  |
+----+----+"""
    )


def test_a_strip_that_shading_does_not_divide_is_no_row() -> None:
    assert (
        read((*HEAD, *BODY), sides((10, 70, 130), (60, 80, 100)), sides((10, 130), (40, 60)))
        == """\
甲 乙
+---+---+
| a | 1 |
+---+---+
| b | 2 |
+---+---+"""
    )


def test_shading_inside_a_ruled_table_does_not_divide_it() -> None:
    table = read(BODY, sides((10, 70, 130), (60, 80, 100)), sides((10, 40, 70), (60, 70, 80)))
    assert table.count("\n") == 4


def test_a_table_of_shaded_boxes_stands_beside_a_ruled_one() -> None:
    lower = [
        word._replace(box=word.box._replace(top=word.box.top + 120), baseline=word.baseline + 120) for word in BODY
    ]
    found = read((*BODY, *lower), sides((10, 70, 130), (60, 80, 100)), sides((10, 70, 130), (180, 200, 220)))
    assert found.count("| a | 1 |") == 2

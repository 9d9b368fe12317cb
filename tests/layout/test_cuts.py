"""A word that lies over the side of a cell is cut where it is two texts, and only there."""

from __future__ import annotations

import pytest

from extractor.geometry import Box
from extractor.layout import tables
from extractor.pages import Page, Ruling, Word

SIDE = 100.0
FRAME = (*(Ruling("h", y, 0, 300) for y in (0, 30)), *(Ruling("v", x, 0, 30) for x in (0, SIDE, 300)))


def texts(left: str, right: str, gap: float, over: float = 0.0) -> list[str]:
    """The texts of two cells over whose common side `left` and `right` are printed as one word, `gap` points apart."""
    text, x, edges = left + right, SIDE - gap / 2 - 5 * len(left) + over, list[float]()
    for place in range(len(text)):
        x += gap if place == len(left) else 0.0
        edges.append(x)
        x += 5
    word = Word(text, Box(1, edges[0], 10, x, 22), 20, 10, (*edges, x))
    (table,) = tables([Page(1, 400, 400, (word,), FRAME)])
    return [cell.text for cell in table.cells]


@pytest.mark.parametrize(
    ("left", "right"),
    [("12.34", "56.78"), ("5", "10.00"), ("95%", "100%"), ("Yes", "No"), ("(1)", "(2)"), ("项目名称", "养护")],
)
def test_two_texts_that_leave_a_gap_are_cut(left: str, right: str) -> None:
    assert texts(left, right, 2.0) == [left, right]


@pytest.mark.parametrize(
    ("over", "printed"), [("1", ",234,567"), ("12", "34567"), ("Com", "mission"), ("12", ".50"), ("9,999,", "999")]
)
def test_a_number_or_a_word_that_runs_over_its_cell_stays_whole(over: str, printed: str) -> None:
    assert over + printed in texts(over, printed, 0.0)


def test_characters_of_two_columns_without_a_gap_are_cut() -> None:
    assert texts("项目", "名称", 0.0) == ["项目", "名称"]


@pytest.mark.parametrize(("left", "right", "over"), [("满意度（4分）", "00%", 4.0), ("养护里程", "（公里）", -4.0)])
def test_the_blank_half_of_a_bracket_may_lie_over_the_side(left: str, right: str, over: float) -> None:
    """Brackets are as wide as characters, and print in one half of that."""
    text, sizes = left + right, [10.0] * (len(left) + len(right))
    edges = [SIDE + over - sum(sizes[: len(left)])]
    for size in sizes:
        edges.append(edges[-1] + size)
    word = Word(text, Box(1, edges[0], 10, edges[-1], 22), 20, 10, tuple(edges))
    (table,) = tables([Page(1, 400, 400, (word,), FRAME)])
    assert [cell.text for cell in table.cells] == [left, right]


def met(left: str, right: str, step: float, *, aside: float = 0, order: int = 0) -> list[tuple[str, float]]:
    """Texts and confidences of two cells in whose middles texts stand that touch, as one word.

    The first is too wide for its cell; the second is printed nearer or farther by a step; both stand so far aside.
    """
    text, x, edges = left + right, 50.0, list[float]()
    for place in range(len(text)):
        x += step if place == len(left) else 0.0
        edges.append(x)
        x += 2.5 if text[place] in ".," else 9 if text[place] > "一" else 5
    first, side = edges[0] + 3, edges[len(left)] - step - 3
    sides = [each - aside for each in (first, side, edges[len(left)] + x - side)]
    word = Word(text, Box(1, edges[0], 10, x, 22), 20, 9, (*edges, x), order=order)
    frame = (*(Ruling("h", y, sides[0], sides[-1]) for y in (0, 30)), *(Ruling("v", x, 0, 30) for x in sides))
    (table,) = tables([Page(1, 400, 400, (word,), frame)])
    return [(cell.text, cell.confidence) for cell in table.cells]


@pytest.mark.parametrize("step", [-1.0, -0.4, 0.4])
@pytest.mark.parametrize(("left", "right"), [("132.42", "4,999.95"), ("1416.36", "/"), ("权重", "年度指标值（A）")])
def test_texts_of_two_cells_that_touch_are_told_by_how_their_characters_stand(
    left: str, right: str, step: float
) -> None:
    assert met(left, right, step) == [(left, 1.0), (right, 1.0)]


@pytest.mark.parametrize(
    ("step", "aside", "sure"),
    [
        (-0.4, 0, 0.8),  # both in the middle of their cells
        (0.0, 0, 1.0),  # all digits stand alike
        (-0.4, 9, 1.0),  # one of them would stand nowhere: kerning sets digits unevenly too
    ],
)
def test_what_may_be_one_figure_or_two_wants_a_look(step: float, aside: float, sure: float) -> None:
    assert ("2629.61679110", sure) in met("2629.616791", "10", step, aside=aside)


def test_the_places_of_characters_that_ocr_read_tell_nothing() -> None:
    assert met("132.42", "4,999.95", -0.4, order=-1) != [("132.42", 1.0), ("4,999.95", 1.0)]

"""Of a character that clipping hides in part the rest wants a look, one that it hides is not read."""

from __future__ import annotations

import pymupdf
import pytest

from tests.readers.content import add_form, page_pdf
from tests.readers.sheets import both

TEXT = "BT /F 10 Tf 50 100 Td (98.52) Tj ET"  # from 50 to 75.02, each digit 5.56 wide


def found(content: str, *, form: str = "", keys: dict[str, str] | None = None) -> list[tuple[str, bool]]:
    """What both readers read, and whether it is sure."""
    change = add_form(form, TEXT) if form else None
    with pymupdf.open(stream=page_pdf(content, change=change, keys=keys)) as document:
        return [(word.text, word.confidence >= 0.9) for word in both(document[0])]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (40, 80, ("98.52", True)),
        (40, 75, ("98.52", True)),
        (40, 72.4, ("98.52", False)),
        (40, 69, ("98.5", False)),
        (40, 61.5, ("98", False)),
        (53, 80, ("98.52", False)),
        (56, 80, ("8.52", False)),
    ],
)
def test_what_is_left_of_a_clipped_figure_is_read_and_wants_a_look(
    left: float, right: float, expected: tuple[str, bool]
) -> None:
    assert found(f"q {left} 0 {right - left} 200 re W n {TEXT} Q") == [expected]


def test_clips_inside_each_other_leave_what_all_of_them_leave() -> None:
    assert found(f"q 40 0 29 200 re W n q 56 0 100 200 re W n {TEXT} Q Q") == [("8.5", False)]


def test_a_clip_ends_where_the_state_is_restored() -> None:
    assert found(f"q 40 0 5 200 re W n Q {TEXT}") == [("98.52", True)]


def test_the_box_of_a_form_clips() -> None:
    assert found("/X Do", form="/BBox[40 0 72.4 200]") == [("98.52", False)]


def test_a_turned_form_clips_where_it_is_displayed() -> None:
    turned = "q 0 1 -1 0 200 0 cm 0 -1 1 0 0 200 cm /X Do Q"
    assert found(turned, form="/BBox[40 0 72.4 200]") == [("98.52", False)]


def test_the_edge_of_the_page_clips() -> None:
    assert found(TEXT, keys={"CropBox": "[10 10 72.4 190]"}) == [("98.52", False)]


def test_a_clipped_text_does_not_run_into_its_neighbour() -> None:
    neighbour = "BT /F 10 Tf 70 100 Td (7) Tj ET"
    assert [text for text, _ in found(f"q 40 0 30 200 re W n {TEXT} Q {neighbour}")] == ["98.5", "7"]


def test_a_line_whose_lower_edge_is_cut_off_is_read() -> None:
    assert found(f"q 40 102 100 50 re W n {TEXT.replace('.', '')} Q") == [("9852", True)]


def test_a_figure_whose_point_is_cut_off_wants_a_look() -> None:
    assert [is_sure for _, is_sure in found(f"q 40 102 100 50 re W n {TEXT} Q")] == [False]


def test_a_line_of_which_a_rim_is_left_wants_a_look() -> None:
    assert [is_sure for _, is_sure in found(f"q 40 105 100 50 re W n {TEXT} Q")] == [False]

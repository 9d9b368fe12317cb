"""From a pointer to its evidence, and from there to the grid."""

from __future__ import annotations

from extractor.exporters.places import cell_finder
from extractor.form import Evidence, Form
from tests.exporters.samples import grid, read_at
from tests.sample_forms import form


def cell_of(where: str, evidence: Evidence, drawing: str = "ab cd") -> str | None:
    of: Form = form(grid=grid(drawing), evidence={where: evidence})
    cell = cell_finder(of)(where)
    return None if cell is None else cell.text


def test_a_value_stands_in_the_cell_that_shares_most_of_its_box() -> None:
    assert cell_of("/title", Evidence(page=1, bbox=(45, 22, 95, 38))) == "d"


def test_a_value_that_fills_a_cell_stands_in_it() -> None:
    assert cell_of("/title", Evidence(page=1, bbox=(50, 0, 100, 20)), "abb ccc") == "b"


def test_a_value_of_another_page_stands_in_no_cell() -> None:
    assert cell_of("/title", Evidence(page=2, bbox=(0, 0, 50, 20))) is None


def test_a_value_outside_the_grid_stands_in_no_cell() -> None:
    assert cell_of("/title", Evidence(page=1, bbox=(500, 0, 550, 20))) is None


def test_a_line_of_plain_text_stands_in_no_cell() -> None:
    assert cell_of("/title", Evidence(line=3)) is None


def test_a_pointer_to_a_row_leads_to_its_first_value() -> None:
    of = form(grid=grid("ab"), evidence={"/budget/1/item": read_at(0, 1, "b"), "/budget/1/score": read_at(0, 0, "a")})
    cell = cell_finder(of)("/budget/1")
    assert cell is not None
    assert cell.text == "b"

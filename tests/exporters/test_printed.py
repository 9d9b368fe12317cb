"""The layout of a form's sheet, from grids drawn as letters."""

from __future__ import annotations

from extractor.exporters.fitting import CELL_LIMIT, breadth, cut, fit_cell, lines
from extractor.exporters.printed import SHEET_WIDTH, lay_out
from extractor.form import Grid, GridCell
from tests.exporters.samples import grid


def areas(drawn: Grid) -> dict[str, tuple[int, int, int, int]]:
    return {a.text: (a.first_row, a.first_col, a.last_row, a.last_col) for a in lay_out(drawn).areas}


def cell(row: int, col: int, rowspan: int, colspan: int, text: str) -> GridCell:
    return GridCell(row=row, col=col, rowspan=rowspan, colspan=colspan, text=text, page=None, bbox=None)


def test_cells_keep_their_spans() -> None:
    assert areas(grid("aab aac")) == {"a": (0, 0, 1, 1), "b": (0, 2, 0, 2), "c": (1, 2, 1, 2)}


def test_columns_are_as_wide_as_printed() -> None:
    drawn = Grid(
        columns=2,
        cells=(
            GridCell(row=0, col=0, rowspan=1, colspan=1, text="", page=1, bbox=(0, 0, 100, 10)),
            GridCell(row=0, col=1, rowspan=1, colspan=1, text="", page=1, bbox=(100, 0, 400, 10)),
        ),
    )
    assert lay_out(drawn).widths == (SHEET_WIDTH / 4, SHEET_WIDTH * 3 / 4)


def test_an_edge_that_no_cell_shows_is_set_between_its_neighbours() -> None:
    assert lay_out(grid("aaaabb")).widths == (round(SHEET_WIDTH / 6, 1),) * 6


def test_a_grid_without_boxes_has_columns_of_one_width() -> None:
    assert lay_out(Grid(columns=2, cells=(cell(0, 0, 1, 1, "a"), cell(0, 1, 1, 1, "b")))).widths == (70.0, 70.0)


def test_a_narrow_column_is_wide_enough_for_its_figures() -> None:
    narrow = GridCell(row=0, col=0, rowspan=1, colspan=1, text="123,456.78", page=1, bbox=(0, 0, 1, 10))
    wide = GridCell(row=0, col=1, rowspan=1, colspan=1, text="", page=1, bbox=(1, 0, 400, 10))
    assert lay_out(Grid(columns=2, cells=(narrow, wide))).widths[0] >= len(narrow.text)


def test_rows_are_high_enough_for_their_text() -> None:
    layout = lay_out(grid("ab cd", a="字" * 300))
    assert layout.heights[0] >= 300 * 2 / layout.widths[0] * 12 > layout.heights[1]


def test_a_merged_cell_stretches_its_rows() -> None:
    layout = lay_out(grid("ab ac", a="字" * 300))
    assert layout.heights[0] == layout.heights[1] > 50


def test_a_row_that_excel_cannot_make_high_enough_takes_several_rows() -> None:
    drawn = grid("ab cd", a="字" * 3000)
    assert max(lay_out(drawn).heights) <= 409
    spans = areas(drawn)
    assert spans["b"][2] > spans["b"][0]
    assert spans["c"][0] == spans["d"][0] == spans["b"][2] + 1


def test_cells_that_claim_the_same_place_lose_no_text_and_do_not_overlap() -> None:
    drawn = Grid(columns=3, cells=(cell(0, 1, 2, 2, "a"), cell(1, 0, 1, 2, "b"), cell(1, 1, 1, 1, "c")))
    assert areas(drawn) == {"a\nc": (0, 1, 1, 2), "b": (1, 0, 1, 0)}


def test_a_form_without_a_grid_has_an_empty_layout() -> None:
    assert lay_out(Grid(columns=0, cells=())).areas == ()


def test_chinese_characters_count_two() -> None:
    assert breadth("执行率95%") == 9
    assert lines("执行率\n" + "字" * 10, 10) == 3


def test_a_text_over_the_limit_of_a_cell_says_that_it_is_cut() -> None:
    text = fit_cell("字" * (CELL_LIMIT + 1))
    assert len(text) == CELL_LIMIT
    assert "JSON" in text
    assert fit_cell("字" * CELL_LIMIT) == "字" * CELL_LIMIT


def test_a_cut_counts_as_excel_does_and_halves_no_character() -> None:
    assert cut("𠀀" * 3, 5) == "𠀀" * 2

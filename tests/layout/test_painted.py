"""Where a page paints its cells one by one, the order tells which lines are of one cell, and in which row it begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.geometry import Box
from extractor.layout import tables
from extractor.layout.alignment.order import ranked
from extractor.pages import Page, Word

PITCH = 12.0
"""Points: how far the lines of a cell are apart, and rows that have no padding."""

Cell = tuple[float, float, str]
"""The x at which the lines of a cell begin, how many lines its first is below the page's head, and its lines."""


def page(cells: Sequence[Cell]) -> Page:
    words = [_word(order, *found) for order, found in enumerate(_lines(cells))]
    return Page(1, 600, 800, tuple(sorted(words, key=lambda word: (word.baseline, word.box.x0))), ())


def _lines(cells: Sequence[Cell]) -> Iterator[Cell]:
    for x, line, text in cells:
        yield from ((x, line + n, part) for n, part in enumerate(text.split("/")))


def _word(order: int, x: float, line: float, text: str) -> Word:
    y, widths = 200 + line * PITCH, [10.0 if ord(char) > 0x2E80 else 5.0 for char in text]
    edges = [x]
    for width in widths:
        edges.append(edges[-1] + width)
    return Word(text, Box(1, x, y - 8, edges[-1], y + 2), y, 10.0, tuple(edges), order=order)


def texts(found: Page) -> list[list[str]]:
    (table,) = tables([found])
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        rows[cell.row].append(cell.text if cell.rowspan == 1 else f"{cell.text} v{cell.rowspan}")
    return rows


HEADER: list[Cell] = [(20, 0, "一级指标"), (80, 0, "三级指标"), (180, 0, "分值"), (230, 0, "得分")]
TIGHT: list[Cell] = [
    *HEADER,
    *[(20, 2.5, "产出"), (80, 1, "新建道路/改造完成率"), (180, 1.5, "10"), (230, 1.5, "9")],
    *[(80, 3, "维修道路/验收合格率"), (180, 3.5, "20"), (230, 3.5, "18")],
    *[(20, 5.5, "效益"), (80, 5, "群众满意"), (180, 5, "30"), (230, 5, "25")],
    *[(80, 6, "游客满意"), (180, 6, "40"), (230, 6, "39")],
]


def test_lines_of_rows_without_padding_are_told_apart_and_names_begin_in_their_first_row() -> None:
    assert texts(page(TIGHT)) == [
        ["一级指标", "三级指标", "分值", "得分"],
        ["产出 v2", "新建道路改造完成率", "10", "9"],
        ["维修道路验收合格率", "20", "18"],
        ["效益 v2", "群众满意", "30", "25"],
        ["游客满意", "40", "39"],
    ]


def test_a_figure_that_touches_the_text_beside_it_has_a_cell_of_its_own() -> None:
    cells = [
        *[(20, 0, "指标"), (75, 0, "分值"), (100, 0, "得分计算方法"), (190, 0, "得分")],
        *[(20, 1.5, "数量"), (90, 1.5, "10"), (100, 1, "达到指标值得满分/未达到的不得分"), (190, 1.5, "9")],
        *[(20, 3.5, "质量"), (90, 3.5, "20"), (100, 3, "达到指标值得满分/未达到的不得分"), (190, 3.5, "18")],
        *[(20, 5.5, "时效"), (95, 5.5, "5"), (100, 5, "达到指标值得满分/未达到的不得分"), (190, 5.5, "5")],
    ]
    assert [row[1] for row in texts(page(cells))] == ["分值", "10", "20", "5"]


def test_a_page_that_paints_line_by_line_tells_nothing_by_its_order() -> None:
    by_cells = page(TIGHT)
    by_lines = [word._replace(order=n) for n, word in enumerate(by_cells.words)]
    assert {word.order for word in ranked([by_lines])[0]} == {-1}
    assert {word.order for word in ranked([by_cells.words])[0]} == set(range(len(by_cells.words)))


def test_names_at_the_top_of_their_rows_speak_for_all_rows_down_to_the_next() -> None:
    heads: list[Cell] = [(20, 0, "一级指标"), (80, 0, "分值"), (120, 0, "三级指标"), (220, 0, "分值"), (260, 0, "得分")]
    names = {1.5: ("投入", "30"), 5.5: ("产出", "70")}
    cells = list(heads)
    for line, weight, score in ((1.5, "10", "9"), (3.5, "20", "18"), (5.5, "30", "25"), (7.5, "40", "39")):
        if line in names:
            cells += [(20, line, names[line][0]), (80, line, names[line][1])]
        cells += [(120, line, "新建道路/改造完成率"), (220, line, weight), (260, line, score)]
    found = texts(page(cells))
    assert [row[:2] for row in found[1::2]] == [["投入 v2", "30 v2"], ["产出 v2", "70 v2"]]


def test_names_painted_before_their_first_row_are_no_row_of_their_own() -> None:
    cells: list[Cell] = [
        *[(20, 0, "一级指标"), (80, 0, "分值"), (120, 0, "三级指标"), (220, 0, "得分")],
        *[(20, 3, "产出"), (80, 3, "70"), (220, 2, "9")],
        *[(120, 4.5, "维修道路"), (220, 4.5, "18")],
        *[(20, 7, "效益"), (80, 7, "20"), (120, 6.5, "群众满意/度"), (220, 7, "25")],
        *[(20, 9, "满意"), (80, 9, "10"), (120, 8.5, "游客满意/度"), (220, 9, "9")],
        *[(20, 11, "成本"), (80, 11, "10"), (120, 10.5, "单位成本/数"), (220, 11, "9")],
        (120, 1.5, "新建道路/改造"),
    ]
    assert texts(page(cells))[1:3] == [["产出 v2", "70 v2", "新建道路改造", "9"], ["维修道路", "18"]]


def test_names_painted_after_all_rows_stand_in_the_middle_of_theirs() -> None:
    cells: list[Cell] = [*HEADER, (280, 0, "说明")]
    for n in range(1, 5):
        y = 2.5 * n - 0.5
        cells += [(80, y - 0.5, f"新建道路{n}/改造率"), (180, y, f"{n}0"), (230, y, f"{n}9"), (280, y, "完成")]
    cells += [(20, 3.25, "产出"), (20, 8.25, "效益")]
    assert [row[0] for row in texts(page(cells))] == [
        "一级指标",
        "产出 v2",
        "新建道路2改造率",
        "效益 v2",
        "新建道路4改造率",
    ]

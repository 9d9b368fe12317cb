"""Texts that a dump parts or runs together, mended before anything is told of them."""

from __future__ import annotations

import pytest

from extractor.dumps.labels import Words, parted
from extractor.dumps.tokens import mended, tokens
from extractor.pages import TextLine
from extractor.templates import general, load


def _mended(*lines: str) -> list[str]:
    return [token.text for token in mended(tokens([TextLine(n, 1, text) for n, text in enumerate(lines, 1)]))]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("4442.", "76"), "4442.76"),
        (("3539", ".02"), "3539.02"),
        (("不低于", "85%"), "不低于85%"),
        (("100元", "/人"), "100元/人"),
        (("残疾人康复服务对象", "满意度"), "残疾人康复服务对象满意度"),
    ],
)
def test_what_a_narrow_cell_broke_is_one(lines: tuple[str, ...], text: str) -> None:
    assert _mended(*lines) == [text]


def test_figures_of_two_cells_stay_apart() -> None:
    assert _mended("91.0", "20") == ["91.0", "20"]


def _parted(text: str) -> list[str]:
    words = Words.of((general(), *load()))
    return [token.text for token in parted(tokens([TextLine(1, 1, text)]), words)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("分值年度指标值实际完成值", ["分值", "年度指标值", "实际完成值"]),
        ("数量指标非遗传承完成数", ["数量指标", "非遗传承完成数"]),
        ("年度指标完成值", ["年度指标完成值"]),
        ("用以反映和考核部门（单位）实际完成", ["用以反映和考核部门（单位）实际完成"]),
    ],
)
def test_labels_that_touch_are_parted(text: str, parts: list[str]) -> None:
    assert _parted(text) == parts

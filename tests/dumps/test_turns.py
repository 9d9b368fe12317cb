"""Names and figures of a torn dump in turn: which row a name surely belongs to."""

from __future__ import annotations

from extractor.dumps.figures import Labelled
from extractor.dumps.tokens import Token
from extractor.dumps.turns import rows_along, rows_of_names, turns


def rows(*texts: str, level: str = "") -> dict[str, int]:
    """The row of every name in a stream of texts whose figures are weights in order, `level` that of a level."""
    stream = [Token(text, line, 1, 0, gap=True, first=True) for line, text in enumerate(texts, 1)]
    weights = [token for token in stream if token.text.isdigit() and token.text != level]
    told = {id(token): Labelled("weight", row) for row, token in enumerate(weights)}
    told |= {id(token): Labelled("level2_weight") for token in stream if token.text == level}
    named = rows_of_names(turns(stream, {"weight": Token("分值", 0, 1, 0, gap=True, first=True)}, told))
    return {token.text: named[id(token)] for token in stream if id(token) in named}


def test_a_name_before_each_figure_is_that_of_its_row() -> None:
    assert rows("结转结余率", "2", "财务管理合规性", "3") == {"结转结余率": 0, "财务管理合规性": 1}


def test_a_run_of_names_has_the_rows_of_a_run_of_figures_as_long() -> None:
    assert rows("结转结余率", "财务管理合规性", "2", "3") == {"结转结余率": 0, "财务管理合规性": 1}


def test_runs_of_other_lengths_say_nothing() -> None:
    assert rows("结转结余率", "2", "3", "财务管理合规性", "4") == {}


def test_a_name_with_the_weight_of_a_level_behind_it_is_none_of_a_row() -> None:
    assert rows("预算执行情况", "40", "结转结余率", "2", level="40") == {"结转结余率": 0}


def test_a_line_that_goes_on_with_a_numbered_name_is_no_name_where_blank_lines_part_cells() -> None:
    def named(second: str, below: str, *, parted: bool) -> list[int]:
        texts = ("结转结余率", second, below, "2", "3")
        stream = [Token(text, line, 1, 0, gap=text != below, first=True) for line, text in enumerate(texts, 1)]
        told = {id(stream[3]): Labelled("weight", 0), id(stream[4]): Labelled("weight", 1)}
        columns = {"weight": Token("分值", 0, 1, 0, gap=True, first=True)}
        return [len(turn.names) for turn in turns(stream, columns, told, parted=parted) if turn.rows]

    assert named("反映部门绩效信息公开执行情况", "绩效管理制度建设", parted=True) == [2]
    assert named("指标2：残疾人康复验", "收合格率达标率", parted=True) == [2]
    assert named("指标2：残疾人康复验", "收合格率达标率", parted=False) == [3]


def along(*texts: str) -> dict[str, int]:
    """The row of every name in a stream of texts along rows, whose figures are weights in order."""
    stream = [Token(text, line, 1, 0, gap=False, first=True) for line, text in enumerate(texts, 1)]
    weights = [token for token in stream if token.text.isdigit()]
    told = {id(token): Labelled("weight", row) for row, token in enumerate(weights)}
    named = rows_along(stream, {"weight": Token("分值", 0, 1, 0, gap=True, first=True)}, told)
    return {token.text: named[id(token)] for token in stream if id(token) in named}


def test_along_rows_a_name_stands_behind_the_sentence_that_ends_the_row_before() -> None:
    found = along("道路维修覆盖率", "10", "受汛期影响，施工滞后。", "社区助餐社会影响力", "8")
    assert found == {"道路维修覆盖率": 0, "社区助餐社会影响力": 1}


def test_behind_running_text_that_breaks_off_the_one_likely_name_counts() -> None:
    broken_off = "受年中机构职能调整影响，部分工作未能"
    assert along("道路维修覆盖率", "10", broken_off, "按期完成", "验收合格率", "8") == {
        "道路维修覆盖率": 0,
        "验收合格率": 1,
    }
    assert along("道路维修覆盖率", "10", broken_off, "达标率", "≥90%", "覆盖率", "8") == {"道路维修覆盖率": 0}

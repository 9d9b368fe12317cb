"""Dumps of forms as archives hold them, by several tools."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

import extractor
from extractor.dumps import with_lines
from extractor.errors import UnreadableError
from extractor.form import SURE, Document, Evidence, Form

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
DUMPS = sorted(path.name for path in FIXTURES.glob("text-*.txt"))


@cache
def _read(name: str) -> Document:
    return extractor.read(FIXTURES / name)


def _form(name: str) -> Form:
    (form,) = _read(name).forms
    return form


def test_the_published_dump_gives_every_indicator_with_its_sums() -> None:
    form = _form("text-seed.txt")
    assert len(form.indicators) == 26
    assert sum(row.weight or 0 for row in form.indicators) == form.total.weight == 100
    assert sum(row.score or 0 for row in form.indicators) == form.total.score == Decimal("93.49")
    assert form.grade == "优"
    assert {line.item: line.amount for line in form.budget} == {
        "总预算": Decimal("56655.54"),
        "基本支出": Decimal("3482.37"),
        "项目支出": Decimal("53173.17"),
        "二次分配资金": Decimal("696.44"),
    }


def test_the_row_whose_name_the_dump_lost_has_none_and_that_is_said() -> None:
    form = _form("text-seed.txt")
    (nameless,) = (row for row in form.indicators if row.level3 is None)
    assert (nameless.level2, nameless.weight, nameless.score) == ("采购管理", Decimal("1.5"), Decimal("1.5"))
    assert [finding.code for finding in form.findings if f"/indicators/{nameless.position - 1}/level3" in finding.where]


def test_levels_take_the_rows_whose_weights_make_theirs() -> None:
    form = _form("text-seed.txt")
    for level in {row.level2 for row in form.indicators}:
        rows = [row for row in form.indicators if row.level2 == level]
        assert sum(row.weight or 0 for row in rows) == rows[0].level2_weight


def test_a_reason_stands_with_the_row_that_lost_points() -> None:
    for row in _form("text-seed.txt").indicators:
        assert (row.reason is not None) == (row.score != row.weight)


@pytest.mark.parametrize("name", DUMPS)
def test_every_reading_has_a_line_and_no_page(name: str) -> None:
    lines = (FIXTURES / name).read_bytes().count(b"\n") + 1
    for where, reading in _form(name).evidence.items():
        assert reading.page is None, where
        assert reading.bbox is None
        assert reading.line is not None
        assert 1 <= reading.line <= lines
    assert all(cell.page is None and cell.bbox is None for cell in _form(name).grid.cells)


@pytest.mark.parametrize("name", DUMPS)
def test_scores_add_up_to_the_total(name: str) -> None:
    form = _form(name)
    execution = form.budget[0].score or 0 if form.budget else 0
    assert sum(row.score or 0 for row in form.indicators) + execution == form.total.score


def test_what_order_and_sums_decided_is_less_than_certain() -> None:
    evidence = _form("text-pdfminer-guangdong.txt").evidence
    assert all(evidence[f"/indicators/{n}/score"].confidence < 1 for n in range(26))


def test_where_rows_of_one_weight_follow_each_other_a_score_apart_is_doubtful() -> None:
    form = _form("text-pdfminer-guangdong.txt")
    doubtful = [n for n in range(26) if form.evidence[f"/indicators/{n}/score"].confidence < SURE]
    alike = [n for n in range(26) if form.indicators[n].level2 in ("预算执行", "信息公开")]
    assert Decimal("1.29") in {form.indicators[n].score for n in alike}
    assert set(alike) <= set(doubtful)


def test_where_a_name_is_lost_the_figures_of_all_rows_that_may_lack_it_are_doubtful() -> None:
    form = _form("text-pdfminer-guangdong.txt")
    level = [n for n, row in enumerate(form.indicators) if row.level2 in ("整体效能", "采购管理")]
    nameless = [n for n in level if form.indicators[n].level3 is None]
    assert len(nameless) == 2
    assert all(form.evidence[f"/indicators/{n}/weight"].confidence < SURE for n in nameless)


def test_text_that_is_no_form_says_so(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("关于做好绩效自评工作的通知\n各单位：请按时报送。\n", encoding="utf-8")
    document = extractor.read(path)
    assert document.source.kind == "text"
    assert [problem.code for problem in document.problems] == ["P03"]


def test_a_binary_file_with_the_name_of_a_text_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x00\x01\x02" * 100)
    with pytest.raises(UnreadableError):
        extractor.read(path)


def test_a_blank_is_no_surer_than_what_else_its_row_holds() -> None:
    def read(text: str, confidence: float) -> Evidence:
        return Evidence(page=1, bbox=(0.0, 7.0, 1.0, 8.0), text=text, confidence=confidence)

    evidence = {
        "/indicators/0/level3": read("养护里程", 0.75),
        "/indicators/0/score": read("", 1.0),
        "/indicators/1/level3": read("绿化里程", 1.0),
        "/indicators/1/score": read("", 1.0),
        "/indicators/1/weight": read("10", 1.0),
    }
    form = with_lines(replace(_form("text-seed.txt"), evidence=evidence))
    assert form.evidence["/indicators/0/score"].confidence == 0.75
    assert form.evidence["/indicators/1/score"].confidence == 1.0


def test_where_the_total_of_the_money_is_named_behind_its_parts_no_amount_is_sure(tmp_path: Path) -> None:
    """As pdftotext prints a block whose names are lower than their figures: which line is whose is not told."""
    printed = """
        2022年度专项资金绩效自评表 项目名称 道路养护 全年预算数（A） 执行数（B）
        4478.29 4475.01 市县财政资金 2525.64 2522.36 其他资金 1952.65 1952.65 年度资金总额
        一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分
        产出指标 数量指标 养护里程 ≥100公里 97公里 100 98 总分 100 98
    """
    path = tmp_path / "a.txt"
    path.write_text("\n\n".join(printed.split()), encoding="utf-8")
    (form,) = extractor.read(path).forms
    stated = [
        where for where, read in form.evidence.items() if where.startswith("/budget/") and read.text[:1].isdigit()
    ]
    assert stated
    assert all(form.evidence[where].confidence < SURE for where in stated)

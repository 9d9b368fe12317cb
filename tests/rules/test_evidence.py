"""The evidence of a form: where every value was read, and what was printed there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from msgspec import UNSET
from msgspec.structs import asdict

from extractor.form import Evidence, Form, resolve
from tests.rules.drawn import HEADER, TITLE, read, table

DERIVED = {"position", "unit", "target_operator", "target_value", "target_unit", "actual_value"}
FIELDS = (
    *("title", "fiscal_year", "department", "project_name", "competent_department", "implementing_unit"),
    *("unit_count", "grade", "narratives", "total", "budget", "indicators", "extra"),
)

DRAWINGS = {
    "project": (
        TITLE
        + "（2022年度）\n主管部门：示例县交通局   金额单位：万元\n"
        + "| 项目名称*2 | 道路养护*2 | 实施单位*2 | 示例县公路站*2 |\n"
        + "| 项目资金（万元）*2 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n"
        + "| 年度资金总额*2 | 1,800.50 | 200.00 | 199.80 | 10 | 99.9% | 9.99 |\n"
        + "| 其中：当年财政拨款*2 | / | 200.00 | 199.80 | — | — | — |\n"
        + "| 年度总体目标*2 | 预期目标*3 | 实际完成情况*3 |\n"
        + "| ^*2 | 养护道路一百公里。*3 | 已养护九十七公里。*3 |\n"
        + HEADER
        + "| 产出指标（50分） | 数量指标 | 指标1：养护里程 | ≥100公里 | 97公里 | 60 | 58.20 | 雨季停工 |\n"
        + "| ^ | ^ | ★修补坑槽 | 98%以上 | 98% | 30 | ^ | / |\n"
        + "=====\n"
        + "| | 质量指标 | 合格率 | 达标 | 达标 | | 10 | |\n"
        + "| 总分*5 | 100 | 88.19 | |\n"
        + "| 评价等级*2 | □优 ■良 □中 □差*6 |\n"
        + "备注：数据截至2022年底。\n填报人：李某   联系电话：55550000\n"
    ),
    "department": (
        "# 2022年度示例县财政局\n# 部门整体支出绩效自评表\n"
        "| 部门名称*2 | 示例县财政局*2 | 单位数：3个*2 | 项目属性*2 | 经常性*2 |\n"
        "| 年度部门预算情况（万元）*2 | 总预算*2 | 基本支出*2 | 项目支出*2 | 二次分配资金*2 |\n"
        "| ^*2 | 9.50*2 | 3.25*2 | 6.25*2 | /*2 |\n"
        "| 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 指标解释 | 得分/自评分 | 未达标原因 | 改进措施 |\n"
        "| 履职效能 | 50 | 整体效能 | 50 | 产出完成 | 20 | 按方案评分 | 19.20 | 停工 | 加快 |\n"
        "| ^ | ^ | ^ | ^ | 效益完成 | 30 | ^ | ３０ | | |\n"
        "| 总分*5 | 100 | | 49.20 | | |\n"
        "| 改进措施*2 | 无*8 |\n"
    ),
    "targets apart": (
        TITLE
        + "| 指标名称 | 计量单位 | 指标性质 | 年初指标值 | 调整指标值 | 全年完成值 | 指标权重 | 指标得分 | 复核分 |\n"
        + "| 养护里程 | 公里 | ≥ | 100 | 90 | 97 | 60 | 60 | 59 |\n"
        + "| 合格率 | % | ≥ | 100 | / | 97 | 30 | 29 | 28 |\n"
    ),
}


@cache
def form(name: str) -> Form:
    """The form of a drawing."""
    return read(DRAWINGS[name])


def values(form: Form) -> Iterator[tuple[str, Any]]:
    """The pointer and the value of everything that is read from a form's cells and lines."""
    for name in FIELDS:
        yield from _leaves(f"/{name}", getattr(form, name))


def _leaves(where: str, value: Any) -> Iterator[tuple[str, Any]]:
    if hasattr(value, "__struct_fields__"):
        value = {name: each for name, each in asdict(value).items() if name not in DERIVED}
    if isinstance(value, tuple):
        value = dict(enumerate(value))
    if not isinstance(value, dict):
        yield where, value
        return
    for name, each in value.items():
        yield from _leaves(f"{where}/{name}", each)


def _holds(evidence: Evidence, value: Any) -> bool:
    """Whether what was printed says the value: a figure as one of its numbers, a text as a part."""
    printed = _squeezed(evidence.text)
    if isinstance(value, int | Decimal):
        return Decimal(value) in {Decimal(n.replace(",", "")) for n in re.findall(r"-?\d[\d,]*(?:\.\d+)?", printed)}
    return _squeezed(value) in printed


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_value_has_evidence_that_prints_it(name: str) -> None:
    found = {where: value for where, value in values(form(name)) if value is not None}
    notes = {where for where in found if where.startswith("/extra/指标")}
    assert len(found) > 12
    assert [where for where in found if where not in form(name).evidence] == []
    assert [where for where, value in found.items() if not _holds(form(name).evidence[where], value)] == [*notes]
    assert all(form(name).evidence[where].text in found[where] for where in notes)


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_evidence_speaks_of_a_place_of_the_form(name: str) -> None:
    for where in form(name).evidence:
        resolve(form(name), where)


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_evidence_stands_in_the_cells_or_lines_of_the_form(name: str) -> None:
    drawn = table(DRAWINGS[name])
    boxes = [
        *(box for cell in drawn.cells for box in cell.boxes),
        *(line.box for line in (*drawn.before, *drawn.after)),
    ]
    for where, evidence in form(name).evidence.items():
        assert evidence.page is not None, where
        assert evidence.bbox is not None, where
        x0, top, x1, bottom = evidence.bbox
        assert any(box.page == evidence.page and box.holds(x0, top) for box in boxes), where
        assert x0 < x1, where
        assert top < bottom, where


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_blank_field_has_the_evidence_of_its_cell_or_none(name: str) -> None:
    blank = [where for where, value in values(form(name)) if value is None]
    assert blank
    printed = {form(name).evidence[where].text for where in blank if where in form(name).evidence}
    assert printed <= {"", "/", "—"}


def test_a_field_whose_cell_is_empty_has_evidence_with_no_text() -> None:
    evidence = form("project").evidence["/indicators/2/weight"]
    assert (evidence.text, evidence.page) == ("", 2)
    assert evidence.bbox is not None


@pytest.mark.parametrize("field", ["definition", "scoring_standard", "improvement", "level1_weight"])
def test_a_field_without_a_column_has_no_evidence(field: str) -> None:
    assert f"/indicators/0/{field}" not in form("targets apart").evidence


def test_what_is_derived_has_no_evidence() -> None:
    names = {where.rpartition("/")[2] for where in form("project").evidence}
    assert names & (DERIVED | {"family", "template", "region", "arithmetic"}) == set()


def test_the_text_layer_is_read_with_full_confidence() -> None:
    assert form("project").lowest_confidence == 1.0
    assert {evidence.source for evidence in form("project").evidence.values()} == {"text"}


def test_a_value_of_one_page_has_no_parts() -> None:
    assert all(evidence.parts is UNSET for evidence in form("department").evidence.values())


def test_evidence_comes_in_the_order_of_the_rows() -> None:
    rows = [int(where.split("/")[2]) for where in form("project").evidence if where.startswith("/indicators/")]
    assert rows == sorted(rows)

"""docs/templates.md names every field, and its example is a template that fits the form it describes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.templates import general, parse
from extractor.templates.fields import ARITHMETIC, FIELDS, MATCH
from tests.rules.drawn import TITLE, read

TEXT = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
NAMES = sorted({*MATCH, *ARITHMETIC, *FIELDS, *(field for fields in FIELDS.values() for field in fields)})


@pytest.mark.parametrize("name", NAMES)
def test_the_page_names_every_section_and_field(name: str) -> None:
    assert f"`{name}`" in TEXT or f"`[{name}]`" in TEXT


def test_the_example_reads_the_form_that_it_is_written_for() -> None:
    example = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert example is not None
    form = read(
        TITLE
        + "| 资金（万元）*2 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |\n"
        + "| 年度资金总额*2 | 100 | 120 | 90 | 90% |\n"
        + "| 一级指标 | 工作事项 | 年度指标值 | 实际完成值 | 分值 | 核定分 |\n"
        + "| 产出指标 | 养护里程 | ≥100公里 | 97公里 | 90 | 88 |\n",
        [parse(example[1], "example.toml", general())],
    )
    assert form.template == "county-project"
    assert form.arithmetic.denominator == "initial_budget"
    assert form.indicators[0].level3 == "养护里程"
    assert form.indicators[0].score == 88

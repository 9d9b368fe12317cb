"""A template that is drafted from a form."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from extractor.errors import TemplateError
from extractor.form import Document, Source
from extractor.pipeline import read
from extractor.templates import draft, general, load, parse
from tests.rules.drawn import HEADER, TITLE
from tests.rules.drawn import read as drawn
from tests.sample_pdfs import form_pdf, text_pdf

ROW = "| 产出指标 | 数量指标 | 养护里程 | ≥100公里 | 97公里 | 90 | 88 | 雨季停工 |\n"
FIXTURES = Path(__file__).parents[2] / "fixtures"
DRAFTED = ["project_central-writer.pdf", "project_beijing-writer.pdf", "several-forms.pdf"]


@pytest.mark.parametrize("name", DRAFTED)
def test_a_draft_parses_as_a_template(name: str) -> None:
    document = read(FIXTURES / name)
    template = parse(draft(document), "draft.toml", general())
    assert template.family == document.forms[0].family
    assert template.match.labels


@pytest.mark.parametrize("name", DRAFTED)
def test_a_draft_in_a_folder_fits_the_form_that_it_was_drafted_from(name: str, tmp_path: Path) -> None:
    document = read(FIXTURES / name)
    drafted = draft(document)
    (tmp_path / "draft.toml").write_text(drafted, encoding="utf-8")
    again = read(FIXTURES / name, load(tmp_path)).forms[0]
    assert again.template == tomllib.loads(drafted)["id"]
    assert again.indicators == document.forms[0].indicators
    assert again.budget == document.forms[0].budget
    assert again.total == document.forms[0].total
    assert again.narratives == document.forms[0].narratives


def test_a_draft_lists_the_labels_of_the_form_under_their_fields(tmp_path: Path) -> None:
    drafted = tomllib.loads(draft(read(form_pdf(tmp_path / "a.pdf"))))
    assert drafted["columns"]["level3"] == ["三级指标"]
    assert drafted["columns"]["target"] == ["年度指标值"]
    assert drafted["identity"]["implementing_unit"] == ["实施单位"]
    assert drafted["rows"]["total"] == ["总分"]


def test_a_draft_names_the_labels_that_no_section_knows() -> None:
    form = drawn(f"{TITLE}| 项目属性*2 | 经常性项目*6 |\n{HEADER}{ROW}")
    source = Source(name="a.pdf", sha256="0" * 64, bytes=1, kind="pdf-text", pages=1)
    drafted = draft(Document(source=source, forms=(form,)))
    assert "#   项目属性" in drafted.splitlines()
    assert "经常性项目" not in drafted


def test_a_draft_keeps_quotes_and_line_breaks_of_a_title(tmp_path: Path) -> None:
    title = '2022年度"十四五"\\项目支出绩效自评表'
    document = read(form_pdf(tmp_path / "a.pdf", title=title))
    assert document.forms[0].title == title
    assert tomllib.loads(draft(document))["name"] == title


def test_there_is_no_draft_of_a_document_without_a_form(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="has none"):
        draft(read(text_pdf(tmp_path / "a.pdf")))


def test_a_draft_says_what_each_label_is_and_what_the_form_was_held_to(tmp_path: Path) -> None:
    drafted = draft(read(form_pdf(tmp_path / "a.pdf"))).splitlines()
    assert 'level3 = ["三级指标"]  # 三级指标，即指标名称' in drafted
    assert any(line.startswith('# denominator = "annual_budget"') for line in drafted)


def test_a_draft_names_the_columns_that_no_field_takes() -> None:
    drafted = draft(read(FIXTURES / "unknown-chromium.pdf")).splitlines()
    assert {"#   佐证材料", "#   财政审核评分"} <= set(drafted)


def test_the_arithmetic_of_a_draft_counts_without_its_comment_signs(tmp_path: Path) -> None:
    drafted = draft(read(form_pdf(tmp_path / "a.pdf")))
    stated = re.sub(r"^# (denominator|execution_weight|bands|at_most_rule) =", r"\1 =", drafted, flags=re.MULTILINE)
    assert parse(stated, "draft.toml", general()).arithmetic.at_most_rule == "target/actual"

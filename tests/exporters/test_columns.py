"""The one list of columns, and the rows of a document."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractor.exporters import Item
from extractor.exporters.columns import TABLES, columns, rows
from extractor.form import Narratives, Problem
from tests.exporters.samples import SECRETS, finding, item, signed
from tests.sample_forms import document, form, read

CONTRACT = {
    "documents": "name path sha256 bytes kind pages forms problems seconds",
    "forms": "form_id path index first_page last_page family template title fiscal_year region department project_name "
    "competent_department implementing_unit unit_count goal achievement shortfall improvement total_weight total_score "
    "grade errors warnings lowest_confidence",
    "indicators": "form_id position level1 level1_weight level2 level2_weight level3 weight definition "
    "scoring_standard target target_operator target_value target_unit actual actual_value score reason improvement "
    "page confidence",
    "budget": "form_id position item unit amount initial_budget annual_budget executed weight execution_rate score "
    "page confidence",
    "checks": "form_id code outcome",
    "findings": "form_id code name severity message message_en where expected found page",
}


def cells(table: str, of: Item, *, personal: bool = False) -> list[dict[str, Any]]:
    names = [column.name for column in columns(table, personal=personal)]
    return [dict(zip(names, row, strict=True)) for row in rows(table, of, personal=personal)]


def test_the_columns_are_those_of_the_contract_in_its_order() -> None:
    assert {table: " ".join(column.name for column in fields) for table, fields in TABLES.items()} == CONTRACT


def test_every_column_has_a_heading_of_its_own_in_its_table() -> None:
    for fields in TABLES.values():
        assert len({field.heading for field in fields}) == len(fields)


def test_a_document_row_counts_forms_and_joins_problem_codes() -> None:
    problems = tuple(Problem(code=code, severity="error", message="") for code in ("P05", "P04"))
    source = document().source
    of = Item("x/a.pdf", type(document())(source=source, problems=problems, forms=(form(),)), 1.5)
    (row,) = cells("documents", of)
    assert (row["name"], row["path"], row["forms"], row["problems"], row["seconds"]) == (
        "a.pdf", "x/a.pdf", 1, "P05 P04", 1.5,
    )  # fmt: skip


def test_a_form_row_counts_its_findings_by_severity() -> None:
    found = (finding(), finding(code="T02", severity="warning"), finding(code="R02", severity="info"), finding())
    (row,) = cells("forms", item(form(findings=found)))
    assert (row["errors"], row["warnings"]) == (2, 1)


def test_a_form_row_has_pages_narratives_and_total() -> None:
    (row,) = cells("forms", item(form(pages=(2, 5), narratives=Narratives(goal="目标"))))
    assert (row["first_page"], row["last_page"], row["goal"], row["total_score"]) == (2, 5, "目标", Decimal("98.49"))


def test_a_row_has_the_page_of_its_first_reading_and_the_confidence_of_its_least_sure_one() -> None:
    evidence = {
        "/indicators/1/weight": read("30", page=3, confidence=0.95),
        "/indicators/1/score": read("28.50", page=4, confidence=0.7),
        "/indicators/10/score": read("1", page=9, confidence=0.1),
    }
    first, second = cells("indicators", item(form(evidence=evidence)))
    assert (first["page"], first["confidence"]) == (None, None)
    assert (second["page"], second["confidence"]) == (3, 0.7)


def test_budget_lines_are_numbered_from_one() -> None:
    assert [row["position"] for row in cells("budget", item(form()))] == [1, 2, 3]


def test_a_finding_has_its_pointers_joined_and_the_page_of_the_first_that_has_evidence() -> None:
    found = finding("/title", "/total/score", "/total/weight")
    evidence = {"/total/score": read("1", page=4), "/total/weight": read("1", page=2)}
    (row,) = cells("findings", item(form(findings=(found,), evidence=evidence)))
    assert (row["where"], row["page"]) == ("/title /total/score /total/weight", 4)


def test_a_finding_about_a_whole_row_has_the_page_of_that_row() -> None:
    found = finding("/indicators/1")
    evidence = {"/indicators/10/score": read("1", page=9), "/indicators/1/score": read("1", page=2)}
    (row,) = cells("findings", item(form(findings=(found,), evidence=evidence)))
    assert row["page"] == 2


@pytest.mark.parametrize("table", TABLES)
def test_no_row_names_people_unless_asked_to(table: str) -> None:
    told = str(list(rows(table, item(signed()))))
    assert not [secret for secret in SECRETS if secret in told]


def test_people_stand_in_the_last_column_of_forms_where_asked_for() -> None:
    (row,) = cells("forms", item(signed()), personal=True)
    assert list(row)[-1] == "personal"
    assert row["personal"] == "填报人：张三丰；联系电话：13800000000；项目负责人：李四"


def test_findings_name_people_where_asked_for() -> None:
    (row,) = cells("findings", item(signed()), personal=True)
    assert (row["message"], row["found"]) == ("张三丰读不清", "张三丰")

"""Whatever forms print, they can be held against each other."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from extractor.across import RULES, Filed, compare, unchecked
from extractor.checks import examine
from extractor.form import Form
from tests.checks.tables import Row, table

CELL = st.sampled_from(["", "/", "0", "5", "9.50", "满分", "≥95%", "≤5次", "91%", "培训人次"])
ROW = st.dictionaries(st.sampled_from(["level1", "level3", "weight", "score", "target", "actual"]), CELL)
LINE = st.fixed_dictionaries({"item": st.sampled_from(["总预算", "项目支出"]), "amount": CELL, "annual_budget": CELL})


@st.composite
def forms(draw: st.DrawFn) -> Form:
    rows: list[Row] = draw(st.lists(ROW, max_size=3))
    budget: list[Row] = draw(st.lists(LINE, max_size=2))
    fields: dict[str, Any] = {
        "family": draw(st.sampled_from(["department", "project"])),
        "fiscal_year": draw(st.sampled_from([None, 2021, 2022])),
        "department": draw(st.sampled_from([None, "示例县财政局"])),
        "project_name": draw(st.sampled_from([None, "甲项目"])),
    }
    texts = {"goal": draw(st.sampled_from(["", "共有1个项目。"]))}
    return examine(table(rows, budget=budget, texts=texts, **fields))


@given(st.lists(forms(), max_size=4))
def test_any_forms_can_be_compared(drawn: list[Form]) -> None:
    filed = [Filed(f"{n}.pdf", form) for n, form in enumerate(drawn)]
    for before, after, whys in zip(filed, compare(filed), unchecked(filed), strict=True):
        codes = {rule.code for rule in RULES}
        assert codes <= set(after.form.checks)
        said = {finding.code for finding in after.form.findings} & codes
        assert said == {code for code in codes if after.form.checks[code] == "inconsistent"}
        assert {code for code in codes if after.form.checks[code] == "not-checkable"} <= set(whys)
        assert after.form.findings[: len(before.form.findings)] == before.form.findings

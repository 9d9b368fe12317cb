"""What the machinery promises of all checks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.checks import RULES, examine, rule
from extractor.errors import UsageError
from extractor.form import Arithmetic, Form, resolve
from tests.checks.tables import BANDS, PARTS_OF_FIRST, Row, found, outcome, table
from tests.sample_forms import form as sample

WRONG = table(
    [
        {"level3": "培训人次", "weight": "5", "score": "6", "target": "≥9人", "actual": "8人", "reason": ""},
        {"level3": "培训场次", "weight": "5", "score": "4", "reason": ""},
    ],
    total={"weight": "100", "score": "99"},
    budget=[{"annual_budget": "100", "executed": "90", "execution_rate": "80%", "weight": "10", "score": "1"}],
    texts={"shortfall": "“培训人次”未完成。"},
    grade="良",
    grade_cell="□优 ■良 □中 □差",
)


def test_a_form_that_adds_up_has_no_findings() -> None:
    assert examine(sample()).findings == ()


def test_examining_changes_nothing_but_findings_and_checks() -> None:
    before = sample()
    after = examine(before)
    same = [name for name in Form.__struct_fields__ if name not in ("findings", "checks")]
    assert all(getattr(before, name) == getattr(after, name) for name in same)
    assert before.checks == {}


def test_every_rule_has_an_outcome_in_the_order_of_the_rules() -> None:
    assert list(examine(WRONG).checks) == [one.code for one in RULES]


def test_findings_stand_in_the_order_of_the_rules() -> None:
    order = [one.code for one in RULES]
    codes = [finding.code for finding in examine(WRONG).findings]
    assert codes == sorted(codes, key=order.index)
    assert {"W03", "S01", "S03", "R01", "G01", "B02", "B03", "T01", "N01"} <= set(codes)


def test_examining_twice_says_the_same() -> None:
    assert examine(examine(WRONG)) == examine(WRONG)


def test_every_place_that_a_finding_names_is_in_the_form() -> None:
    for finding in examine(WRONG).findings:
        assert finding.where
        for where in finding.where:
            resolve(WRONG, where)


def test_every_message_is_in_both_languages() -> None:
    for finding in examine(WRONG).findings:
        assert re.search("[\u4e00-\u9fff]", finding.message)
        assert re.match('[A-Za-z"]', finding.message_en)


def test_the_worst_outcome_stands_for_the_check() -> None:
    rows = [{"level3": "指标", "weight": "5", "score": score} for score in ("5", "", "6")]
    assert outcome(table(rows[:1]), "S01") == "consistent"
    assert outcome(table(rows[:2]), "S01") == "not-checkable"
    assert outcome(table(rows), "S01") == "inconsistent"


def test_an_error_on_an_unsure_reading_is_a_warning() -> None:
    rows = [{"level3": "指标", "weight": "5", "score": "55"}]
    assert [finding.severity for finding in found(table(rows), "S01")] == ["error"]
    assert [finding.severity for finding in found(table(rows, unsure=["/indicators/0/score"]), "S01")] == ["warning"]


def test_an_unsure_reading_elsewhere_changes_no_error() -> None:
    rows = [{"level3": "指标", "weight": "5", "score": "55"}]
    assert [finding.severity for finding in found(table(rows, unsure=["/indicators/0/level3"]), "S01")] == ["error"]


def test_a_form_with_nothing_in_it_can_be_examined() -> None:
    assert {finding.code for finding in examine(table(title=None)).findings} == {"D02"}


def test_plain_text_without_cells_merges_no_rows() -> None:
    form = table([{"level3": "甲", "weight": "5", "score": "5"}, {"level3": "乙", "weight": "5"}])
    for where, reading in list(form.evidence.items()):
        form.evidence[where] = type(reading)(line=1, text=reading.text)
    assert outcome(form, "S01") == "consistent"
    assert outcome(form, "R01") == "not-applicable"


def test_rules_are_found_by_code_in_either_case() -> None:
    assert rule("s03") is rule("S03")
    assert rule("S03").name == "scores-do-not-add-up-to-total"


def test_an_unknown_code_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no check Q99; there are W01, W02, .*E02"):
        rule("Q99")


def test_codes_and_names_are_unique() -> None:
    assert len({one.code for one in RULES}) == len({one.name for one in RULES}) == len(RULES)


CELL = st.sampled_from(
    ["", "/", "—", "无", "0", "5", "10", "9.50", "-1", "1,000", "满分", "≥95%", "≤5次", "91%", "培训人次"]
)
COLUMNS = (
    "level1",
    "level1_weight",
    "level2",
    "level2_weight",
    "level3",
    "weight",
    "score",
    "target",
    "actual",
    "reason",
)
ROW = st.dictionaries(st.sampled_from(COLUMNS), CELL)
LINE = st.dictionaries(st.sampled_from(["annual_budget", "executed", "execution_rate", "weight", "score"]), CELL)


@given(
    st.lists(ROW, max_size=6),
    st.lists(LINE, min_size=3, max_size=4),
    st.dictionaries(st.sampled_from(["weight", "score"]), CELL),
    st.sampled_from(
        [
            "",
            "无",
            "“培训人次”未完成。",
            "5未达标",
            "2021年执行率5%，其中1万元、2万元。",
            "1+1=3，自评得分5分，合计9万元。",
        ]
    ),
)
def test_whatever_a_form_prints_it_can_be_examined(
    rows: list[Row], budget: list[Row], total: Row, shortfall: str
) -> None:
    arithmetic = Arithmetic(denominator="annual_budget", bands=BANDS, budget_sums=PARTS_OF_FIRST)
    form = examine(table(rows, budget=budget, total=total, texts={"shortfall": shortfall}, arithmetic=arithmetic))
    assert list(form.checks) == [one.code for one in RULES]
    said = {finding.code for finding in form.findings}
    assert said == {code for code, outcome in form.checks.items() if outcome == "inconsistent"}

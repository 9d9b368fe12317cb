"""X03 to X06: full scores everywhere, and what changed since the year before."""

from __future__ import annotations

import pytest

from extractor.across import ALL_RULES, RULES, rule
from extractor.checks import RULES as OF_ONE_FORM
from extractor.errors import UsageError
from tests.across.filed import ROWS, form, found, outcome


def test_full_scores_everywhere_are_for_the_record() -> None:
    rows = [ROWS[0], {**ROWS[1], "score": "50"}]
    ((_, finding),) = found("X03", form(rows))
    assert (finding.severity, finding.found) == ("info", "2")


def test_one_point_lost_is_enough() -> None:
    assert outcome("X03", form()) == "consistent"


def test_a_blank_score_beside_full_ones_is_not_checkable() -> None:
    assert outcome("X03", form([ROWS[0], {**ROWS[1], "score": ""}])) == "not-checkable"


def test_projects_may_have_full_scores() -> None:
    rows = [ROWS[0], {**ROWS[1], "score": "50"}]
    assert outcome("X03", form(rows, family="project", project_name="甲")) == "not-applicable"


def test_the_same_form_of_the_next_year_is_consistent() -> None:
    assert [outcome(code, form(year=2021), form()) for code in ("X04", "X05", "X06")] == ["consistent"] * 3


def test_weights_that_moved_are_told() -> None:
    ((position, finding),) = found("X04", form(year=2021), form([{**ROWS[0], "weight": "60"}, ROWS[1]]))
    assert (position, finding.severity, finding.where) == (1, "info", ("/indicators/0/weight",))
    assert "培训人次 50 → 60" in finding.message


def test_indicators_that_are_gone_are_told_with_what_they_lost() -> None:
    ((_, finding),) = found("X05", form(year=2021), form([ROWS[0]]))
    assert (finding.severity, finding.found) == ("info", "1")
    assert "培训合格率 (40/50)" in finding.message


@pytest.mark.parametrize("target", ["≥91%", "≥80%"])
def test_a_target_that_was_lowered_is_a_warning_with_what_was_reached(target: str) -> None:
    ((_, finding),) = found("X06", form(year=2021), form([ROWS[0], {**ROWS[1], "target": target}]))
    assert finding.severity == "warning"
    assert f"≥95% → {target}（上年完成 reached 91%）" in finding.message


def test_an_upper_limit_is_eased_when_it_is_raised() -> None:
    before, after = ([ROWS[0], {**ROWS[1], "target": target}] for target in ("≤5次", "≤8次"))
    assert outcome("X06", form(before, year=2021), form(after)) == "inconsistent"
    assert outcome("X06", form(after, year=2021), form(before)) == "consistent"


@pytest.mark.parametrize("target", ["≥96%", "≤90%", "≥90次", "较好"])
def test_harder_targets_and_other_kinds_are_not_eased(target: str) -> None:
    assert outcome("X06", form(year=2021), form([ROWS[0], {**ROWS[1], "target": target}])) == "consistent"


def test_the_nearest_year_before_counts() -> None:
    years = form(year=2019), form([{**ROWS[0], "weight": "60"}, ROWS[1]], year=2021), form()
    assert [(position, "2021" in each.message) for position, each in found("X04", *years)] == [(1, False), (2, True)]


def test_a_title_may_change_over_the_years_but_not_within_one() -> None:
    moved = [{**ROWS[0], "weight": "60"}, ROWS[1]]
    before, after = form(year=2021, title="2021年度部门整体绩效自评表"), form(moved)
    assert outcome("X04", before, after) == "inconsistent"
    sheet = form(year=2021, title="2021年度部门整体支出绩效评分表")
    assert [position for position, _ in found("X04", sheet, form(year=2021), after)] == [2]
    assert outcome("X04", sheet, before, after) == "not-applicable"


def test_other_departments_are_other_series() -> None:
    assert outcome("X04", form(year=2021, department="示例县教育局"), form()) == "not-applicable"


def test_every_rule_is_found_by_its_code() -> None:
    assert (*OF_ONE_FORM, *RULES) == ALL_RULES
    assert {rule(each.code) for each in ALL_RULES} == set(ALL_RULES)
    with pytest.raises(UsageError, match=r"no check Z99; there are W01.*X06"):
        rule("Z99")


def test_a_form_alone_says_nothing_across_forms() -> None:
    assert [list(each.demand(form())) for each in RULES] == [[]] * len(RULES)

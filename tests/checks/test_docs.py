"""The page on the rules says of each rule what `extractor rules CODE` says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.across import ALL_RULES as RULES
from extractor.checks import Rule

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")


def section(rule: Rule) -> str:
    """What the page has to say of a rule."""
    told, told_en = (text.replace("\n", "\n- ") for text in (rule.explanation, rule.explanation_en))
    head = f"## {rule.code} {rule.name}\n\n`{rule.severity}`"
    source = f"\n依据 Source: {rule.source}\n" if rule.source else ""
    return f"{head}: {rule.summary}\n\n- {told}\n\n`{rule.severity}`: {rule.summary_en}\n\n- {told_en}\n{source}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_page_says_what_the_rule_says(rule: Rule) -> None:
    assert section(rule) in PAGE


def test_the_page_has_one_section_a_rule_in_their_order() -> None:
    assert re.findall(r"^## (\S+)", PAGE, re.MULTILINE) == [rule.code for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_tells_its_demand_its_tolerance_its_limits_and_an_example_of_each(rule: Rule) -> None:
    assert re.search("要求：.*容差：.*不查：.*对：.*错：", rule.explanation, re.DOTALL)
    assert re.search("Demand: .*Tolerance: .*Not checked: .*Right: .*Wrong: ", rule.explanation_en, re.DOTALL)

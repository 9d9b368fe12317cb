"""Checks across forms: what several forms, of one run of `check`, say beside each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from extractor.across import department_budget, full_scores, over_years, same_form
from extractor.across.filed import Filed
from extractor.across.rule import AcrossRule
from extractor.checks import RULES as OF_ONE_FORM
from extractor.checks import Rule
from extractor.checks import rule as _rule
from extractor.checks.finding import Result, Why, worst

__all__ = ["ALL_RULES", "RULES", "AcrossRule", "Filed", "compare", "rule", "unchecked"]

RULES: tuple[AcrossRule, ...] = (*same_form.RULES, *department_budget.RULES, *full_scores.RULES, *over_years.RULES)
"""The checks across forms, in the order of findings."""

ALL_RULES: tuple[Rule, ...] = (*OF_ONE_FORM, *RULES)
"""Every check there is."""


def compare(filed: Sequence[Filed]) -> list[Filed]:
    """The forms with what the checks across them found added to their findings and outcomes."""
    compared = [one.form for one in filed]
    for each in RULES:
        results: dict[int, list[Result]] = defaultdict(list)
        for position, result in each.compare(filed):
            results[position].append(result)
        for position, form in enumerate(compared):
            own = results[position]
            found = tuple(each.finding(form, result.fault) for result in own if result.fault is not None)
            checks = {**form.checks, each.code: worst(own)}
            compared[position] = replace(form, findings=(*form.findings, *found), checks=checks)
    return [Filed(one.path, form) for one, form in zip(filed, compared, strict=True)]


def unchecked(filed: Sequence[Filed]) -> list[dict[str, tuple[Why, ...]]]:
    """Why checks across forms could not be made, form by form, by code."""
    found: list[dict[str, tuple[Why, ...]]] = [{} for _ in filed]
    for each in RULES:
        for position, result in each.compare(filed):
            if result.why is not None:
                found[position][each.code] = (*found[position].get(each.code, ()), result.why)
    return found


def rule(code: str) -> Rule:
    """The rule of a code, of one form or across forms.

    Raises:
        UsageError: there is no rule of that code.
    """
    return _rule(code, ALL_RULES)

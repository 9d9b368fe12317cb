"""The checks: what a form says is held against itself. A form comes out with its findings, unchanged."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extractor.checks import (
    budget,
    entries,
    execution,
    grades,
    misreadings,
    narratives,
    overspending,
    proportions,
    reading,
    reasons,
    repeats,
    scores,
    statements,
    subtotals,
    targets,
    weights,
    years,
)
from extractor.checks.finding import Rule, Why, worst
from extractor.errors import UsageError
from extractor.form import Finding, Form, Outcome

__all__ = ["RULES", "Rule", "Why", "examine", "rule", "unchecked"]

_ROOMS = (
    *(weights, scores, entries, subtotals, reasons, grades, budget, execution, overspending, targets, proportions),
    *(narratives, statements, repeats, reading, misreadings, years),
)
_ORDER = "WSRGBTNDE"

RULES: tuple[Rule, ...] = tuple(
    sorted((one for room in _ROOMS for one in room.RULES), key=lambda one: (_ORDER.index(one.code[0]), one.code))
)
"""Every check of one form, in the order of findings."""


def examine(form: Form, file_name: str = "") -> Form:
    """The form with the findings of all rules, in their order, and the worst outcome of each.

    `file_name` is the name of its input, where that is known.
    """
    findings: list[Finding] = []
    outcomes: dict[str, Outcome] = {}
    for one in RULES:
        results = one.results(form, file_name)
        outcomes[one.code] = worst(results)
        findings += [one.finding(form, result.fault) for result in results if result.fault is not None]
    return replace(form, findings=tuple(findings), checks=outcomes)


def unchecked(form: Form) -> dict[str, tuple[Why, ...]]:
    """Why checks could not be made, by code: the reasons of all places that were not checkable, each once."""
    found: dict[str, tuple[Why, ...]] = {}
    for one in RULES:
        reasons_given = dict.fromkeys(result.why for result in one.results(form) if result.why is not None)
        found |= {one.code: tuple(reasons_given)} if reasons_given else {}
    return found


def rule(code: str, among: Sequence[Rule] = RULES) -> Rule:
    """The rule of a code.

    Raises:
        UsageError: there is no rule of that code.
    """
    found = {one.code: one for one in among}
    if code.upper() not in found:
        raise UsageError(f"There is no check {code}; there are {', '.join(found)}.")
    return found[code.upper()]

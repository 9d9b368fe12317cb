"""The checks: what a form says is held against itself. A form comes out with its findings, unchanged."""

from __future__ import annotations

from msgspec.structs import replace

from extractor.checks import budget, entries, execution, grades, narratives, reading, reasons, scores, targets, weights
from extractor.checks.finding import Rule, worst
from extractor.errors import UsageError
from extractor.form import Finding, Form, Outcome

__all__ = ["RULES", "Rule", "examine", "rule"]

_ROOMS = (weights, scores, entries, reasons, grades, budget, execution, targets, narratives, reading)

RULES: tuple[Rule, ...] = tuple(one for room in _ROOMS for one in room.RULES)
"""Every check, in the order of findings."""


def examine(form: Form) -> Form:
    """The form with the findings of all rules, in their order, and the worst outcome of each."""
    findings: list[Finding] = []
    outcomes: dict[str, Outcome] = {}
    for one in RULES:
        results = tuple(one.demand(form))
        outcomes[one.code] = worst(results)
        findings += [one.finding(form, result.fault) for result in results if result.fault is not None]
    return replace(form, findings=tuple(findings), checks=outcomes)


def rule(code: str) -> Rule:
    """The rule of a code.

    Raises:
        UsageError: there is no rule of that code.
    """
    found = {one.code: one for one in RULES}
    if code.upper() not in found:
        raise UsageError(f"There is no check {code}; there are {', '.join(found)}.")
    return found[code.upper()]

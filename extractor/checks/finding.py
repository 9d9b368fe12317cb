"""What a check is: a rule with its code, name, severity and explanation, and how it says what it found.

A check is a function of a Form that yields Results. A Result says how the check came out at one place; an
inconsistent Result carries the Finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from extractor.form import Finding, Form, Outcome, Severity


@dataclass(frozen=True)
class Result:
    """The outcome at one place of a form, with a finding where it is worth saying."""

    outcome: Outcome
    finding: Finding | None = None


Demand: TypeAlias = Callable[[Form], Iterator[Result]]


@dataclass(frozen=True)
class Rule:
    """A check of SPEC's list: `demand` yields nothing where the rule does not apply to the form."""

    code: str
    name: str
    severity: Severity
    summary: str
    summary_en: str
    explanation: str
    explanation_en: str
    demand: Demand

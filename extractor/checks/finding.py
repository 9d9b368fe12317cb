"""What a check is: a rule with its code, name, severity and explanation, and how it says what it found.

A check is a function of a Form that yields Results. A Result says how the check came out at one place; an
inconsistent one carries the Fault. The rule turns a Fault into the Finding that users get.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from msgspec import UNSET

from extractor.form import SURE, Finding, Form, Outcome, Severity

_WORST_FIRST: tuple[Outcome, ...] = ("inconsistent", "not-checkable", "within-rounding", "consistent")


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place, in both languages; `severity` only where it is not the rule's own."""

    message: str
    message_en: str
    where: tuple[str, ...]
    expected: str | None = None
    found: str | None = None
    severity: Severity | None = None


@dataclass(frozen=True)
class Why:
    """Why a check cannot be made, in both languages."""

    reason: str
    reason_en: str


@dataclass(frozen=True)
class Result:
    """The outcome at one place of a form, with a fault where it is worth saying, and why it is not checkable."""

    outcome: Outcome
    fault: Fault | None = None
    why: Why | None = None


CONSISTENT = Result("consistent")

Demand: TypeAlias = Callable[[Form], Iterator[Result]]
NamedDemand: TypeAlias = Callable[[Form, str], Iterator[Result]]


@dataclass(frozen=True)
class Rule:
    """A check of the list: `demand` yields nothing where the rule does not apply to the form.

    `whole` tells that it speaks of the whole form, and so proves nothing of one that could be read in part only;
    `source` names the circular that the demand comes from, where one is known; `demand_named` also looks at the name
    of the form's file.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    summary_en: str
    explanation: str
    explanation_en: str
    demand: Demand
    whole: bool = False
    source: str = ""
    demand_named: NamedDemand | None = None

    def results(self, form: Form, file_name: str = "") -> tuple[Result, ...]:
        """How the check came out at every place of the form that it speaks of."""
        if file_name and self.demand_named is not None:
            return tuple(self.demand_named(form, file_name))
        return tuple(self.demand(form))

    def finding(self, form: Form, fault: Fault) -> Finding:
        """The finding of a fault; an error that rests on an unsure or partial reading is a warning."""
        severity = fault.severity or self.severity
        is_weak = is_unsure(form, fault.where) or (self.whole and form.unread_pages is not UNSET)
        return Finding(
            code=self.code,
            name=self.name,
            severity="warning" if severity == "error" and is_weak else severity,
            message=fault.message,
            message_en=fault.message_en,
            where=fault.where,
            expected=fault.expected,
            found=fault.found,
        )


def inconsistent(
    message: str,
    message_en: str,
    where: Iterable[str],
    expected: str | None = None,
    found: str | None = None,
) -> Result:
    """An inconsistent result with its fault."""
    return Result("inconsistent", Fault(message, message_en, tuple(where), expected, found))


def not_checkable(reason: str, reason_en: str) -> Result:
    """A result that says why the check cannot be made here."""
    return Result("not-checkable", why=Why(reason, reason_en))


def worst(results: Iterable[Result]) -> Outcome:
    """The worst outcome among the results; `not-applicable` where there are none."""
    found = {result.outcome for result in results}
    return next((outcome for outcome in _WORST_FIRST if outcome in found), "not-applicable")


def is_unsure(form: Form, where: Iterable[str]) -> bool:
    """Whether one of the places was read with less than sure confidence."""
    return any(place in form.evidence and form.evidence[place].confidence < SURE for place in where)

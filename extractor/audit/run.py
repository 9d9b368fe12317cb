"""One audit: documents with what is said of their forms, what is waived, and why checks could not be made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from msgspec import structs

from extractor.across import RULES, Filed, compare
from extractor.across import unchecked as unchecked_across
from extractor.audit.settings import Settings
from extractor.checks import examine, unchecked
from extractor.checks.finding import Why
from extractor.exporters.columns import Item
from extractor.form import Finding, Form, Grid, Problem, Source

ACROSS = frozenset(one.code for one in RULES)
"""The codes of the checks across forms."""

_MONEY = ("amount", "initial_budget", "annual_budget", "executed", "execution_rate")
_COMPARED = frozenset(
    {*_MONEY, "weight", "score", "level1_weight", "level2_weight", "target", "actual", "title", "grade"}
)
"""The fields whose evidence checks across forms look at or name."""


class Said(NamedTuple):
    """A finding, and why it is waived where it is."""

    finding: Finding
    waived: str | None = None


@dataclass(frozen=True)
class AuditedForm:
    """A form with what is said of it; `form.checks` holds every outcome."""

    form: Form
    said: tuple[Said, ...]
    across: dict[str, tuple[Why, ...]] = field(default_factory=dict)

    @property
    def whys(self) -> dict[str, tuple[Why, ...]]:
        """Why checks could not be made, by code; `across` has the reasons of those across forms."""
        return {**unchecked(self.form), **self.across}

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that are not waived."""
        return tuple(one.finding for one in self.said if one.waived is None)


@dataclass(frozen=True)
class Audited:
    """A document with its audited forms."""

    path: str
    source: Source
    problems: tuple[Problem, ...]
    forms: tuple[AuditedForm, ...]


def audited(item: Item, settings: Settings) -> Audited:
    """What the checks of single forms say of a document."""
    forms = tuple(_audited(item, form, settings) for form in item.document.forms)
    return Audited(item.path, item.document.source, item.document.problems, forms)


def _audited(item: Item, form: Form, settings: Settings) -> AuditedForm:
    checked = examine(settings.with_bands(form), item.document.source.name)
    return AuditedForm(checked, tuple(_said(item.path, checked, checked.findings, settings)))


def _said(path: str, form: Form, findings: Iterable[Finding], settings: Settings) -> Iterator[Said]:
    for finding in findings:
        if settings.wants(finding):
            yield Said(finding, settings.waived(path, form, finding.code))


def compared(documents: Sequence[Audited], settings: Settings) -> list[Audited]:
    """The documents with what the checks across all their forms say added."""
    filed = [Filed(document.path, one.form) for document in documents for one in document.forms]
    after = iter(compare(filed))
    whys = iter(unchecked_across(filed))
    return [
        replace(
            document,
            forms=tuple(
                _with_comparison(document.path, one, new.form, why, settings)
                for one, new, why in zip(
                    document.forms,
                    islice(after, len(document.forms)),
                    islice(whys, len(document.forms)),
                    strict=True,
                )
            ),
        )
        for document in documents
    ]


def _with_comparison(
    path: str, one: AuditedForm, form: Form, whys: dict[str, tuple[Why, ...]], settings: Settings
) -> AuditedForm:
    found = (finding for finding in form.findings if finding.code in ACROSS)
    return AuditedForm(form, (*one.said, *_said(path, form, found, settings)), whys)


def lean(document: Audited) -> Audited:
    """The document with no more of its forms than the checks across forms look at, to keep many in little memory."""
    return replace(document, forms=tuple(replace(one, form=_lean(one.form), said=()) for one in document.forms))


def _lean(form: Form) -> Form:
    evidence = {where: read for where, read in form.evidence.items() if where.rpartition("/")[2] in _COMPARED}
    return structs.replace(form, grid=Grid(columns=0, cells=()), evidence=evidence)

"""What the summary of a report counts: findings, grades, points lost by level-1 group."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.audit import Audited, AuditedForm
from extractor.checks.cells import execution_line, show
from extractor.checks.rows import spans
from extractor.form import Form
from extractor.quantities import plain
from extractor.ticks import grade_of

_BANDS = (("优", 90), ("良", 80), ("中", 60), ("差", 0))
_TAIL = re.compile(r"(?:[(（【].*|指标)$")
_SHOWN = 10
_EXECUTION = "预算执行"
_UNKNOWN = "—"


class Bar(NamedTuple):
    """A bar of a chart: its name, what is written at its end, and its length, 0 to 1."""

    name: str
    text: str
    length: float


class Summary(NamedTuple):
    """The figures at the head of a report."""

    documents: int
    forms: int
    errors: int
    warnings: int
    notes: int
    waived: int
    clean: int
    unread: int
    codes: list[tuple[str, int]]
    grades: list[Bar]
    losses: list[Bar]


def summary(documents: Sequence[Audited]) -> Summary:
    """The figures of all documents; what is waived counts as such and nothing else."""
    forms = [one for document in documents for one in document.forms]
    findings = [finding for one in forms for finding in one.open]
    severities = Counter(finding.severity for finding in findings)
    codes = Counter(finding.code for finding in findings)
    problems = (problem for document in documents for problem in document.problems)
    return Summary(
        documents=len(documents),
        forms=len(forms),
        errors=severities["error"],
        warnings=severities["warning"],
        notes=severities["info"],
        waived=sum(len(one.said) - len(one.open) for one in forms),
        clean=sum(not any(finding.severity == "error" for finding in one.open) for one in forms),
        unread=sum(problem.severity == "error" for problem in problems),
        codes=sorted(codes.items(), key=lambda item: (-item[1], item[0])),
        grades=grades(forms),
        losses=losses(forms),
    )


def grades(forms: Iterable[AuditedForm]) -> list[Bar]:
    """How many forms lie in each grade by their printed total, with the lowest and highest total of it."""
    totals: dict[str, list[Decimal]] = defaultdict(list)
    for one in forms:
        totals[grade(one.form)].append(one.form.total.score or Decimal(0))
    names = [name for name, _ in _BANDS] + [_UNKNOWN]
    most = max((len(found) for found in totals.values()), default=1)
    return [Bar(name, _counted(name, totals[name]), len(totals[name]) / most) for name in names]


def grade(form: Form) -> str:
    """The grade that a form's total makes by its bands, or the usual ones; a dash where there is no total."""
    if form.total.score is None:
        return _UNKNOWN
    bands = [(grade_of(name) or name, least) for name, least in form.arithmetic.bands or _BANDS]
    return next((name for name, least in bands if form.total.score >= least), bands[-1][0])


def _counted(name: str, totals: Sequence[Decimal]) -> str:
    if not totals or name == _UNKNOWN:
        return str(len(totals))
    return f"{len(totals)} ({show(min(totals))}–{show(max(totals))})"


def losses(forms: Iterable[AuditedForm]) -> list[Bar]:
    """The points lost by level-1 group over all forms, the most first."""
    lost: dict[str, Decimal] = defaultdict(Decimal)
    for one in forms:
        for name, points in _lost(one.form):
            lost[name] += points
    ranked = sorted(lost.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]
    most = max((points for _, points in ranked), default=Decimal(1)) or Decimal(1)
    return [Bar(name, show(points.quantize(Decimal("0.01"))), float(points / most)) for name, points in ranked]


def _lost(form: Form) -> Iterator[tuple[str, Decimal]]:
    for span in spans(form):
        if span.lost_points and span.weight is not None and span.score is not None:
            yield group(form.indicators[span.rows[0]].level1), span.weight - span.score
    number = execution_line(form)
    line = form.budget[number] if number is not None else None
    if line is not None and line.weight is not None and line.score is not None and line.score < line.weight:
        yield _EXECUTION, line.weight - line.score


def group(level1: str | None) -> str:
    """A level-1 name for grouping: 产出 for 产出指标（50分）."""
    return _TAIL.sub("", _TAIL.sub("", plain(level1 or ""))) or _UNKNOWN

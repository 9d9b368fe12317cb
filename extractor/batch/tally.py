"""What a run says of a document when it is done: figures for the closing summary, small enough for the manifest."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from extractor.form import Document, Problem, Severity, Why


class Tally(Struct, frozen=True, kw_only=True):
    """Counts of one document; `findings` holds how often each code was found with which severity.

    `recognised` holds how many pages OCR read for which reason.
    """

    pages: int | None = None
    forms: int = 0
    indicators: int = 0
    problems: tuple[Problem, ...] = ()
    findings: tuple[tuple[str, Severity, int], ...] = ()
    recognised: tuple[tuple[Why, int], ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the input could not be read."""
        return any(problem.severity == "error" for problem in self.problems)

    def count(self, severity: Severity) -> int:
        """How many findings have the severity."""
        return sum(n for _, each, n in self.findings if each == severity)


def tally(document: Document) -> Tally:
    """The counts of a document."""
    recognised: Counter[Why] = Counter()
    for way in document.pages:
        if way.source == "ocr" and way.why:
            recognised[way.why] += way.last - way.first + 1
    found = Counter((finding.code, finding.severity) for form in document.forms for finding in form.findings)
    return Tally(
        pages=document.source.pages,
        forms=len(document.forms),
        indicators=sum(len(form.indicators) for form in document.forms),
        problems=document.problems,
        findings=tuple((code, severity, n) for (code, severity), n in sorted(found.items())),
        recognised=tuple(sorted(recognised.items())),
    )

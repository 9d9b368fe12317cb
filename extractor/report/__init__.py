"""The report of an audit: one page for people, that works offline and prints, or all of it as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

from jinja2 import Environment, StrictUndefined

from extractor.across import ALL_RULES
from extractor.audit import Audited
from extractor.audit.entries import entries_of
from extractor.errors import UsageError
from extractor.exporters.atomic import replacing
from extractor.report.figures import summary
from extractor.report.record import ToldDocument, told

__all__ = ["write"]

_PAGE = files("extractor.report") / "page"


def check_name(path: Path) -> None:
    """Nothing, where the name says what kind of report is wanted.

    Raises:
        UsageError: it ends neither in .html nor in .json.
    """
    if path.suffix.lower() not in (".html", ".htm", ".json"):
        raise UsageError(f"--report {path}: a report is written to a .html or a .json file.")


Watch: TypeAlias = Callable[[Iterator[ToldDocument]], Iterable[ToldDocument]]
"""What sees the documents pass by one after the other, to show how far it is."""


def write(path: Path, documents: Sequence[Audited], originals: dict[str, Path], watch: Watch = iter) -> None:
    """Writes the report, by the end of its name; `originals` has the inputs' places by path, where they are known.

    Raises:
        OutputError: the file could not be written.
    """
    text = as_json(documents) if path.suffix.lower() == ".json" else as_html(documents, originals, watch)
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def as_html(documents: Sequence[Audited], originals: dict[str, Path], watch: Watch = iter) -> str:
    """The report as one self-contained page."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(_text("report.html"))
    return template.render(
        documents=list(watch(told(documents, originals))),
        summary=summary(documents),
        rules={rule.code: rule for rule in ALL_RULES},
        style=_text("report.css"),
        script=_text("report.js"),
        version=version("extractor"),
    )


def as_json(documents: Sequence[Audited]) -> str:
    """The report for programs: the summary, and every form with its outcomes, their reasons, and its findings."""
    figures = summary(documents)
    counts = {name: getattr(figures, name) for name in figures._fields if name not in ("codes", "grades", "losses")}
    forms = [_form(document, entries) for document in documents for entries in _entries(document)]
    return json.dumps({"summary": counts, "forms": forms}, ensure_ascii=False, indent=1) + "\n"


def _entries(document: Audited) -> list[tuple[Any, list[dict[str, Any]]]]:
    told_entries = list(entries_of(document))
    return [(one, [each for each in told_entries if each["form_id"] == one.form.form_id]) for one in document.forms]


def _form(document: Audited, one: tuple[Any, list[dict[str, Any]]]) -> dict[str, Any]:
    audited_form, findings = one
    whys = audited_form.whys
    outcomes = {
        code: {"outcome": outcome, "why": [[why.reason, why.reason_en] for why in whys.get(code, ())]}
        for code, outcome in audited_form.form.checks.items()
    }
    form = audited_form.form
    return {
        "path": document.path,
        "form_id": form.form_id,
        "title": form.title,
        "pages": list(form.pages),
        "checks": outcomes,
        "findings": findings,
    }


def _text(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")

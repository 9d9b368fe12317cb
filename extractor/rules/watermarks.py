"""Watermarks of a form's pages: no part of the form, and not dropped without a word."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extractor.form import Form
from extractor.pages import Page
from extractor.rules.draft import evidence

_LABEL = "水印"


def with_watermarks(form: Form, pages: Sequence[Page]) -> Form:
    """The form with what the watermarks of its pages say in `extra`, each text once."""
    first, last = form.pages
    marks = [word for page in pages if first <= page.number <= last for word in page.watermarks]
    said = list({word.text: word.box for word in reversed(marks)}.items())[::-1]
    if not said or _LABEL in form.extra:
        return form
    text = " ".join(text for text, _ in said)
    read = evidence(text, [box for _, box in said], 1.0)
    return replace(form, extra={**form.extra, _LABEL: text}, evidence={**form.evidence, f"/extra/{_LABEL}": read})

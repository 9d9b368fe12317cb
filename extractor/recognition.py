"""What OCR adds to a form's evidence: that it was OCR that read a value, and what else the print may say."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extractor.form import Evidence, Form
from extractor.geometry import Box
from extractor.pages import Page


def recognised(form: Form, pages: Sequence[Page]) -> Form:
    """The form with OCR named as the source of what it read, and with its other readings, where it has some."""
    scanned = {page.number: page for page in pages if page.source == "ocr"}
    if not scanned.keys() & set(range(form.pages[0], form.pages[1] + 1)):
        return form
    evidence = {
        where: _noted(read, scanned[read.page]) if read.page in scanned else read
        for where, read in form.evidence.items()
    }
    return replace(form, evidence=evidence)


def _noted(read: Evidence, page: Page) -> Evidence:
    others = _others(read, page)
    return replace(read, source="ocr", other=others) if others else replace(read, source="ocr")


def _others(read: Evidence, page: Page) -> str:
    """What else the words of a value may be, the value's text with their other readings in their places."""
    if read.bbox is None:
        return ""
    box = Box(page.number, *read.bbox)
    words = [word for word in page.words if word.other and box.holds(*word.box.center)]
    text = read.text
    for word in words:
        text = text.replace(word.text, word.other, 1)
    return text if words and text != read.text else ""

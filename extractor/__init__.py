"""Chinese government performance self-evaluation forms (绩效自评表) as data, with evidence for every figure.

    import extractor

    document = extractor.read("a.pdf")
    for form in document.forms:
        print(form.title, form.total.score, extractor.check(form))
    frames = extractor.to_frames([document])

Importing this costs nothing: what is heavy is imported by the first call that needs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from extractor.errors import ExtractorError
    from extractor.form import Document, Finding, Form, Ocr

    __version__: str

__all__ = ["Document", "ExtractorError", "Finding", "Form", "__version__", "check", "read", "to_frames"]

_HOMES = {
    "Document": "extractor.form",
    "ExtractorError": "extractor.errors",
    "Finding": "extractor.form",
    "Form": "extractor.form",
}


def read(path: str | Path, *, cross_check: bool = False, ocr: Ocr = "auto") -> Document:
    """The document of a file: its forms, already checked, and what went wrong with it.

    With `cross_check` two readers read it, and a figure on which they disagree is unsure. OCR reads what has no text,
    or all pages `always`, or none `never`. Python's search for cycles (`gc`) is at rest meanwhile.

    Raises:
        InputError: the file cannot be read.
    """
    from extractor import pipeline  # noqa: PLC0415

    return pipeline.read(Path(path), cross_check=cross_check, ocr=ocr)


def check(form: Form) -> tuple[Finding, ...]:
    """What the checks say about a form, whatever findings it carries already; for forms that were changed."""
    from extractor.checks import examine  # noqa: PLC0415

    return examine(form).findings


def to_frames(documents: Iterable[Document]) -> dict[str, pd.DataFrame]:
    """The tables of `convert` as DataFrames: documents, forms, indicators, budget, checks, findings."""
    from extractor.exporters.frames import to_frames as frames  # noqa: PLC0415

    return frames(documents)


def __getattr__(name: str) -> Any:
    """A record, the error, or the version, imported when it is asked for.

    Raises:
        AttributeError: there is no such name.
    """
    import importlib  # noqa: PLC0415

    if name == "__version__":
        return importlib.import_module("importlib.metadata").version("extractor")
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

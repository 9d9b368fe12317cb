"""A start for a new template: the labels that a form prints, sorted into the fields that the dictionary knows."""

from __future__ import annotations

import json
from collections.abc import Iterator

from extractor.errors import TemplateError
from extractor.form import Document, Form
from extractor.quantities import figure, is_blank
from extractor.templates.load import general
from extractor.templates.model import SECTIONS, Template, label_key

_LONGEST = 40  # characters: a longer text is no label, whatever stands in its brackets
_MATCHED = ("columns", "money")  # the sections whose labels tell one layout from another


def draft(document: Document) -> str:
    """The TOML of a template for the first form of a document, to be completed by hand.

    Raises:
        TemplateError: the document holds no form.
    """
    if not document.forms:
        raise TemplateError("A template is drafted from a form, and this document has none. 文档中没有自评表。")
    form, dictionary = document.forms[0], general()
    printed = dict.fromkeys(cell.text.strip() for cell in form.grid.cells)
    labels = [text for text in printed if text and len(text) <= _LONGEST and "\n" not in text]
    return "\n".join(
        (
            *_head(form),
            *_match(form, dictionary, labels),
            *_sections(dictionary, labels),
            *_unknown(form, dictionary, labels),
        )
    )


def _head(form: Form) -> Iterator[str]:
    yield "# A draft: name it, keep in [match] what only this layout prints, and move labels to where they belong."
    yield ""
    yield 'id = "new-layout"'
    yield f'family = "{form.family}"'
    yield f"name = {_quoted(form.title or '新表样')}"
    yield 'name_en = "New layout"'


def _match(form: Form, dictionary: Template, labels: list[str]) -> Iterator[str]:
    telling = [text for text in labels if any(dictionary.field(section, text) for section in _MATCHED)]
    yield from ("", "[match]", "title = []", f"labels = {_listed(telling)}")


def _sections(dictionary: Template, labels: list[str]) -> Iterator[str]:
    """The labels of every section as printed, under the fields that the general dictionary gives them."""
    for section in SECTIONS:
        fields: dict[str, list[str]] = {}
        for text in labels:
            field = dictionary.field(section, text)
            if field is not None:
                fields.setdefault(field, []).append(text)
        if fields:
            yield from ("", f"[{section}]")
            yield from (f"{field} = {_listed(found)}" for field, found in fields.items())


def _unknown(form: Form, dictionary: Template, labels: list[str]) -> Iterator[str]:
    """Texts that may be labels which the dictionary does not know: those that head rows or columns."""
    heads = {cell.text.strip() for cell in form.grid.cells if cell.col == 0 or cell.text.strip() in form.extra}
    unknown = [text for text in labels if text in heads and not dictionary.is_label(text)]
    unknown = [text for text in unknown if not is_blank(text) and figure(text) is None and label_key(text)]
    if unknown:
        yield from ("", "# Labels that no section knows:")
        yield from (f"#   {text}" for text in unknown)


def _listed(texts: list[str]) -> str:
    return "[" + ", ".join(_quoted(text) for text in texts) + "]"


def _quoted(text: str) -> str:
    """The text as a TOML string, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)

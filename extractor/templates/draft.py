"""A start for a new template: the labels that a form prints, sorted into the fields that the dictionary knows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from extractor.errors import TemplateError
from extractor.form import Document, Form
from extractor.quantities import figure, is_blank, plain
from extractor.templates.fields import ARITHMETIC, FIELDS, SECTIONS
from extractor.templates.load import general
from extractor.templates.model import Template, label_key

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
            *_head(form, document.source.name),
            *_match(form, dictionary, labels),
            *_sections(dictionary, labels),
            *_arithmetic(form),
            *_unknown(form, dictionary, labels),
        )
    )


def _head(form: Form, name: str) -> Iterator[str]:
    yield f"# 由此文件起草 Drafted from: {json.dumps(name, ensure_ascii=False)}"
    yield "# 1. 起代号和名称。Name it: id, name, name_en."
    yield "# 2. [match] 只留本表样特有的。Keep in [match] what only this layout prints."
    yield "# 3. 文末不认识的标签移入所属字段，其余不必改。Move labels from the end of this file to their fields."
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
            yield from ("", f"[{section}]  # {SECTIONS[section].zh} {SECTIONS[section].en}")
            yield from (f"{field} = {_listed(found)}  # {FIELDS[section][field].zh}" for field, found in fields.items())


def _arithmetic(form: Form) -> Iterator[str]:
    """What the form was held to, as comments: it is what the general dictionary says."""
    bands = ", ".join(f'["{grade}", {least}]' for grade, least in form.arithmetic.bands)
    weight = form.budget[0].weight if form.budget else None
    values = {
        "denominator": _quoted(form.arithmetic.denominator or "annual_budget"),
        "execution_weight": str(weight or 0),
        "bands": f"[{bands}]",
        "at_most_rule": _quoted(form.arithmetic.at_most_rule or "target/actual"),
    }
    yield from ("", "[arithmetic]  # 去掉行首的 # 即生效 Take the # away to state it")
    yield from (f"# {key} = {value}  # {ARITHMETIC[key].zh} {ARITHMETIC[key].en}" for key, value in values.items())


def _unknown(form: Form, dictionary: Template, labels: list[str]) -> Iterator[str]:
    """Texts that may be labels which the dictionary does not know: those that head rows or columns."""
    kept = {re.sub(r" \d+$", "", label) for label in form.extra}
    texts = ((cell, cell.text.strip()) for cell in form.grid.cells)
    heads = {text for cell, text in texts if cell.col == 0 or plain(text) in kept}
    unknown = [text for text in labels if text in heads and not dictionary.is_label(text)]
    unknown = [text for text in unknown if not is_blank(text) and figure(text) is None and label_key(text)]
    if unknown:
        yield from ("", "# 不认识的标签 Labels that no section knows:")
        yield from (f"#   {text}" for text in unknown)


def _listed(texts: list[str]) -> str:
    return "[" + ", ".join(_quoted(text) for text in texts) + "]"


def _quoted(text: str) -> str:
    """The text as a TOML string, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)

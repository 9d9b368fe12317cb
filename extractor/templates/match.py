"""Which template fits a form: the one whose labels the form prints, never by where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extractor.templates.model import Template, bare_key, label_key


def fitting(templates: Sequence[Template], title: str, texts: Collection[str]) -> Template | None:
    """The template with the most labels of those that fit, None where none does.

    `texts` are the texts of the form's cells.
    """
    keys = {label_key(text) for text in texts} | {bare_key(text) for text in texts}
    able = [template for template in templates if _fits(template, title, keys)]
    return max(able, key=lambda template: (len(template.match.labels), template.id), default=None)


def _fits(template: Template, title: str, keys: set[str]) -> bool:
    wanted = template.match
    named = not wanted.title or any(re.search(pattern, title) for pattern in wanted.title)
    return (
        named
        and all(_printed(label, keys) for label in wanted.labels)
        and (not wanted.any_label or any(_printed(label, keys) for label in wanted.any_label))
    )


def _printed(label: str, keys: set[str]) -> bool:
    return label_key(label) in keys or bare_key(label) in keys

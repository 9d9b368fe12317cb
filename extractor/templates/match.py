"""Which template fits a form: the one whose labels the form prints, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from extractor.templates.load import general
from extractor.templates.misprints import Misprints
from extractor.templates.model import ORDERED, Template, bare_key, label_key


def fitting(templates: Sequence[Template], title: str, texts: Sequence[str]) -> Template | None:
    """The template with the most labels of those that fit, None where none does.

    `texts` are the texts of the form's cells, in reading order. One label of a template may be misprinted.
    """
    printed = _Printed(texts)
    able = [template for template in templates if _fits(template, title, printed) and _is_in_order(template, texts)]
    return max(able, key=_weight, default=None)


class _Printed:
    """The labels that a form may print."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.keys = {key for text in texts for key in _keys(text)}

    def has(self, label: str) -> bool:
        """Whether a label is printed, or one of several that `|` parts."""
        return any(label_key(one) in self.keys or bare_key(one) in self.keys for one in label.split("|"))

    def nearly_has(self, label: str) -> bool:
        """Whether a label is printed with one misprint, in a text that is no other label."""
        return any(self._misprints.near(bare_key(one)) for one in label.split("|"))

    @cached_property
    def _misprints(self) -> Misprints:
        return Misprints(key for key in self.keys if not general().is_label(key))


def _weight(template: Template) -> tuple[int, str]:
    return len(template.match.labels) + len(template.match.order), template.id


def _keys(text: str) -> tuple[str, ...]:
    """A text as it is compared, without its brackets too; of a label and its value in one cell also the label."""
    label = text.partition("：")[0] if "：" in text else text.partition(":")[0]
    return label_key(text), bare_key(text), label_key(label)


def _fits(template: Template, title: str, printed: _Printed) -> bool:
    wanted = template.match
    if wanted.title and not any(re.search(pattern, title) for pattern in wanted.title):
        return False
    if wanted.any_label and not any(printed.has(label) for label in wanted.any_label):
        return False
    missing = [label for label in wanted.labels if not printed.has(label)]
    return not missing or (len(missing) == 1 and printed.nearly_has(missing[0]))


def _is_in_order(template: Template, texts: Sequence[str]) -> bool:
    """Whether the form prints a label of every field that the template orders, the first of each in that order."""
    places = [_first(template, field, texts) for field in template.match.order]
    found = [place for place in places if place is not None]
    return len(found) == len(places) and found == sorted(found)


def _first(template: Template, field: str, texts: Sequence[str]) -> int | None:
    named = (n for n, text in enumerate(texts) if any(template.field(section, text) == field for section in ORDERED))
    return next(named, None)

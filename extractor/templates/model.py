"""A template: the labels of one published layout, and the arithmetic that it states, as data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from extractor.form import Arithmetic, Family
from extractor.quantities import plain
from extractor.templates.fields import SECTIONS
from extractor.templates.misprints import Misprints

_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
_EDGES = re.compile(
    r"^(?:[★*☆#.、]|\d{1,2}[.、]|[一二三四五六七八九十]{1,3}[、.]|其中[:,、.]?(?=.))*|(?:[:：;；]|[(\[【〔]?注?[*※†‡¹²³⁰-⁹]+[)\]】〕]?)+$"
)

_TEXT = 64  # characters: a longer text is no label, whatever stands in its brackets
_LONGEST = 16  # characters: a longer text that contains a label is no label

ORDERED = ("narratives", "money")
"""The sections whose fields may be asked for in an order: where goals and money stand."""


_LABELLED = tuple(section for section in SECTIONS if section != "levels")

_REMEMBERED = 1 << 14
"""Texts that are remembered: the forms of an archive print the same labels over and over."""


@lru_cache(_REMEMBERED)
def label_key(text: str) -> str:
    """A printed label as it is compared: without blanks, leading marks, numbers and 其中, and a closing colon."""
    return _EDGES.sub("", plain(text))


@lru_cache(_REMEMBERED)
def bare_key(text: str) -> str:
    """A label key without what stands in brackets: `年初预算数（A）` is `年初预算数`."""
    return _EDGES.sub("", _BRACKETS.sub("", plain(text)))


@dataclass(frozen=True)
class Match:
    """What a form must print for a template to fit: a title, all the labels, any one of others, fields in an order."""

    title: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    any_label: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """One published layout. `labels` maps a section to its fields and their labels; `text` is its TOML."""

    id: str
    family: Family
    name: str
    name_en: str
    match: Match
    labels: Mapping[str, Mapping[str, tuple[str, ...]]]
    arithmetic: Arithmetic
    text: str

    @cached_property
    def _fields(self) -> dict[str, dict[str, str]]:
        """Label keys to fields, a section each; a label that is printed in full goes before one without brackets."""
        found: dict[str, dict[str, str]] = {}
        for section, fields in self.labels.items():
            keys = found.setdefault(section, {})
            for field, labels in fields.items():
                for label in labels:
                    keys.setdefault(label_key(label), field)
            for field, labels in fields.items():
                for label in labels:
                    keys.setdefault(bare_key(label), field)
            keys.pop("", None)  # of `*`, any other
        return found

    @cached_property
    def field(self) -> Callable[[str, str], str | None]:
        """Takes a section and a printed label: the field that it names there, None where it names none."""
        return lru_cache(_REMEMBERED)(self._field)

    @cached_property
    def is_label(self) -> Callable[[str], bool]:
        """Takes a printed text: whether it is a label of any section; the name of a level is none."""
        return lru_cache(_REMEMBERED)(lambda text: any(self.field(section, text) for section in _LABELLED))

    def _field(self, section: str, text: str) -> str | None:
        full, bare = (label_key(text), bare_key(text)) if len(text) <= _TEXT else ("", "")
        keys = self._fields.get(section, {})
        if not full or full in keys:
            return keys.get(full)
        if self._is_other(section, full):
            return None
        return keys.get(bare) or self._nearly(section, full, bare)

    def _nearly(self, section: str, full: str, bare: str) -> str | None:
        """The field of a label that is misprinted, contains a `~` label, or is numbered (年度目标2)."""
        near = [] if self._is_exact(bare) else self._misprints.near(bare) or self._misprints.near(full)
        if near:
            return self._one_field(section, near)
        numbered = bare.rstrip("0123456789") if section == "narratives" else ""
        return self._containing(section, full) or self._fields.get(section, {}).get(numbered)

    def _is_exact(self, key: str) -> bool:
        """Whether a key is a label of any section as it stands."""
        return any(key in keys for keys in self._fields.values())

    def _one_field(self, section: str, near: list[str]) -> str | None:
        """The field of labels that a misprint may stand for; None where they are not all of one field of the section.

        年初预算数 and 年度预算数 are one character apart: what is near both is neither.
        """
        fields = {self._fields[section].get(label) for label in near}
        return fields.pop() if len(fields) == 1 else None

    @cached_property
    def _misprints(self) -> Misprints:
        """Of all labels but those of sections: 时效指标, a level's name, is one character from 绩效指标."""
        named = ((key, field) for section in _LABELLED for key, field in self._fields.get(section, {}).items())
        return Misprints({key for key, field in named if field != "section" and not key.startswith("~")})

    def _is_other(self, section: str, key: str) -> bool:
        """Whether a label says that what it heads is another's, as a reviewer's score is."""
        parts = (label.removeprefix("~") for label in self.labels.get(section, {}).get("other", ()))
        return len(key) <= _LONGEST and any(part in key for part in parts)

    def _containing(self, section: str, key: str) -> str | None:
        """The field of the first `~` label that a short label contains."""
        if len(key) > _LONGEST:
            return None
        fields = self.labels.get(section, {}).items()
        parts = ((label, field) for field, labels in fields for label in labels if label.startswith("~"))
        return next((field for part, field in parts if _contains(key, part)), None)

    def rank(self, section: str, field: str, text: str) -> int:
        """The place of a label in its field's list: the first is the best, `~` labels and misprints are the last."""
        labels = self.labels[section].get(field, ())
        wanted = {label_key(text), bare_key(text)}
        return next((n for n, label in enumerate(labels) if label_key(label) in wanted), len(labels))


def _contains(key: str, label: str) -> bool:
    """Whether a key contains what stands behind the `~` of a label, or ends with it where `$` follows."""
    part = label.removeprefix("~")
    return key.endswith(part[:-1]) if part.endswith("$") else part in key

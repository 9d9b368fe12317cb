"""A template: the labels of one published layout, and the arithmetic that it states, as data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from extractor.form import Arithmetic, Family
from extractor.quantities import plain

_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
_EDGES = re.compile(r"^(?:[★*☆#.、]|\d{1,2}[.、])*|(?:[:：;；]|[(\[【〔]?注?[*※†‡¹²³⁰-⁹]+[)\]】〕]?)+$")

_TEXT = 64  # characters: a longer text is no label, whatever stands in its brackets
_LONGEST = 16  # characters: a longer text that contains a label is no label

SECTIONS = ("identity", "narratives", "money", "budget", "columns", "rows")
"""The tables of a template that hold labels."""


_REMEMBERED = 1 << 14
"""Texts that are remembered: the forms of an archive print the same labels over and over."""


@lru_cache(_REMEMBERED)
def label_key(text: str) -> str:
    """A printed label as it is compared: without blanks, leading marks and numbers, and a closing colon."""
    return _EDGES.sub("", plain(text))


@lru_cache(_REMEMBERED)
def bare_key(text: str) -> str:
    """A label key without what stands in brackets: `年初预算数（A）` is `年初预算数`."""
    return _EDGES.sub("", _BRACKETS.sub("", plain(text)))


@dataclass(frozen=True)
class Match:
    """What a table must print for a template to fit: a title, all the labels, and any one of others."""

    title: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    any_label: tuple[str, ...] = ()


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
        return found

    @cached_property
    def field(self) -> Callable[[str, str], str | None]:
        """Takes a section and a printed label: the field that it names there, None where it names none."""
        return lru_cache(_REMEMBERED)(self._field)

    @cached_property
    def is_label(self) -> Callable[[str], bool]:
        """Takes a printed text: whether it is a label of any section."""
        return lru_cache(_REMEMBERED)(lambda text: any(self.field(section, text) for section in SECTIONS))

    def _field(self, section: str, text: str) -> str | None:
        if len(text) > _TEXT:
            return None
        keys = self._fields.get(section, {})
        full = label_key(text)
        if not full:
            return None
        if full in keys:
            return keys[full]
        if self._is_other(section, full):
            return None
        bare = bare_key(text)
        found = keys.get(bare) or self._containing(section, full)
        return found or (keys.get(bare.rstrip("0123456789")) if section == "narratives" else None)

    def _is_other(self, section: str, key: str) -> bool:
        """Whether a label says that what it heads is another's, as a reviewer's score is."""
        parts = (label.removeprefix("~") for label in self.labels.get(section, {}).get("other", ()))
        return len(key) <= _LONGEST and any(part in key for part in parts)

    def _containing(self, section: str, key: str) -> str | None:
        """The field of the first `~` label that a short label contains."""
        if len(key) > _LONGEST:
            return None
        fields = self.labels.get(section, {}).items()
        parts = ((label[1:], field) for field, labels in fields for label in labels if label.startswith("~"))
        return next((field for part, field in parts if part in key), None)

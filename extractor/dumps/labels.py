"""Labels in a stream of tokens, also those that a cell broke over lines: `年度总体目` and `标`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.dumps.tokens import Token, is_figure, is_mark, joined_text, starts_paragraph
from extractor.templates import Template
from extractor.templates.fields import SECTIONS
from extractor.templates.model import bare_key, label_key

_LONGEST = 40  # characters: a longer text is no label
_MOST = 6  # tokens that make up one label
_NAME_LEAST = 4  # characters of a name
_HEAD_MOST = 8  # characters of a heading that no template knows
_GOES_ON = re.compile(r"[:：值完情得的和与、，（(]|指标")
_POINTS = re.compile(r"[(（]\s*(\d+(?:\.\d+)?)\s*分?\s*[)）]$")
_LEAD = re.compile(r"^其中[：:，,、.]?(?=.)")
_CLOSE = re.compile(r"[^（(）)]{0,4}[)）]")
_OPEN = re.compile(r"[(（\[【][^)）\]】]*$")


class Label(NamedTuple):
    """A printed label: the tokens that make it up, its text, and the field that it names in each section."""

    tokens: tuple[Token, ...]
    text: str
    fields: Mapping[str, str]

    @property
    def line(self) -> int:
        """The number of the line on which it begins."""
        return self.tokens[0].line


@dataclass(frozen=True)
class Words:
    """The exact labels of a template: keys to the field of each section."""

    keys: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, templates: Iterable[Template]) -> Words:
        """The labels of templates, the first that knows one counting; parts of labels (`~`) are left out."""
        keys: dict[str, dict[str, str]] = {}
        for section, field, label in (each for template in templates for each in _labels(template)):
            for key in (label_key(label), bare_key(label)):
                if key:
                    keys.setdefault(key, {}).setdefault(section, field)
        return cls(keys)

    def named(self, text: str) -> Mapping[str, str]:
        """The field that a text names in each section; a bracket that is not closed does not count."""
        return self.exact(text) or self.bare(text) or self.bare(_OPEN.sub("", text))

    def exact(self, text: str) -> Mapping[str, str]:
        """The fields of a label that is printed in full."""
        return self.keys.get(label_key(_LEAD.sub("", text)), {}) if len(text) <= _LONGEST else {}

    def bare(self, text: str) -> Mapping[str, str]:
        """The fields of a label by what stands outside its brackets."""
        if len(text) > _LONGEST or text[:1] in "(（[【":
            return {}
        return self.keys.get(bare_key(_LEAD.sub("", text)), {})


def _labels(template: Template) -> Iterator[tuple[str, str, str]]:
    """Every whole label of a template with its section and field."""
    for section in SECTIONS:
        for field, labels in template.labels.get(section, {}).items():
            yield from ((section, field, label) for label in labels if not label.startswith("~"))


def parted(tokens: Iterable[Token], words: Words) -> Iterator[Token]:
    """The tokens in order, those parted that are labels of neighbouring cells printed without a blank between them."""
    for token in tokens:
        texts = list(_parts(token.text, words)) or [token.text]
        for n, text in enumerate(texts):
            yield token._replace(text=text, first=token.first and n == 0)


def _parts(text: str, words: Words) -> Iterator[str]:
    """The labels that make up a text, or a level's name and what stands beside it; nothing where it is one text."""
    if len(text) > _LONGEST or words.named(text):
        return
    for end in range(len(text) - 1, 1, -1):
        head, rest = text[:end], text[end:]
        level = words.exact(head).get("levels", "") if head.endswith("指标") else ""
        if level and len(rest) >= _NAME_LEAST and _GOES_ON.match(rest) is None:
            yield from (head, rest)
            return
        if "columns" in words.named(head) or (head[-1] in "）)" and len(head) <= _HEAD_MOST):
            others = [rest] if "columns" in words.named(rest) else list(_parts(rest, words))
            if others and all("columns" in words.named(other) for other in others):
                yield from (head, *others)
                return


def labelled(tokens: Sequence[Token], words: Words) -> Iterator[Token | Label]:
    """The tokens in order, those that make up a label made one."""
    place = 0
    while place < len(tokens):
        label = _label(tokens, place, words)
        if label:
            yield label
            place += len(label.tokens)
        else:
            yield tokens[place]
            place += 1


def _label(tokens: Sequence[Token], place: int, words: Words) -> Label | None:
    """The longest label that begins at a token."""
    for count in range(min(_MOST, len(tokens) - place), 0, -1):
        parts = tuple(tokens[place : place + count])
        if count > 1 and not _may_be_one(parts):
            continue
        text = joined_text(parts)
        fields = words.named(text) if count == 1 else may_name(parts, text, words)
        if fields and not (count == 1 and text[-1] in "：:" and "budget" in fields):
            return Label(parts, text, fields)
    return None


def may_name(parts: Sequence[Token], text: str, words: Words) -> Mapping[str, str]:
    """The fields of a label over several lines, `text` all of it; labels that merely follow each other are not one."""
    alone = [bool(words.named(part.text)) for part in parts]
    if all(alone):
        return {}
    bracketed = all(part.text[0] in "(（[【" for part in parts[1:]) or _OPEN.search(parts[0].text) is not None
    return words.exact(text) or ({} if any(alone) and not bracketed else words.bare(text))


def _may_be_one(parts: Sequence[Token]) -> bool:
    """Whether tokens may be the lines of one cell: one a line, on one page, none of them a figure."""
    if len({part.page for part in parts}) > 1 or any(not part.first for part in parts[1:]):
        return False
    if any(starts_paragraph(part.text) or is_mark(part.text) for part in parts):
        return False
    if not _closes(parts) and max(part.at for part in parts) >= min(part.at + len(part.text) for part in parts):
        return False
    return len(joined_text(parts)) <= _LONGEST and not any(is_figure(part.text) for part in parts)


def _closes(parts: Sequence[Token]) -> bool:
    """Whether the second of two lines ends a bracket that the first leaves open, be there a label before it."""
    return len(parts) == 2 and _OPEN.search(parts[0].text) is not None and _CLOSE.fullmatch(parts[1].text) is not None


def points(text: str) -> str | None:
    """The weight that a level's name prints: `50` in `产出指标(50分)`."""
    match = _POINTS.search(text)
    return match[1] if match else None

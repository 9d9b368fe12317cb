"""Templates from TOML files: all mistakes of a file are collected and shown together, each with its path."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, get_args

from extractor.errors import TemplateError
from extractor.form import Arithmetic, Family
from extractor.templates.fields import ARITHMETIC, FIELDS, MATCH, SECTIONS
from extractor.templates.model import ORDERED, Match, Template

_ORDERED = tuple(field for section in ORDERED for field in FIELDS[section])
_HEAD = ("id", "family", "name", "name_en", "match", "arithmetic", *SECTIONS)


def built_in() -> Iterator[tuple[str, str]]:
    """The name and the text of every template that comes with the program."""
    for entry in sorted(
        resources.files("extractor.templates").joinpath("data").iterdir(), key=lambda entry: entry.name
    ):
        if entry.name.endswith(".toml"):
            yield entry.name, entry.read_text(encoding="utf-8")


@cache
def general() -> Template:
    """The general label dictionary, which every template builds on."""
    return parse(dict(built_in())["general.toml"], "general.toml")


def load(directory: Path | None = None) -> tuple[Template, ...]:
    """The built-in templates and those of the directory; one of the same id takes the place of the built-in one.

    Raises:
        TemplateError: files are not valid; all mistakes of all files are named.
    """
    return _parsed(_of_directory(directory)) if directory else _built_in()


@cache
def _built_in() -> tuple[Template, ...]:
    return _parsed(())


def _parsed(own: Iterable[tuple[str, bytes]]) -> tuple[Template, ...]:
    base, found, mistakes = general(), {}, []
    for name, data in (*((name, text.encode()) for name, text in built_in()), *own):
        try:
            template = parse(data.decode(), name, base)
        except UnicodeDecodeError as error:
            mistakes.append(f"{name}: is not in UTF-8: {error.reason}")
        except TemplateError as error:
            mistakes.append(error.args[0])
        else:
            found[template.id] = template
    if mistakes:
        raise TemplateError("\n" + "\n".join(mistakes))
    return tuple(template for template in found.values() if template.id != "general")


def _of_directory(directory: Path) -> Iterator[tuple[str, bytes]]:
    if not directory.is_dir():
        raise TemplateError(f"{directory} is no folder of templates.")
    for path in sorted(directory.glob("*.toml")):
        yield str(path), path.read_bytes()


def parse(text: str, name: str, base: Template | None = None) -> Template:
    """The template of a TOML text; labels that it does not give are those of `base`.

    Raises:
        TemplateError: every mistake in the text, one a line, each with the path of its place.
    """
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(f"{name}: {error}") from error
    reader = _Reader(data)
    template = Template(
        id=reader.text("id"),
        family=reader.choice("family", get_args(Family)),
        name=reader.text("name"),
        name_en=reader.text("name_en"),
        match=reader.match(),
        labels=reader.labels(base),
        arithmetic=reader.arithmetic(base),
        text=text,
    )
    reader.unknown(data, _HEAD, "")
    if reader.mistakes:
        raise TemplateError("\n".join(f"{name}: {mistake}" for mistake in reader.mistakes))
    return template


class _Reader:
    """Typed getters over a TOML table that note mistakes with their paths and go on."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.mistakes: list[str] = []

    def text(self, key: str) -> str:
        value = self.data.get(key)
        if isinstance(value, str) and value:
            return value
        self.mistakes.append(f"{key}: must be a text, is {_shown(value)}")
        return ""

    def choice(self, key: str, allowed: tuple[str, ...]) -> Any:
        value = self.data.get(key)
        if value not in allowed:
            self.mistakes.append(f"{key}: must be one of {', '.join(allowed)}, is {_shown(value)}")
        return value

    def table(self, key: str) -> dict[str, Any]:
        value = self.data.get(key, {})
        if isinstance(value, dict):
            return value
        self.mistakes.append(f"{key}: must be a table, is {_shown(value)}")
        return {}

    def unknown(self, table: Mapping[str, Any], known: tuple[str, ...], path: str) -> None:
        for key in table:
            if key not in known:
                self.mistakes.append(f"{path}{key}: is not known here; known are {', '.join(known)}")

    def texts(self, table: Mapping[str, Any], key: str, path: str) -> tuple[str, ...]:
        values = table.get(key, [])
        if not isinstance(values, list):
            self.mistakes.append(f"{path}{key}: must be a list of texts, is {_shown(values)}")
            return ()
        for place, value in enumerate(values):
            if not isinstance(value, str) or not value:
                self.mistakes.append(f"{path}{key}[{place}]: must be a text, is {_shown(value)}")
        return tuple(value for value in values if isinstance(value, str))

    def match(self) -> Match:
        table = self.table("match")
        self.unknown(table, tuple(MATCH), "match.")
        match = Match(*(self.texts(table, key, "match.") for key in MATCH))
        for place, pattern in enumerate(match.title):
            try:
                re.compile(pattern)
            except re.error as error:
                self.mistakes.append(f"match.title[{place}]: is no pattern: {error}")
        for place, field in enumerate(match.order):
            if field not in _ORDERED:
                self.mistakes.append(f"match.order[{place}]: must be one of {', '.join(_ORDERED)}, is {field!r}")
        return match

    def labels(self, base: Template | None) -> dict[str, dict[str, tuple[str, ...]]]:
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for section in SECTIONS:
            table = self.table(section)
            self.unknown(table, tuple(FIELDS[section]), f"{section}.")
            own = {field: self.texts(table, field, f"{section}.") for field in FIELDS[section] if field in table}
            found[section] = {**(base.labels[section] if base else {}), **own}
        return found

    def arithmetic(self, base: Template | None) -> Arithmetic:
        table = self.table("arithmetic")
        self.unknown(table, tuple(ARITHMETIC), "arithmetic.")
        inherited = base.arithmetic if base else Arithmetic()
        return Arithmetic(
            denominator=self._one_of(table, "denominator", ("annual_budget", "initial_budget"), inherited.denominator),
            execution_weight=self._number(table, "execution_weight"),
            bands=self._bands(table) or inherited.bands,
            at_most_rule=self._one_of(table, "at_most_rule", ("target/actual", "1-(actual-target)/target"), None),
        )

    def _one_of(self, table: Mapping[str, Any], key: str, allowed: tuple[str, ...], default: Any) -> Any:
        value = table.get(key, default)
        if value is not None and value not in allowed:
            self.mistakes.append(f"arithmetic.{key}: must be one of {', '.join(allowed)}, is {_shown(value)}")
        return value

    def _number(self, table: Mapping[str, Any], key: str) -> Decimal | None:
        value = table.get(key)
        if value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
            return None if value is None else Decimal(value)
        self.mistakes.append(f"arithmetic.{key}: must be a number, is {_shown(value)}")
        return None

    def _bands(self, table: Mapping[str, Any]) -> tuple[tuple[str, Decimal], ...]:
        found = []
        bands = table.get("bands", [])
        if not isinstance(bands, list):
            self.mistakes.append(f"arithmetic.bands: must be a list, is {_shown(bands)}")
            return ()
        for place, band in enumerate(bands):
            match band:
                case [str(grade), int() | Decimal() as least]:
                    found.append((grade, Decimal(least)))
                case _:
                    self.mistakes.append(
                        f'arithmetic.bands[{place}]: must be ["grade", least total], is {_shown(band)}'
                    )
        return tuple(found)


def _shown(value: object) -> str:
    return "missing" if value is None else repr(value)

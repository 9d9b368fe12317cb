"""A project's own choice: which rules, from which severity on, which grade bands, and what is waived and why.

It stands in the table `[tool.extractor]` of a TOML file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from msgspec.structs import replace

from extractor.across import rule
from extractor.errors import UsageError
from extractor.form import Finding, Form

NAME = "extractor.toml"
"""The file that is read from the working directory where none is named."""

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_KEYS = ("select", "ignore", "severity", "bands", "waivers")
_WAIVER_KEYS = ("form", "path", "codes", "reason")
_GRADE = "/grade"


@dataclass(frozen=True)
class Waiver:
    """Findings of some codes that are known and accepted, in a form by its id or in all of a path, with the reason."""

    codes: frozenset[str]
    reason: str
    form: str | None = None
    path: str | None = None

    def covers(self, path: str, form: Form, code: str) -> bool:
        """Whether it speaks of findings of this code in this form."""
        here = (self.form is None or self.form == form.form_id) and (self.path is None or fnmatchcase(path, self.path))
        return here and code in self.codes


@dataclass(frozen=True)
class Settings:
    """What an audit is to say; without any it says everything."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    severity: Severity = "info"
    bands: tuple[tuple[str, Decimal], ...] = ()
    waivers: tuple[Waiver, ...] = field(default=())

    def wants(self, finding: Finding) -> bool:
        """Whether a finding is to be said: its rule is chosen, and it is severe enough."""
        chosen = (not self.select or finding.code in self.select) and finding.code not in self.ignore
        return chosen and SEVERITIES.index(finding.severity) <= SEVERITIES.index(self.severity)

    def waived(self, path: str, form: Form, code: str) -> str | None:
        """The reason why findings of a code are waived in a form; None where they are not."""
        return next((each.reason for each in self.waivers if each.covers(path, form, code)), None)

    def with_bands(self, form: Form) -> Form:
        """The form under the project's grade bands, unless it prints its own beside the grade."""
        read = form.evidence.get(_GRADE)
        prints_its_own = read is not None and re.search(r"\d", read.text) is not None
        if not self.bands or prints_its_own:
            return form
        return replace(form, arithmetic=replace(form.arithmetic, bands=self.bands))


def load(path: Path | None) -> Settings:
    """The settings of a TOML file; without one, those of `extractor.toml` in the working directory, or none.

    Raises:
        UsageError: the file cannot be read, or what it says is not valid; all mistakes are told together.
    """
    place = Path(NAME) if path is None else path
    if path is None and not place.is_file():
        return Settings()
    try:
        table = tomllib.loads(place.read_text(encoding="utf-8")).get("tool", {}).get("extractor", {})
    except OSError as error:
        raise UsageError(f"{place}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError) as error:
        raise UsageError(f"{place} is not valid TOML: {error}") from error
    reading = _Reading()
    settings = reading.settings(table)
    if reading.mistakes:
        raise UsageError(f"{place}, [tool.extractor]: " + "; ".join(reading.mistakes))
    return settings


class _Reading:
    """One reading of a table, which gathers mistakes."""

    def __init__(self) -> None:
        self.mistakes: list[str] = []

    def settings(self, table: Any) -> Settings:
        """What the table says, as far as it is valid."""
        if not isinstance(table, dict):
            self.mistakes.append("it is no table")
            return Settings()
        self._known(table, _KEYS, "")
        return Settings(
            select=self._codes(table.get("select", []), "select"),
            ignore=self._codes(table.get("ignore", []), "ignore"),
            severity=self._severity(table.get("severity", "info")),
            bands=self._bands(table.get("bands", [])),
            waivers=tuple(self._waivers(table.get("waivers", []))),
        )

    def _known(self, table: dict[str, Any], keys: Sequence[str], place: str) -> None:
        self.mistakes += [f"{place}{key} is not known; there are {', '.join(keys)}" for key in table if key not in keys]

    def _codes(self, given: Any, place: str) -> frozenset[str]:
        if not isinstance(given, list) or not all(isinstance(code, str) for code in given):
            self.mistakes.append(f"{place} is no list of codes")
            return frozenset()
        found = []
        for each in given:
            try:
                found.append(rule(each).code)
            except UsageError as error:
                self.mistakes.append(f"{place}: {error}")
        return frozenset(found)

    def _severity(self, given: Any) -> Severity:
        if given not in SEVERITIES:
            self.mistakes.append(f"severity is none of {', '.join(SEVERITIES)}")
            return "info"
        return SEVERITIES[SEVERITIES.index(given)]

    def _bands(self, given: Any) -> tuple[tuple[str, Decimal], ...]:
        pairs = [tuple(each) for each in given if isinstance(each, list)] if isinstance(given, list) else [()]
        valid = all(len(pair) == 2 and isinstance(pair[0], str) and isinstance(pair[1], int | float) for pair in pairs)
        bands = tuple((name, Decimal(str(least))) for name, least in pairs) if valid else ()
        falling = all(above > below for (_, above), (_, below) in pairwise(bands))
        if not valid or not falling or len(pairs) != len(given):
            self.mistakes.append('bands are no pairs such as ["优", 90], the best first')
            return ()
        return bands

    def _waivers(self, given: Any) -> Iterator[Waiver]:
        if not isinstance(given, list):
            self.mistakes.append("waivers are no list of tables: write [[tool.extractor.waivers]]")
            return
        for number, each in enumerate(given):
            place = f"waivers[{number}]."
            if not isinstance(each, dict):
                self.mistakes.append(f"{place[:-1]} is no table")
                continue
            self._known(each, _WAIVER_KEYS, place)
            codes, reason = self._codes(each.get("codes", []), f"{place}codes"), str(each.get("reason", "")).strip()
            form, path = (str(each[key]) if key in each else None for key in ("form", "path"))
            self.mistakes += [f"{place}codes names no rule"] if not codes else []
            self.mistakes += [f"{place}reason is missing: a report shows why"] if not reason else []
            self.mistakes += [f"{place[:-1]} names neither a form nor a path"] if form is None and path is None else []
            yield Waiver(codes, reason, form, path)

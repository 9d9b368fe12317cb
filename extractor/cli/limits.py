"""`--limit time=900`: what one document may use, as it is given on the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from extractor.batch.worker import Limits
from extractor.errors import UsageError

_NAMES = ("time", "memory", "size", "pages", "pixels")
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}


def limits(given: Sequence[str]) -> Limits:
    """The usual limits but for those that are given, as `memory=8G`.

    Raises:
        UsageError: one is not known, or is no number.
    """
    found = Limits()
    for text in given:
        name, _, value = text.partition("=")
        number = re.fullmatch(r"(\d+)([KMG]?)", value.strip(), re.IGNORECASE)
        if name.strip() not in _NAMES or number is None or not int(number[1]):
            raise UsageError(f"--limit {text}: give one of {', '.join(_NAMES)} and a number, as memory=8G or time=900.")
        found = _with(found, name.strip(), int(number[1]) * _UNITS[number[2].upper()])
    return found


def _with(limits: Limits, name: str, number: int) -> Limits:
    if name in ("pages", "pixels"):
        bounds: dict[str, Any] = {name: number}
        return replace(limits, bounds=replace(limits.bounds, **bounds))
    changed: dict[str, Any] = {"seconds" if name == "time" else name: number}
    return replace(limits, **changed)

"""What a check across forms is: a rule that looks at all forms, and says for which of them it found something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from extractor.across.filed import Filed
from extractor.checks.finding import Result, Rule
from extractor.form import Form

Comparison: TypeAlias = Callable[[Sequence[Filed]], Iterator[tuple[int, Result]]]
"""From all forms to results, each with the position of the form that it is about."""


def alone(form: Form) -> Iterator[Result]:
    """What a check across forms says of one form alone: nothing."""
    del form
    return iter(())


@dataclass(frozen=True, kw_only=True)
class AcrossRule(Rule):
    """A check across forms; of one form alone it says nothing."""

    compare: Comparison

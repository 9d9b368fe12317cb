"""Forms beside each other: where each was found, and what makes two of them the same form, or one of another year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, TypeVar

from extractor.form import Form
from extractor.quantities import plain

_YEAR = re.compile(r"20\d\d年?度?")
_MARKS = re.compile(r"[()\[\]【】〔〕“”\"'《》〈〉·,，.。、:：;；\-—_]")
_SUFFIX = re.compile(r"(?:本级|机关)$")

Key = TypeVar("Key", bound=Hashable)


class Filed(NamedTuple):
    """A form with the path of its input."""

    path: str
    form: Form


def normal(name: str | None) -> str:
    """A name for comparing: full-width forms narrowed, without blanks, punctuation and years."""
    return _MARKS.sub("", _YEAR.sub("", plain(name or "")))


def organisation(name: str | None) -> str:
    """The name of a department or unit for comparing: as `normal`, and without 本级 at its end."""
    return _SUFFIX.sub("", normal(name))


def series(form: Form) -> tuple[str, ...] | None:
    """What the forms of one thing share over the years; None where the form does not say whose it is.

    Family, title, department, competent department, unit and project; the year is no part of it.
    """
    bodies = [organisation(name) for name in (form.department, form.competent_department, form.implementing_unit)]
    project = normal(form.project_name)
    if not any(bodies) or (form.family in ("project", "transfer") and not project):
        return None
    return form.family, normal(form.title), *bodies, project


def grouped(filed: Sequence[Filed], key: Callable[[Form], Key | None]) -> dict[Key, list[int]]:
    """The positions of the forms of each key, in their order; forms without a key are left out."""
    groups: dict[Key, list[int]] = defaultdict(list)
    for position, one in enumerate(filed):
        found = key(one.form)
        if found is not None:
            groups[found].append(position)
    return groups


def place_of(one: Filed) -> str:
    """Where a form stands, for messages: its path and page."""
    return f"{one.path} p. {one.form.pages[0]}"

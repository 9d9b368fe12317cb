"""X01: the same form is not published twice with other figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple, TypeAlias

from extractor.across.filed import Filed, grouped, place_of, series
from extractor.across.rule import AcrossRule, alone
from extractor.checks.cells import show
from extractor.checks.finding import CONSISTENT, Fault, Result
from extractor.checks.naming import bare
from extractor.checks.rows import branches
from extractor.form import Form, pointer

_MONEY = ("amount", "initial_budget", "annual_budget", "executed", "execution_rate", "weight", "score")
_SHOWN = 6
_UNSURE = ("E01", "E02", "E03")


Key: TypeAlias = tuple[str, ...]
Named: TypeAlias = tuple[Key, str, str, Decimal | None]
"""A figure's key, its name for messages, where it stands, and its value."""


class Figure(NamedTuple):
    """A figure of a form: what it is called, where it stands, and its value as text."""

    name: str
    where: str
    text: str


def published_once(filed: Sequence[Filed]) -> Iterator[tuple[int, Result]]:
    """Whether a form that was published again says the same figures; each is held against the first."""
    for first, *again in grouped(filed, _identity).values():
        for position in again:
            differing = _differences(filed[first].form, filed[position].form)
            same = CONSISTENT if not differing else None
            yield position, same or Result("inconsistent", _fault(filed[first], filed[position], differing))


def _identity(form: Form) -> tuple[str, ...] | None:
    key = series(form)
    return None if key is None or form.fiscal_year is None else (str(form.fiscal_year), *key)


def figures(form: Form) -> dict[Key, Figure]:
    """All figures of a form by what they are: total, grade, money by item, weights of branches, indicators by name."""
    found: dict[Key, Figure] = {}
    if form.grade is not None:
        found["grade",] = Figure("等级", "/grade", bare(form.grade))
    for key, name, where, value in chain(_of_total(form), _of_money(form), _of_branches(form), _of_rows(form)):
        if value is not None:
            count = sum(other[: len(key)] == key for other in found) if key in found else 0
            found[(*key, str(count)) if count else key] = Figure(name, where, show(value))
    return found


def _of_total(form: Form) -> Iterator[Named]:
    for field, name in (("score", "总分"), ("weight", "总分值")):
        yield ("total", field), name, pointer("total", field), getattr(form.total, field)


def _of_money(form: Form) -> Iterator[Named]:
    for n, line in enumerate(form.budget):
        for field in _MONEY:
            yield ("budget", bare(line.item), field), line.item, pointer("budget", n, field), getattr(line, field)


def _of_branches(form: Form) -> Iterator[Named]:
    for top in branches(form, "level1"):
        yield ("level1", bare(top.name)), top.name, top.weight.where, top.weight.value
        for below in branches(form, "level2", top.rows):
            yield ("level2", bare(top.name), bare(below.name)), below.name, below.weight.where, below.weight.value


def _of_rows(form: Form) -> Iterator[Named]:
    for n, row in enumerate(form.indicators):
        name = row.level3 or row.level2 or row.level1 or f"#{row.position}"
        for field in ("weight", "score", "target_value", "actual_value"):
            key = ("indicators", bare(row.level1), bare(row.level2), bare(name), field)
            yield key, name, pointer("indicators", n, field.removesuffix("_value")), getattr(row, field)


def _differences(before: Form, after: Form) -> list[tuple[Figure | None, Figure | None]]:
    """The figures that are not the same, or stand in one of the two only."""
    old, new = figures(before), figures(after)
    both = [(old[key], new[key]) for key in new if key in old and old[key].text != new[key].text]
    gone, come = (
        {key: each for key, each in one.items() if key not in other} for one, other in ((old, new), (new, old))
    )
    renamed = Counter(_kind(key, each) for key, each in gone.items()) & Counter(
        _kind(key, each) for key, each in come.items()
    )
    only_new = [(None, each) for each in _without(come, renamed)]
    return [*both, *only_new, *((each, None) for each in _without(gone, renamed))]


def _kind(key: Key, each: Figure) -> tuple[str, str]:
    """What a figure is, whatever it is called: its field and its value."""
    return next(part for part in reversed(key) if not part.isdigit()), each.text


def _without(figures: dict[Key, Figure], renamed: Counter[tuple[str, str]]) -> Iterator[Figure]:
    """The figures that do not stand on the other form under another name."""
    left = renamed.copy()
    for key, each in figures.items():
        if left[_kind(key, each)] > 0:
            left[_kind(key, each)] -= 1
        else:
            yield each


def _fault(first: Filed, again: Filed, differing: list[tuple[Figure | None, Figure | None]]) -> Fault:
    shown = [
        f"{(new or old or Figure('', '', '')).name} {old.text if old else '—'} → {new.text if new else '—'}"
        for old, new in differing[:_SHOWN]
    ]
    listed = "；".join(shown) + ("……" if len(differing) > _SHOWN else "")
    listed_en = "; ".join(shown) + (" …" if len(differing) > _SHOWN else "")
    where = tuple(new.where for _, new in differing if new is not None)
    unsure = any(finding.code in _UNSURE for one in (first, again) for finding in one.form.findings)
    return Fault(
        f"同一张表另见 {place_of(first)}，有 {len(differing)} 处数字不同：{listed}",
        f"The same form stands in {place_of(first)}, with {len(differing)} other figures: {listed_en}",
        where or ("/title",),
        expected=(differing[0][0] or Figure("", "", "")).text,
        found=(differing[0][1] or Figure("", "", "")).text,
        severity="warning" if unsure else None,
    )


_X01 = AcrossRule(
    code="X01",
    name="published-twice-with-other-figures",
    severity="error",
    summary="同一张表公开两次，数字不同",
    summary_en="the same form published twice with other figures",
    explanation=(
        "要求：标题、年度、部门、单位和项目名称都相同的表，分值、得分、总分、等级、金额、指标值和完成值也都相同。各份"
        "与路径"
        "最前的一份比较；任一份有 E01、E02 或 E03 的，只报提醒。\n"
        "容差：无；只是指标名称不同而数字相同的不算；名称比较时不计空格、标点、标题中的年度和单位名称末尾的“本级”。\n"
        "不查：没有年度、没有部门和单位的表，没有项目名称的项目表和转移支付表；只给出一份的表。一次检查给出的各份之间"
        "才比较，"
        "convert 不查。\n"
        "对：同一份表在两个文件中，数字相同。\n"
        "错：一份总分 93.49，另一份总分 95.49。"
    ),
    explanation_en=(
        "Demand: forms with the same title, year, department, unit and project have the same weights, scores, total, "
        "grade, money, targets and actual values. Each is held against the one whose path comes first. Where either "
        "has E01, E02 or E03, this is a warning.\n"
        "Tolerance: none; rows that have another name and the same figures do not count; names are compared without "
        "blanks, punctuation, years in titles and 本级 at their end.\n"
        "Not checked: forms without a year, or without department and unit, and forms of projects and transfers "
        "without a name; a "
        "form that was given once. What is compared is what one run of check was given; convert does not compare.\n"
        "Right: a form in two files with the same figures.\n"
        "Wrong: a total of 93.49 in one, and of 95.49 in the other."
    ),
    demand=alone,
    compare=published_once,
    whole=True,
)

RULES = (_X01,)

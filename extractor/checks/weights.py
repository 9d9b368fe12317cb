"""W01 to W03: weights (分值, 权重) add up from level to level and to the total. They are exact: no tolerance."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.checks.cells import Cell, addition, cell, execution_line, printed, show, sum_of
from extractor.checks.finding import NOT_CHECKABLE, Result, Rule, inconsistent
from extractor.checks.finding import CONSISTENT as HOLDS
from extractor.checks.rows import Branch, branches, leaf_cells
from extractor.form import Form

_FULL = Decimal(100)


def level3_weights_make_level2(form: Form) -> Iterator[Result]:
    """Whether the level-3 weights under each level 2 add up to its weight."""
    everywhere = range(len(form.indicators))
    if not printed(leaf_cells(form, "weight", everywhere)):
        return
    for group in _level2(form):
        if not group.weight.is_absent:
            yield _adds_up(group, list(leaf_cells(form, "weight", group.rows)), "三级指标", "level-3 weights")


def weights_make_level1(form: Form) -> Iterator[Result]:
    """Whether the weights under each level 1 add up to its weight."""
    for group in branches(form, "level1"):
        parts = list(_children(form, group))
        if not group.weight.is_absent and parts:
            yield _adds_up(group, parts, "下级指标", "weights")


def weights_make_total(form: Form) -> Iterator[Result]:
    """Whether the topmost printed weights and the execution weight add up to the total, 100 where none is printed."""
    tops = [part for group in branches(form, "level1") for part in _own_or_children(form, group)]
    if not printed(tops):
        return
    extra, total = execution_weight(form), cell(form, "total", "weight")
    if total.is_unreadable or extra is None or len(printed(tops)) < len(tops):
        yield NOT_CHECKABLE
        return
    wanted = _FULL if total.value is None else total.value
    terms = [part.value for part in [*tops, extra] if part.value]
    if sum(terms) == wanted:
        yield HOLDS
        return
    shown, found = addition(terms), show(sum(terms, Decimal(0)))
    stated = (f"满分 {_FULL}", "the full 100") if total.value is None else (f"总分值 {show(wanted)}",) * 1 + (
        f"the total weight {show(wanted)}",
    )
    yield inconsistent(
        f"各项分值之和 {found} 不等于{stated[0]}（{shown}）",
        f"The weights add up to {found} ({shown}), not to {stated[1]}",
        [part.where for part in [*tops, extra, total] if part.text is not None or part.value is not None],
        expected=show(wanted),
        found=found,
    )

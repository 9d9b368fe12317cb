"""B01: the parts of the money (资金) add up to their total."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.cells import Cell, addition, cell, cell_at, column_places, once_a_form, printed, show, sum_of
from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent
from extractor.checks.interval import Interval, rounded, total_of
from extractor.checks.why import MISSING, UNITS_DIFFER
from extractor.form import BudgetSum, Form, resolve

_MONEY = {
    "amount": ("金额", "amounts"),
    "initial_budget": ("年初预算数", "initial budgets"),
    "annual_budget": ("全年预算数", "annual budgets"),
    "executed": ("执行数", "executed amounts"),
}


def parts_make_total(form: Form) -> Iterator[Result]:
    """Whether the parts of the money add up to their total, column by column."""
    for stated in form.arithmetic.budget_sums:
        for field in _MONEY:
            total = cell_at(form, f"{stated.total}/{field}")
            parts = [cell_at(form, f"{part}/{field}") for part in stated.parts]
            if total.is_absent or all(part.is_absent for part in parts):
                continue
            readable = printed(parts) and not any(part.is_unreadable for part in parts)
            if total.value is None or not readable:
                yield MISSING
            elif not _same_unit(form, stated):
                yield UNITS_DIFFER
            else:
                yield _adds_up(form, field, total, printed(parts))


@once_a_form
def stands_for(form: Form, one: Cell) -> Interval:
    """What a figure of the money block stands for, at the precision of its column."""
    field = one.where.rpartition("/")[2]
    column = (cell(form, "budget", line, field) for line in range(len(form.budget)))
    return rounded(sum_of([one]), column_places(column))


def _same_unit(form: Form, stated: BudgetSum) -> bool:
    units = {resolve(form, f"{line}/unit") for line in (stated.total, *stated.parts)}
    return len(units - {None}) <= 1


def _adds_up(form: Form, field: str, total: Cell, parts: list[Cell]) -> Result:
    found, stated = sum_of(parts), sum_of([total])
    if found == stated:
        return CONSISTENT
    if total_of(stands_for(form, part) for part in parts).meets(stands_for(form, total)):
        return Result("within-rounding")
    shown, item = addition(sum_of([part]) for part in parts), resolve(form, total.where.rpartition("/")[0]).item
    name, name_en = _MONEY[field]
    return inconsistent(
        f"“{item}”的{name} {show(stated)} 不等于各分项之和 {show(found)}（{shown}）",
        f'The {name_en} of the parts of "{item}" add up to {show(found)} ({shown}), not to {show(stated)}',
        [total.where, *(part.where for part in parts)],
        expected=show(found),
        found=show(stated),
    )


_B01 = Rule(
    code="B01",
    name="budget-parts-do-not-add-up",
    severity="error",
    summary="预算各分项之和不等于合计",
    summary_en=(
        "budget parts do not add up to their total (a blank part counts as nothing where another part is printed)"
    ),
    explanation=(
        "要求：资金各分项之和等于其合计，金额、年初预算数、全年预算数、执行数逐列计算；哪些行相加由模板规定。有分项填"
        "写的，空白的分项按零计。\n"
        "容差：每个金额代表其所在列末位的正负半个单位；恰好相等为 consistent，只在此区间内相等为 within-rounding。\n"
        "不查：表中没有的列不适用；合计空白、各分项全部空白、无法识别或单位不同的，记为 not-checkable。\n"
        "对：总预算 56655.54 = 基本支出 3482.37 + 项目支出 53173.17。\n"
        "错：资金总额 0，而各分项合计 90。"
    ),
    explanation_en=(
        "Demand: the parts of the money add up to their total, each column by itself: amounts, initial budgets, "
        "annual budgets, executed money. The template says which lines are added. Where a part is printed, a blank "
        "one is zero.\n"
        "Tolerance: each amount stands for half a unit of the last place of its column either way. What holds "
        "exactly is consistent, what holds within those intervals only is within-rounding.\n"
        "Not checked: columns that the form does not have; a blank total, parts that are all blank, unreadable "
        "figures and different units are not-checkable.\n"
        "Right: 总预算 56655.54 = 基本支出 3482.37 + 项目支出 53173.17.\n"
        "Wrong: a total of 0 over parts of 90."
    ),
    demand=parts_make_total,
    whole=True,
)

RULES = (_B01,)

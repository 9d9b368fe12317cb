"""W01 to W03: weights (分值, 权重) add up from level to level and to the total. They are exact: no tolerance."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.checks.cells import Cell, addition, cell, execution_line, printed, show, sum_of
from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent
from extractor.checks.rows import Branch, branches, leaf_cells
from extractor.checks.why import WEIGHT_MISSING
from extractor.form import Form, pointer

_FULL = Decimal(100)


def level3_weights_make_level2(form: Form) -> Iterator[Result]:
    """Whether the level-3 weights under each level 2 add up to its weight."""
    if not printed(leaf_cells(form, "weight", range(len(form.indicators)))):
        return
    for group in _level2(form):
        parts = list(leaf_cells(form, "weight", group.rows))
        if _has_place(group, form):
            yield _adds_up(group, parts, ("三级指标分值之和", "二级指标"), "level-3 weights")


def weights_make_level1(form: Form) -> Iterator[Result]:
    """Whether the weights under each level 1 add up to its weight."""
    for group in branches(form, "level1"):
        parts = _children(form, group)
        if _has_place(group, form) and parts:
            yield _adds_up(group, parts, ("下级分值之和", "一级指标"), "weights")


def weights_make_total(form: Form) -> Iterator[Result]:
    """Whether the weights with no weight above them and the execution weight add up to the total, or to 100."""
    tops = [part for group in branches(form, "level1") for part in _own_or(group, _children(form, group))]
    if not printed(tops):
        return
    terms, total = tops + execution_weight(form), cell(form, "total", "weight")
    if total.is_unreadable or len(printed(terms)) < len(terms):
        yield WEIGHT_MISSING
        return
    wanted, found = _FULL if total.value is None else total.value, sum_of(terms)
    yield CONSISTENT if wanted == found else _total_differs(terms, total, wanted)


def execution_weight(form: Form) -> list[Cell]:
    """The weight of the budget's execution: as printed, else the template's where execution has a score, else none."""
    line = execution_line(form)
    if line is None:
        return []
    found = [cell(form, "budget", n, "weight") for n in range(line, len(form.budget))]
    chosen = next((weight for weight in found if weight.value is not None or weight.is_unreadable), None)
    stated = form.arithmetic.execution_weight
    if chosen is None and stated is not None:
        chosen = Cell(pointer("arithmetic", "execution_weight"), stated, None)
    return [] if chosen is None else [chosen]


def _level2(form: Form) -> Iterator[Branch]:
    for group in branches(form, "level1"):
        yield from branches(form, "level2", group.rows)


def _children(form: Form, group: Branch) -> list[Cell]:
    """The weights under a level 1: of its level 2, or of level 3 under a level 2 that has none."""
    below = branches(form, "level2", group.rows)
    return [part for one in below for part in _own_or(one, list(leaf_cells(form, "weight", one.rows)))]


def _own_or(group: Branch, children: list[Cell]) -> list[Cell]:
    return children if group.weight.value is None and not group.weight.is_unreadable else [group.weight]


def _has_place(group: Branch, form: Form) -> bool:
    """Whether a weight belongs here: it is printed, or its place is blank in a column that prints others."""
    if group.weight.value is not None or group.weight.is_unreadable:
        return True
    column = group.weight.where.rpartition("/")[2]
    return group.weight.is_empty and any(getattr(row, column) is not None for row in form.indicators)


def _adds_up(group: Branch, parts: list[Cell], terms: tuple[str, str], terms_en: str) -> Result:
    wanted, found = group.weight.value, sum_of(parts)
    if wanted is None or not parts or len(printed(parts)) < len(parts):
        return WEIGHT_MISSING
    if wanted == found:
        return CONSISTENT
    shown = addition(part.value for part in parts if part.value is not None)
    return inconsistent(
        f"{terms[0]} {show(found)} 不等于{terms[1]}“{group.name}”的分值 {show(wanted)}（{shown}）",
        f'The {terms_en} under "{group.name}" add up to {show(found)} ({shown}), not to its weight {show(wanted)}',
        [group.weight.where, *(part.where for part in parts)],
        expected=show(wanted),
        found=show(found),
    )


def _total_differs(terms: list[Cell], total: Cell, wanted: Decimal) -> Result:
    found = show(sum_of(terms))
    shown = addition(term.value for term in terms if term.value is not None)
    stated = f"总分值 {show(wanted)}" if total.value is not None else f"满分 {_FULL}（表中未列总分值）"
    stated_en = f"the total weight {show(wanted)}" if total.value is not None else f"{_FULL} (no total is printed)"
    return inconsistent(
        f"各项分值之和 {found} 不等于{stated}：{shown}",
        f"The weights add up to {found} ({shown}), not to {stated_en}",
        [term.where for term in terms] + ([total.where] if total.value is not None else []),
        expected=show(wanted),
        found=found,
    )


_W01 = Rule(
    code="W01",
    name="level-3-weights-do-not-add-up",
    severity="error",
    summary="三级指标分值之和不等于其二级指标的分值",
    summary_en="level-3 weights do not add up to their level-2 weight",
    explanation=(
        "要求：每个二级指标下各三级指标的分值之和，等于该二级指标的分值。\n"
        "容差：无，分值是精确数。\n"
        "不查：未列二级或三级分值的表不适用；有分值空白或无法识别的，记为 not-checkable。\n"
        "对：整体效能 50 = 20 + 20 + 10。\n"
        "错：整体效能 50，而下列 20 + 18 + 10 = 48。"
    ),
    explanation_en=(
        "Demand: the weights of the level-3 indicators under each level 2 add up to its weight.\n"
        "Tolerance: none; weights are exact.\n"
        "Not checked: forms without level-2 or level-3 weights; a blank or unreadable weight is not-checkable.\n"
        "Right: 整体效能 50 = 20 + 20 + 10.\n"
        "Wrong: 整体效能 50, and below it 20 + 18 + 10 = 48."
    ),
    demand=level3_weights_make_level2,
    whole=True,
)

_W02 = Rule(
    code="W02",
    name="weights-under-level-1-do-not-add-up",
    severity="error",
    summary="一级指标下的分值（二级指标的；二级未列的用三级指标的）之和不等于其分值",
    summary_en=(
        "the weights under a level 1 (level 2's, or level 3's where level 2 has none) do not add up to its weight"
    ),
    explanation=(
        "要求：每个一级指标下各二级指标的分值之和，等于该一级指标的分值；二级指标未列分值的，用其三级指标的分值。\n"
        "容差：无，分值是精确数。\n"
        "不查：未列一级分值的表不适用；有分值空白或无法识别的，记为 not-checkable。\n"
        "对：产出指标（50分），数量指标下 10 + 15，质量指标下 25。\n"
        "错：管理效率 50，而二级指标为 3 + 4 + 4 + 14 + 10 + 10 + 4 = 49。"
    ),
    explanation_en=(
        "Demand: the level-2 weights under each level 1 add up to its weight; where a level 2 prints none, its "
        "level-3 weights count.\n"
        "Tolerance: none; weights are exact.\n"
        "Not checked: forms without level-1 weights; a blank or unreadable weight is not-checkable.\n"
        "Right: 产出指标（50分） with 10 + 15 under 数量指标 and 25 under 质量指标.\n"
        "Wrong: 管理效率 50, and its level-2 weights are 3 + 4 + 4 + 14 + 10 + 10 + 4 = 49."
    ),
    demand=weights_make_level1,
    whole=True,
)

_W03 = Rule(
    code="W03",
    name="weights-do-not-add-up-to-total",
    severity="error",
    summary="各级分值连同预算执行的分值，之和不等于总分值（未列的为 100）",
    summary_en=(
        "at one of the levels that print weights, they do not add up, with the execution weight, to the printed "
        "total (100 where none is printed)"
    ),
    explanation=(
        "要求：最上一级所列的分值，加上预算执行的分值，等于总分值；未列总分值的为 100。下级分值对上级的，由 W01、W02 "
        "检查，同一处差错不重复报告。\n"
        "预算执行的分值只取资金总额一行；该行未列而有执行得分的，取模板规定的分值。\n"
        "容差：无，分值是精确数。\n"
        "不查：完全未列分值的表不适用；有分值空白或无法识别的，记为 not-checkable。\n"
        "对：产出 50 + 效益 30 + 满意度 10 + 预算执行 10 = 100。\n"
        "错：履职效能 45 + 管理效率 50 = 95，而总分值为 100。"
    ),
    explanation_en=(
        "Demand: the weights of the topmost level that prints them, and the execution weight, add up to the total "
        "weight, or to 100 where none is printed. Lower levels are held to the weight above them by W01 and W02, so "
        "that one mistake is said once.\n"
        "The execution weight is that of the total row of the money block alone; where it prints none and execution "
        "has a score, it is the template's.\n"
        "Tolerance: none; weights are exact.\n"
        "Not checked: forms without weights; a blank or unreadable weight is not-checkable.\n"
        "Right: 产出 50 + 效益 30 + 满意度 10 + execution 10 = 100.\n"
        "Wrong: 履职效能 45 + 管理效率 50 = 95, and the total weight is 100."
    ),
    demand=weights_make_total,
    whole=True,
    source="财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）：总分一般设置为 100 分；预算执行率 10%、"
    "产出 50%、效益 30%、满意度 10%",
)

RULES = (_W01, _W02, _W03)

"""X02: a department's project expenditure is the sum of the budgets of its project forms, where all are there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from extractor.across.filed import Filed, normal, organisation
from extractor.across.rule import AcrossRule, alone
from extractor.checks.cells import addition, cell_at, show
from extractor.checks.finding import CONSISTENT, Result, inconsistent, not_checkable
from extractor.checks.interval import Interval, rounded, total_of
from extractor.checks.naming import bare
from extractor.checks.told import SCALES
from extractor.form import BudgetLine, Form, Narratives, pointer
from extractor.quantities import places, plain

_PROJECTS = ("项目支出", "项目支出预算", "项目经费")
_COUNTED = re.compile(
    r"(?:项目支出|项目|专项)(?:总数|个数|数量|共计?|合计)?[:为有]?(\d+)个|(\d+)个(?:预算|支出|财政|专项)?项目(?!点)"
)
_FIELDS = ("annual_budget", "initial_budget", "amount")


def budget_is_sum_of_projects(filed: Sequence[Filed]) -> Iterator[tuple[int, Result]]:
    """Whether each department's project expenditure is the sum of its project forms' budgets."""
    projects = _by_body(one.form for one in filed if one.form.family == "project")
    for position, one in enumerate(filed):
        own = projects.get((one.form.fiscal_year, organisation(one.form.department)))
        if own and one.form.family == "department" and _project_line(one.form) is not None:
            yield position, _judged(one.form, list(own.values()))


def _project_line(form: Form) -> int | None:
    """The line of the department's project expenditure."""
    return next((n for n, line in enumerate(form.budget) if bare(line.item) in _PROJECTS), None)


def _by_body(forms: Iterable[Form]) -> dict[tuple[int | None, str], dict[str, Form]]:
    """The project forms of each year and of each body that they name, by the project's name: each project once."""
    found: dict[tuple[int | None, str], dict[str, Form]] = defaultdict(dict)
    for form in forms:
        bodies = (form.department, form.competent_department, form.implementing_unit)
        for body in {organisation(name) for name in bodies} - {""}:
            found[form.fiscal_year, body].setdefault(normal(form.project_name), form)
    return found


def _judged(department: Form, projects: Sequence[Form]) -> Result:
    number = _project_line(department) or 0
    for field in _FIELDS:
        where = pointer("budget", number, field)
        stated = _in_yuan(department, where)
        sums = [parts for name in _FIELDS[:2] if (parts := _budgets(projects, name)) is not None]
        if stated is None:
            continue
        if not sums:
            return not_checkable("项目表缺预算数", "a project form has no budget")
        if any(_total(parts) == stated[0] for parts in sums):
            return CONSISTENT
        if any(total_of(each for _, each in parts).meets(stated[1]) for parts in sums):
            return Result("within-rounding")
        return _differs(department, where, projects, sums[0]) if _all_are_there(department, projects) else _NOT_ALL
    return not_checkable("部门表缺项目支出的金额", "the department's form has no figure for project expenditure")


_NOT_ALL = not_checkable(
    "部门表没有写明项目的个数或名称，或所给的项目表与之不符，不能确定项目表是否齐全",
    "the department's form does not say how many projects there are or which, or not all of them were given",
)


def _all_are_there(department: Form, projects: Sequence[Form]) -> bool:
    """Whether the department's form counts as many projects as there are, or its money lines name just these."""
    texts = [getattr(department.narratives, field) or "" for field in Narratives.__struct_fields__]
    counts = {int(a or b) for text in (*texts, *department.extra.values()) for a, b in _COUNTED.findall(plain(text))}
    names = {normal(form.project_name) for form in projects}
    lines = {normal(line.item) for line in department.budget}
    return counts == {len(projects)} or (len(names) > 1 and names <= lines and not lines & {"其他项目", "其他"})


def _budgets(projects: Sequence[Form], field: str) -> list[tuple[Decimal, Interval]] | None:
    """The total budgets of the project forms in 元; None where one has none."""
    found = [_in_yuan(form, pointer("budget", 0, field)) if form.budget else None for form in projects]
    return [each for each in found if each is not None] if None not in found else None


def _in_yuan(form: Form, where: str) -> tuple[Decimal, Interval] | None:
    """An amount in 元, and what it stands for at its own precision."""
    one, line = cell_at(form, where), form.budget[int(where.split("/")[2])]
    scale = SCALES.get(_unit(line))
    if one.value is None or scale is None:
        return None
    return one.value * scale, rounded(one.value, places(one.text) or one.places).times(Fraction(scale))


def _unit(line: BudgetLine) -> str:
    return line.unit or "万元"


def _total(parts: Sequence[tuple[Decimal, Interval]]) -> Decimal:
    return sum((value for value, _ in parts), Decimal(0))


def _differs(
    department: Form, where: str, projects: Sequence[Form], parts: Sequence[tuple[Decimal, Interval]]
) -> Result:
    line = department.budget[int(where.split("/")[2])]
    scale = SCALES[_unit(line)]
    values = [value / scale for value, _ in parts]
    found, stated = show(_total(parts) / scale), show(cell_at(department, where).value or Decimal(0))
    unit = _unit(line)
    return inconsistent(
        f"项目支出 {stated} {unit}不等于 {len(projects)} 张项目表预算数之和 {found} {unit}（{addition(values)}）",
        f"The budgets of the {len(projects)} project forms add up to {found} {unit} ({addition(values)}), not to the "
        f"project expenditure of {stated} {unit}",
        [where],
        expected=found,
        found=stated,
    )


_X02 = AcrossRule(
    code="X02",
    name="department-budget-differs-from-projects",
    severity="warning",
    summary="部门的项目支出与其各项目表的预算之和不同（项目表齐全时）",
    summary_en="a department's budget differs from the sum of its project forms, where all are there",
    explanation=(
        "要求：部门表中的项目支出，等于同年度本部门各项目表的预算数（全年的或年初的）之和。项目按部门、主管部门或实施单"
        "位的名称归到部门，同名项目只计一次。\n"
        "容差：每个金额代表其末位的正负半个单位，元与万元换算后比较。\n"
        "不查：没有项目支出一行的部门表，没有给出项目表的部门，不适用；部门表没有写明项目个数（“15个项目”）、资金各行也"
        "没有列出各项目名称的，不能确定项目表齐全，记为 not-checkable，除非正好相等。\n"
        "对：项目支出 300 万元，2 个项目，预算 100 和 200 万元。\n"
        "错：项目支出 300 万元，2 个项目，预算 100 和 150 万元。"
    ),
    explanation_en=(
        "Demand: the project expenditure of a department's form is the sum of the budgets (annual or initial) of its "
        "project forms of that year. A project belongs to the department that it names as department, competent "
        "department or unit; projects of one name count once.\n"
        "Tolerance: each amount stands for half a unit of its last place; 元 and 万元 are converted.\n"
        "Not checked: departments without a line 项目支出, or without project forms. Where the department's form does "
        "not count its projects (15个项目) and its money lines do not name them, nobody can tell whether all are "
        "there: not-checkable, unless the sum is right.\n"
        "Right: 项目支出 300, 2 projects, budgets of 100 and 200.\n"
        "Wrong: 项目支出 300, 2 projects, budgets of 100 and 150."
    ),
    demand=alone,
    compare=budget_is_sum_of_projects,
    whole=True,
)

RULES = (_X02,)

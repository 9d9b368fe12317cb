"""N02: figures in the narratives (绩效目标, 完成情况 and the like) agree with the table and with their own sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent
from extractor.checks.interval import Interval, rounded
from extractor.checks.naming import bare, is_distinct
from extractor.checks.sums import told_sums
from extractor.checks.told import SCALES, Told, figures, narrowed, sentences
from extractor.form import Form, Narratives, pointer
from extractor.quantities import measure, places, plain
from extractor.ticks import grade_of

_BEHIND = r"(?:\([^)]{0,8}\))?(?:共计?|合计|约|为|是|达到?|完成|安排|:|,)*$"
_WHOSE = r"(?<![\u4e00-\u9fff])(?:[我本]?(?:单位|部门|局|委|办|项目)|全年|年度|年初|当年|调整后|财政|的)*"
_MONEY = re.compile(rf"{_WHOSE}(?:总预算|预算(?:总)?[数额](?!的)|执行[数额]|预算总计){_BEHIND}")
_RATE = re.compile(rf"{_WHOSE}(?:预算|资金|支出)*执行率{_BEHIND}")
_SCORE = re.compile(rf"(?:自评|综合|评价)(?:总)?(?:得)?分(?:值)?{_BEHIND}|(?:总得分|总分){_BEHIND}")
_GRADE = re.compile(
    r"(?:评价|自评|绩效)(?:结果)?等[级次](?:评定)?(?:为|是|:)?[“\"'「]?(优秀?|良好?|中等?|较?差)(?![\u4e00-\u9fff])"
)

_TELLS = re.compile(f"{_MONEY.pattern}|{_RATE.pattern}|{_SCORE.pattern}")
_TELLING = ("预算", "执行", "分")
"""One of these stands in whatever `_TELLS` finds."""

_REACH = 60  # characters before a figure in which the name of its indicator stands

Names: TypeAlias = dict[str, list[int]]


def narratives_agree(form: Form) -> Iterator[Result]:
    """Whether every figure of the narratives that can be compared agrees with the table, and every sum adds up."""
    names = _rows_by_name(form)
    for field in Narratives.__struct_fields__:
        text = getattr(form.narratives, field)
        if text:
            where, narrow = pointer("narratives", field), narrowed(text)
            yield from told_sums(where, narrow)
            yield from _against_table(form, names, where, narrow)


def _against_table(form: Form, names: Names, where: str, text: str) -> Iterator[Result]:
    """Figures behind the words for money, rate, score and grade of the form, or behind an indicator's name."""
    for line in sentences(text):
        if not _is_of_this_year(form, line):
            continue
        for one in figures(line):
            before = line[: one.start]
            if any(word in before for word in _TELLING) and _TELLS.search(before):
                yield from _figure_agrees(form, where, before, one)
            else:
                yield from _indicator_agrees(form, names, where, before, one)
        for match in _GRADE.finditer(line) if "等" in line else ():
            yield from _grade_agrees(form, where, match[1])


def _is_of_this_year(form: Form, line: str) -> bool:
    years = re.findall(r"(?<!\d)20\d\d(?=年)", line)
    return form.fiscal_year is None or all(int(year) == form.fiscal_year for year in years)


def _figure_agrees(form: Form, where: str, before: str, one: Told) -> Iterator[Result]:
    if one.is_money and _MONEY.search(before):
        yield from _is_among(form, where, one, _money(form), ("表中的金额", "the table's money"))
    elif one.unit == "%" and _RATE.search(before):
        rates = {pointer("budget", n, "execution_rate"): each.execution_rate for n, each in enumerate(form.budget)}
        yield from _is_among(form, where, one, _known(rates), ("表中的执行率", "the table's rate"))
    elif one.unit == "分" and _SCORE.search(before):
        total = {pointer("total", field): getattr(form.total, field) for field in ("score", "weight")}
        yield from _is_among(form, where, one, _known(total), ("表中的总分", "the table's total"))


def _money(form: Form) -> dict[str, Interval]:
    """All amounts of the money block in 元, each at its own precision."""
    found: dict[str, Interval] = {}
    for n, line in enumerate(form.budget):
        for field in ("amount", "initial_budget", "annual_budget", "executed"):
            value, scale = getattr(line, field), SCALES.get(line.unit or "")
            if value is not None and scale is not None:
                place = pointer("budget", n, field)
                printed = form.evidence[place].text if place in form.evidence else str(value)
                found[place] = rounded(value, places(printed) or 0).times(Decimal(scale))
    return found


def _known(values: dict[str, Decimal | None]) -> dict[str, Interval]:
    shown = {where: max(0, -int(value.as_tuple().exponent)) for where, value in values.items() if value is not None}
    return {where: rounded(value, shown[where]) for where, value in values.items() if value is not None}


def _is_among(
    form: Form, where: str, one: Told, known: dict[str, Interval], named: tuple[str, str]
) -> Iterator[Result]:
    """Whether a told figure is one of those of the table; nothing where the table has none."""
    if not known:
        return
    if any(one.stands_for.meets(possible) for possible in known.values()):
        yield CONSISTENT
        return
    first = next(iter(known))
    printed = form.evidence[first].text if first in form.evidence else ""
    yield _contradicts(where, one.text, [first], printed, named)


def _indicator_agrees(form: Form, names: Names, where: str, before: str, one: Told) -> Iterator[Result]:
    """Whether a figure behind an indicator's name is its actual or target value, where the units are the same."""
    near = bare(before[-_REACH:])
    for name, rows in names.items():
        if name not in near or not re.search(rf"{re.escape(name)}(?:指标)?{_BEHIND}", near):
            continue
        values = [value for row in rows for value in _measured(form, row, one.unit)]
        if not values:
            return
        if any(one.stands_for.has(value * one.scale) for value in values):
            yield CONSISTENT
        else:
            actual = form.indicators[rows[0]].actual or form.indicators[rows[0]].target or ""
            places_of = [pointer("indicators", rows[0], field) for field in ("actual", "target")]
            there = [place for place in places_of if place in form.evidence]
            yield _contradicts(where, one.text, there, actual, (f"表中“{name}”", f'"{name}" in the table'))
        return


def _rows_by_name(form: Form) -> dict[str, list[int]]:
    """The rows of each distinct name, the longest names first."""
    found: dict[str, list[int]] = {}
    for n, row in enumerate(form.indicators):
        if is_distinct(bare(row.level3)):
            found.setdefault(bare(row.level3), []).append(n)
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _measured(form: Form, row: int, unit: str) -> Iterator[Decimal]:
    """The actual and target values of a row that are in the unit."""
    one = form.indicators[row]
    for text in (one.actual, one.target):
        found = measure(text)
        if found is not None and plain(found.unit or one.target_unit or "") == unit:
            yield found.value


def _grade_agrees(form: Form, where: str, told: str) -> Iterator[Result]:
    if form.grade is None:
        return
    if grade_of(told) == grade_of(form.grade):
        yield CONSISTENT
    else:
        yield _contradicts(where, told, ["/grade"], form.grade, ("表中的评价等级", "the table's grade"))


def _contradicts(where: str, told: str, there: list[str], printed: str, named: tuple[str, str]) -> Result:
    return inconsistent(
        f"文字中的“{told}”与{named[0]}“{printed}”不符",
        f'The text tells "{told}", and {named[1]} is "{printed}"',
        [where, *there],
        expected=printed,
        found=told,
    )


_N02 = Rule(
    code="N02",
    name="narrative-contradicts-table",
    severity="warning",
    summary="文字中的数字与表中的数字或自身的合计不符",
    summary_en="a figure in the narrative contradicts the table",
    explanation=(
        "要求：绩效目标、完成情况等文字中，写在“预算数”“执行数”“执行率”“自评得分”“评价等级”之后的数字和等级，与表中的相"
        "同；写在指标名称之后、单位相同的数字，是该指标的完成值或指标值；写出的合计等于各项之和（29.8 + 17.88 = 47.68，"
        "“其中”之后或“合计”之前的各项）。\n"
        "容差：文字中的数字代表其末位的正负半个单位，可用亿元、万元、元；个数是精确数。\n"
        "不查：没有这类文字的表不适用；写明其他年度、上年、同比、增长的数字；写有“等”“主要”的列举，以及与合计相差一成"
        "以上、显然没有列全的各项。\n"
        "对：全年预算数 200 万元，执行率 99.90%，与表中相同。\n"
        "错：文字中执行率 98.90%，而表中为 99.90%。"
    ),
    explanation_en=(
        "Demand: in the texts on goals and results, what stands behind the words for budget, executed money, rate, "
        "total score and grade is what the table says; a figure behind an indicator's name, in its unit, is its actual "
        "or target value; and a sum that the text tells is that of its parts (29.8 + 17.88 = 47.68, parts behind 其中 "
        "or before 合计).\n"
        "Tolerance: a figure in a text stands for half a unit of its last place either way, in 亿元, 万元 or 元; "
        "counts are exact.\n"
        "Not checked: forms without such texts; figures of other years or of changes since then; lists with 等 or "
        "主要, and parts that miss their whole by more than a tenth: they are not all of them.\n"
        "Right: a budget of 200 万元 and a rate of 99.90%, as in the table.\n"
        "Wrong: the text tells a rate of 98.90%, and the table has 99.90%."
    ),
    demand=narratives_agree,
)

RULES = (_N02,)

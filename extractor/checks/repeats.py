"""D01: no indicator stands twice under one parent with the same figures."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent
from extractor.checks.naming import bare
from extractor.checks.rows import label_of
from extractor.form import Form, pointer
from extractor.quantities import plain

_FIGURES = ("weight", "score", "target", "actual")


def indicators_stand_once(form: Form) -> Iterator[Result]:
    """Whether no indicator repeats another of the same parent, name and figures."""
    seen: dict[tuple[str, ...], int] = {}
    for row in range(len(form.indicators)):
        key = _key(form, row)
        if key is None:
            continue
        first = seen.setdefault(key, row)
        yield CONSISTENT if first == row or _is_one_cell(form, first, row) else _twice(form, first, row)


def _key(form: Form, row: int) -> tuple[str, ...] | None:
    """What makes two rows the same; None where the row has no name or no figure of its own."""
    one = form.indicators[row]
    name = bare(one.level3)
    figures = [getattr(one, field) for field in _FIGURES]
    if not name or all(value is None for value in figures):
        return None
    return bare(one.level1), bare(one.level2), name, *(plain(str(value or "")) for value in figures)


def _is_one_cell(form: Form, first: int, row: int) -> bool:
    """Whether the two rows share their name because one merged cell speaks for both."""
    here, there = (form.evidence.get(pointer("indicators", n, "level3")) for n in (row, first))
    return here is not None and here == there


def _twice(form: Form, first: int, row: int) -> Result:
    label, label_en = label_of(form, pointer("indicators", row, "level3"))
    places = [form.indicators[n].position for n in (first, row)]
    wanted = [pointer("indicators", n, field) for n in (first, row) for field in ("level3", "weight", "score")]
    return inconsistent(
        f"{label}在同一上级指标下出现两次，数字相同（第 {places[0]} 行和第 {places[1]} 行）",
        f"{label_en} stands twice under one parent with the same figures (rows {places[0]} and {places[1]})",
        [where for where in wanted if where in form.evidence],
        expected="once",
        found="twice",
    )


_D01 = Rule(
    code="D01",
    name="indicator-twice",
    severity="warning",
    summary="同一上级指标下有名称和数字都相同的两行",
    summary_en="the same indicator stands twice under one parent with the same figures",
    explanation=(
        "要求：同一二级指标下，没有名称、分值、得分、指标值和完成值都相同的两行。\n"
        "容差：名称比较时不计引号、括号和空格。\n"
        "不查：没有名称或没有数字的行；一个合并单元格的名称所跨的各行。\n"
        "对：“培训人次”两行，指标值为 100 人次和 200 人次。\n"
        "错：“培训人次”两行，指标值都为 100 人次，分值、得分和完成值也都相同。"
    ),
    explanation_en=(
        "Demand: no two rows under one level 2 have the same name, weight, score, target and actual value.\n"
        "Tolerance: names are compared without quotes, brackets and blanks.\n"
        "Not checked: rows without a name or without figures; rows that one merged name spans.\n"
        "Right: two rows 培训人次 with the targets 100人次 and 200人次.\n"
        "Wrong: two rows 培训人次 with the target 100人次, and the same weight, score and actual value."
    ),
    demand=indicators_stand_once,
)

RULES = (_D01,)

"""X04 to X06: what changed since the year before: weights moved, indicators dropped, targets lowered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from extractor.across.filed import Filed, grouped, normal, place_of, series
from extractor.across.rule import AcrossRule, Comparison, alone
from extractor.checks.cells import show
from extractor.checks.finding import CONSISTENT, Result, inconsistent
from extractor.checks.naming import bare
from extractor.form import Form, Indicator, pointer
from extractor.quantities import plain

Rows: TypeAlias = dict[str, int]
Judge: TypeAlias = Callable[[Filed, Filed], Result]
_SHOWN = 8


def _over_years(judge: Judge) -> Comparison:
    """A comparison of every form with the same of the nearest year before."""

    def compare(filed: Sequence[Filed]) -> Iterator[tuple[int, Result]]:
        for before, after in _successive(filed):
            yield after, judge(filed[before], filed[after])

    return compare


def _successive(filed: Sequence[Filed]) -> Iterator[tuple[int, int]]:
    """The positions of a form and of the same form of the next year that is there; a year's first form counts."""
    for positions in grouped(filed, _untitled).values():
        for alike in _by_title(filed, positions):
            years: dict[int, int] = {}
            for position in alike:
                years.setdefault(filed[position].form.fiscal_year or 0, position)
            yield from pairwise(years[year] for year in sorted(years))


def _untitled(form: Form) -> tuple[str, ...] | None:
    """What the forms of one thing share over the years, whatever they are called."""
    key = series(form)
    return None if key is None or form.fiscal_year is None else (key[0], *key[2:])


def _by_title(filed: Sequence[Filed], positions: Sequence[int]) -> list[list[int]]:
    """The positions in one list, or in one a title, where a year has forms of several titles."""
    titles: dict[str, list[int]] = defaultdict(list)
    for position in positions:
        titles[normal(filed[position].form.title)].append(position)
    years = [{filed[position].form.fiscal_year for position in alike} for alike in titles.values()]
    is_once = sum(map(len, years)) == len(set().union(*years))
    return [list(positions)] if is_once else list(titles.values())


def rows_by_name(form: Form) -> Rows:
    """The row of every name that stands once."""
    names = [bare(row.level3) for row in form.indicators]
    count = Counter(names)
    return {name: n for n, name in enumerate(names) if name and count[name] == 1}


def weights_kept(before: Filed, after: Filed) -> Result:
    """Whether indicators that are still there have the weights that they had."""
    old, new = rows_by_name(before.form), rows_by_name(after.form)
    moved = [
        (name, was, now)
        for name in new
        if name in old
        and (was := before.form.indicators[old[name]].weight) is not None
        and (now := after.form.indicators[new[name]].weight) is not None
        and was != now
    ]
    shown = [f"{name} {show(was)} → {show(now)}" for name, was, now in moved]
    places = [pointer("indicators", new[name], "weight") for name, _, _ in moved]
    return _told(before, shown, places, ("项指标的分值有变", "indicators have other weights"))


def indicators_kept(before: Filed, after: Filed) -> Result:
    """Whether all indicators of the year before are still there."""
    names = {bare(row.level3) for row in after.form.indicators}
    dropped = [row for row in before.form.indicators if row.level3 and bare(row.level3) not in names]
    shown = [f"{row.level3}{_lost(row)}" for row in dropped]
    return _told(before, shown, [pointer("indicators")], ("项指标不再列入", "indicators are no longer there"))


def _lost(row: Indicator) -> str:
    """The score of a row that lost points, for whoever asks why it is gone."""
    lost = row.score is not None and row.weight is not None and row.score < row.weight
    return f" ({show(row.score or Decimal(0))}/{show(row.weight or Decimal(0))})" if lost else ""


def targets_kept(before: Filed, after: Filed) -> Result:
    """Whether no target was eased; what last year reached is told."""
    old, new = rows_by_name(before.form), rows_by_name(after.form)
    pairs = [
        (before.form.indicators[old[name]], after.form.indicators[row]) for name, row in new.items() if name in old
    ]
    eased = [(was, now) for was, now in pairs if _is_eased(was, now)]
    shown = [f"{now.level3} {was.target} → {now.target}（上年完成 reached {was.actual or '—'}）" for was, now in eased]
    places = [pointer("indicators", now.position - 1, "target") for _, now in eased]
    return _told(before, shown, places, ("项指标的指标值放宽", "targets were eased"))


def _is_eased(was: Indicator, now: Indicator) -> bool:
    """Whether a figure as target is easier to meet than that of the year before, in the same unit and direction."""
    if (
        was.target_value is None
        or now.target_value is None
        or plain(was.target_unit or "") != plain(now.target_unit or "")
    ):
        return False
    at_most = [each.target_operator in ("<=", "<") for each in (was, now)]
    if at_most[0] != at_most[1]:
        return False
    return now.target_value > was.target_value if at_most[0] else now.target_value < was.target_value


def _told(before: Filed, shown: Sequence[str], where: Sequence[str], what: tuple[str, str]) -> Result:
    if not shown:
        return CONSISTENT
    year, place = before.form.fiscal_year, place_of(before)
    listed, more = shown[:_SHOWN], len(shown) > _SHOWN
    return inconsistent(
        f"与 {year} 年度（{place}）相比，{len(shown)} {what[0]}：{'；'.join(listed)}{'……' if more else ''}",
        f"Since {year} ({place}), {len(shown)} {what[1]}: {'; '.join(listed)}{' …' if more else ''}",
        where,
        expected="0",
        found=str(len(shown)),
    )


_LIMITS = (
    "不查：没有年度、没有部门和单位的表；同一年度给出几份的，只取路径最前的一份；上一份可以不是紧邻的年度。一次检查给"
    "出的各份之间才比较，convert 不查。\n"
)
_LIMITS_EN = (
    "Not checked: forms without a year, or without department and unit; of several forms of one year the one whose "
    "path "
    "comes first counts; the year before is the nearest one given. What is compared is what one run of check was "
    "given; "
    "convert does not compare.\n"
)

_X04 = AcrossRule(
    code="X04",
    name="weights-moved",
    severity="info",
    summary="与上一年度相比，指标的分值有变",
    summary_en="weights moved since the year before",
    explanation=(
        "要求：同一部门、单位、项目的表，各年度中同名指标的分值相同。分值可以调整，只作记录。\n"
        "容差：无；名称比较时不计引号、括号和空格，同一表中重名的指标不比较。\n"
        + _LIMITS
        + "对：培训人次 2021 年 5 分，2022 年 5 分。\n"
        "错：培训人次 2021 年 5 分，2022 年 2 分。"
    ),
    explanation_en=(
        "Demand: in the forms of one department, unit or project, indicators of the same name have the same weight "
        "each "
        "year. Weights may be moved; this is for the record.\n"
        "Tolerance: none; names are compared without quotes, brackets and blanks, names that stand twice in a form are "
        "not compared.\n" + _LIMITS_EN + "Right: 培训人次 with 5 points in 2021 and in 2022.\n"
        "Wrong: 培训人次 with 5 points in 2021 and 2 in 2022."
    ),
    demand=alone,
    compare=_over_years(weights_kept),
)

_X05 = AcrossRule(
    code="X05",
    name="indicators-dropped",
    severity="info",
    summary="上一年度的指标不再列入",
    summary_en="indicators of the year before are no longer there",
    explanation=(
        "要求：同一部门、单位、项目的表，上一年度的指标仍在。指标可以更换，只作记录；上一年度扣过分的注明得分和分值。\n"
        "容差：名称比较时不计引号、括号和空格。\n" + _LIMITS + "对：2021 年的 26 项指标，2022 年都在。\n"
        "错：2021 年得 2 分（分值 5）的培训合格率，2022 年不再列入。"
    ),
    explanation_en=(
        "Demand: in the forms of one department, unit or project, the indicators of the year before are still there. "
        "They may be exchanged; this is for the record. Of those that lost points, score and weight are told.\n"
        "Tolerance: names are compared without quotes, brackets and blanks.\n"
        + _LIMITS_EN
        + "Right: all 26 indicators of 2021 are there in 2022.\n"
        "Wrong: 培训合格率, with 2 of 5 points in 2021, is no longer there in 2022."
    ),
    demand=alone,
    compare=_over_years(indicators_kept),
)

_X06 = AcrossRule(
    code="X06",
    name="target-eased",
    severity="warning",
    summary="指标值比上一年度放宽（如降到上年的完成值）",
    summary_en="a target was eased since the year before, such as down to what was reached then",
    explanation=(
        "要求：同一部门、单位、项目的表，同名指标的数字指标值不比上一年度容易达到：“不低于”的不降低，“不超过”的不提高。"
        "注明上一年度的完成值。\n"
        "容差：无；单位或方向不同的不比较，重名的指标不比较。\n"
        + _LIMITS
        + "对：培训合格率 2021 年 ≥95%，2022 年 ≥96%。\n"
        "错：培训合格率 2021 年 ≥95%，完成 91%；2022 年 ≥91%。"
    ),
    explanation_en=(
        "Demand: in the forms of one department, unit or project, figures as targets are no easier to meet than the "
        "year "
        'before: "at least" not lowered, "at most" not raised. What was reached the year before is told.\n'
        "Tolerance: none; other units or directions are not compared, nor names that stand twice.\n"
        + _LIMITS_EN
        + "Right: 培训合格率 ≥95% in 2021 and ≥96% in 2022.\n"
        "Wrong: 培训合格率 ≥95% in 2021, reached 91%; ≥91% in 2022."
    ),
    demand=alone,
    compare=_over_years(targets_kept),
)

RULES = (_X04, _X05, _X06)

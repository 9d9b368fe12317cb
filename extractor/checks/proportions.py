"""T03: a missed target earns the share of its points that the form's own proportional rule states."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from extractor.checks.cells import cell, column_places, score_cells, show
from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent
from extractor.checks.formulas import Stated, share, stated_by_form, stated_by_row
from extractor.checks.interval import Interval, nearest, rounded
from extractor.checks.rows import Span, label_of, spans
from extractor.checks.targets import is_met
from extractor.checks.why import NO_FIGURES, NOT_COMPARABLE
from extractor.form import Form, Indicator, pointer
from extractor.quantities import places

_SHOWN = {
    "actual/target": "{weight} × {actual} / {target}",
    "target/actual": "{weight} × {target} / {actual}",
    "1-(actual-target)/target": "{weight} × (1 − ({actual} − {target}) / {target})",
}


def missed_targets_earn_their_share(form: Form) -> Iterator[Result]:
    """Whether a missed target earned what the form's stated rule gives; a row with full score is T01's."""
    form_states = stated_by_form(form)
    for span in spans(form):
        row = form.indicators[span.rows[0]]
        formulas = _formulas(row, stated_by_row(row, form_states))
        if len(span.rows) == 1 and row.target_value is not None and formulas:
            yield _judged(form, span, row, formulas)


def _formulas(row: Indicator, stated: Stated) -> tuple[str, ...]:
    if row.target_operator in ("<=", "<"):
        return stated.at_most
    return ("actual/target",) if stated.at_least else ()


def _judged(form: Form, span: Span, row: Indicator, formulas: tuple[str, ...]) -> Result:
    met = is_met(row)
    if span.weight is None or span.score is None:
        return NO_FIGURES
    if met is None:
        return NOT_COMPARABLE
    return CONSISTENT if met or span.has_full_score else _held_against(form, span, row, formulas, span.weight)


def _held_against(form: Form, span: Span, row: Indicator, formulas: tuple[str, ...], weight: Decimal) -> Result:
    stated = rounded(span.score or Decimal(0), column_places(score_cells(form)))
    exact = [_earned(formula, weight, row, row.actual_value) for formula in formulas]
    if any(value is not None and stated.has(value) for value in exact):
        return CONSISTENT
    if any(stated.meets(possible) for formula in formulas for possible in _possible(formula, weight, row)):
        return Result("within-rounding")
    if exact[0] is None:
        return NOT_COMPARABLE
    return _differs(form, span, formulas[0], exact[0])


def _earned(formula: str, weight: Decimal, row: Indicator, actual: Decimal | Fraction | None) -> Fraction | None:
    earned = share(formula, Fraction(row.target_value or 0), Fraction(actual or 0))
    return None if earned is None else earned * Fraction(weight)


def _possible(formula: str, weight: Decimal, row: Indicator) -> Iterator[Interval]:
    """What the score may be when the actual value is rounded; a count (`23公里`) is exact."""
    shown = places(row.actual) or 0
    if row.actual_value is None or (shown == 0 and "%" not in (row.actual or "")):
        return
    ends = [_earned(formula, weight, row, end) for end in rounded(row.actual_value, shown)]
    known = [end for end in ends if end is not None]
    if known:
        yield Interval(min(known), max(known))


def _differs(form: Form, span: Span, formula: str, earned: Fraction) -> Result:
    number = span.rows[0]
    row, (label, label_en) = form.indicators[number], label_of(form, pointer("indicators", number, "level3"))
    weight, score = (show(value or Decimal(0)) for value in (span.weight, span.score))
    figures = {"weight": weight, "actual": show(row.actual_value or Decimal(0))}
    computed = _SHOWN[formula].format(**figures, target=show(row.target_value or Decimal(0)))
    wanted = show(nearest(earned, max(cell(form, "indicators", number, "score").places, 2)))
    return inconsistent(
        f"{label}得分 {score}，按该表所列的比例计分办法应为 {wanted}（{computed}）",
        f"The score of {label_en} is {score}; by the proportional rule that the form states: {wanted} ({computed})",
        [pointer("indicators", number, field) for field in ("score", "weight", "target", "actual")],
        expected=wanted,
        found=score,
    )


_T03 = Rule(
    code="T03",
    name="score-differs-from-stated-proportion",
    severity="warning",
    summary="得分与该表所列的比例计分办法不符",
    summary_en="score differs from the form's own stated proportional rule",
    explanation=(
        "要求：表中写明按完成比例计分的，未达到指标值的指标得分等于分值 × 完成值 / 指标值；“不超过”类指标按所写明的公"
        "式：分值 × 指标值 / 完成值，或分值 × (1 − (完成值 − 指标值) / 指标值)，只写“按比例”的两式皆可。写明的地方可以"
        "是附注、本行的评分标准，或模板的 at_most_rule。\n"
        "容差：得分代表其所在列末位的正负半个单位，百分率和带小数的完成值代表其末位的正负半个单位，个数是精确数。\n"
        "不查：没有写明计分办法的表，以及另写分档、逐项扣分的行，不适用；得满分的由 T01 检查；缺数字、单位不同的，记为 "
        "not-checkable。\n"
        "对：指标值 ≥95%，完成 91%，分值 10，得分 9.58 = 10 × 91 / 95。\n"
        "错：指标值 ≥95%，完成 91%，分值 10，得分 9。"
    ),
    explanation_en=(
        "Demand: where the form states that points go by proportion, a missed target earns weight × actual / target. "
        'For "at most" targets the formula that is stated counts: weight × target / actual, or weight × (1 − (actual '
        "− target) / target); where only 按比例 is said, either will do. It may be stated in a note, in the row's own "
        "standard, or by the template (at_most_rule).\n"
        "Tolerance: a score stands for half a unit of the last place of its column either way, percentages and "
        "decimals of actual values for half of their last place; counts are exact.\n"
        "Not checked: forms that state no such rule, and rows with steps of their own; full scores are T01's; missing "
        "figures and different units are not-checkable.\n"
        "Right: target ≥95%, actual 91%, weight 10, score 9.58 = 10 × 91 / 95.\n"
        "Wrong: target ≥95%, actual 91%, weight 10, score 9."
    ),
    demand=missed_targets_earn_their_share,
    source="财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）：未完成指标值的，按照完成值与指标值的比例记分",
)

RULES = (_T03,)

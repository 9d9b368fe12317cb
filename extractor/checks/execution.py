"""B02 and B03: the execution rate (执行率) follows from the money, and its score from the rate."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.cells import Cell, cell, column_places, printed, score_cells, show, sum_of
from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent, not_checkable
from extractor.checks.interval import nearest, rounded
from extractor.checks.rates import Rate, money_of, printed_rates, quotient_of
from extractor.checks.scores import execution_score
from extractor.checks.weights import execution_weight
from extractor.checks.why import MISSING, NO_DENOMINATOR, UNREADABLE
from extractor.form import Form


def rate_is_quotient(form: Form) -> Iterator[Result]:
    """Whether every printed execution rate is executed money over budget."""
    for line in range(len(form.budget)):
        rate = cell(form, "budget", line, "execution_rate")
        quotient = quotient_of(form, line)
        if rate.value is None:
            yield from (UNREADABLE,) if rate.is_unreadable else ()
        elif quotient is None:
            yield NO_DENOMINATOR
        else:
            yield _rate_agrees(form, line, rate, quotient)


def score_is_rate_times_weight(form: Form) -> Iterator[Result]:
    """Whether the execution score is the rate times the weight, and no more than the weight."""
    score = next((one for one in execution_score(form) if not one.is_absent and not one.is_struck), None)
    if score is None:
        return
    line, weight = int(score.where.split("/")[2]), next(iter(printed(execution_weight(form))), None)
    rates = _rates(form, line)
    if form.arithmetic.denominator is None:
        yield not_checkable("该表的预算执行另有评分办法", "the layout scores execution by a scale of its own")
        return
    if score.value is None or weight is None or not rates:
        yield MISSING
        return
    yield _score_agrees(form, score, weight, rates)


def _rates(form: Form, line: int) -> list[Rate]:
    """The rates that an execution score may follow from: as printed, and unrounded."""
    quotient = quotient_of(form, line)
    return [*printed_rates(form, line), *([] if quotient is None else [quotient])]


def _rate_agrees(form: Form, line: int, rate: Cell, quotient: Rate) -> Result:
    stated = printed_rates(form, line)
    if any(one.possible.has(quotient.value) for one in stated):
        return CONSISTENT
    if any(one.possible.meets(quotient.possible) for one in stated):
        return Result("within-rounding")
    budget, executed = money_of(form, line)
    places = max(rate.places, 2)
    item, wanted, found = form.budget[line].item, show(nearest(quotient.value, places)), show(sum_of([rate]))
    division = f"{show(sum_of([executed]))} / {show(sum_of([budget]))}"
    return inconsistent(
        f"“{item}”的执行率 {found}% 不等于执行数除以预算数：{division} = {wanted}%",
        f'The execution rate of "{item}", {found}%, differs from executed / budget: {division} = {wanted}%',
        [rate.where, executed.where, budget.where],
        expected=wanted,
        found=found,
    )


def _score_agrees(form: Form, score: Cell, weight: Cell, rates: list[Rate]) -> Result:
    stated, most = rounded(sum_of([score]), column_places(score_cells(form))), sum_of([weight])
    earned = [rate.earning(most) for rate in rates]
    if any(stated.has(one.value) for one in earned):
        return CONSISTENT
    if any(stated.meets(one.possible) for one in earned):
        return Result("within-rounding")
    return _score_differs(form, score, weight, rates[0])


def _score_differs(form: Form, score: Cell, weight: Cell, rate: Rate) -> Result:
    most, found = sum_of([weight]), show(sum_of([score]))
    wanted = show(nearest(rate.earning(most).value, max(score.places, 2)))
    line = int(score.where.split("/")[2])
    product = f"{show(nearest(rate.value, 2))}% × {show(most)} = {wanted}"
    sources = [cell(form, "budget", line, "execution_rate"), *money_of(form, line)]
    return inconsistent(
        f"预算执行得分 {found} 不等于执行率乘以分值：{product}",
        f"The execution score {found} differs from rate × weight: {product}",
        [one.where for one in [score, *sources, weight] if one.value is not None],
        expected=wanted,
        found=found,
    )


_B02 = Rule(
    code="B02",
    name="execution-rate-differs",
    severity="error",
    summary="执行率不等于执行数除以预算数",
    summary_en="execution rate differs from executed / budget",
    explanation=(
        "要求：每一行所列的执行率等于执行数除以预算数；用全年预算数还是年初预算数由模板规定。\n"
        "容差：金额和执行率各代表其所在列末位的正负半个单位；商四舍五入后等于执行率为 consistent，只在此区间内相等为 "
        "within-rounding。不带 % 的 0.95 也按 95% 理解。\n"
        "不查：未列执行率的行不适用；缺执行数或预算数、预算数为 0、模板未规定除数的，记为 not-checkable。\n"
        "对：199.80 / 200.00，执行率 99.90%。\n"
        "错：199.80 / 200.00，执行率 89.90%。"
    ),
    explanation_en=(
        "Demand: every printed execution rate is executed money over budget; the template says whether the annual or "
        "the initial budget divides.\n"
        "Tolerance: money and rates stand for half a unit of the last place of their column either way. A quotient "
        "that rounds to the rate is consistent, one that reaches it within those intervals only is within-rounding. "
        "0.95 without % may also be 95%.\n"
        "Not checked: lines without a rate; missing money, a budget of 0 and a template without a denominator are "
        "not-checkable.\n"
        "Right: 199.80 / 200.00, rate 99.90%.\n"
        "Wrong: 199.80 / 200.00, rate 89.90%."
    ),
    demand=rate_is_quotient,
)

_B03 = Rule(
    code="B03",
    name="execution-score-differs",
    severity="error",
    summary="预算执行得分不等于执行率乘以分值（以分值为限）",
    summary_en="execution score differs from rate × weight (capped at the weight)",
    explanation=(
        "要求：预算执行得分等于执行率乘以分值，且不超过分值。执行率取表中所列的，或由执行数除以预算数得出的，合其一即"
        "可。\n"
        "容差：得分、执行率和金额各代表其所在列末位的正负半个单位，全表得分为一列；乘积四舍五入后等于得分为 "
        "consistent，只在此区间内相等为 within-rounding。\n"
        "不查：预算执行不计分的表不适用；缺得分、分值或执行率，或该表另有评分办法（模板未规定除数）的，记为 "
        "not-checkable。\n"
        "对：执行率 99.90%，分值 10，得分 9.99；执行率 102.59%，分值 10，得分 10。\n"
        "错：执行率 99.90%，分值 10，得分 10.00，而同列得分为两位小数。"
    ),
    explanation_en=(
        "Demand: the execution score is the rate times the weight, and no more than the weight. Either the printed "
        "rate or executed / budget may give it.\n"
        "Tolerance: scores, rates and money stand for half a unit of the last place of their column either way; the "
        "scores of a form are one column. A product that rounds to the score is consistent, one that reaches it "
        "within those intervals only is within-rounding.\n"
        "Not checked: forms that do not score execution; a missing score, weight or rate, and layouts with a scale "
        "of their own (no denominator in the template) are not-checkable.\n"
        "Right: rate 99.90%, weight 10, score 9.99; rate 102.59%, weight 10, score 10.\n"
        "Wrong: rate 99.90%, weight 10, score 10.00 in a column of two places."
    ),
    demand=score_is_rate_times_weight,
    source="财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）：预算执行率的权重原则上统一设置为 10%",
)

RULES = (_B02, _B03)

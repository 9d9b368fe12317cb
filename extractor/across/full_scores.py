"""X03: a department whose every indicator has full score is worth a note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.across.filed import Filed
from extractor.across.rule import AcrossRule, alone
from extractor.checks.finding import CONSISTENT, Result, inconsistent
from extractor.checks.rows import spans
from extractor.checks.why import NO_FIGURES
from extractor.form import Form, pointer

_FEWEST = 2


def some_indicator_lost_points(filed: Sequence[Filed]) -> Iterator[tuple[int, Result]]:
    """Whether each department's form has an indicator without full score."""
    for position, one in enumerate(filed):
        if one.form.family == "department":
            yield from ((position, result) for result in _judged(one.form))


def _judged(form: Form) -> Iterator[Result]:
    scored = [span for span in spans(form) if span.weight != 0]
    if len(scored) < _FEWEST or all(span.score is None for span in scored):
        return
    if any(span.lost_points for span in scored):
        yield CONSISTENT
    elif not all(span.has_full_score for span in scored):
        yield NO_FIGURES
    else:
        yield inconsistent(
            f"{len(scored)} 项指标全部得满分",
            f"All {len(scored)} indicators have full score",
            [pointer("indicators", row, "score") for span in scored for row in span.rows[:1]],
            expected="",
            found=str(len(scored)),
        )


_X03 = AcrossRule(
    code="X03",
    name="every-indicator-has-full-score",
    severity="info",
    summary="部门的每项指标都得满分",
    summary_en="every indicator of a department has full score",
    explanation=(
        "要求：部门整体自评表中，有指标未得满分。全部得满分并不违规，只作记录。\n"
        "容差：无。\n"
        "不查：项目、转移支付的表，少于 2 项指标的表，未列得分的表，不适用；有分值或得分缺失而其余得满分的，记为 "
        "not-checkable。\n"
        "对：26 项指标，其中 3 项扣分。\n"
        "错：26 项指标全部得满分。"
    ),
    explanation_en=(
        "Demand: some indicator of a department's form lost points. That none did breaks no rule and is for the "
        "record.\n"
        "Tolerance: none.\n"
        "Not checked: forms of projects and transfers, of fewer than 2 indicators, without scores; where a weight or "
        "score is missing and all others are full, not-checkable.\n"
        "Right: 26 indicators, of which 3 lost points.\n"
        "Wrong: 26 indicators, all with full score."
    ),
    demand=alone,
    compare=some_indicator_lost_points,
)

RULES = (_X03,)

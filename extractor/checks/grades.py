"""G01 and G02: one grade (评价等级) is ticked, and it is that of the total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.checks.cells import show
from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent, not_checkable
from extractor.form import Form, pointer
from extractor.quantities import is_blank
from extractor.ticks import grade_of, offered, ticked

_GRADE, _SCORE = pointer("grade"), pointer("total", "score")


def grade_fits_total(form: Form) -> Iterator[Result]:
    """Whether the grade is that of the band in which the total lies."""
    if form.grade is None and _GRADE not in form.evidence:
        return
    bands = [(grade_of(name), least) for name, least in form.arithmetic.bands]
    total, grade = form.total.score, grade_of(form.grade or "")
    wanted = next((name for name, least in bands if total is not None and total >= least), None)
    if total is None or wanted is None or grade not in dict(bands):
        yield not_checkable(
            "缺总分、缺等级，或该表未规定档次", "the total or the grade is missing, or the form has no bands"
        )
    else:
        yield CONSISTENT if grade == wanted else _other_grade(bands, total, wanted, form.grade or "")


def one_grade_ticked(form: Form) -> Iterator[Result]:
    """Whether one grade is ticked and no more."""
    text = form.evidence[_GRADE].text if _GRADE in form.evidence else form.grade
    if text is None or (form.grade is None and is_blank(text) and text.strip()):
        return
    grades = ticked(text)
    if len(grades) > 1:
        yield _not_one("、".join(grades), f"勾选了 {len(grades)} 个", f"{len(grades)} grades are ticked")
    elif form.grade is not None:
        yield CONSISTENT
    elif not text.strip() or (not grades and len(offered(text)) > 1):
        yield _not_one("", "一个也未勾选", "no grade is ticked")
    else:
        yield not_checkable("认不出所写的等级", "no grade can be made out in what is printed")


def _other_grade(bands: list[tuple[str, Decimal]], total: Decimal, wanted: str, grade: str) -> Result:
    scale = "，".join(f"{name} ≥ {show(least)}" for name, least in bands)
    return inconsistent(
        f"总分 {show(total)} 应评“{wanted}”，表中为“{grade}”（{scale}）",
        f'The total {show(total)} makes the grade "{wanted}", and "{grade}" is printed ({scale})',
        [_GRADE, _SCORE],
        expected=wanted,
        found=grade,
    )


def _not_one(grades: str, said: str, said_en: str) -> Result:
    listed = f"：{grades}" if grades else ""
    listed_en = f": {grades}" if grades else ""
    return inconsistent(
        f"评价等级应勾选一个，{said}{listed}",
        f"One grade is to be ticked, and {said_en}{listed_en}",
        [_GRADE],
        expected="one grade",
        found=grades,
    )


_G01 = Rule(
    code="G01",
    name="grade-does-not-match-total",
    severity="error",
    summary="评价等级与总分不符",
    summary_en="grade does not match the total",
    explanation=(
        "要求：评价等级是总分所在档次的等级；档次由该表的模板规定，通常为优 ≥ 90，良 ≥ 80，中 ≥ 60，其下为差。\n"
        "容差：无。“优秀”“良好”等同“优”“良”。\n"
        "不查：没有等级一栏的表不适用；缺总分、缺等级、模板未规定档次的，记为 not-checkable。\n"
        "对：总分 93.49，等级优。\n"
        "错：总分 88.85，等级优。"
    ),
    explanation_en=(
        "Demand: the grade is that of the band in which the total lies; the bands are those of the form's template, "
        "as a rule 优 from 90, 良 from 80, 中 from 60, 差 below.\n"
        "Tolerance: none. 优秀 and 良好 are 优 and 良.\n"
        "Not checked: forms without a place for the grade; a missing total, a missing grade and a template without "
        "bands are not-checkable.\n"
        "Right: total 93.49, grade 优.\n"
        "Wrong: total 88.85, grade 优."
    ),
    demand=grade_fits_total,
    source="财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）：90（含）-100 分为优、80（含）-90 分为良、"
    "60（含）-80 分为中、60 分以下为差",
)

_G02 = Rule(
    code="G02",
    name="not-one-grade-ticked",
    severity="error",
    summary="评价等级未勾选，或勾选多于一个",
    summary_en="no grade ticked, or more than one",
    explanation=(
        "要求：评价等级一栏勾选一个等级，或只写一个等级。勾选的记号有 √ ✓ ☑ ■ ● 等，在等级之前或之后。\n"
        "容差：不适用。\n"
        "不查：没有等级一栏的表，以及填“/”的，不适用；认不出所写内容的，记为 not-checkable。\n"
        "对：□优 ■良 □中 □差。\n"
        "错：□优 □良 □中 □差；■优 ■良 □中 □差。"
    ),
    explanation_en=(
        "Demand: one grade is ticked, or one grade alone is printed. Ticks are √ ✓ ☑ ■ ● and the like, before the "
        "grade or behind it.\n"
        "Tolerance: not applicable.\n"
        "Not checked: forms without a place for the grade, or with / in it; a text without grades is not-checkable.\n"
        "Right: □优 ■良 □中 □差.\n"
        "Wrong: □优 □良 □中 □差; ■优 ■良 □中 □差."
    ),
    demand=one_grade_ticked,
)

RULES = (_G01, _G02)

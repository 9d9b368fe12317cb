"""D03: the years (年度) of a form agree: in its title, its year line, its texts, and the name of its file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent
from extractor.form import Form, pointer
from extractor.quantities import plain

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年度?|度)")
_NAMED_YEAR = re.compile(r"(?<!\d)(20\d\d)年度")
_SPAN = re.compile(r"(?<!\d)(20\d\d)年?[-—–~至到](20\d\d)(?!\d)")
_TEXTS = ("goal", "achievement", "shortfall", "improvement")


def years_agree(form: Form, file_name: str = "") -> Iterator[Result]:
    """Whether title, year line, texts and file name speak of the form's year."""
    if form.fiscal_year is None:
        return
    yield from _heading(form)
    yield from _texts(form)
    named = _years(plain(file_name), _NAMED_YEAR)
    if named:
        yield CONSISTENT if form.fiscal_year in named else _other(form, "文件名", "the file name", file_name, [])


def _heading(form: Form) -> Iterator[Result]:
    """The years of the title and of the year line, which are the form's."""
    for where in (pointer("title"), pointer("fiscal_year")):
        text = form.evidence[where].text if where in form.evidence else form.title if where == "/title" else None
        years = _years(plain(text or ""), re.compile(r"(?<!\d)(20\d\d)(?!\d)"))
        if years:
            name, name_en = ("标题", "the title") if where == "/title" else ("年度栏", "the year line")
            yield CONSISTENT if form.fiscal_year in years else _other(form, name, name_en, text or "", [where])


def _texts(form: Form) -> Iterator[Result]:
    """The years that goals and achievements name, when none of them is the form's."""
    texts = {field: plain(getattr(form.narratives, field) or "") for field in _TEXTS}
    years = {field: _years(text, _YEAR) for field, text in texts.items()}
    spans = [pair for text in texts.values() for pair in _SPAN.findall(text)]
    named = {year for found in years.values() for year in found}
    if not named:
        return
    covered = form.fiscal_year in named or any(int(a) <= (form.fiscal_year or 0) <= int(b) for a, b in spans)
    if covered:
        yield CONSISTENT
        return
    field = next(field for field in _TEXTS if years[field])
    shown = "、".join(f"{year}年" for year in sorted(named))
    yield _other(form, "绩效目标等文字", "the text", shown, [pointer("narratives", field)])


def _years(text: str, pattern: re.Pattern[str]) -> set[int]:
    return {int(year) for year in pattern.findall(text)}


def _other(form: Form, name: str, name_en: str, text: str, where: list[str]) -> Result:
    year = str(form.fiscal_year)
    return inconsistent(
        f"本表为 {year} 年度，{name}为“{text}”",
        f'The form is of {year}, and {name_en} says "{text}"',
        list(dict.fromkeys([*where, *(place for place in ("/fiscal_year", "/title") if place in form.evidence)])),
        expected=year,
        found=text,
    )


_D03 = Rule(
    code="D03",
    name="years-disagree",
    severity="warning",
    summary="年度不一致（标题、文字、文件名）",
    summary_en="years disagree (title, text, file name)",
    explanation=(
        "要求：标题、标题下的年度、文件名（写明“年度”的）与本表年度相同；绩效目标等文字提到年份的，其中有本表年度。\n"
        "容差：“2021-2025年”这样的起止年份包括其间各年。\n"
        "不查：没有年度的表；文件名中没有“年度”的年份，常是公开的年份；填报日期。\n"
        "对：2022年度的表，绩效目标中有“2022年举办……，较2021年增长”。\n"
        "错：2022年度的表，绩效目标只提到 2021 年。"
    ),
    explanation_en=(
        "Demand: the title, the year line under it and the file name (where it says 年度) have the form's year; where "
        "the texts name years, the form's is among them.\n"
        "Tolerance: a span such as 2021-2025年 includes all years in it.\n"
        "Not checked: forms without a year; years of the file name without 年度, which often are those of publication; "
        "dates of filling in.\n"
        "Right: a form of 2022 whose goals say 2022年举办……，较2021年增长.\n"
        "Wrong: a form of 2022 whose goals name 2021 alone."
    ),
    demand=years_agree,
    demand_named=years_agree,
)

RULES = (_D03,)

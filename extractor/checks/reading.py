"""D02, E01, E02 and E03: what a reader should look at again, because it is missing or was not read for sure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import UNSET

from extractor.checks.finding import CONSISTENT, Result, Rule, inconsistent
from extractor.checks.scans import scan_is_whole
from extractor.checks.unplaced import figures_placed
from extractor.form import SURE, BudgetLine, Evidence, Form, Indicator, Narratives, Total, is_figure, pointer, resolve

_NAMES = {
    "title": ("标题", "title"),
    "fiscal_year": ("年度", "fiscal year"),
    "department": ("部门或实施单位", "department or implementing unit"),
    "project_name": ("项目名称", "project name"),
    "indicators": ("指标", "indicators"),
}
_TOO_WIDE = "#"  # spreadsheets fill a cell with it whose figure does not fit
_UNTOLD = re.compile("[\ufffd\ue000-\uf8ff]")
_ORDER = Form.__struct_fields__
_FIELDS = {
    "narratives": Narratives.__struct_fields__,
    "budget": BudgetLine.__struct_fields__,
    "indicators": Indicator.__struct_fields__,
    "total": Total.__struct_fields__,
}


def required_fields_filled(form: Form) -> Iterator[Result]:
    """Whether the fields are there without which a form cannot be filed."""
    filled = {
        "title": bool(form.title),
        "fiscal_year": form.fiscal_year is not None,
        "department": bool(form.department or form.implementing_unit),
        "indicators": bool(form.indicators),
    }
    if form.family == "project":
        filled["project_name"] = bool(form.project_name)
    for field in sorted(filled, key=_ORDER.index):
        yield CONSISTENT if filled[field] else _missing(field)


def figures_read_for_sure(form: Form) -> Iterator[Result]:
    """Whether every figure was read with enough confidence; a cell that speaks for several rows counts once.

    What two readers read differently is unsure, be it a figure, one in a text, or read as blank.
    """
    if all(reading.confidence >= SURE and reading.other is UNSET for reading in form.evidence.values()):
        if any(isinstance(resolve(form, where), Decimal | int) for where in form.evidence):
            yield CONSISTENT
        return
    seen: set[object] = set()
    for where in sorted(form.evidence, key=_in_form_order):
        reading = form.evidence[where]
        if not isinstance(resolve(form, where), Decimal | int) and reading.other is UNSET:
            continue
        here = (reading.page, reading.bbox, reading.line, reading.text, reading.confidence)
        place = here if reading.bbox or reading.line else where
        if place not in seen:
            yield CONSISTENT if reading.confidence >= SURE else _unsure(where, reading)
        seen.add(place)


def figures_have_names(form: Form) -> Iterator[Result]:
    """Whether every row with a weight or score has a name, in a form that names its rows."""
    if all(row.level3 is None for row in form.indicators):
        return
    for n, row in enumerate(form.indicators):
        if row.level3 is not None:
            yield CONSISTENT
        elif row.weight is not None or row.score is not None:
            yield _nameless(form, n)


def pages_and_cells_read(form: Form) -> Iterator[Result]:
    """Whether every page was read, every character told by its font, no figure missed and each put into a field."""
    for page in () if form.unread_pages is UNSET else form.unread_pages:
        yield _unread(page)
    yield from _characters_told(form)
    yield from figures_placed(form)
    yield from scan_is_whole(form)


def _characters_told(form: Form) -> Iterator[Result]:
    unclear = [where for where, reading in form.evidence.items() if reading.confidence < SURE or _is_lost(form, where)]
    if not unclear:
        yield from (CONSISTENT,) if form.evidence else ()
        return
    seen: set[object] = set()
    for where in sorted(form.evidence, key=_in_form_order):
        reading = form.evidence[where]
        place = (reading.page, reading.bbox, reading.line, reading.text)
        if place not in seen:
            is_told = reading.confidence >= SURE or not _UNTOLD.search(reading.text)
            yield CONSISTENT if is_told else _untold(where, reading)
            if _is_lost(form, where):
                yield _missed(where, reading)
        seen.add(place)


def _is_lost(form: Form, where: str) -> bool:
    """Whether a figure is no number as it was read: one that OCR is not sure of, or an amount or rate (scores: S05)."""
    reading = form.evidence[where]
    is_unsure = reading.source == "ocr" and reading.confidence < SURE
    is_amount = where.startswith("/budget/") and not where.endswith(("/weight", "/score", "/item", "/unit"))
    is_text = is_amount and any(char.isdecimal() or char == _TOO_WIDE for char in reading.text)
    return (is_unsure or is_text) and is_figure(where) and resolve(form, where) is None


@lru_cache(1 << 14)
def _in_form_order(where: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts pointers in the order of the form's fields, and rows by their number."""
    section, *steps = where.split("/")[1:]
    fields = _FIELDS.get(section, ())
    keys = ((int(step), "") if step.isdecimal() else (_index(fields, step), step) for step in steps)
    return ((_index(_ORDER, section), section), *keys)


def _index(fields: tuple[str, ...], name: str) -> int:
    return fields.index(name) if name in fields else len(fields)


def _missing(field: str) -> Result:
    name, name_en = _NAMES[field]
    return inconsistent(f"缺{name}", f"The {name_en} is missing", [pointer(field)], expected=name_en, found="")


def _unsure(where: str, reading: Evidence) -> Result:
    sure = f"{reading.confidence:.2f}"
    other, other_en = "", ""
    if reading.other is not UNSET:
        other, other_en = f"，另一读取结果为“{reading.other}”", f', by another reader as "{reading.other}"'
    return inconsistent(
        f"“{reading.text}”识别把握不足（{sure}）{other}，请对照原件",
        f'"{reading.text}" was read with confidence {sure}{other_en}; compare it with the original',
        [where],
        expected=f">= {SURE}",
        found=sure,
    )


def _unread(page: int) -> Result:
    return inconsistent(
        f"第 {page} 页未能（全部）读取，本表可能缺少该页上的内容",
        f"Page {page} could not be read, or not all of it: what it holds of this form may be missing",
        [],
        expected="a page that can be read",
        found=f"page {page}",
    )


def _untold(where: str, reading: Evidence) -> Result:
    return inconsistent(
        f"“{reading.text}”中有字体没有说明的字符，请对照原件",
        f'"{reading.text}" has characters that their font does not tell; compare it with the original',
        [where],
        expected="characters",
        found=reading.text,
    )


def _missed(where: str, reading: Evidence) -> Result:
    return inconsistent(
        f"此处应有数字而识别为“{reading.text}”，请对照原件",
        f'There may be a figure where "{reading.text}" was read; compare it with the original',
        [where],
        expected="a figure",
        found=reading.text,
    )


def _nameless(form: Form, row: int) -> Result:
    position = form.indicators[row].position
    figures = [pointer("indicators", row, field) for field in ("weight", "score")]
    return inconsistent(
        f"第 {position} 行有分值或得分而没有指标名称",
        f"Row {position} has a weight or score and no name",
        [pointer("indicators", row, "level3"), *(place for place in figures if resolve(form, place) is not None)],
        expected="a name",
        found="",
    )


_D02 = Rule(
    code="D02",
    name="required-field-empty",
    severity="warning",
    summary="必填项空缺：标题、年度、部门或实施单位、项目表的项目名称、指标",
    summary_en=(
        "a required field is empty: title, fiscal_year, department or implementing_unit, project_name of a project, "
        "indicators"
    ),
    explanation=(
        "要求：表中有标题、年度、部门或实施单位、至少一个指标；项目支出自评表还有项目名称。\n"
        "容差：不适用。\n"
        "不查：这些内容是否正确；部门表、转移支付表的项目名称。\n"
        "对：部门空缺而有实施单位。\n"
        "错：部门和实施单位都空缺。"
    ),
    explanation_en=(
        "Demand: a form has a title, a year, a department or implementing unit and at least one indicator; the form "
        "of a project has its name too.\n"
        "Tolerance: not applicable.\n"
        "Not checked: whether they are right; the project name of department and transfer forms.\n"
        "Right: no department, but an implementing unit.\n"
        "Wrong: neither department nor implementing unit."
    ),
    demand=required_fields_filled,
)

_E01 = Rule(
    code="E01",
    name="low-confidence",
    severity="warning",
    summary="数字识别把握不足",
    summary_en="a figure was read with low confidence",
    explanation=(
        "要求：每个数字的识别把握不低于 0.9；用 --cross-check 时，两种读取方式读出的数字相同。"
        "凭把握不足的数字得出的错误，其他检查只报提醒。\n"
        "容差：不适用。\n"
        "不查：文字，除非其中的数字两次读取不同；合并单元格为各行所共有的，只报一次。\n"
        "对：得分 9.50，把握 0.98。\n"
        "错：得分 9.50，把握 0.62。"
    ),
    explanation_en=(
        "Demand: every figure was read with a confidence of at least 0.9; with --cross-check, two readers read it "
        "alike. What would be an error and rests on a figure below it is a warning in the other checks.\n"
        "Tolerance: not applicable.\n"
        "Not checked: texts, unless two readers disagree on a figure in them. A merged cell that speaks for several "
        "rows is said once.\n"
        "Right: score 9.50, confidence 0.98.\n"
        "Wrong: score 9.50, confidence 0.62."
    ),
    demand=figures_read_for_sure,
)

_E02 = Rule(
    code="E02",
    name="figures-without-name",
    severity="warning",
    summary="有数字而没有指标名称的行",
    summary_en="a row has figures and no name",
    explanation=(
        "要求：有分值或得分的行有指标名称；合并单元格的名称为所跨各行共有。\n"
        "容差：不适用。\n"
        "不查：所有行都没有三级指标名称的表。\n"
        "对：三级指标“培训人次”，分值 5，得分 5。\n"
        "错：三级指标空白，分值 5，得分 5。"
    ),
    explanation_en=(
        "Demand: a row with a weight or score has a name; a merged name belongs to every row that it spans.\n"
        "Tolerance: not applicable.\n"
        "Not checked: forms without any level-3 name.\n"
        "Right: level 3 培训人次, weight 5, score 5.\n"
        "Wrong: level 3 blank, weight 5, score 5."
    ),
    demand=figures_have_names,
)

_E03 = Rule(
    code="E03",
    name="not-read",
    severity="warning",
    summary="单元格或页面未能读取",
    summary_en="a cell could not be read or assigned, or a page could not be read",
    explanation=(
        "要求：本表所在各页都已读取，字体说明了所印的每个字符，扫描件中应有数字之处都读出了数字，"
        "金额和执行率的单元格里有数字的，是一个数，数字都归入字段，读到了总分，各项之和不少于所印的合计。"
        "有页面未能读取时，涉及整张表的合计类错误只报提醒。"
        "没有列线的表，列由文字对齐推断：每个数字都归入字段，各行的分值、得分齐全，名称中不夹数字，加总相符。\n"
        "容差：不适用。\n"
        "不查：有合计行的表之后的页面；有标题的表之前的页面；有文字层、有列线的表中没有成为字段的单元格。\n"
        "对：表在第 1 至 2 页，两页都已读取。\n"
        "错：表在第 1 页，没有合计行，而第 2 页的字体没有说明所印的字符。"
    ),
    explanation_en=(
        "Demand: every page of the form was read, the fonts tell every character, an amount or rate that is printed "
        "with digits is a number, and a scan has a figure wherever one is to be expected, each figure in a field, a "
        "total, and sums that do not fall short of it. Where a page was not read, errors of sums over the whole form "
        "are warnings. Where no lines part the columns, which are inferred from how texts are aligned, every figure "
        "is in a field, every row has its weight and score, no name holds a figure, and sums hold.\n"
        "Tolerance: not applicable.\n"
        "Not checked: the page behind a form that prints a total; the page before one with a title; cells of a text "
        "layer that became no field where lines part the columns.\n"
        "Right: a form on pages 1 and 2, and both were read.\n"
        "Wrong: a form on page 1 without a total, and the fonts of page 2 do not tell what they print."
    ),
    demand=pages_and_cells_read,
)

RULES = (_D02, _E01, _E02, _E03)

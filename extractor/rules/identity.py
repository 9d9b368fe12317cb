"""Who and what a form speaks of: family, department, project, units, region."""

from __future__ import annotations

import re

from extractor.form import Family
from extractor.layout import Cell, Table
from extractor.quantities import is_blank_text, plain
from extractor.rules.draft import Draft
from extractor.rules.headings import title_text
from extractor.templates import general

_COUNT = re.compile(r"(\d+)[个家]?")
_YEAR = re.compile(r"20\d\d年?度?")
_KIND = re.compile(
    r"(?:部门|单位)?(?:预算)?(?:整体|项目支出|专项资金|转移支付|绩效自评|绩效评价|绩效目标|财政支出|支出绩效).*$"
)
_DIVISION = re.compile(
    r"(?:[^省市区县]{2,4}省|[^省市区县]{2,6}自治区)?"
    r"(?:[^省市区县]{2,8}(?:市|自治州|地区|盟))?"
    r"(?:[^省市区县]{1,8}(?:(?<!社)(?<!园)(?<!景)区|县|旗)|[^省市区县]{2,8}市)?"
    r"(?:[^省市区县镇乡]{1,5}(?:镇|乡(?!村)|街道))?"
)


_FAMILIES: tuple[tuple[str, Family], ...] = (
    ("转移支付", "transfer"),
    ("评分表", "department"),
    ("部门整体", "department"),
    ("部门支出", "department"),
    ("整体支出", "department"),
    ("整体绩效", "department"),
    ("项目", "project"),
    ("专项", "project"),
)


def texts(table: Table) -> list[str]:
    """The texts of the table's cells, in reading order."""
    return [cell.text for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col))]


def family(draft: Draft) -> None:
    """Note what the form evaluates: what its template does, else what its title, its head or its labels tell."""
    known = None if draft.template is general() else draft.template.family
    told = (draft.fields.get("title") or "", title_text(draft.table.before, draft.table.cells))
    titled = (family for text in told for words, family in _FAMILIES if words in plain(text))
    draft.fields["family"] = known or next(titled, None) or _named_family(draft)


def _named_family(draft: Draft) -> Family:
    named = {draft.template.field("identity", text) for text in texts(draft.table)}
    return "project" if "project_name" in named else "department" if "department" in named else "other"


def identity(draft: Draft) -> None:
    """Read the cells whose labels name the form's identity, then what only the title tells."""
    for row in range(draft.table.rows):
        for cell in draft.own(row):
            if cell not in draft.taken and cell.lines:
                _beside(draft, cell) or _inline(draft, cell)
    _department(draft)
    division = _DIVISION.match(plain(draft.fields.get("department") or ""))
    draft.fields["region"] = division[0] if division and division[0] else None


def _beside(draft: Draft, label: Cell) -> bool:
    """Whether the cell is a label whose value stands at its right, which is then read."""
    field = draft.named("identity", label)
    value = draft.right_of(label)
    if field is None or value is None or value in draft.taken or draft.is_label(value):
        return False
    draft.taken.add(label)
    if draft.inline("identity", value):
        return True
    _read(draft, field, value, value.text)
    return True


def _inline(draft: Draft, cell: Cell) -> bool:
    """Whether the cell holds label and value together (`单位数：3个`), which is then read."""
    found = draft.inline("identity", cell)
    if found is None:
        return False
    _read(draft, found[0], cell, found[1])
    return True


def _read(draft: Draft, field: str, cell: Cell, printed: str) -> None:
    draft.taken.add(cell)
    if draft.fields.get(field) is not None:
        return
    value: str | int | None = None if is_blank_text(printed) else printed.strip()
    if field in ("unit_count", "fiscal_year") and value is not None:
        digits = _COUNT.match(plain(printed))
        value = int(digits[1]) if digits else None
    draft.fields[field] = value
    draft.note([cell], cell.text if field == "unit_count" else printed, field)


def _department(draft: Draft) -> None:
    """A department form's department, where no cell names it: by 主管部门, or by the title."""
    if draft.fields["family"] != "department":
        return
    if draft.fields.get("department") is None and draft.fields.get("competent_department"):
        draft.fields["department"] = draft.fields.pop("competent_department")
        draft.evidence["/department"] = draft.evidence.pop("/competent_department")
    if draft.fields.get("department") is None and draft.fields.get("title"):
        name = _KIND.sub("", _YEAR.sub("", plain(draft.fields["title"])))
        if len(name) > 2:
            draft.fields["department"] = name
            draft.evidence["/department"] = draft.evidence["/title"]

"""The one list of columns: six tables, each with its columns in order, and the rows that a document gives them.

Everything that writes a table takes names, types and rows from here. A row holds exact decimals, whole numbers, texts
and None; nothing is rounded, nothing is turned into a float. Only `seconds` and `confidence`, which measure the
reading and stand on no form, are floats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from extractor.exporters.personal import people_text, veil
from extractor.exporters.places import Reading, first_page, rows_read
from extractor.form import Document, Form

Cell: TypeAlias = str | int | Decimal | float | None
Row: TypeAlias = tuple[Cell, ...]


PRECISION, SCALE = 38, 10
"""Digits of a figure in formats that have a type for it, and how many of them stand behind the point."""


def fits(value: Decimal) -> bool:
    """Whether a figure has no more digits than such a type holds."""
    _, digits, exponent = value.as_tuple()
    return -int(exponent) <= SCALE and len(digits) + int(exponent) <= PRECISION - SCALE


@dataclass(frozen=True)
class Item:
    """A document with the path of its input below the folder it was found in, and how long it took."""

    path: str
    document: Document
    seconds: float | None = None


Add: TypeAlias = Callable[[Item], None]
"""What adds a document to the tables that are being written."""


@dataclass(frozen=True)
class Column:
    """A column: its name, its Chinese heading, its type, and how the workbook shows its figures."""

    name: str
    heading: str
    kind: Literal["text", "integer", "decimal", "float"] = "text"
    style: Literal["plain", "percent", "money"] = "plain"


PERSONAL = Column("personal", "个人信息")
"""The last column of `forms`, where personal data is asked for."""

_FORM_ID = Column("form_id", "表单编号")
_PAGE = Column("page", "页码", "integer")
_READ = (_PAGE, Column("confidence", "置信度", "float"))

TABLES: dict[str, tuple[Column, ...]] = {
    "documents": (
        Column("name", "文件名"),
        Column("path", "路径"),
        Column("sha256", "SHA-256"),
        Column("bytes", "字节数", "integer"),
        Column("kind", "类型"),
        Column("pages", "页数", "integer"),
        Column("forms", "表单数", "integer"),
        Column("problems", "问题"),
        Column("seconds", "用时（秒）", "float"),
    ),
    "forms": (
        _FORM_ID,
        Column("path", "路径"),
        Column("index", "文件内序号", "integer"),
        Column("first_page", "起始页", "integer"),
        Column("last_page", "结束页", "integer"),
        Column("family", "类别"),
        Column("template", "模板"),
        Column("title", "标题"),
        Column("fiscal_year", "年度", "integer"),
        Column("region", "地区"),
        Column("department", "部门"),
        Column("project_name", "项目名称"),
        Column("competent_department", "主管部门"),
        Column("implementing_unit", "实施单位"),
        Column("unit_count", "单位数量", "integer"),
        Column("goal", "绩效目标"),
        Column("achievement", "完成情况"),
        Column("shortfall", "未完成原因"),
        Column("improvement", "改进措施"),
        Column("total_weight", "总分值", "decimal"),
        Column("total_score", "总得分", "decimal"),
        Column("grade", "评价等级"),
        Column("errors", "错误数", "integer"),
        Column("warnings", "警告数", "integer"),
        Column("lowest_confidence", "最低置信度", "float"),
    ),
    "indicators": (
        _FORM_ID,
        Column("position", "序号", "integer"),
        Column("level1", "一级指标"),
        Column("level1_weight", "一级分值", "decimal"),
        Column("level2", "二级指标"),
        Column("level2_weight", "二级分值", "decimal"),
        Column("level3", "三级指标"),
        Column("weight", "分值", "decimal"),
        Column("definition", "指标解释"),
        Column("scoring_standard", "评分标准"),
        Column("target", "指标值"),
        Column("target_operator", "指标值运算符"),
        Column("target_value", "指标值数值", "decimal"),
        Column("target_unit", "指标值单位"),
        Column("actual", "实际完成值"),
        Column("actual_value", "实际完成数值", "decimal"),
        Column("score", "得分", "decimal"),
        Column("reason", "未达标原因"),
        Column("improvement", "改进措施"),
        *_READ,
    ),
    "budget": (
        _FORM_ID,
        Column("position", "序号", "integer"),
        Column("item", "资金项目"),
        Column("unit", "计量单位"),
        Column("amount", "金额", "decimal", "money"),
        Column("initial_budget", "年初预算数", "decimal", "money"),
        Column("annual_budget", "全年预算数", "decimal", "money"),
        Column("executed", "全年执行数", "decimal", "money"),
        Column("weight", "分值", "decimal"),
        Column("execution_rate", "执行率", "decimal", "percent"),
        Column("score", "得分", "decimal"),
        *_READ,
    ),
    "checks": (_FORM_ID, Column("code", "代码"), Column("outcome", "结果")),
    "findings": (
        _FORM_ID,
        Column("code", "代码"),
        Column("name", "名称"),
        Column("severity", "级别"),
        Column("message", "说明"),
        Column("message_en", "英文说明"),
        Column("where", "位置"),
        Column("expected", "应为"),
        Column("found", "实为"),
        _PAGE,
    ),
}


def columns(table: str, *, personal: bool = False) -> tuple[Column, ...]:
    """The columns of a table in order; `personal` adds the column of names and telephone numbers to `forms`."""
    return (*TABLES[table], PERSONAL) if personal and table == "forms" else TABLES[table]


def rows(table: str, item: Item, *, personal: bool = False) -> Iterator[Row]:
    """The rows that a document gives a table, in the order of its forms and of what stands in them."""
    return _ROWS[table](item, personal)


def _documents(item: Item, _: bool) -> Iterator[Row]:
    source, document = item.document.source, item.document
    problems = " ".join(problem.code for problem in document.problems) or None
    head = (source.name, item.path, source.sha256, source.bytes, source.kind, source.pages)
    yield (*head, len(document.forms), problems, item.seconds)


def _forms(item: Item, personal: bool) -> Iterator[Row]:
    for form in item.document.forms:
        facts = _facts(form) | {"path": item.path}
        row = (facts[column.name] if column.name in facts else getattr(form, column.name) for column in TABLES["forms"])
        yield (*row, people_text(form)) if personal else tuple(row)


def _facts(form: Form) -> dict[str, Cell]:
    """What stands deeper in the form, or is counted in it, by column."""
    severities = [finding.severity for finding in form.findings]
    return {
        "first_page": form.pages[0],
        "last_page": form.pages[1],
        "goal": form.narratives.goal,
        "achievement": form.narratives.achievement,
        "shortfall": form.narratives.shortfall,
        "improvement": form.narratives.improvement,
        "total_weight": form.total.weight,
        "total_score": form.total.score,
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
    }


def _indicators(item: Item, _: bool) -> Iterator[Row]:
    names = [column.name for column in TABLES["indicators"][1:-2]]
    for form in item.document.forms:
        read = rows_read(form, "indicators")
        for n, indicator in enumerate(form.indicators):
            yield (form.form_id, *_fields(indicator, names), *read.get(n, Reading()))


def _budget(item: Item, _: bool) -> Iterator[Row]:
    names = [column.name for column in TABLES["budget"][2:-2]]
    for form in item.document.forms:
        read = rows_read(form, "budget")
        for n, line in enumerate(form.budget):
            yield (form.form_id, n + 1, *_fields(line, names), *read.get(n, Reading()))


def _checks(item: Item, _: bool) -> Iterator[Row]:
    for form in item.document.forms:
        for code, outcome in form.checks.items():
            yield (form.form_id, code, outcome)


def _findings(item: Item, personal: bool) -> Iterator[Row]:
    """A finding may quote what was read, so the texts of people are masked in it as well."""
    for form in item.document.forms:
        hide = (lambda text: text) if personal else veil(form)
        for found in form.findings:
            expected, read = (text and hide(text) for text in (found.expected, found.found))
            head = (form.form_id, found.code, found.name, found.severity, hide(found.message), hide(found.message_en))
            yield (*head, " ".join(found.where) or None, expected, read, first_page(form, found.where))


def _fields(record: Any, names: list[str]) -> Iterator[Cell]:
    return (getattr(record, name) for name in names)


_ROWS: dict[str, Callable[[Item, bool], Iterator[Row]]] = {
    "documents": _documents,
    "forms": _forms,
    "indicators": _indicators,
    "budget": _budget,
    "checks": _checks,
    "findings": _findings,
}

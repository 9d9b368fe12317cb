"""The money block: lines under headings (年初预算数 全年预算数 全年执行数 …), or labels with an amount each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from extractor.form import BudgetLine, BudgetSum, pointer
from extractor.layout import Cell
from extractor.quantities import figure, is_blank, plain
from extractor.rules.draft import Draft
from extractor.templates import general

_MONEY = ("initial_budget", "annual_budget", "executed")
_HEADINGS = (*_MONEY, "weight", "execution_rate", "score")
_UNIT = re.compile(r"亿元|万元|千元|元")
_REMARKS = re.compile(r"(?:[(（\[【][^()（）\[\]【】]*[)）\]】]\s*)+$")
_LEAD = re.compile(r"^(?:其中[：:，,、.]?|[-—]|\d[.、])\s*")
_INLINE = re.compile(r"(?:其中[:：，,、.]?)?(?P<label>[^:：]+)[:：](?P<amount>[^:：]*)")
_POINTS = re.compile(r"[(（](\d+(?:\.\d+)?)分[^()（）]*[)）]")

_FORMULA = re.compile(r"[A-Z][/÷]([A-Z])")

Headings = dict[str, Cell]


def budget(draft: Draft) -> None:
    """Read the money block, and state the sums that the template knows in it."""
    lines: list[BudgetLine] = []
    for row, headings in _heading_rows(draft):
        unit = _unit(draft, row, headings)
        draft.fields["denominator"] = _denominator(draft, headings) or draft.fields.get("denominator")
        for item, cells in _rows_under(draft, row, headings):
            lines.append(_line(draft, len(lines), item, unit, cells))
        _points_of_block(draft, row, lines)
    for label, value in _amounts(draft):
        lines.append(_amount(draft, len(lines), label, value))
    for cell, name, printed in _inline_amounts(draft):
        lines.append(_inline_amount(draft, len(lines), cell, name, printed))
    if draft.template.arithmetic.denominator == "initial_budget" and _divide_by_adjusted(lines):
        draft.fields["denominator"] = "annual_budget"
    draft.fields["budget"] = tuple(lines)
    draft.fields["budget_sums"] = tuple(_sums(draft, lines))


def _heading_rows(draft: Draft) -> Iterator[tuple[int, Headings]]:
    """The rows before the indicators that head columns of money, with the cell of each heading."""
    for row in range(draft.first_header):
        headings: Headings = {}
        for cell in draft.own(row):
            field = draft.named("money", cell) or draft.named("columns", cell)
            if field in _HEADINGS:
                headings.setdefault(field, cell)
        if len(headings) >= 2 and any(field in headings for field in _MONEY):
            draft.taken.update(headings.values())
            yield row, headings


def _denominator(draft: Draft, headings: Headings) -> str | None:
    """The budget that the rate divides by: the only one printed, or, without a template, the one marked A under B/A."""
    printed = [field for field in ("initial_budget", "annual_budget") if field in headings]
    if "execution_rate" not in headings or "executed" not in headings:
        return None
    known = draft.template is not general()
    formula = None if known else _FORMULA.search(plain(headings["execution_rate"].text))
    marked = [field for field in printed if formula and f"({formula[1]})" in plain(headings[field].text)]
    return next(iter(marked or printed), None) if len(marked or printed) == 1 else None


def _divide_by_adjusted(lines: Sequence[BudgetLine]) -> bool:
    """Whether every rate is that of the adjusted budget, the usual denominator, and one is not that of the initial one.

    A layout that divides by the initial budget is an exception; a form that prints another rule is of another layout.
    """
    rated = [line for line in lines if line.execution_rate is not None and line.executed is not None]
    adjusted = [_is_rate(line, line.annual_budget) for line in rated]
    return bool(rated) and all(adjusted) and not all(_is_rate(line, line.initial_budget) for line in rated)


def _is_rate(line: BudgetLine, base: Decimal | None) -> bool:
    """Whether a line's rate is its executed money over a budget, to the last place that is printed."""
    if not base or line.executed is None or line.execution_rate is None:
        return False
    return (100 * line.executed / base).quantize(line.execution_rate, ROUND_HALF_UP) == line.execution_rate


def _rows_under(draft: Draft, row: int, headings: Headings) -> Iterator[tuple[Cell, dict[str, Cell]]]:
    """The item and the cells of every row under the headings, down to the first row that holds no money."""
    left = min(cell.col for cell in headings.values())
    below = max(cell.row_end for cell in headings.values())
    for under in range(below, draft.first_header):
        item = draft.table.at(under, left - 1) if left else None
        cells = {field: draft.table.at(under, heading.col) for field, heading in headings.items()}
        found = {field: cell for field, cell in cells.items() if cell is not None}
        if item is None or item.row != under or not item.lines or not _is_money(list(found.values()), under):
            return
        yield item, found


def _is_money(cells: Sequence[Cell], row: int) -> bool:
    """Whether a row's cells are one a heading, and hold figures and marks for none, some unreadable perhaps."""
    apart = len(set(cells)) == len(cells) and all(cell.row <= row for cell in cells)
    read = [is_blank(cell.text) or figure(cell.text) is not None for cell in cells]
    return apart and 2 * sum(read) > len(read)


def _line(draft: Draft, place: int, item: Cell, unit: str | None, cells: dict[str, Cell]) -> BudgetLine:
    name = _item(draft, place, item)
    figures: dict[str, Any] = {}
    for field, cell in cells.items():
        money = unit if field in _MONEY else None
        if cell.row == item.row:
            figures[field] = draft.number([cell], "budget", place, field, money=money)
    return BudgetLine(item=name, unit=_unit_in(item.text) or unit, **figures)


def _item(draft: Draft, place: int, cell: Cell) -> str:
    draft.note([cell], cell.text, "budget", place, "item")
    printed = cell.text.strip().rstrip("：:")
    return _REMARKS.sub("", _LEAD.sub("", printed)).strip() or printed


def _unit(draft: Draft, row: int, headings: Headings) -> str | None:
    """The unit of the block: in a heading, in the label at its left, or in a line over the table."""
    beside = [cell for cell in draft.table.row(row) if cell not in headings.values()]
    texts = [cell.text for cell in (*headings.values(), *beside)]
    over = [value for label, value in draft.extra.items() if "单位" in label]
    return next((unit for text in texts if (unit := _unit_in(text))), None) or next(
        (unit for text in over if (unit := _unit_in(f"({text})"))), None
    )


def _unit_in(text: str) -> str | None:
    for remark in re.findall(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]", text):
        match = _UNIT.search(remark)
        if match:
            return match[0]
    return None


def _points_of_block(draft: Draft, row: int, lines: list[BudgetLine]) -> None:
    """Read the weight in the block's label, `预算执行情况（20分）`: its total row's, where no column gives one."""
    if not lines or lines[0].weight is not None or "/budget/0/weight" in draft.evidence:
        return
    for cell in draft.table.row(row):
        match = _POINTS.search(plain(cell.text))
        if match and draft.named("budget", cell) == "block":
            draft.note([cell], cell.text, "budget", 0, "weight")
            lines[0] = BudgetLine(**{**_fields(lines[0]), "weight": Decimal(match[1])})


def _fields(line: BudgetLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in line.__struct_fields__}


def _amounts(draft: Draft) -> list[tuple[Cell, Cell]]:
    """Labels of money without a heading, each with the cell of its amount."""
    found = []
    for row in range(draft.first_header):
        for label in draft.own(row):
            if label not in draft.taken and draft.named("budget", label) == "amounts":
                value = _value_of(draft, label)
                if value is not None:
                    found.append((label, value))
    return sorted(found, key=lambda pair: (pair[1].row, pair[1].col))


def _value_of(draft: Draft, label: Cell) -> Cell | None:
    """The cell of a label's amount: a figure at its right, else what stands under it, else a blank at its right."""
    right, below = draft.right_of(label), draft.below(label)
    if right is not None and figure(right.text) is not None:
        return right if _is_amount(draft, right) else None
    return next((cell for cell in (below, right) if _is_amount(draft, cell)), None)


def _inline_amounts(draft: Draft) -> Iterator[tuple[Cell, str, str]]:
    """Cells that print label and amount together, `其中：基本支出：4402.33`, with both."""
    for row in range(draft.first_header):
        for cell in draft.own(row):
            match = _INLINE.fullmatch(plain(cell.text)) if cell not in draft.taken else None
            if match and draft.template.field("budget", match["label"]) == "amounts":
                yield cell, match["label"], match["amount"]


def _inline_amount(draft: Draft, place: int, cell: Cell, item: str, printed: str) -> BudgetLine:
    unit = _unit(draft, cell.row, {})
    for field in ("item", "amount"):
        draft.note([cell], cell.text, "budget", place, field)
    return BudgetLine(item=item, unit=unit, amount=figure(printed, unit))


def _is_amount(draft: Draft, cell: Cell | None) -> bool:
    return cell is not None and cell not in draft.taken and (is_blank(cell.text) or figure(cell.text) is not None)


def _amount(draft: Draft, place: int, label: Cell, value: Cell) -> BudgetLine:
    unit = _unit_in(label.text) or _unit(draft, label.row, {})
    name = _item(draft, place, label)
    return BudgetLine(item=name, unit=unit, amount=draft.number([value], "budget", place, "amount", money=unit))


def _sums(draft: Draft, lines: Sequence[BudgetLine]) -> Iterator[BudgetSum]:
    """The total with its parts, where every line of its kind is known as one or the other.

    The part `*` is any other line; a line of parts within a part (a second 其中) makes the sum unknown.
    """
    names = [plain(line.item) for line in lines]
    known = {kind: {plain(label) for label in labels} for kind, labels in draft.template.labels["budget"].items()}
    total = next((n for n, name in enumerate(names) if name in known["totals"]), None)
    if total is None:
        return
    fields = {field for field in (*_MONEY, "amount") if getattr(lines[total], field) is not None}
    alike = [n for n in range(len(lines)) if n != total and _prints(draft, n, fields)]
    parts = [
        n for n in alike if names[n] in known["parts"] or ("*" in known["parts"] and names[n] not in known["apart"])
    ]
    nested = any(draft.evidence[pointer("budget", n, "item")].text.startswith("其中") for n in parts[1:])
    if parts and not nested and all(n in parts or names[n] in known["apart"] for n in alike):
        yield BudgetSum(total=pointer("budget", total), parts=tuple(pointer("budget", n) for n in parts))


def _prints(draft: Draft, place: int, fields: set[str]) -> bool:
    return any(pointer("budget", place, field) in draft.evidence for field in fields)

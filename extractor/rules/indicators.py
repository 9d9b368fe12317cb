"""The scored rows of the indicator table, each with the levels that it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import UNSET

from extractor.form import Evidence, Indicator, Part, pointer
from extractor.layout import Cell
from extractor.quantities import figure, is_blank, measure, plain
from extractor.rules.columns import Columns, Span
from extractor.rules.draft import Draft
from extractor.rules.targets import target_cells, target_leftovers

_NUMBERING = re.compile(r"^\s*指标\s*\d+\s*[：:.、．]?\s*")
_POINTS = re.compile(
    r"\s*[(（\[【]\s*(?P<bracketed>\d+(?:\.\d+)?)\s*分?\s*[)）\]】]\s*$|(?P<bare>\d+(?:\.\d+)?)\s*分\s*$"
)
_LEAF = ("level3", "weight", "score", "target", "actual")
_FIGURES = ("level1_weight", "level2_weight", "weight", "score")
_TEXTS = ("level1", "level2", "level3", "definition", "scoring_standard", "target", "actual", "reason", "improvement")
_INHERITED = ("level1", "level1_weight", "level2", "level2_weight")

Row = dict[str, list[Cell]]


def indicators(draft: Draft) -> None:
    """Read the rows under every indicator header, down to the row that ends the block."""
    found: list[dict[str, Any]] = []
    for header in draft.headers:
        draft.taken.update(header.cells)
        for row in block(draft, header):
            cells = _cells(draft, header, row)
            if found and _is_part(cells, row):
                _keep_part(draft, row, cells, found[-1])
            elif _is_indicator(cells, row):
                found.append(_indicator(draft, header, row, cells, found))
            elif found and not _is_placeholder(cells, row):
                _more_text(draft, cells, row, found)
    draft.fields["indicators"] = tuple(Indicator(position=n + 1, **fields) for n, fields in enumerate(found))


def block(draft: Draft, header: Columns) -> Iterator[int]:
    """The rows between a header and the row of a total, a grade or another label, or the next header."""
    starts = {other.start for other in draft.headers}
    for row in range(header.end, draft.table.rows):
        if row in starts or (_ends(draft, header, row) and not _goes_on(draft, header, row)):
            return
        if not _ends(draft, header, row) and not _stands_apart(draft, header, row):
            yield row


def _stands_apart(draft: Draft, header: Columns, row: int) -> bool:
    """Whether a row is no indicator's: a subtotal, or one cell that runs from the names over weights and scores."""
    own = [cell for cell in draft.own(row) if cell.lines]
    start, end = _scored(header)
    wide = any(cell.col <= start and end <= cell.col_end for cell in own) or (
        len(own) == 1 and own[0].colspan == draft.table.columns
    )
    apart = wide or any(draft.named("rows", cell) == "subtotal" for cell in own[:1])
    if apart:
        label = "小计" if not wide else own[0].text if len(own) > 1 else "表内文字"
        printed = " ".join(cell.text for cell in (own[1:] if wide and len(own) > 1 else own))
        draft.note(own, printed, "extra", draft.keep(label, printed))
    return apart


def _scored(header: Columns) -> Span:
    """The columns from the first to the last of names, weights and scores; -1, where none is, if fewer than two are."""
    spans = [header.fields[field] for field in ("level3", "weight", "score") if field in header.fields]
    return (min(start for start, _ in spans), max(end for _, end in spans)) if len(spans) > 1 else (-1, -1)


def _ends(draft: Draft, header: Columns, row: int) -> bool:
    """Whether a row's first label is that of a total, a grade, a narrative or an identity field, or was read as one."""
    printed = (cell for cell in draft.own(row) if cell.lines and draft.named("rows", cell) != "section")
    first = next(printed, None)
    if first is None or draft.named("rows", first) == "subtotal":
        return False
    if draft.named("rows", first) or draft.inline("rows", first) or first in draft.taken:
        return True
    named = draft.named("narratives", first) or draft.named("identity", first)
    return named is not None and not _is_leaf(draft, first) and not _is_scored(draft, header, row)


def _goes_on(draft: Draft, header: Columns, row: int) -> bool:
    """Whether a row is a further goal (年度目标2), and the row under it scored: one header may serve several goals."""
    goal = any(draft.named("narratives", cell) == "goal" for cell in draft.own(row)[:1])
    return (
        goal and row + 1 < draft.table.rows and _is_scored(draft, header, row + 1) and not _ends(draft, header, row + 1)
    )


def _is_scored(draft: Draft, header: Columns, row: int) -> bool:
    """Whether a weight or a score is printed in the row: then its first text is a level, whatever it is called."""
    spans = (header.fields[field] for field in ("weight", "score") if field in header.fields)
    cells = [cell for span in spans for cell in _under(draft, span, row)]
    return any(cell.row == row and figure(cell.text) is not None for cell in cells)


def _is_leaf(draft: Draft, cell: Cell) -> bool:
    return any(cell.col >= header.fields["level3"][0] for header in draft.headers)


def _cells(draft: Draft, header: Columns, row: int) -> Row:
    """The cells of a row, by field: those that stand under the field's heading for the most part."""
    return {field: _under(draft, span, row) for field, span in header.fields.items()}


def _under(draft: Draft, span: Span, row: int) -> list[Cell]:
    start, end = span
    cells = draft.table.between(row, start, end)
    if len(cells) == 1 and (cells[0].col, cells[0].col_end) == span:
        return cells
    return [
        cell for cell in cells if 2 * (min(cell.col_end, end) - max(cell.col, start)) >= min(cell.colspan, end - start)
    ]


def _is_indicator(cells: Row, row: int) -> bool:
    """Whether a cell of the leaf begins in the row, and the row is no empty or numbered placeholder."""
    begins = any(cell.row == row and cell.lines for field in _LEAF for cell in cells.get(field, ()))
    return begins and not _is_placeholder(cells, row)


def _is_placeholder(cells: Row, row: int) -> bool:
    name = "".join(cell.text for cell in cells["level3"])
    blank = is_blank(_NUMBERING.sub("", name))
    return blank and all(is_blank(cell.text) for field in _LEAF[1:] for cell in cells.get(field, ()) if cell.row == row)


def _is_part(cells: Row, row: int) -> bool:
    """Whether a row says of which (其中) for the indicator above: named so, and without points of its own."""
    name = plain("".join(cell.text for cell in cells["level3"]))
    points = [field for field in ("weight", "score") if field in cells]
    own = [cell for field in points for cell in cells[field] if cell.row == row]
    return name.startswith("其中") and bool(points) and all(is_blank(cell.text) for cell in own)


def _keep_part(draft: Draft, row: int, cells: Row, above: dict[str, Any]) -> None:
    """Keep the values of such a row under the name of its indicator and its own."""
    own = [cell for cell in draft.own(row) if cell.lines and cell not in draft.taken]
    values = [cell for cell in own if cell not in cells["level3"]]
    label = plain("".join(cell.text for cell in cells["level3"]))
    printed = " ".join(cell.text for cell in values)
    draft.note(own, printed, "extra", draft.keep(f"{above.get('level3') or ''} {label}".strip(), printed))


def _indicator(draft: Draft, header: Columns, row: int, cells: Row, found: list[dict[str, Any]]) -> dict[str, Any]:
    place = len(found)
    fields: dict[str, Any] = {}
    for field in (field for field in _TEXTS if field in cells):
        printed = target_cells(cells) if field == "target" else cells[field]
        fields[field] = draft.text(printed, "indicators", place, field)
    for field in (field for field in _FIGURES if field in cells):
        fields[field] = _figure(draft, cells[field], row, place, field)
    for level in ("level1", "level2"):
        _points_in_name(draft, fields, level, f"{level}_weight", place)
    if "weight" not in cells:
        _points_in_name(draft, fields, "level3", "weight", place)
    if fields.get("level3"):
        fields["level3"] = _NUMBERING.sub("", fields["level3"])
    if found:
        named = {level for level in ("level1", "level2") if fields.get(level) is not None}
        _inherit(draft, fields, found[-1], place)
        for level in ("level1", "level2"):
            if level not in named:
                _share_weight(draft, fields, found, place, level)
        _over_break(draft, cells, fields, found[-1], place)
    _measures(fields)
    _beside_target(draft, header, row, cells, place)
    _others(draft, header, row, place)
    return fields


def _figure(draft: Draft, cells: list[Cell], row: int, place: int, field: str) -> Decimal | None:
    """A weight or score; one of a cell merged over rows belongs to the first of them, and the others note it."""
    if field in ("weight", "score") and cells and all(cell.row < row for cell in cells):
        printed = "".join(cell.text for cell in cells)
        name = draft.keep(f"指标{place + 1} {field}", f"与上行合并：{printed}")
        draft.note(cells, printed, "extra", name)
        return None
    return draft.number(cells, "indicators", place, field) if cells else None


def _points_in_name(draft: Draft, fields: dict[str, Any], name: str, weight: str, place: int) -> None:
    """Move the weight printed in a name, `产出指标(50分)`, to the field of the weight.

    The name of an indicator may end with a figure of its own (`测评90分`): there only one in brackets is a weight.
    """
    match = _POINTS.search(fields.get(name) or "")
    points = match and (match["bracketed"] or (match["bare"] if name != "level3" else None))
    if match is None or not points:
        return
    fields[name] = fields[name][: match.start()].strip() or None
    if fields.get(weight) is None:
        fields[weight] = figure(points)
        draft.evidence[pointer("indicators", place, weight)] = draft.evidence[pointer("indicators", place, name)]


def _inherit(draft: Draft, fields: dict[str, Any], above: dict[str, Any], place: int) -> None:
    """Take level names that are left blank from the row above: a name speaks for the rows under it."""
    if fields.get("level1") is None and "level1" in fields:
        _copy(draft, fields, above, place, _INHERITED[:2])
    same = fields.get("level1") == above.get("level1")
    if fields.get("level2") is None and "level2" in fields and same:
        _copy(draft, fields, above, place, _INHERITED[2:])


def _share_weight(draft: Draft, fields: dict[str, Any], found: list[dict[str, Any]], place: int, level: str) -> None:
    """Give a weight that stands without its name, `（10分）` under a page break, to the rows above of that name too."""
    name, weight = fields.get(level), f"{level}_weight"
    for row in range(place - 1, -1, -1):
        if fields.get(weight) is None or found[row].get(level) != name or found[row].get(weight) is not None:
            return
        found[row][weight] = fields[weight]
        draft.evidence[pointer("indicators", row, weight)] = _evidence(draft, place, weight)


def _copy(draft: Draft, fields: dict[str, Any], above: dict[str, Any], place: int, names: tuple[str, ...]) -> None:
    for name in names:
        if fields.get(name) is None and above.get(name) is not None:
            fields[name] = above[name]
            draft.evidence[pointer("indicators", place, name)] = _evidence(draft, place - 1, name)


def _evidence(draft: Draft, place: int, name: str) -> Evidence:
    return draft.evidence[pointer("indicators", place, name)]


def _over_break(draft: Draft, cells: Row, fields: dict[str, Any], above: dict[str, Any], place: int) -> None:
    """Take name and definition from the row above where a page break parts rows that share them."""
    name = cells["level3"]
    if fields.get("level3") is not None or not name or not any(fields.get(f) is not None for f in ("weight", "score")):
        return
    last = _evidence(draft, place - 1, "level3").page
    if last is not None and name[0].boxes[0].page > last:
        _copy(draft, fields, above, place, ("level3", "definition", "scoring_standard"))


def _measures(fields: dict[str, Any]) -> None:
    target, actual = measure(fields.get("target")), measure(fields.get("actual"))
    if target:
        fields |= {"target_operator": target.operator, "target_value": target.value, "target_unit": target.unit}
    if actual:
        fields["actual_value"] = actual.value


def _beside_target(draft: Draft, header: Columns, row: int, cells: Row, place: int) -> None:
    """Keep what the columns of the target print and the target does not hold, under their labels."""
    if "target" not in cells:
        return
    for field, cell in target_leftovers(cells, target_cells(cells)):
        label = next((one.text for one in header.cells if (one.col, one.col_end) == header.fields[field]), field)
        if cell.row == row:
            draft.note([cell], cell.text, "extra", draft.keep(f"{plain(label)} {place + 1}", cell.text))


def _others(draft: Draft, header: Columns, row: int, place: int) -> None:
    """Keep what stands in columns that no field takes, under their labels."""
    for label, span in header.others:
        for cell in _under(draft, span, row):
            if cell.row == row and cell.lines:
                name = draft.keep(f"{plain(label)} {place + 1}", cell.text)
                draft.note([cell], cell.text, "extra", name)


def _more_text(draft: Draft, cells: Row, row: int, found: list[dict[str, Any]]) -> None:
    """Add the text of a row without a leaf of its own to the indicator above, to which it belongs."""
    place = len(found) - 1
    for field in ("definition", "scoring_standard", "reason", "improvement"):
        fresh = [cell for cell in cells.get(field, ()) if cell.row == row and cell.lines]
        if not fresh:
            continue
        before = _evidence(draft, place, field)
        text = "\n".join(filter(None, [found[place].get(field), *(cell.text for cell in fresh)]))
        draft.note(fresh, text, "indicators", place, field)
        if before.text:
            _evidence_of_both(draft, place, field, before, text)
        found[place][field] = text


def _evidence_of_both(draft: Draft, place: int, field: str, before: Evidence, text: str) -> None:
    after = _evidence(draft, place, field)
    draft.evidence[pointer("indicators", place, field)] = msgspec.structs.replace(
        before, text=text, confidence=min(before.confidence, after.confidence), parts=(*_parts(before), *_parts(after))
    )


def _parts(reading: Evidence) -> tuple[Part, ...]:
    if reading.parts is not UNSET:
        return reading.parts
    return (Part(page=reading.page, bbox=reading.bbox),) if reading.page and reading.bbox else ()

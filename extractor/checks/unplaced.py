"""What a form whose columns no rulings part may have lost: figures in no field, fields without one, sums that break.

Columns that are only inferred may be wrong, and then a figure stands in a neighbour's cell, or nowhere. The form shows
it: its grid has figures that no evidence speaks for, rows lack what others have, names hold figures, or nothing adds
up. Such a form is never silent; what it says so of is to be compared with the original.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from extractor.checks.budget import parts_make_total
from extractor.checks.execution import rate_is_quotient
from extractor.checks.finding import Fault, Result
from extractor.checks.rows import label_of
from extractor.checks.scores import scores_make_total, scores_within_weights
from extractor.checks.weights import level3_weights_make_level2, weights_make_level1, weights_make_total
from extractor.form import SURE, BBox, Evidence, Form, GridCell, is_figure, pointer, resolve

_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?[%％]?")
_GLUED = re.compile(r"[^\W\dA-Za-z]\d+(?:\.\d+)?$")
_TOTAL = re.compile(r"总分|合计|总计|总得分")
_SECOND_ITEM = re.compile(r"(?<=[^\s（(])其中\s*[:：]")
_POINTS = re.compile(r"得分|评分|分值|权重")
_POINT_FIELDS = ("weight", "score")
_NAMES = ("level1", "level2", "level3")
_USUAL = 0.5  # of the rows: a column with figures in as many has one in each
_SUMS: tuple[Callable[[Form], Iterator[Result]], ...] = (
    level3_weights_make_level2,
    weights_make_level1,
    weights_make_total,
    scores_within_weights,
    scores_make_total,
    parts_make_total,
    rate_is_quotient,
)


def is_inferred(form: Form) -> bool:
    """Whether columns of the form were inferred from how its texts are aligned."""
    return any(map(_is_inferred, form.evidence.values()))


def _is_inferred(read: Evidence) -> bool:
    return read.source == "text" and read.bbox is not None and SURE <= read.confidence < 1.0


def figures_placed(form: Form) -> Iterator[Result]:
    """Faults of a form with inferred columns: nothing where all columns are drawn."""
    if not is_inferred(form):
        return
    yield from map(_stray, _strays(form))
    yield from map(_outside, _lines_outside(form))
    told = dict.fromkeys(chain(_unreadable(form), _lacking(form), _mixed_names(form)))
    yield from (_unassigned(form, where) for where in told)
    yield from _columns_found(form)
    yield from _sums_hold(form)


def _strays(form: Form) -> Iterator[GridCell]:
    """The cells with figures that stand apart, of which the form says nothing.

    Of rows under an indicator (`其中：`) no field has the target: there, a lone figure counts where weights and scores
    stand.
    """
    places = _places(form.evidence.values())
    points = _places(read for where, read in form.evidence.items() if where.endswith(_POINT_FIELDS))
    first = min(((page, box[3]) for page, box in _places(_of_indicators(form))), default=(0, 0.0))
    for cell, number, (x0, top, x1, bottom) in _cells(form):
        figures = sum(_FIGURE.fullmatch(text) is not None for text in cell.text.split())
        if figures and not any(_meet((x0, top, x1, bottom), box) for page, box in places if page == number):
            is_over = (number, bottom) <= first
            if is_over or figures > 1 or any(x0 < (box[0] + box[2]) / 2 < x1 for _, box in points):
                yield cell


def _cells(form: Form) -> list[tuple[GridCell, int, BBox]]:
    """The cells of the grid, with their pages and boxes."""
    cells = form.grid.cells
    return [(cell, cell.page, cell.bbox) for cell in cells if cell.page is not None and cell.bbox is not None]


def _of_indicators(form: Form) -> Iterator[Evidence]:
    return (read for where, read in form.evidence.items() if where.startswith("/indicators/"))


def _places(found: Iterable[Evidence]) -> list[tuple[int, BBox]]:
    own = [(read.page, read.bbox) for read in found if read.page is not None and read.bbox is not None]
    return list(dict.fromkeys(own))


def _meet(cell: BBox, box: BBox) -> bool:
    """Whether one holds the middle of the other: a reading may stand in a cell, or be a whole row of them."""
    return _holds(cell, box) or _holds(box, cell)


def _holds(cell: BBox, box: BBox) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


def _lines_outside(form: Form) -> Iterator[tuple[str, str]]:
    """Lines beside the table with a figure that stands apart, by the names that `extra` has for them."""
    pages = {page for _, page, _ in _cells(form)}
    for name, text in form.extra.items():
        read = form.evidence.get(pointer("extra", name))
        if read is None or read.bbox is None or read.page not in pages or _is_in_grid(form, read):
            continue
        line = next((line for line in text.splitlines() if any(map(_FIGURE.fullmatch, line.split()))), None)
        if line is not None:
            yield pointer("extra", name), line


def _is_in_grid(form: Form, read: Evidence) -> bool:
    return read.bbox is not None and any(page == read.page and _meet(box, read.bbox) for _, page, box in _cells(form))


def _unreadable(form: Form) -> Iterator[str]:
    """Fields for figures whose cell has digits and yet no figure."""
    for where, read in form.evidence.items():
        if is_figure(where) and re.search(r"\d", read.text) and resolve(form, where) is None:
            yield where


def _lacking(form: Form) -> Iterator[str]:
    """Weights and scores that rows lack where most have one, and those of a printed total that lacks one."""
    for field in ("weight", "score"):
        lacking = [n for n, row in enumerate(form.indicators) if getattr(row, field) is None]
        if len(lacking) < _USUAL * len(form.indicators):
            places = (pointer("indicators", n, field) for n in lacking)
            yield from (where for where in places if where not in form.evidence or not form.evidence[where].text)
    for field in ("weight", "score"):
        if getattr(form.total, field) is None and any(getattr(row, field) is not None for row in form.indicators):
            # What is missing in a total's row may stand in the place of the other figure.
            yield from (pointer("total", one) for one in ("weight", "score") if _has_total(form))


def _has_total(form: Form) -> bool:
    return any(_TOTAL.fullmatch(re.sub(r"\s", "", cell.text)) for cell in form.grid.cells)


def _mixed_names(form: Form) -> Iterator[str]:
    """Names with a figure, as those of levels have that their weight was read with, and names of two lines of money."""
    for n, row in enumerate(form.indicators):
        for field in _NAMES:
            text = getattr(row, field) or ""
            if (field != "level3" and _GLUED.search(text)) or any(map(_FIGURE.fullmatch, text.split())):
                yield pointer("indicators", n, field)
    for n in range(len(form.budget)):
        where = pointer("budget", n, "item")
        if where in form.evidence and _SECOND_ITEM.search(form.evidence[where].text):
            yield where


def _columns_found(form: Form) -> Iterator[Result]:
    """A column of names or points that the form heads and of which no row has one."""
    cells = form.grid.cells
    if any("一级指标" in cell.text for cell in cells) and all(row.level1 is None for row in form.indicators):
        yield _fault(
            "本表没有列线，未找到各指标所属的一级指标",
            "No lines part the columns of this form, and no name of a level 1 was found",
            [pointer("indicators", n, "level1") for n in range(len(form.indicators))],
        )
    if any(_POINTS.search(cell.text) for cell in cells) and all(row.score is None for row in form.indicators):
        where = [pointer("indicators", n, "score") for n in range(len(form.indicators))]
        yield _fault(
            "本表没有列线，未找到各指标的得分",
            "No lines part the columns of this form, and no score of an indicator was found",
            where,
        )


def _sums_hold(form: Form) -> Iterator[Result]:
    """The sums of the form that do not hold."""
    for demand in _SUMS:
        for result in demand(form):
            if result.outcome == "inconsistent" and result.fault is not None:
                yield _fault(
                    f"本表没有列线，列由文字对齐推断，而{result.fault.message}，请对照原件",
                    "No lines part the columns of this form, which are inferred from its texts, and "
                    f"{result.fault.message_en}; compare it with the original",
                    _with_shared(form, result.fault.where),
                )


def _with_shared(form: Form, where: Sequence[str]) -> list[str]:
    """The places, and those that the same cells speak for."""
    read = {id(form.evidence[one]) for one in where if one in form.evidence}
    shared = (one for one, evidence in form.evidence.items() if id(evidence) in read)
    return list(dict.fromkeys([*where, *shared]))


def _stray(cell: GridCell) -> Result:
    return _fault(
        f"第 {cell.page} 页“{cell.text}”未能归入任何字段，请对照原件",
        f'"{cell.text}" on page {cell.page} belongs to no field; compare it with the original',
        (),
        cell.text,
    )


def _outside(found: tuple[str, str]) -> Result:
    where, line = found
    return _fault(
        f"表外“{line}”中有数字，本表没有列线，请对照原件",
        f'"{line}" beside the table has figures, and no lines part its columns; compare it with the original',
        (where,),
        line,
    )


def _unassigned(form: Form, where: str) -> Result:
    text = form.evidence[where].text if where in form.evidence else ""
    label, label_en = label_of(form, where)
    return _fault(
        f"本表没有列线，{label}所在行（列）读到“{text}”，不能确定，请对照原件",
        f'No lines part the columns of this form; for {label_en} "{text}" was read: compare it with the original',
        (where,),
        text,
    )


def _fault(message: str, message_en: str, where: Sequence[str], found: str = "") -> Result:
    return Result("inconsistent", Fault(message, message_en, tuple(where), "a figure in its field", found))

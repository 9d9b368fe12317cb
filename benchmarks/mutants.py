"""Forms that are broken in one place, as if they had been printed so: value and evidence change together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from extractor.across.filed import series
from extractor.checks.cells import column_places, score_cells, show
from extractor.checks.cells import printed as printed_cells
from extractor.checks.naming import bare
from extractor.checks.rows import Span, spans
from extractor.checks.targets import is_met
from extractor.form import Evidence, Form, GridCell, pointer, resolve
from extractor.quantities import figure, is_blank, measure, places

UNREADABLE = "满分"
_TELLABLE = ("%", "个", "人次", "场", "公里", "户", "万元")


class Mutant(NamedTuple):
    """A broken form: what was done, the codes of which one must see it, and the name of its file."""

    how: str
    codes: tuple[str, ...]
    form: Form
    file_name: str = ""


def printed(form: Form, where: str, text: str) -> Form:
    """The form with another text printed at a place, and at every place that the same merged cell speaks for."""
    old = form.evidence.get(where)
    same = [place for place, read in form.evidence.items() if place == where or (old is not None and read == old)]
    field = where.rpartition("/")[2]
    same = [place for place in same if place.rpartition("/")[2] == field] or [where]
    for place in same:
        form = _set(form, place, _value(form, place, text))
        form = _with_evidence(form, place, text)
    return form


def _value(form: Form, where: str, text: str) -> Any:
    field = where.rpartition("/")[2]
    texts = ("level1", "level2", "level3", "reason", "improvement", "target", "actual", "title", "grade")
    if where.startswith("/narratives/") or field in texts or field in ("department", "project_name"):
        return None if is_blank(text) else text
    return figure(text)


def _with_evidence(form: Form, where: str, text: str) -> Form:
    old = form.evidence.get(where, Evidence(page=1, bbox=(0.0, 0.0, 1.0, 1.0)))
    return replace(form, evidence={**form.evidence, where: replace(old, text=text, parts=UNSET)})


def _set(form: Form, where: str, value: Any) -> Form:
    section, *steps = where.split("/")[1:]
    if not steps:
        return replace(form, **{section: value})
    if len(steps) == 1:
        return replace(form, **{section: replace(getattr(form, section), **{steps[0]: value})})
    rows = list(getattr(form, section))
    changes = {steps[1]: value}
    found = measure(value) if steps[1] in ("target", "actual") else None
    if steps[1] == "actual":
        changes["actual_value"] = found.value if found else None
    rows[int(steps[0])] = replace(rows[int(steps[0])], **changes)
    return replace(form, **{section: tuple(rows)})


def moved(form: Form, where: str, by: Decimal) -> Form | None:
    """The form with the figure at a place moved; None where none is printed there."""
    value = resolve(form, where)
    if value is None or where not in form.evidence:
        return None
    old = form.evidence[where].text
    digits = max(places(old) or 0, 0, -int(by.as_tuple().exponent))
    return printed(form, where, f"{value + by:.{digits}f}" + ("%" if "%" in old else ""))


def mutants(form: Form, name: str) -> Iterator[Mutant]:
    """Every way to break one figure, name or tick of a form that a rule covers."""
    for break_in in (weights, scores, totals, entries, reasons, grades, money, targets, proportions, names, identity):
        yield from break_in(form)
    yield from told(form)
    yield from subtotals(form)
    yield from readings(form)
    if form.fiscal_year is not None:
        yield Mutant("another year in the file name", ("D03",), form, f"{form.fiscal_year - 1}年度{name}")


def beyond_rounding(form: Form) -> tuple[str, str]:
    """The least that a score must be off, up and down, to be no matter of rounding: half a place for every score."""
    column = score_cells(form)
    unit = Decimal(1).scaleb(-column_places(column))
    most = unit * (len(printed_cells(column)) + 1) / 2 + unit
    return show(most), show(-most)


def _all(form: Form, how: str, codes: tuple[str, ...], where: str, steps: tuple[str, ...]) -> Iterator[Mutant]:
    for step in steps:
        changed = moved(form, where, Decimal(step))
        if changed is not None:
            yield Mutant(how, codes, changed)


def weights(form: Form) -> Iterator[Mutant]:
    """Weights of rows and branches, a merged one once."""
    seen: list[Evidence | None] = []
    for n in range(len(form.indicators)):
        yield from _all(form, "weight of a row", ("W01", "W02", "W03"), pointer("indicators", n, "weight"), ("1", "-1"))
        for level, codes in (("level1_weight", ("W02", "W03")), ("level2_weight", ("W01", "W02", "W03"))):
            where = pointer("indicators", n, level)
            if form.evidence.get(where) not in seen[-2:]:
                seen.append(form.evidence.get(where))
                yield from _all(form, f"weight of a {level[:6]}", codes, where, ("1", "-1"))


def scores(form: Form) -> Iterator[Mutant]:
    """Scores of rows: above the weight, below zero, off by the last place."""
    places_of = [pointer("indicators", n, "score") for n in range(len(form.indicators))]
    for span, where in ((span, places_of[span.rows[0]]) for span in spans(form)):
        if span.weight is None or span.score is None or where not in form.evidence:
            continue
        yield Mutant("score above weight", ("S01",), printed(form, where, show(span.weight + 1)))
        yield Mutant("score below zero", ("S02",), printed(form, where, "-1"))
        if form.total.score is not None:
            yield from _all(form, "score of a row", ("S03", "S01"), where, beyond_rounding(form))


def totals(form: Form) -> Iterator[Mutant]:
    """The figures of the total row and those of the execution."""
    yield from _all(form, "total score", ("S03",), "/total/score", (*beyond_rounding(form), "9", "-9"))
    yield from _all(form, "total weight", ("W03",), "/total/weight", ("1", "-1"))
    lines = [n for n, line in enumerate(form.budget) if line.score is not None or line.weight is not None]
    for n in lines[:1]:
        yield from _all(form, "execution weight", ("W03", "B03"), pointer("budget", n, "weight"), ("1", "-1"))
        yield from _all(
            form, "execution score", ("B03", "S03", "S01"), pointer("budget", n, "score"), ("1", "-1", "-0.3")
        )


def entries(form: Form) -> Iterator[Mutant]:
    """Blank scores, and texts where figures belong."""
    for n, row in enumerate(form.indicators):
        for field in ("score", "weight"):
            where = pointer("indicators", n, field)
            if getattr(row, field) is not None and where in form.evidence:
                yield Mutant(f"text as {field}", ("S05",), printed(form, where, UNREADABLE))
        where = pointer("indicators", n, "score")
        if row.score is not None and row.weight:
            yield Mutant("score blank", ("S04",), printed(form, where, ""))


def _scored(form: Form) -> Iterator[tuple[Span, int]]:
    """The spans of one row that have a weight and a score, with that row."""
    for span in spans(form):
        if len(span.rows) == 1 and span.weight and span.score is not None:
            yield span, span.rows[0]


def reasons(form: Form) -> Iterator[Mutant]:
    """Reasons taken from rows that lost points, and given to rows that did not."""
    for span, n in _scored(form):
        where = pointer("indicators", n, "reason")
        if where not in form.evidence:
            continue
        if span.lost_points and form.indicators[n].reason:
            bare_row = printed(printed(form, where, ""), pointer("indicators", n, "improvement"), "")
            yield Mutant("reason blank", ("R01",), bare_row)
        elif span.has_full_score:
            yield Mutant("reason given, no points lost", ("R02",), printed(form, where, "受疫情影响，进度滞后。"))


def grades(form: Form) -> Iterator[Mutant]:
    """Another grade, none, or two of them."""
    if form.grade is None:
        return
    for other in {"优", "良", "中", "差"} - {form.grade}:
        yield Mutant("another grade", ("G01",), printed(form, "/grade", other))
    ticks = _with_evidence(replace(form, grade=None), "/grade", "□优 □良 □中 □差")
    yield Mutant("no grade ticked", ("G02",), ticks)
    yield Mutant("two grades ticked", ("G02",), _with_evidence(ticks, "/grade", "■优 ■良 □中 □差"))


def money(form: Form) -> Iterator[Mutant]:
    """Amounts of the money block, rates, and execution above 100%."""
    summed = {line for one in form.arithmetic.budget_sums for line in (one.total, *one.parts)}
    for n, line in enumerate(form.budget):
        for field in ("amount", "initial_budget", "annual_budget", "executed"):
            if pointer("budget", n) in summed and _is_summed(form, n, field):
                yield from _all(form, "amount", ("B01", "B02"), pointer("budget", n, field), ("1", "-1", "0.5"))
        divided = getattr(line, form.arithmetic.denominator or "annual_budget")
        if divided and line.executed is not None:
            yield from _all(
                form, "execution rate", ("B02",), pointer("budget", n, "execution_rate"), ("1", "-1", "0.3")
            )
            above = printed(form, pointer("budget", n, "executed"), f"{divided * Decimal('1.1'):.2f}")
            yield Mutant("executed above budget", ("B04",), above)


def _is_summed(form: Form, n: int, field: str) -> bool:
    """Whether a stated sum has figures for its total and for at least one part in this column."""
    for one in form.arithmetic.budget_sums:
        total, *parts = (resolve(form, f"{line}/{field}") for line in (one.total, *one.parts))
        if pointer("budget", n) in (one.total, *one.parts) and total is not None and any(p is not None for p in parts):
            return True
    return False


def targets(form: Form) -> Iterator[Mutant]:
    """Targets missed with full score, and met with points lost."""
    for span, n in _scored(form):
        row = form.indicators[n]
        if row.target_value is None or is_met(row) is None:
            continue
        if span.has_full_score and row.target_value:
            worse = Decimal("1.5") if row.target_operator in ("<=", "<") else Decimal("0.5")
            unit = (measure(row.actual) or measure(row.target) or (None, None, None))[2] or ""
            missed = printed(form, pointer("indicators", n, "actual"), f"{row.target_value * worse:f}{unit}")
            yield Mutant("target missed, full score", ("T01",), missed)
        if is_met(row) and span.weight and span.weight > 0:
            lost = printed(form, pointer("indicators", n, "score"), f"{span.weight / 2:.2f}")
            yield Mutant("target met, points lost", ("T02",), lost)


def proportions(form: Form) -> Iterator[Mutant]:
    """Scores that do not follow the rule that the row or the form states."""
    notes = "".join(form.extra.values())
    for span, n in _scored(form):
        row = form.indicators[n]
        own = f"{row.scoring_standard or ''}{row.definition or ''}"
        at_most = row.target_operator in ("<=", "<")
        stated = "B/A" in own or "按比例扣分" in own or (not at_most and "实际值/年度指标值" in notes)
        if stated and span.lost_points and is_met(row) is False and span.score:
            yield from _all(form, "stated proportion", ("T03",), pointer("indicators", n, "score"), ("-0.3", "-0.1"))


def names(form: Form) -> Iterator[Mutant]:
    """Names in the text on shortfalls, rows without a name, rows that stand twice."""
    for span, n in _scored(form):
        row, name = form.indicators[n], form.indicators[n].level3
        if not name:
            continue
        if pointer("indicators", n, "level3") in form.evidence and _stands_alone(form, n):
            yield Mutant("name blank", ("E02",), printed(form, pointer("indicators", n, "level3"), ""))
        again = _again(form, n)
        yield Mutant("row twice", ("D01",), again)
        once = sum(other.level3 == row.level3 for other in form.indicators) == 1
        if span.has_full_score and once:
            yield Mutant(
                "full score named in quotes", ("N01",), _short_of(form, f"受客观因素影响，“{name}”指标未完成。")
            )
            if len(name) >= 6:
                yield Mutant("full score named", ("N01",), _short_of(form, f"{name}未达到年度目标。"))
                changed = f"{name[:2]}的{name[2:]}"
                yield Mutant(
                    "full score named, a word changed", ("N01",), _short_of(form, f"{changed}未达到年度目标。")
                )
            if len(name) >= 8:
                short = f"{name[:-1]}"
                yield Mutant("full score named, abbreviated", ("N01",), _short_of(form, f"{short}未达到年度目标。"))


def _stands_alone(form: Form, n: int) -> bool:
    read = form.evidence[pointer("indicators", n, "level3")]
    return sum(other == read for other in form.evidence.values()) == 1 and len(form.indicators) > 1


def _again(form: Form, n: int) -> Form:
    last = len(form.indicators)
    row = replace(form.indicators[n], position=last + 1)
    fields = ("level1", "level2", "level3", "weight", "score", "target", "actual", "reason")
    copies = {}
    for field in fields:
        read = form.evidence.get(pointer("indicators", n, field))
        if read is not None:
            copies[pointer("indicators", last, field)] = replace(read, page=99)
    return replace(form, indicators=(*form.indicators, row), evidence={**form.evidence, **copies})


def _short_of(form: Form, text: str) -> Form:
    return printed(form, "/narratives/shortfall", text)


def told(form: Form) -> Iterator[Mutant]:
    """Sentences that tell what the table does not say."""
    if form.total.score is not None:
        yield Mutant("text: another score", ("N02",), _telling(form, f"自评得分{show(form.total.score - 3)}分。"))
    rates = [line.execution_rate for line in form.budget if line.execution_rate is not None]
    if rates:
        yield Mutant("text: another rate", ("N02",), _telling(form, f"预算执行率{show(min(rates) - 7)}%。"))
    if form.grade:
        other = "良" if form.grade.startswith("优") else "优"
        yield Mutant("text: another grade", ("N02",), _telling(form, f"评价等级为{other}。"))
    for line in form.budget:
        amount = line.executed if line.executed is not None else line.amount
        if amount and line.unit in ("元", "万元"):
            wrong = f"全年执行数{show(amount * 3 + 7)}{line.unit}。"
            yield Mutant("text: another amount", ("N02",), _telling(form, wrong))
    yield Mutant("text: a sum", ("N02",), _telling(form, "投入29.8+17.88=46.68万元。"))
    parts = "共支出46.68万元，其中：基本支出29.8万元，项目支出17.88万元。"
    yield Mutant("text: parts", ("N02",), _telling(form, parts))
    for _span, n in _scored(form):
        row = form.indicators[n]
        found = measure(row.actual)
        if row.level3 and len(row.level3) >= 5 and found and found.unit in _TELLABLE:
            wrong = f"{row.level3}达到{show(found.value * 2 + 3)}{found.unit}。"
            yield Mutant("text: another actual value", ("N02",), _telling(form, wrong))


def _telling(form: Form, text: str) -> Form:
    return printed(form, "/narratives/achievement", text)


def identity(form: Form) -> Iterator[Mutant]:
    """Fields that every form needs, and the years."""
    for field in ("title", "fiscal_year"):
        yield Mutant(f"no {field}", ("D02",), replace(form, **{field: None}))
    rest = {where: read for where, read in form.evidence.items() if not where.startswith("/indicators/")}
    yield Mutant("no indicators", ("D02",), replace(form, indicators=(), evidence=rest))
    yield Mutant("no department or unit", ("D02",), replace(form, department=None, implementing_unit=None))
    if form.family == "project":
        yield Mutant("no project name", ("D02",), replace(form, project_name=None))
    if form.fiscal_year is not None:
        before = str(form.fiscal_year - 1)
        yield Mutant("another year in the title", ("D03",), printed(form, "/title", f"{before}年度绩效自评表"))
        elsewhere = replace(form, narratives=replace(form.narratives, goal=None, shortfall=None, improvement=None))
        yield Mutant("another year in the text", ("D03",), _telling(elsewhere, f"{before}年完成任务3项。"))


def readings(form: Form) -> Iterator[Mutant]:
    """Figures that were hardly read, and characters that no font tells."""
    for where, read in form.evidence.items():
        if where.startswith("/indicators/") and where.endswith("/score") and resolve(form, where) is not None:
            doubt = replace(read, confidence=0.6)
            yield Mutant("score hardly read", ("E01",), replace(form, evidence={**form.evidence, where: doubt}))
        if where.startswith("/indicators/") and where.endswith("/level3"):
            broken = replace(read, text=f"\ufffd{read.text}", confidence=0.6)
            yield Mutant("a character untold", ("E03",), replace(form, evidence={**form.evidence, where: broken}))


def subtotals(form: Form) -> Iterator[Mutant]:
    """Forms with a row 小计 under their last row, whose figures are wrong."""
    sums = _sums(form)
    if sums is None:
        return
    weight, score = sums
    yield Mutant("weight of a subtotal", ("S06",), _with_subtotal(form, weight + 1, score))
    yield Mutant(
        "score of a subtotal", ("S06",), _with_subtotal(form, weight, score - Decimal(beyond_rounding(form)[0]))
    )


def _sums(form: Form) -> tuple[Decimal, Decimal] | None:
    """Weights and scores of all rows, where every row has both in cells of its own."""
    rows = form.indicators
    figures = [(row.weight, row.score) for row in rows if row.weight is not None and row.score is not None]
    if len(figures) < len(rows) or not rows or None in (_column(form, "weight"), _column(form, "score")):
        return None
    return sum((weight for weight, _ in figures), Decimal(0)), sum((score for _, score in figures), Decimal(0))


def _with_subtotal(form: Form, weight: Decimal, score: Decimal) -> Form:
    """The form with a row 小计 far under its last row."""
    page, bottom = form.pages[1], max(cell.row for cell in form.grid.cells) + 1
    text = f"小计 {show(weight)} {show(score)}"
    label = GridCell(row=bottom, col=0, rowspan=1, colspan=1, text="小计", page=page, bbox=(0.0, 9000.0, 20.0, 9010.0))
    cells = [label]
    for field, value in (("weight", weight), ("score", score)):
        above = _column(form, field)
        if above is not None and above.bbox is not None:
            box = (above.bbox[0], 9000.0, above.bbox[2], 9010.0)
            cells.append(replace(above, row=bottom, rowspan=1, text=show(value), page=page, bbox=box))
    row = Evidence(page=page, bbox=(0.0, 9000.0, 1000.0, 9010.0), text=text)
    return replace(
        form,
        extra={**form.extra, "小计": text},
        evidence={**form.evidence, "/extra/小计": row},
        grid=replace(form.grid, cells=(*form.grid.cells, *cells)),
    )


def _column(form: Form, field: str) -> GridCell | None:
    """A cell of the grid that holds a weight or a score of an indicator."""
    readings = (form.evidence.get(pointer("indicators", n, field)) for n in range(len(form.indicators)))
    return next((cell for read in readings if read for cell in form.grid.cells if _holds(cell, read)), None)


def _holds(cell: GridCell, read: Evidence) -> bool:
    """Whether a cell of the grid is the place of a reading."""
    if cell.bbox is None or read.bbox is None or cell.page != read.page:
        return False
    x, y = (read.bbox[0] + read.bbox[2]) / 2, (read.bbox[1] + read.bbox[3]) / 2
    return cell.bbox[0] <= x <= cell.bbox[2] and cell.bbox[1] <= y <= cell.bbox[3]


def harmless(form: Form) -> Iterator[tuple[str, Form]]:
    """What may be added to a form with no rule having a word to say: sentences and sums that are right."""
    if form.total.score is not None:
        yield "text: the score", _telling(form, f"自评得分{show(form.total.score)}分。")
    if form.grade:
        yield "text: the grade", _telling(form, f"评价等级为{form.grade}。")
    for line in form.budget:
        if line.execution_rate is not None:
            yield "text: a rate", _telling(form, f"预算执行率{show(line.execution_rate)}%。")
        if line.executed is not None and line.unit in ("元", "万元"):
            yield "text: an amount", _telling(form, f"全年执行数{show(line.executed)}{line.unit}。")
    yield "text: a sum", _telling(form, "投入29.8+17.88=47.68万元。")
    yield "text: parts", _telling(form, "共支出47.68万元，其中：基本支出29.8万元，项目支出17.88万元。")
    sums = _sums(form)
    if sums is not None:
        yield "a subtotal", _with_subtotal(form, *sums)
    for row in form.indicators:
        if row.level3 and form.narratives.shortfall is None:
            yield "text: work that was done", _short_of(form, f"{row.level3}已全部完成。")
            found = measure(row.actual)
            if found and found.unit:
                yield "text: an actual value", _telling(form, f"{row.level3}达到{show(found.value)}{found.unit}。")


def single_figures(form: Form) -> Iterator[tuple[str, Form]]:
    """Every figure of the form moved by one unit of its last place, one at a time, with its field."""
    seen: set[Evidence] = set()
    for where, read in form.evidence.items():
        value = resolve(form, where)
        if isinstance(value, Decimal) and read not in seen:
            seen.add(read)
            step = Decimal(1).scaleb(-(places(read.text) or 0))
            for by in (step, -step):
                changed = moved(form, where, by)
                if changed is not None:
                    yield f"{where.split('/')[1]} {where.rpartition('/')[2]}", changed
    for n, row in enumerate(form.indicators):
        found = measure(row.actual)
        if found is not None and pointer("indicators", n, "actual") in form.evidence:
            step = Decimal(1).scaleb(-(places(row.actual) or 0))
            for by in (step, -step):
                text = f"{found.value + by:f}{found.unit or ''}"
                yield "indicators actual", printed(form, pointer("indicators", n, "actual"), text)


def pairs(form: Form) -> Iterator[tuple[str, str, tuple[Form, Form]]]:
    """The form beside one that differs: the code that must see it, what was done, and the two."""
    if series(form) is None or form.fiscal_year is None:
        return
    for field, changed in single_figures(form):
        if not field.startswith("extra"):
            yield "X01", f"published twice: {field}", (form, changed)
    scored = [span.rows[0] for span in spans(form) if span.weight]
    if form.family == "department" and len(scored) > 1 and all(span.weight for span in spans(form)):
        full = form
        for span in spans(form):
            full = printed(full, pointer("indicators", span.rows[0], "score"), show(span.weight or Decimal(0)))
        yield "X03", "full scores everywhere", (full, full)
    before = replace(form, fiscal_year=form.fiscal_year - 1)
    names = Counter(bare(row.level3) for row in form.indicators)
    for n, row in enumerate(form.indicators):
        if not bare(row.level3) or names[bare(row.level3)] > 1:
            continue
        if row.weight is not None:
            yield "X04", "a weight moved", (before, _set(form, pointer("indicators", n, "weight"), row.weight + 1))
        rest = tuple(other for other in form.indicators if other is not row)
        yield "X05", "an indicator dropped", (before, replace(form, indicators=rest))
        if row.target_value:
            eased = row.target_value * (Decimal("1.2") if row.target_operator in ("<=", "<") else Decimal("0.8"))
            rows = (*form.indicators[:n], replace(row, target_value=eased), *form.indicators[n + 1 :])
            yield "X06", "a target eased", (before, replace(form, indicators=rows))

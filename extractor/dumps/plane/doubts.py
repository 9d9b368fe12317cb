"""How sure the figures of an indicator table on the plane are: as the form's own sums bear them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractor.dumps.placed import (
    BORNE,
    DOUBTFUL,
    SURE,
    UNIT,
    Cell,
    Level,
    Outer,
    points_of,
    text_of,
    weight_of,
    weight_of_row,
)

POINTS = ("weight", "score")
"""The columns of points."""

_UNBORNE = 0.85  # the confidence of figures whose sums do not hold
_WHOLE = 100 * UNIT
_MOST = 60 * UNIT  # points: no row weighs more

Rows = Sequence[Mapping[str, Cell]]


def judge(  # noqa: PLR0913 -- what is judged, by what, and what is known to be unclear
    rows: Rows, names: Sequence[str], totals: Mapping[str, Cell], outer: Outer, *, unclear: bool, alike: bool
) -> None:
    """Doubt figures of rows and `totals` where the form's own sums do not bear them out.

    `names` are the columns of the table; `unclear` tells that its total has more figures than columns of points,
    `alike` that two columns are headed alike.
    """
    names = [name for name in POINTS if name in names]
    borne = all(_adds_up(rows, name, totals, outer) for name in names)
    for row in rows:
        sure = DOUBTFUL if alike else SURE if borne else _alone(row)
        for name, cell in row.items():
            if name in names or name.startswith("other"):
                cell.confidence = min(cell.confidence, sure)
    for cell in totals.values():
        cell.confidence = DOUBTFUL if unclear or alike else SURE if borne else _UNBORNE
    for row in rows:
        named = weight_of_row({name: cell for name, cell in row.items() if name == "level3"})
        if "weight" in row and named not in (None, weight_of_row(row)):
            row["level3"].confidence = DOUBTFUL
    lacking = {n for n, row in enumerate(rows) if any(name not in row for name in names)}
    for n, row in enumerate(rows):
        if {n - 1, n, n + 1} & lacking or _is_odd(row):
            for name in names:
                if name in row:
                    row[name].confidence = DOUBTFUL


def judge_levels(both: Iterable[Sequence[Level]], rows: Rows, names: Sequence[str], outer: Outer) -> None:
    """Doubt levels whose weights the weights of their rows, or all of them together, do not bear out.

    `names` are the columns of the table.
    """
    weights = [weight_of_row(row) for row in rows]
    unsure = [weight_of_row(row) is None or row.get("weight", Cell()).confidence <= DOUBTFUL for row in rows]
    if not any(weights):
        unsure = ["weight" in names or _has_other_figures(rows)] * len(rows)
    for found in both:
        own = [weight_of(level) for level in found]
        added, rows_added = sum(each or 0 for each in own), sum(each or 0 for each in weights)
        whole = added in (_WHOLE, _WHOLE - (outer.execution[0] or 0)) or (added == rows_added > 0)
        for n, (level, weight) in enumerate(zip(found, own, strict=True)):
            start, end = level.start or 0, level.end or 0
            after = found[n + 1].start if n + 1 < len(found) else len(rows)
            known = [each for each in weights[start:end] if each is not None]
            met = (not any(weights) or sum(known) == weight) and not any(unsure[start:end]) and after == end
            if weight is not None and not (whole and met):
                level.doubt()


def _has_other_figures(rows: Rows) -> bool:
    """Whether a column that no heading names has figures, which may be the weights of rows."""
    other = [name for row in rows for name, cell in row.items() if name.startswith("other") and _points(cell)]
    return any(2 * other.count(name) > len(rows) for name in {*other})


def _alone(row: Mapping[str, Cell]) -> float:
    """How sure the points of a row are by themselves: a full score bears its weight out."""
    weight, score = (_points(row.get(name)) for name in POINTS)
    if weight is None or score is None:
        return _UNBORNE
    return BORNE if weight == score else _UNBORNE


def _adds_up(rows: Rows, name: str, totals: Mapping[str, Cell], outer: Outer) -> bool:
    points = [_points(row.get(name)) for row in rows]
    added = sum(each or 0 for each in points)
    execution = outer.execution[POINTS.index(name)] or 0
    total = _points(totals.get(f"total_{name}"))
    if total is None:
        total = _WHOLE if name == "weight" else outer.total
    return total in (added, added + execution)


def _is_odd(row: Mapping[str, Cell]) -> bool:
    """Whether the points of a row cannot be: more than a row has, or a score above its weight."""
    weight, score = (_points(row.get(name)) for name in POINTS)
    return max(weight or 0, score or 0) > _MOST or (weight is not None and score is not None and score > weight)


def _points(cell: Cell | None) -> int | None:
    return points_of(text_of(cell.tokens)) if cell else None

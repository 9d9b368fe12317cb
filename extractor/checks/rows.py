"""The rows of a form as the checks see them: branches of the levels, and spans of rows that share a merged cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from extractor.checks.cells import Cell, cell, once_a_form, printed, sum_of
from extractor.form import Form

Level = Literal["level1", "level2"]


class Branch(NamedTuple):
    """Consecutive rows under one name of a level, with the weight that is printed there."""

    name: str
    weight: Cell
    rows: tuple[int, ...]


class Span(NamedTuple):
    """Rows scored together: one row, or those that a merged weight or score joins.

    `weight` and `score` are the sums over the rows, None where a place of theirs holds no figure.
    """

    rows: tuple[int, ...]
    weight: Decimal | None
    score: Decimal | None

    @property
    def has_full_score(self) -> bool:
        """Whether every point was earned; False where that is unknown."""
        return self.weight is not None and self.score is not None and self.score >= self.weight > 0

    @property
    def lost_points(self) -> bool:
        """Whether points were lost; False where that is unknown."""
        return self.weight is not None and self.score is not None and self.score < self.weight


def label_of(form: Form, where: str) -> tuple[str, str]:
    """What messages call the thing that a pointer leads into, in Chinese and English."""
    section, *steps = where.split("/")[1:]
    if section == "total":
        return "总分", "the total"
    if section == "budget":
        name: str | None = form.budget[int(steps[0])].item
    else:
        row = form.indicators[int(steps[0])]
        level = steps[-1].removesuffix("_weight") if steps[-1].startswith("level") else "level3"
        name = getattr(row, level) or f"#{row.position}"
    return f"“{name}”", f'"{name}"'


@once_a_form
def branches(form: Form, level: Level, within: tuple[int, ...] | None = None) -> tuple[Branch, ...]:
    """The branches of a level, over all rows or `within` some of them."""
    rows = range(len(form.indicators)) if within is None else within
    found: list[list[int]] = []
    for row in rows:
        if found and _continues(form, level, found[-1], row):
            found[-1].append(row)
        else:
            found.append([row])
    names = [getattr(form.indicators[run[0]], level) or "" for run in found]
    return tuple(Branch(name, _weight(form, level, run), tuple(run)) for name, run in zip(names, found, strict=True))


def _continues(form: Form, level: Level, run: list[int], row: int) -> bool:
    """A branch goes on while its name stays and its weight is the same or is not repeated."""
    if getattr(form.indicators[run[0]], level) != getattr(form.indicators[row], level):
        return False
    weight = getattr(form.indicators[row], f"{level}_weight")
    return weight is None or weight == getattr(form.indicators[run[0]], f"{level}_weight")


def _weight(form: Form, level: Level, run: Sequence[int]) -> Cell:
    cells = (cell(form, "indicators", row, f"{level}_weight") for row in run)
    there = next((found for found in cells if not found.is_absent), None)
    return cell(form, "indicators", run[0], f"{level}_weight") if there is None else there


@once_a_form
def spans(form: Form) -> tuple[Span, ...]:
    """The rows in the groups in which they are scored."""
    weights = [cell(form, "indicators", row, "weight") for row in range(len(form.indicators))]
    scores = [cell(form, "indicators", row, "score") for row in range(len(form.indicators))]
    merged = _merged_into_above(form)
    runs: list[list[int]] = []
    for row in range(len(form.indicators)):
        if runs and (merged(weights, row) or merged(scores, row)):
            runs[-1].append(row)
        else:
            runs.append([row])
    return tuple(Span(tuple(run), _sum(weights, run), _sum(scores, run)) for run in runs)


def _merged_into_above(form: Form) -> Callable[[list[Cell], int], bool]:
    """Whether a row has no cell of its own in a column; plain text shows no cells, so nothing is merged there."""
    if all(reading.page is None for reading in form.evidence.values()):
        return lambda column, row: False
    return lambda column, row: column[row].is_absent and any(other.text is not None for other in column)


def _sum(column: list[Cell], run: list[int]) -> Decimal | None:
    cells = [column[row] for row in run if not column[row].is_absent]
    return sum_of(cells) if cells and len(printed(cells)) == len(cells) else None


def leaf_cells(form: Form, field: Literal["weight", "score"], rows: Sequence[int]) -> Iterator[Cell]:
    """The cells of a column that a sum over the rows needs.

    A row that is struck out in both columns (`/`), and an empty row without a name, is not scored; a row without a
    cell of its own is spoken for by the merged cell above.
    """
    for row in rows:
        found = cell(form, "indicators", row, field)
        if found.value is not None or not (found.is_absent or _is_out(form, row)):
            yield found


def _is_out(form: Form, row: int) -> bool:
    """Whether a row is not scored at all."""
    weight, score = cell(form, "indicators", row, "weight"), cell(form, "indicators", row, "score")
    blank = all(one.is_absent or one.is_struck or one.is_empty for one in (weight, score))
    unnamed = form.indicators[row].level3 is None
    return blank and (unnamed or weight.is_struck or (weight.is_absent and score.is_struck))

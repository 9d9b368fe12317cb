"""A figure of a form together with its place: printed, empty, struck out with a mark, unreadable, or not there at all.

`Decimal` alone cannot tell a blank cell from a column that the form does not have; the evidence can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from extractor.form import Form, pointer, resolve
from extractor.quantities import is_blank, places

P = ParamSpec("P")
T = TypeVar("T")


class Cell(NamedTuple):
    """A figure, its JSON pointer, and the text that was printed there (None where the form has no such place)."""

    where: str
    value: Decimal | None
    text: str | None

    @property
    def is_absent(self) -> bool:
        """Whether the form has no such place: no such column, or a merged cell that belongs to another row."""
        return self.value is None and self.text is None

    @property
    def is_empty(self) -> bool:
        """Whether the place is there and nothing is printed in it, not even a mark."""
        return self.value is None and self.text is not None and not self.text.strip()

    @property
    def is_struck(self) -> bool:
        """Whether a mark (`/`, `—`, 无) says that there is no figure."""
        return self.value is None and is_blank(self.text) and not self.is_empty and not self.is_absent

    @property
    def is_unreadable(self) -> bool:
        """Whether something is printed that is not a figure."""
        return self.value is None and not is_blank(self.text)

    @property
    def places(self) -> int:
        """How many decimal places the figure shows, 0 where there is none."""
        if self.value is None:
            return 0
        return max(places(self.text) or 0, -int(self.value.as_tuple().exponent))


def once_a_form(found: Callable[Concatenate[Form, P], T]) -> Callable[Concatenate[Form, P], T]:
    """The function, which remembers what it found in the form it was last asked about: many checks ask for the same."""
    last: Form | None = None
    known: dict[tuple[object, ...], T] = {}

    @wraps(found)
    def remembered(form: Form, /, *args: P.args, **named: P.kwargs) -> T:
        nonlocal last, known
        if form is not last:
            last, known = form, {}
        key = (*args, *named.items())
        if key not in known:
            known[key] = found(form, *args, **named)
        return known[key]

    return remembered


@once_a_form
def cell(form: Form, *steps: str | int) -> Cell:
    """The figure at a place of a form."""
    value: Any = form
    for step in steps:
        value = getattr(value, step) if isinstance(step, str) else value[step]
    return _cell(form, pointer(*steps), value)


def cell_at(form: Form, where: str) -> Cell:
    """The figure at a JSON pointer of a form."""
    return _cell(form, where, resolve(form, where))


def _cell(form: Form, where: str, value: Decimal | None) -> Cell:
    reading = form.evidence.get(where)
    return Cell(where, value, None if reading is None else reading.text)


def printed(cells: Iterable[Cell]) -> list[Cell]:
    """The cells that hold a figure."""
    return [cell for cell in cells if cell.value is not None]


def sum_of(cells: Iterable[Cell]) -> Decimal:
    """The sum of the figures; a cell without one counts as nothing."""
    return sum((cell.value for cell in cells if cell.value is not None), Decimal(0))


def column_places(cells: Iterable[Cell]) -> int:
    """The decimal places of a column: the most that one of its figures shows, so `10` beside `9.09` is 10.00."""
    return max((cell.places for cell in cells), default=0)


def show(value: Decimal) -> str:
    """A figure as it is written in messages: no exponent, no trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def addition(values: Iterable[Decimal]) -> str:
    """The figures with plus signs between them: `20 + 18 + 10`."""
    return " + ".join(show(value) for value in values)


def execution_line(form: Form) -> int | None:
    """The index of the budget line that is scored: the first with a weight or a score, so that parts repeat nothing."""
    lines = enumerate(form.budget)
    return next((n for n, line in lines if line.weight is not None or line.score is not None), None)


@once_a_form
def score_cells(form: Form) -> tuple[Cell, ...]:
    """Every score of the form, the column that the scores stand in: execution, indicators, total."""
    lines = [cell(form, "budget", n, "score") for n in range(len(form.budget))]
    rows = [cell(form, "indicators", n, "score") for n in range(len(form.indicators))]
    return (*lines, *rows, cell(form, "total", "score"))

"""Names and telephone numbers of people: which entries of a form they are, and how they are kept out of an output."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from extractor.exporters.places import cell_finder
from extractor.form import Form, Grid, GridCell, is_personal, pointer
from extractor.quantities import is_blank

MASK = "＊＊＊"

_PUBLIC = ("title", "region", "department", "project_name", "competent_department", "implementing_unit")


def people(form: Form) -> dict[str, str]:
    """The entries of `extra` that name a person or a telephone number, by label."""
    return {label: value for label, value in form.extra.items() if is_personal(label)}


def people_text(form: Form) -> str | None:
    """The personal entries in one text, `填报人：…；联系电话：…`, or None where there is none."""
    return "；".join(f"{label}：{value}" for label, value in people(form).items()) or None


def veil(form: Form) -> Callable[[str], str]:
    """A function from a text to the text with the personal values of the form masked.

    A value is masked behind its label, and anywhere if it is long enough to mean that person: a name of two characters
    or more, a number of seven digits or more, and not the name of a department or project.
    """
    public = {_bare(getattr(form, field) or "") for field in _PUBLIC}
    behind: list[re.Pattern[str]] = []
    anywhere: list[re.Pattern[str]] = []
    for label, value in sorted(_secrets(form), key=lambda secret: -len(secret[1])):
        behind.append(re.compile(rf"({_spaced(_as_printed(label))}\s*[：:]?\s*){_spaced(value)}"))
        if len(_bare(value)) >= (7 if value.isdigit() else 2) and _bare(value) not in public:
            anywhere.append(re.compile(_spaced(value)))

    def veiled(text: str) -> str:
        for pattern in behind:
            text = pattern.sub(rf"\1{MASK}", text)
        for pattern in anywhere:
            text = pattern.sub(MASK, text)
        return text

    return veiled


def veiled_grid(form: Form) -> Grid:
    """The form's grid with the personal values masked, also in the cells of their evidence."""
    if not people(form):
        return form.grid
    hide, cell_of = veil(form), cell_finder(form)
    texts = {(cell.row, cell.col): hide(cell.text) for cell in form.grid.cells}
    for label, value in _secrets(form):
        for cell in (cell_of(pointer("extra", label)), _cell_after(form.grid, label, value)):
            if cell is not None and not is_blank(cell.text):
                place = (cell.row, cell.col)
                texts[place] = _without(label, value, cell.text, texts[place])
    cells = (_with_text(cell, texts[cell.row, cell.col]) for cell in form.grid.cells)
    return Grid(columns=form.grid.columns, cells=tuple(cells))


def _secrets(form: Form) -> Iterator[tuple[str, str]]:
    """Every label with its value as kept and as printed, without the label in front."""
    for label, value in people(form).items():
        read = form.evidence.get(pointer("extra", label))
        printed = re.sub(rf"^\s*{_spaced(_as_printed(label))}\s*[：:]\s*", "", read.text) if read is not None else value
        for secret in dict.fromkeys((value, printed)):
            if not is_blank(secret):
                yield label, secret


def _without(label: str, value: str, printed: str, masked: str) -> str:
    """The masked text of a cell that holds the value; all behind the label goes where the value is not found."""
    if re.search(_spaced(value), printed):
        return re.sub(_spaced(value), MASK, masked)
    head = re.match(rf"\s*{_spaced(_as_printed(label))}\s*[：:]?", printed)
    return f"{head[0] if head else ''}{MASK}"


def _cell_after(grid: Grid, label: str, value: str) -> GridCell | None:
    """The cell that prints nothing but the value and follows the cell of its label."""
    cells = sorted(grid.cells, key=lambda cell: (cell.row, cell.col))
    for before, cell in pairwise(cells):
        if _bare(before.text).rstrip("：:") == _bare(_as_printed(label)) and _bare(cell.text) == _bare(value):
            return cell
    return None


def _with_text(cell: GridCell, text: str) -> GridCell:
    fields = {name: getattr(cell, name) for name in cell.__struct_fields__}
    return GridCell(**(fields | {"text": text}))


def _as_printed(label: str) -> str:
    """The label without the number that `extra` gives to a label that stands on the form more than once."""
    return re.sub(r" \d+$", "", label)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _spaced(text: str) -> str:
    """A pattern of the text that allows white space between any two characters."""
    return r"\s*".join(map(re.escape, _bare(text)))

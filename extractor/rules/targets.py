"""A target that stands in several columns: an adjusted one beside the first, or operator, value and unit apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.layout import Cell
from extractor.quantities import is_blank, is_blank_text, is_operator, measure


def target_cells(cells: dict[str, list[Cell]]) -> list[Cell]:
    """The cells whose texts, in this order, are the target: operator, value (the adjusted one if there is), and unit.

    A kind (定量, 定性) in the operator's column is not joined, nor is a unit beside what has its own or is no figure.
    """
    value = [cell for cell in cells.get("target_adjusted", ()) if not is_blank(cell.text)] or cells["target"]
    if all(is_blank(cell.text) for cell in value):
        return value
    operator = [cell for cell in cells.get("target_operator", ()) if is_operator(cell.text)]
    unit = [cell for cell in cells.get("target_unit", ()) if not is_blank(cell.text)]
    read = measure("".join(cell.text for cell in value))
    if read is None or read.unit:
        unit = []
    if read is not None and read.operator:
        operator = []
    return [*operator, *value, *unit]


def target_leftovers(cells: dict[str, list[Cell]], used: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
    """What the columns of a target print beside it, with the field of the column: a kind, a unit, the first target."""
    for field in ("target", "target_adjusted", "target_operator", "target_unit"):
        for cell in cells.get(field, ()):
            is_stroke = field == "target_operator" and cell.lines and _is_bare(used)
            if cell not in used and (is_stroke or not is_blank_text(cell.text)):
                yield field, cell


def _is_bare(cells: Sequence[Cell]) -> bool:
    """Whether a target is a figure without an operator: then a dash beside it may be what is left of one."""
    read = measure("".join(cell.text for cell in cells))
    return read is not None and read.value is not None and read.operator is None

"""A target that stands in several columns: an adjusted one beside the first, or operator, value and unit apart."""

from __future__ import annotations

import re

from extractor.layout import Cell
from extractor.quantities import is_blank, measure, plain

_KIND = re.compile(r"定量|定性|其他|正向|反向|/|-")


def target_cells(cells: dict[str, list[Cell]]) -> list[Cell]:
    """The cells whose texts, in this order, are the target: operator, value (the adjusted one if there is), and unit.

    A kind (定量, 定性) in the operator's column is no operator, and a unit beside a target that has its own, or that is
    no figure, is not joined.
    """
    value = [cell for cell in cells.get("target_adjusted", ()) if not is_blank(cell.text)] or cells["target"]
    if all(is_blank(cell.text) for cell in value):
        return value
    operator = [cell for cell in cells.get("target_operator", ()) if not _KIND.fullmatch(plain(cell.text))]
    unit = [cell for cell in cells.get("target_unit", ()) if cell.lines and not _KIND.fullmatch(plain(cell.text))]
    read = measure("".join(cell.text for cell in value))
    if read is None or read.unit:
        unit = []
    if read is not None and read.operator:
        operator = []
    return [*operator, *value, *unit]

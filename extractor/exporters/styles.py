"""The formats of a workbook, each made once, and the colours of its marks."""

from __future__ import annotations

from functools import cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

FILLS = {"error": "#FFC7CE", "warning": "#FFEB9C", "info": "#DDEBF7", "unsure": "#E4DFEC"}
"""Fill colours of the severities, and of readings that want a look; the graver comes first."""

TABLE: dict[str, Any] = {"valign": "top", "text_wrap": True}
HEADER: dict[str, Any] = {"bold": True, "bg_color": "#D9E1F2", "border": 1, "text_wrap": True, "valign": "vcenter"}
LINK: dict[str, Any] = {"font_color": "#0563C1", "underline": 1}
PRINTED: dict[str, Any] = {"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "vcenter"}


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Format] = {}

    def of(self, *parts: dict[str, Any]) -> Format:
        """The format with the properties of all parts, later ones over earlier ones."""
        asked = tuple(item for part in parts for item in part.items())
        if asked not in self._made:
            properties = dict(asked)
            known = tuple(sorted(properties.items()))
            self._made[asked] = self._made[known] = self._made.get(known) or self._book.add_format(properties)
        return self._made[asked]


def fill(mark: str | None) -> dict[str, Any]:
    """The fill of a severity or an unsure reading; none for None."""
    return {"bg_color": FILLS[mark]} if mark else {}


@cache
def number_format(style: str, places: int) -> dict[str, Any]:
    """The look of a figure of so many decimal places: all of them are shown, so that no narrow column rounds it."""
    digits = ("#,##0" if style == "money" else "0") + ("." + "0" * places if places else "")
    # Quoted, the sign is only shown: the value stays 95.5, as in every other output.
    return {"num_format": digits + '"%"' if style == "percent" else digits, "align": "right"}

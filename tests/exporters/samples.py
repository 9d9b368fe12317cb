"""Documents and forms for the tests of exporters, drawn and made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from extractor.exporters.columns import Add, Item
from extractor.form import Evidence, Finding, Form, Grid, GridCell, Narratives
from tests.sample_forms import document, form, indicator

TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
FIGURES = st.none() | st.decimals(-(10**12), 10**12, places=4).map(lambda value: value.normalize() + 0)


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    """Up to three documents of one form each, with any texts and figures that a form may hold."""
    return [
        Item(f"{n}.pdf", document(_any_form(draw), name=f"{n}.pdf"), draw(st.none() | st.floats(0, 1000)))
        for n in range(draw(st.integers(0, 3)))
    ]


def _any_form(draw: st.DrawFn) -> Form:
    row = indicator(1, None, None, level1=draw(TEXTS), reason=draw(TEXTS), actual_value=draw(FIGURES))
    goal = Narratives(goal=draw(TEXTS), shortfall=draw(TEXTS))
    return form(title=draw(TEXTS), narratives=goal, indicators=(row,), unit_count=draw(st.none() | st.integers(0, 99)))


def write(writing: AbstractContextManager[Add], every: Iterable[Item]) -> None:
    """Adds the documents to the tables that are being written, until they are there."""
    with writing as add:
        for each in every:
            add(each)


def item(*forms: Form, path: str = "2022/a.pdf", seconds: float | None = None) -> Item:
    """A document of the forms, found at the path."""
    return Item(path, document(*forms), seconds)


def finding(*where: str, code: str = "S01", severity: Any = "error", **changes: Any) -> Finding:
    """A finding about the pointers."""
    fields: dict[str, Any] = {"name": "sample", "message": f"{code}的说明", "message_en": f"what {code} says"}
    return Finding(code=code, severity=severity, where=where, **(fields | changes))


def grid(drawing: str, **texts: str) -> Grid:
    """The grid of a drawing in which a letter is a cell and fills all the places that it spans.

    A place is 50 points wide and 20 high, all on page 1; `texts` gives the cells other texts than their letters.
    """
    rows = drawing.split()
    places: dict[str, list[tuple[int, int]]] = {}
    for row, letters in enumerate(rows):
        for col, letter in enumerate(letters):
            places.setdefault(letter, []).append((row, col))
    return Grid(
        columns=len(rows[0]), cells=tuple(_cell(texts.get(name, name), spots) for name, spots in places.items())
    )


def _cell(text: str, spots: list[tuple[int, int]]) -> GridCell:
    (top, left), (bottom, right) = min(spots), max(spots)
    bbox = (50.0 * left, 20.0 * top, 50.0 * right + 50, 20.0 * bottom + 20)
    return GridCell(row=top, col=left, rowspan=bottom - top + 1, colspan=right - left + 1, text=text, page=1, bbox=bbox)


def read_at(row: int, col: int, text: str, confidence: float = 1.0) -> Evidence:
    """Evidence of a text in the middle of a place of a drawn grid."""
    bbox = (50.0 * col + 5, 20.0 * row + 5, 50.0 * col + 45, 20.0 * row + 15)
    return Evidence(page=1, bbox=bbox, text=text, confidence=confidence)


def signed(**changes: Any) -> Form:
    """A form that three people signed, each in another way: beside a label, behind labels in one cell, unread."""
    fields: dict[str, Any] = {
        "extra": {"填报人": "张三丰", "联系电话": "13800000000", "项目负责人": "李四", "备注": "公开"},
        "evidence": {
            "/extra/填报人": read_at(0, 1, "张三丰"),
            "/extra/联系电话": read_at(1, 0, "138 0000 0000"),
            "/extra/备注": read_at(2, 0, "公开"),
        },
        "grid": grid("ab cc dd", a="填报人", b="张三丰", c="联系电话：138 0000 0000　项目负责人：李四", d="备注：公开"),
        "findings": (finding("/extra/填报人", code="E03", message="张三丰读不清", found="张三丰"),),
    }
    return form(**(fields | changes))


SECRETS = ("张三丰", "13800000000", "138 0000 0000", "李四")

WILD = Decimal("12345678901234567890123456789012345678901234567890.123")

"""The tables of the warehouse: the six that `convert` writes and the evidence, each row with its document's id."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import msgspec
from msgspec import UNSET

from extractor.exporters.columns import Cell, Column, Item, columns, fits, rows
from extractor.exporters.personal import veil
from extractor.form import Evidence, is_personal

Row = dict[str, Cell | bool]

_ID = Column("document_id", "文档编号 the document, by its folder and path")

_DOCUMENT = (
    Column("folder", "所在文件夹 the folder that was loaded"),
    Column("schema_version", "结构版本 version of the document schema"),
    Column("reading", "读取方式 what read it: version, templates, options"),
)

_EVIDENCE = (
    Column("form_id", "表单编号"),
    Column("pointer", "字段位置 JSON pointer of the value"),
    Column("page", "页码", "integer"),
    Column("x0", "左 points from the left of the page", "float"),
    Column("y0", "上 points from the top of the page", "float"),
    Column("x1", "右 points from the left of the page", "float"),
    Column("y1", "下 points from the top of the page", "float"),
    Column("line", "行号 line of a plain text", "integer"),
    Column("text", "原文 as printed"),
    Column("source", "来源 text, ocr or review"),
    Column("confidence", "置信度 below 0.9: look here", "float"),
    Column("other", "另一读法 what another reader read"),
    Column("parts", "跨页各部分 all places of a value over a page break, JSON"),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "documents": (_ID, *_DOCUMENT, *columns("documents")),
    **{name: (_ID, *columns(name, personal=True)) for name in ("forms", "indicators", "budget", "checks", "findings")},
    "evidence": (_ID, *_EVIDENCE),
}
"""Every table with its columns in order. `documents` has one more, `gone_at`, which is no document's to say."""

KEYS: dict[str, tuple[str, ...]] = {
    "documents": ("document_id",),
    "forms": ("document_id", "form_id"),
    "indicators": ("document_id", "form_id", "position"),
    "budget": ("document_id", "form_id", "position"),
    "checks": ("document_id", "form_id", "code"),
    "evidence": ("document_id", "form_id", "pointer"),
}
"""What tells the rows of a table apart; several findings of a form may be alike but for their words."""


@dataclass(frozen=True)
class Origin:
    """Where a document was loaded from and what read it; `folder` and the document's path name it for ever."""

    folder: str
    reading: str


def document_id(folder: str, path: str) -> str:
    """The id of a document: 16 hexadecimal digits of the hash of its folder and its path below it."""
    return hashlib.sha256(f"{folder}\0{path}".encode()).hexdigest()[:16]


def table_rows(table: str, item: Item, origin: Origin, *, personal: bool = False) -> Iterator[Row]:
    """The rows that a document gives a table, by column.

    A figure with more digits than the type holds is None: it is no amount that anyone printed, and its text stands in
    the evidence.
    """
    names = [column.name for column in TABLES[table]]
    own: tuple[Cell, ...] = (document_id(origin.folder, item.path),)
    if table == "documents":
        own += (origin.folder, item.document.schema_version, origin.reading)
    made = _evidence(item, personal) if table == "evidence" else rows(table, item, personal=personal)
    for row in made:
        cells = (*own, *row)
        yield dict(zip(names, (_fitted(cell) for cell in cells), strict=False))


def _fitted(cell: Cell) -> Cell:
    return None if isinstance(cell, Decimal) and not fits(cell) else cell


def _evidence(item: Item, personal: bool) -> Iterator[tuple[Cell, ...]]:
    for form in item.document.forms:
        hide = _unchanged if personal else veil(form)
        for where, read in form.evidence.items():
            if personal or not _names_people(where):
                yield (form.form_id, where, *_place(read), *_words(read, hide))


def _unchanged(text: str) -> str:
    return text


def _names_people(where: str) -> bool:
    return where.startswith("/extra/") and is_personal(where)


def _place(read: Evidence) -> tuple[Cell, ...]:
    return (read.page, *(read.bbox or (None,) * 4), read.line)


def _words(read: Evidence, hide: Callable[[str], str]) -> tuple[Cell, ...]:
    other = None if read.other is UNSET else hide(read.other)
    parts = None if read.parts is UNSET else msgspec.json.encode(read.parts).decode()
    return hide(read.text), read.source, read.confidence, other, parts


def sql_type(column: Column) -> Literal["text", "bigint", "double", "decimal"]:
    """The type of a column in dlt's words."""
    kinds: dict[str, Literal["text", "bigint", "double", "decimal"]]
    kinds = {"text": "text", "integer": "bigint", "float": "double", "decimal": "decimal"}
    return kinds[column.kind]

"""The JSON of the cells is what programs were promised."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extractor.inspection import inspect
from tests.inspection.drawn_pdfs import ENGLISH, english_pdf, open_sided_pdf
from tests.sample_pdfs import text_pdf

NUMBER = {"type": "number"}
COUNT = {"type": "integer", "minimum": 0}
BBOX = {"type": "array", "items": NUMBER, "minItems": 4, "maxItems": 4}


def shape(**properties: Any) -> dict[str, Any]:
    """The schema of an object with these properties and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def many(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


CELL = shape(row=COUNT, col=COUNT, rowspan=COUNT, colspan=COUNT, bbox=BBOX, text={"type": "string"})
SCHEMA = shape(
    pages=many(shape(page=COUNT, width=NUMBER, height=NUMBER, tables=many(shape(bbox=BBOX, cells=many(CELL)))))
)


def cells(path: Path, folder: Path) -> dict[str, Any]:
    written = inspect(path, path.name).write_cells(folder)
    record: dict[str, Any] = json.loads(written.read_bytes())
    return record


@pytest.mark.parametrize("name", ["seed-calc", "several-forms", "project_anhui-chromium"])
def test_the_json_has_the_promised_keys_and_no_other(name: str, tmp_path: Path) -> None:
    record = cells(Path("fixtures") / f"{name}.pdf", tmp_path)
    jsonschema.validate(record, SCHEMA)
    assert list(record["pages"][0]) == ["page", "width", "height", "tables"]
    assert list(record["pages"][0]["tables"][0]) == ["bbox", "cells"]
    assert list(record["pages"][0]["tables"][0]["cells"][0]) == ["row", "col", "rowspan", "colspan", "bbox", "text"]


def test_an_english_table_is_read_with_its_spans(tmp_path: Path) -> None:
    table = cells(english_pdf(tmp_path / "a.pdf"), tmp_path)["pages"][0]["tables"][0]
    assert table["bbox"] == pytest.approx([60, 80, 480, 160], abs=0.5)
    assert [[cell[key] for key in ("row", "col", "rowspan", "colspan", "text")] for cell in table["cells"]] == [
        [0, 0, 2, 1, "Sector"],
        [0, 1, 1, 2, "Year"],
        [1, 1, 1, 1, "2010"],
        [1, 2, 1, 1, "2011"],
        [2, 0, 1, 1, "Industry"],
        [2, 1, 1, 1, "5,100"],
        [2, 2, 1, 1, "5,060"],
    ]
    for cell, (*sides, _) in zip(table["cells"], ENGLISH, strict=True):
        assert cell["bbox"] == pytest.approx(sides, abs=0.5)


def test_every_page_is_there_with_its_size_also_one_without_a_table(tmp_path: Path) -> None:
    pages = cells(english_pdf(tmp_path / "a.pdf"), tmp_path)["pages"]
    assert [(page["page"], page["width"], page["height"], len(page["tables"])) for page in pages] == [
        (1, 600, 400, 1),
        (2, 300, 200, 0),
    ]


def test_a_file_without_a_table_has_pages_without_tables(tmp_path: Path) -> None:
    assert [page["tables"] for page in cells(text_pdf(tmp_path / "a.pdf"), tmp_path)["pages"]] == [[]]


def test_rows_count_from_zero_on_every_page(tmp_path: Path) -> None:
    pages = cells(english_pdf(tmp_path / "a.pdf", pages=2), tmp_path)["pages"]
    first, second = (page["tables"][0]["cells"] for page in pages[:2])
    assert first == second
    assert {cell["row"] for cell in first} == {0, 1, 2}


def test_a_turned_page_has_the_coordinates_of_what_is_displayed(tmp_path: Path) -> None:
    page = cells(open_sided_pdf(tmp_path / "a.pdf", turn=90), tmp_path)["pages"][0]
    assert (page["width"], page["height"]) == (400, 600)
    assert page["tables"][0]["bbox"] == pytest.approx([210, 60, 300, 480], abs=1)


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    path = english_pdf(tmp_path / "a.pdf")
    first, second = (inspect(path, "a.pdf").write_cells(tmp_path / name).read_bytes() for name in "xy")
    assert first == second

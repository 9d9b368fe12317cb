"""One call for all tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from extractor.errors import UsageError
from extractor.exporters import Item, json_, tables, writing
from tests.exporters.samples import finding, item, signed, write
from tests.sample_forms import form

ITEMS = [item(form(findings=(finding("/total/score"),)), path="a.pdf"), item(signed(), path="b.pdf")]


def export(every: Iterable[Item], folder: Path, formats: Sequence[str]) -> list[Path]:
    write(writing(folder, formats), every)
    return [folder / name for name in tables(formats)]


def test_every_format_asked_for_is_written_and_no_other(tmp_path: Path) -> None:
    paths = export(ITEMS, tmp_path, ["csv", "json"])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in paths)
    assert {path.suffix for path in paths} == {".csv"}


def test_a_second_run_gives_the_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in export(ITEMS, tmp_path, ["csv", "xlsx", "parquet"])]
    assert [path.read_bytes() for path in export(ITEMS, tmp_path, ["csv", "xlsx", "parquet"])] == first


def test_documents_read_back_from_disk_give_the_same_tables(tmp_path: Path) -> None:
    for each in ITEMS:
        json_.write(each, tmp_path)
    formats = ["csv", "xlsx", "parquet"]
    first = [path.read_bytes() for path in export(ITEMS, tmp_path / "first", formats)]
    again = export(json_.read_back(tmp_path), tmp_path / "again", formats)
    assert [path.read_bytes() for path in again] == first


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="docx"):
        export(ITEMS, tmp_path, ["docx"])
    assert not list(tmp_path.iterdir())

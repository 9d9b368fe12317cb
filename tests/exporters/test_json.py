"""JSON files, and the way back from them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from extractor.errors import OutputError, UnreadableError
from extractor.exporters import Item, json_
from extractor.form import encode
from tests.exporters.samples import item, items
from tests.sample_forms import form


@given(items())
def test_what_is_written_is_read_back_equal(every: list[Item]) -> None:
    with TemporaryDirectory() as folder:
        for each in every:
            json_.write(each, Path(folder))
        assert list(json_.read_back(Path(folder))) == [Item(each.path, each.document) for each in every]


def test_the_file_stands_at_the_path_of_its_input(tmp_path: Path) -> None:
    path = json_.write(item(form(), path="2022/甲/a.pdf"), tmp_path)
    assert path == tmp_path / "json" / "2022" / "甲" / "a.pdf.json"
    assert path.read_bytes() == encode(item(form()).document)


def test_documents_come_back_in_the_order_of_their_paths_as_often_as_wanted(tmp_path: Path) -> None:
    for path in ("b.pdf", "a/z.pdf", "a.pdf"):
        json_.write(item(form(), path=path), tmp_path)
    stored = json_.read_back(tmp_path)
    for _ in range(2):
        assert [each.path for each in stored] == ["a.pdf", "a/z.pdf", "b.pdf"]


@pytest.mark.parametrize("path", ["../a.pdf", "/a.pdf", "x/../../a.pdf", ""])
def test_no_path_leads_out_of_the_output_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(OutputError):
        json_.write(item(form(), path=path), tmp_path)


def test_an_output_folder_is_known_by_the_documents_in_it(tmp_path: Path) -> None:
    assert not json_.is_output(tmp_path)
    (tmp_path / "json").mkdir()
    (tmp_path / "json" / "other.json").write_text("{}")
    assert not json_.is_output(tmp_path)
    json_.write(item(form()), tmp_path)
    assert json_.is_output(tmp_path)


def test_a_file_is_no_output_folder(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert not json_.is_output(tmp_path / "a.pdf")


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    json_.write(item(form()), tmp_path).write_text("{")
    with pytest.raises(UnreadableError, match=r"a\.pdf\.json"):
        list(json_.read_back(tmp_path))

"""CSV files read back equal."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from extractor.errors import OutputError
from extractor.exporters import Item, csv_
from extractor.exporters.columns import TABLES, columns, rows
from tests.exporters.samples import item, items, write
from tests.sample_forms import form, indicator


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, strict=True))


@given(items())
def test_what_is_written_is_read_back_equal(every: list[Item]) -> None:
    with TemporaryDirectory() as folder:
        write(csv_.writing(Path(folder)), every)
        for table in TABLES:
            header, *lines = read(Path(folder) / f"{table}.csv")
            assert header == [column.name for column in columns(table)]
            assert lines == [[csv_.printed(cell) for cell in row] for each in every for row in rows(table, each)]


def test_files_begin_with_a_mark_and_end_lines_as_the_standard_says(tmp_path: Path) -> None:
    write(csv_.writing(tmp_path), [item(form())])
    data = (tmp_path / "checks.csv").read_bytes()
    assert data == b"\xef\xbb\xbfform_id,code,outcome\r\n"


@pytest.mark.parametrize("text", ["=30个", "+1", "-5", "@x", "=1+1", '"a",b', "a\r\nb", " a "])
def test_a_text_is_kept_to_the_letter(tmp_path: Path, text: str) -> None:
    write(csv_.writing(tmp_path), [item(form(indicators=(indicator(1, None, None, target=text),)))])
    header, line = read(tmp_path / "indicators.csv")
    assert dict(zip(header, line, strict=True))["target"] == text


@pytest.mark.parametrize(
    ("figure", "text"), [("93.49", "93.49"), ("9.349E+3", "9349"), ("1E-7", "0.0000001"), ("0.10", "0.10")]
)
def test_figures_are_plain_decimals(figure: str, text: str) -> None:
    assert csv_.printed(Decimal(figure)) == text


def test_confidences_are_plain_decimals() -> None:
    assert csv_.printed(0.00001) == "0.00001"


def test_a_run_that_breaks_leaves_the_old_tables(tmp_path: Path) -> None:
    def broken() -> list[Item]:
        return [item(form()), None]  # type: ignore[list-item]

    write(csv_.writing(tmp_path), [item(form())])
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(AttributeError):
        write(csv_.writing(tmp_path), broken())
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_place_where_nothing_can_be_written_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(OutputError, match="out"):
        write(csv_.writing(tmp_path / "out"), [])

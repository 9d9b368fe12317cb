"""Parquet files read back equal."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given

from extractor.exporters import Item, parquet
from extractor.exporters.columns import TABLES, columns, rows
from tests.exporters.samples import WILD, item, items, signed
from tests.sample_forms import form, indicator


@given(items())
def test_what_is_written_is_read_back_equal(every: list[Item]) -> None:
    with TemporaryDirectory() as folder:
        parquet.write(every, Path(folder))
        for table in TABLES:
            read = pq.read_table(Path(folder) / f"{table}.parquet")
            assert read.column_names == [column.name for column in columns(table)]
            lines = [tuple(line.values()) for line in read.to_pylist()]
            assert lines == [row for each in every for row in rows(table, each)]


def test_the_types_do_not_depend_on_what_is_in_the_tables(tmp_path: Path) -> None:
    for name, of in (("none", []), ("some", [item(form())])):
        parquet.write(of, tmp_path / name)
    for table in TABLES:
        schemas = [pq.read_schema(tmp_path / name / f"{table}.parquet") for name in ("none", "some")]
        assert schemas[0] == schemas[1]


def test_figures_are_decimals_and_whole_numbers_integers(tmp_path: Path) -> None:
    parquet.write([item(form())], tmp_path)
    schema = pq.read_schema(tmp_path / "indicators.parquet")
    assert schema.field("score").type == pa.decimal128(38, 10)
    assert schema.field("position").type == pa.int64()


def test_a_column_with_a_figure_that_fits_no_decimal_is_written_as_text(tmp_path: Path) -> None:
    wild = form(
        indicators=(indicator(1, "1", None, actual_value=WILD), indicator(2, "1", None, actual_value=Decimal(2)))
    )
    parquet.write([item(wild)], tmp_path)
    read = pq.read_table(tmp_path / "indicators.parquet")
    assert read["actual_value"].to_pylist() == [str(WILD), "2"]
    assert read["weight"].to_pylist() == [1, 1]


def test_more_rows_than_a_batch_are_all_written(tmp_path: Path) -> None:
    many = form(checks={f"X{n}": "consistent" for n in range(4000)})
    parquet.write([item(many)] * 6, tmp_path)
    assert pq.read_metadata(tmp_path / "checks.parquet").num_rows == 24_000


def test_people_are_named_where_asked_for(tmp_path: Path) -> None:
    parquet.write([item(signed())], tmp_path, personal=True)
    assert "张三丰" in pq.read_table(tmp_path / "forms.parquet")["personal"][0].as_py()

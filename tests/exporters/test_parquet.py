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
from tests.exporters.samples import WILD, item, items, signed, write
from tests.sample_forms import form, indicator


@given(items())
def test_what_is_written_is_read_back_equal(every: list[Item]) -> None:
    with TemporaryDirectory() as folder:
        write(parquet.writing(Path(folder)), every)
        for table in TABLES:
            read = pq.read_table(Path(folder) / f"{table}.parquet")
            assert read.column_names == [column.name for column in columns(table)]
            lines = [tuple(line.values()) for line in read.to_pylist()]
            assert lines == [row for each in every for row in rows(table, each)]


def test_the_types_do_not_depend_on_what_is_in_the_tables(tmp_path: Path) -> None:
    for name, of in (("none", []), ("some", [item(form())])):
        write(parquet.writing(tmp_path / name), of)
    for table in TABLES:
        schemas = [pq.read_schema(tmp_path / name / f"{table}.parquet") for name in ("none", "some")]
        assert schemas[0] == schemas[1]


def test_figures_are_decimals_and_whole_numbers_integers(tmp_path: Path) -> None:
    write(parquet.writing(tmp_path), [item(form())])
    schema = pq.read_schema(tmp_path / "indicators.parquet")
    assert schema.field("score").type == pa.decimal128(38, 10)
    assert schema.field("position").type == pa.int64()


def test_a_column_with_a_figure_that_fits_no_decimal_is_written_as_text(tmp_path: Path) -> None:
    wild = form(
        indicators=(indicator(1, "1", None, actual_value=WILD), indicator(2, "1", None, actual_value=Decimal(2)))
    )
    write(parquet.writing(tmp_path), [item(wild)])
    read = pq.read_table(tmp_path / "indicators.parquet")
    assert read["actual_value"].to_pylist() == [str(WILD), "2"]
    assert read["weight"].to_pylist() == [1, 1]


def test_more_rows_than_a_batch_are_all_written(tmp_path: Path) -> None:
    many = form(checks={f"X{n}": "consistent" for n in range(4000)})
    write(parquet.writing(tmp_path), [item(many)] * 6)
    assert pq.read_metadata(tmp_path / "checks.parquet").num_rows == 24_000


def test_people_are_named_where_asked_for(tmp_path: Path) -> None:
    write(parquet.writing(tmp_path, personal=True), [item(signed())])
    assert "张三丰" in pq.read_table(tmp_path / "forms.parquet")["personal"][0].as_py()


def test_a_figure_that_fits_no_decimal_makes_text_of_the_rows_before_it_too(tmp_path: Path) -> None:
    plain = [indicator(n, "1", None, actual_value=Decimal("2.50")) for n in range(5000)]
    documents = [item(form(indicators=tuple(plain)))] * 3
    wild = item(form(indicators=(indicator(1, "1", None, actual_value=WILD),)))
    write(parquet.writing(tmp_path), [*documents, wild, *documents])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{table}.parquet" for table in TABLES)
    read = pq.read_table(tmp_path / "indicators.parquet")
    assert read["actual_value"].to_pylist() == ["2.5"] * 15_000 + [str(WILD)] + ["2.5"] * 15_000
    assert read["position"].to_pylist()[:15_000] == [*range(5000)] * 3

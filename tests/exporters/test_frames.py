"""DataFrames with the columns of the contract and exact figures."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from extractor.exporters.columns import TABLES
from extractor.exporters.frames import to_frames
from tests.exporters.samples import signed
from tests.sample_forms import document, form


def test_every_table_has_its_columns_even_when_empty() -> None:
    for documents in ([], [document(form())]):
        frames = to_frames(documents)
        assert {table: list(frame.columns) for table, frame in frames.items()} == {
            table: [column.name for column in fields] for table, fields in TABLES.items()
        }


def test_figures_stay_exact_and_add_up() -> None:
    frames = to_frames(document(form([("0.1", "0.1"), ("0.2", None)])) for _ in range(2))
    assert frames["indicators"]["weight"].sum() == Decimal("0.6")
    assert frames["indicators"]["score"].tolist() == [Decimal("0.1"), None] * 2


def test_whole_numbers_and_texts_may_be_missing() -> None:
    forms = to_frames([document(form(fiscal_year=None))])["forms"]
    assert str(forms["fiscal_year"].dtype) == "Int64"
    assert forms["fiscal_year"].isna().all()
    assert isinstance(forms["department"].dtype, pd.StringDtype)


def test_the_path_is_the_name_and_the_seconds_are_missing() -> None:
    documents = to_frames([document(form(), name="b.pdf")])["documents"]
    assert documents["path"].tolist() == ["b.pdf"]
    assert documents["seconds"].isna().all()


def test_people_are_named_only_where_asked_for() -> None:
    assert "personal" not in to_frames([document(signed())])["forms"]
    assert "李四" in to_frames([document(signed())], personal=True)["forms"]["personal"][0]

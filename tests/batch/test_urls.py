"""Every command takes what lies in an object store, and the output that `convert` left there."""

from __future__ import annotations

from pathlib import Path

import boto3
import duckdb
import pytest

from extractor.batch.conversion import Options
from extractor.cli import audit, conversion, inspection, loading
from tests.sample_pdfs import form_pdf

pytestmark = pytest.mark.filterwarnings("ignore")  # the libraries' own

FORM, OUT = "s3://forms/in/2022/a.pdf", "s3://forms/out"


@pytest.fixture
def stored(bucket: boto3.client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form at its place in a bucket."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    bucket.upload_file(str(form_pdf(tmp_path / "a.pdf")), "forms", "in/2022/a.pdf")


def loaded(file: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(file), read_only=True) as database:
        return database.execute("SELECT path, folder, forms, gone_at IS NULL FROM documents").fetchall()


def test_forms_in_a_store_are_converted_into_it_and_what_is_there_is_checked_and_loaded(
    stored: None, bucket: boto3.client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert conversion.convert(["s3://forms/in"], OUT, Options(), jobs=1) == 0
    assert f"{OUT}: workbook.xlsx" in capsys.readouterr().out
    bucket.delete_object(Bucket="forms", Key="in/2022/a.pdf")  # nothing is read again
    status = audit.check([OUT])
    assert "2022/a.pdf" in capsys.readouterr().out
    to = tmp_path / "forms.duckdb"
    assert loading.load([OUT], f"duckdb:///{to}", quiet=True) == 0
    assert loaded(to) == [("2022/a.pdf", "s3://forms/in", 1, True)]
    assert status in (0, 1)


def test_a_form_in_a_store_is_loaded_once_and_marked_when_it_is_gone(
    stored: None, bucket: boto3.client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bucket.put_object(Bucket="forms", Key="in/b.txt", Body=b"no form")
    to = tmp_path / "forms.duckdb"
    for told in ("2 loaded, 0 unchanged", "0 loaded, 2 unchanged", "0 loaded, 1 unchanged, 1 gone"):
        loading.load(["s3://forms/in"], f"duckdb:///{to}", jobs=1)
        assert told in capsys.readouterr().out
        if told.startswith("0"):
            bucket.delete_object(Bucket="forms", Key="in/b.txt")
    assert sorted(loaded(to)) == [("2022/a.pdf", "s3://forms/in", 1, True), ("b.txt", "s3://forms/in", 0, False)]


def test_a_form_in_a_store_is_checked_and_drawn(
    stored: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.check([FORM], jobs=1) in (0, 1)
    assert inspection.inspect(FORM, tmp_path / "seen") == 0
    assert {path.name for path in (tmp_path / "seen").iterdir()} == {"a.cells.json", "a-p1.png"}

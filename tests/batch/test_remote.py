"""Objects of a real S3 server on this machine, and files of a web server, are read as files are."""

from __future__ import annotations

import csv
import functools
import http.server
import threading
from pathlib import Path

import boto3
import pytest

from extractor.batch.conversion import Conversion, Options
from extractor.batch.inputs import gather
from extractor.batch.worker import Limits
from extractor.errors import UsageError
from tests.batch import readers

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")  # the libraries' own

TEXTS = {"2022/a.pdf": "one", "2022/b.pdf": "two", "c.pdf": "locked", "notes.docx": "none", ".hidden/d.pdf": "no"}


@pytest.fixture
def bucket(bucket: boto3.client) -> boto3.client:
    """A client of a server with a bucket `forms` that holds the texts below `in/`."""
    for key, text in TEXTS.items():
        bucket.put_object(Bucket="forms", Key=f"in/{key}", Body=text.encode())
    return bucket


def convert(url: str, out: Path, limits: Limits | None = None) -> dict[str, bool]:
    """Whether an earlier run had read each input, by name."""
    run = Conversion(gather([url]), out, Options(("csv", "json")), jobs=1, reader=readers.read, limits=limits)
    steps = {step.name: step.reused for step in run.steps()}
    run.tables()
    return steps


def rows(out: Path) -> dict[str, dict[str, str]]:
    with (out / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file)}


def test_a_folder_of_a_bucket_is_read_as_one_on_disk_is(bucket: boto3.client, tmp_path: Path) -> None:
    for key, text in TEXTS.items():
        (tmp_path / "in" / key).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / key).write_text(text, encoding="utf-8")
    convert("s3://forms/in", tmp_path / "there")
    convert(str(tmp_path / "in"), tmp_path / "here")
    assert gather(["s3://forms/in"]).passed_over == {".docx": 1}
    made = [
        {path.relative_to(out): path.read_bytes() for path in out.rglob("*.json")}
        for out in (tmp_path / "there", tmp_path / "here")
    ]
    assert len(made[0]) == 3
    assert made[0] == made[1]


def test_an_object_is_read_again_only_if_it_was_changed(bucket: boto3.client, tmp_path: Path) -> None:
    assert set(convert("s3://forms/in", tmp_path).values()) == {False}
    assert set(convert("s3://forms/in", tmp_path).values()) == {True}
    bucket.put_object(Bucket="forms", Key="in/2022/b.pdf", Body=b"owt")
    assert convert("s3://forms/in", tmp_path) == {"2022/a.pdf": True, "2022/b.pdf": False, "c.pdf": True}


def test_globs_and_single_objects_have_names_below_what_was_given(bucket: boto3.client) -> None:
    assert [each.name for each in gather(["s3://forms/in/*/a.pdf"]).inputs] == ["2022/a.pdf"]
    assert [each.name for each in gather(["s3://forms/in/2022/a.pdf"]).inputs] == ["a.pdf"]


def test_what_is_not_there_or_too_large_becomes_a_document_with_a_problem(bucket: boto3.client, tmp_path: Path) -> None:
    convert("s3://forms/gone", tmp_path / "a")
    assert [row["problems"].split()[0] for row in rows(tmp_path / "a").values()] == ["P01"]
    convert("s3://forms/in/c.pdf", tmp_path / "b", Limits(size=3))
    assert [row["problems"].split()[0] for row in rows(tmp_path / "b").values()] == ["P04"]


def test_a_file_of_a_web_server_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("one", encoding="utf-8")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        convert(f"http://127.0.0.1:{server.server_port}/a.pdf", tmp_path / "out")
        server.shutdown()
    assert rows(tmp_path / "out")["a.pdf"]["forms"] == "1"


def test_what_is_below_the_output_is_no_input(bucket: boto3.client) -> None:
    assert [each.name for each in gather(["s3://forms/in"], "s3://forms/in/2022/").inputs] == ["c.pdf"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("gopher://forms/in", "gopher"),
        ("oss://forms/in", "oss://forms/in needs another package: pip install ossfs."),
        ("gs://forms/in", "needs another package: .*gcsfs"),
        ("hdfs://127.0.0.1:1/in", "cannot be opened: .* It needs Java and the client of Hadoop"),
    ],
)
def test_a_url_that_cannot_be_read_here_is_a_mistake_of_usage_that_says_what_is_missing(url: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as raised:
        gather([url])
    assert "\n" not in str(raised.value)


@pytest.mark.usefixtures("no_credentials")
def test_without_credentials_the_store_says_so() -> None:
    (each,) = gather(["s3://forms/in"]).inputs
    assert each.failure == "Unable to locate credentials"

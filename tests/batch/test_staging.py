"""An output folder in an object store has what one on disk has, is kept in step, and is taken up on another machine."""

from __future__ import annotations

from pathlib import Path

import boto3
import pytest

from extractor.batch.conversion import Conversion, Options
from extractor.batch.inputs import gather
from extractor.batch.manifest import NAME, begin, load
from extractor.batch.staging import Staging, outputs_fetched
from extractor.errors import OutputError, UnreadableError
from tests.batch import readers

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")  # the libraries' own

OUT = "s3://forms/out"


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine that has staged nothing yet, and inputs."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name, text in {"a.pdf": "one", "2022/b.pdf": "two", "2022/c [1].pdf": "three"}.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")


def conversion(inputs: Path, out: Path) -> Conversion:
    return Conversion(gather([inputs]), out, Options(("csv", "json")), jobs=1, reader=readers.read)


def convert(inputs: Path, url: str = OUT) -> tuple[dict[str, bool], list[str]]:
    """Whether an earlier run had read each input, by name, and the files that were put."""
    staging = Staging(url)
    staging.prepare()
    run = conversion(inputs, staging.folder)
    steps = {step.name: step.reused for step in run.steps()}
    run.tables()
    return steps, list(staging.publish())


def stored(bucket: boto3.client) -> dict[str, bytes]:
    """The objects of the bucket below `out/`, without the manifest."""
    keys = [each["Key"] for each in bucket.list_objects_v2(Bucket="forms", Prefix="out/").get("Contents", [])]
    assert f"out/{NAME}" in keys or not keys
    return {
        key.removeprefix("out/"): bucket.get_object(Bucket="forms", Key=key)["Body"].read()
        for key in keys
        if key != f"out/{NAME}"
    }


def without_seconds(files: dict[str, bytes]) -> dict[str, bytes]:
    lines = files["documents.csv"].splitlines()
    return files | {"documents.csv": b"\n".join(line.rpartition(b",")[0] for line in lines)}


def test_a_store_holds_what_a_folder_on_disk_would(bucket: boto3.client, tmp_path: Path) -> None:
    convert(tmp_path / "in")
    run = conversion(tmp_path / "in", tmp_path / "out")
    list(run.steps())
    run.tables()
    here = {
        path.relative_to(tmp_path / "out").as_posix(): path.read_bytes()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file() and ".extractor" not in path.parts
    }
    assert len(here) == 9
    assert without_seconds(stored(bucket)) == without_seconds(here)


def test_only_what_changed_is_put_and_what_is_gone_goes(bucket: boto3.client, tmp_path: Path) -> None:
    convert(tmp_path / "in")
    assert convert(tmp_path / "in") == ({"2022/b.pdf": True, "2022/c [1].pdf": True, "a.pdf": True}, [NAME])
    (tmp_path / "in/a.pdf").write_text("new", encoding="utf-8")
    (tmp_path / "in/2022/b.pdf").unlink()
    bucket.put_object(Bucket="forms", Key="out/json/notes.json", Body=b"of somebody else")
    _, put = convert(tmp_path / "in")
    assert [name for name in put if name.startswith("json/")] == ["json/a.pdf.json"]
    names = {name for name in stored(bucket) if name.startswith("json/")}
    assert names == {"json/a.pdf.json", "json/2022/c [1].pdf.json", "json/notes.json"}


def test_a_run_that_was_stopped_goes_on_and_puts_nothing_before_it_is_complete(
    bucket: boto3.client, tmp_path: Path
) -> None:
    staging = Staging(OUT)
    staging.prepare()
    steps = conversion(tmp_path / "in", staging.folder).steps()
    first = next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert stored(bucket) == {}
    steps_after, _ = convert(tmp_path / "in")
    assert steps_after[first.name]
    assert len(stored(bucket)) == 9


def test_another_machine_takes_up_what_is_there(
    bucket: boto3.client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    convert(tmp_path / "in")
    before = stored(bucket)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    steps, put = convert(tmp_path / "in")
    assert (set(steps.values()), put) == ({True}, [NAME])
    assert stored(bucket) == before


def test_an_upload_that_was_cut_off_is_made_good_by_the_next_run(bucket: boto3.client, tmp_path: Path) -> None:
    staging = Staging(OUT)
    staging.prepare()
    run = conversion(tmp_path / "in", staging.folder)
    list(run.steps())
    run.tables()
    next(staging.publish())  # and no further: the manifest is not there
    _, put = convert(tmp_path / "in")
    assert len(put) == 10
    assert len(stored(bucket)) == 9


def test_what_a_manifest_names_outside_the_output_is_not_fetched(bucket: boto3.client, tmp_path: Path) -> None:
    convert(tmp_path / "in")
    with load(Staging(OUT).folder)[0] as real, begin(tmp_path / "false") as false:
        entry = next(iter(real))
        false.put(entry._replace(json="../../outside"))
        false.put(entry._replace(name="../../outside", json="json/../../outside.json"))
    bucket.upload_file(str(tmp_path / "false" / NAME), "forms", f"out/{NAME}")
    with outputs_fetched([OUT, "elsewhere"]) as (folder, other):
        assert not list(Path(folder).rglob("*.json"))
        assert not (tmp_path / "outside.json").exists()
        assert other == "elsewhere"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("s3://nobody/out", "s3://nobody/out: The specified bucket does not exist"),
        ("file:///dev/null/out", "file:///dev/null/out: Not a directory"),
    ],
)
def test_a_store_that_cannot_be_written_to_says_so_before_anything_is_read(
    bucket: boto3.client, url: str, words: str
) -> None:
    with pytest.raises(OutputError, match=words):
        Staging(url).prepare()


@pytest.mark.usefixtures("no_credentials")
def test_without_credentials_nothing_is_begun() -> None:
    with pytest.raises(OutputError, match="Unable to locate credentials"):
        Staging(OUT).prepare()


def test_an_output_of_which_a_document_is_missing_is_not_taken_for_whole(bucket: boto3.client, tmp_path: Path) -> None:
    convert(tmp_path / "in")
    bucket.delete_object(Bucket="forms", Key="out/json/a.pdf.json")
    with pytest.raises(UnreadableError, match=OUT), outputs_fetched([OUT]):
        pass

"""A run into an output folder, and the runs after it."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from extractor.batch import manifest
from extractor.batch.conversion import Conversion, Options, Step
from extractor.batch.inputs import gather
from extractor.errors import OutputError
from tests.batch import readers


class Archive:
    """A folder of inputs, one of outputs, and a journal of what was read."""

    def __init__(self, folder: Path) -> None:
        self.inputs, self.out, self.journal = folder / "in", folder / "out", folder / "journal"
        self.inputs.mkdir()

    def lay(self, **texts: str) -> None:
        for name, text in texts.items():
            (self.inputs / f"{name}.pdf").write_text(text, encoding="utf-8")

    def start(self, options: Options | None = None, jobs: int = 1) -> Conversion:
        reader = functools.partial(readers.read, journal=self.journal)
        gathered = gather([self.inputs], self.out)
        return Conversion(gathered, self.out, options or Options(), jobs=jobs, reader=reader)

    def run(self, options: Options | None = None, jobs: int = 1) -> list[Step]:
        """A whole run; afterwards the journal holds what it read and nothing else."""
        self.journal.write_text("", encoding="utf-8")
        conversion = self.start(options, jobs)
        steps = list(conversion.steps())
        conversion.tables()
        return steps

    def read(self) -> list[str]:
        return sorted(line.removesuffix(".pdf") for line in self.journal.read_text(encoding="utf-8").splitlines())

    def files(self) -> dict[str, bytes]:
        return {str(path.relative_to(self.out)): path.read_bytes() for path in self.out.rglob("*") if path.is_file()}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.lay(a="甲", b="wrong", c="broken", d="no form")
    return made


TABLES_ONLY = Options(formats=("csv",))


def test_a_run_writes_tables_json_and_nothing_else_that_shows(archive: Archive) -> None:
    archive.run()
    shown = {name for name in archive.files() if not name.startswith(".")}
    tables = {f"{name}.csv" for name in ("documents", "forms", "indicators", "budget", "checks", "findings")}
    assert shown == tables | {"workbook.xlsx"} | {f"json/{name}.pdf.json" for name in "abcd"}
    assert set(archive.files()) - shown == {manifest.NAME}


@pytest.mark.parametrize("options", [Options(), TABLES_ONLY, Options(formats=("json",)), Options(formats=("parquet",))])
def test_a_second_run_reads_nothing_and_leaves_the_same_bytes(archive: Archive, options: Options) -> None:
    first = archive.run(options)
    before = archive.files()
    second = archive.run(options)
    assert archive.read() == []
    assert archive.files() == before
    assert all(step.reused for step in second)
    assert [(step.name, step.tally) for step in second] == [(step.name, step.tally) for step in first]


def test_only_what_changed_is_read_again(archive: Archive) -> None:
    archive.run()
    archive.lay(b="乙", e="戊")
    archive.run()
    assert archive.read() == ["b", "e"]


def test_a_run_after_a_change_equals_a_run_from_scratch(archive: Archive, tmp_path: Path) -> None:
    archive.run()
    archive.lay(b="乙")
    archive.run()
    again = Archive.__new__(Archive)
    again.inputs, again.out, again.journal = archive.inputs, tmp_path / "other", tmp_path / "other journal"
    again.run()
    timed = {"documents.csv", "workbook.xlsx", manifest.NAME}
    assert {k: v for k, v in archive.files().items() if k not in timed} == {
        k: v for k, v in again.files().items() if k not in timed
    }


def test_without_json_the_tables_are_the_same(archive: Archive) -> None:
    archive.run()
    with_json = archive.files()
    archive.run(TABLES_ONLY)
    assert all(archive.files()[name] == with_json[name] for name in with_json if name.endswith(".csv"))


def test_without_json_a_change_reads_all_again_and_the_tables_are_right(archive: Archive) -> None:
    archive.run(TABLES_ONLY)
    archive.lay(e="戊")
    archive.run(TABLES_ONLY)
    assert archive.read() == ["a", "b", "c", "d", "e"]
    assert b"e.pdf" in archive.files()["forms.csv"]
    assert b"a.pdf" in archive.files()["forms.csv"]


def test_other_options_write_the_tables_anew_and_read_nothing(archive: Archive) -> None:
    archive.run()
    archive.run(Options(formats=("csv", "json", "parquet")))
    assert archive.read() == []
    assert "forms.parquet" in archive.files()


@pytest.mark.parametrize("harm", ["json/a.pdf.json", "forms.csv"])
@pytest.mark.parametrize("how", ["gone", "changed"])
def test_an_output_that_is_gone_or_changed_is_made_again(archive: Archive, harm: str, how: str) -> None:
    archive.run()
    before = archive.files()[harm]
    (archive.out / harm).unlink() if how == "gone" else (archive.out / harm).write_bytes(b"{}")
    archive.run()
    assert archive.files()[harm] == before
    assert archive.read() == (["a"] if harm.startswith("json") else [])


def test_the_json_of_an_input_that_is_gone_goes_too(archive: Archive) -> None:
    archive.run()
    (archive.inputs / "a.pdf").unlink()
    archive.run()
    assert "json/a.pdf.json" not in archive.files()
    assert b"a.pdf" not in archive.files()["forms.csv"]


def test_json_that_someone_changed_is_not_removed(archive: Archive) -> None:
    archive.run()
    (archive.out / "json/a.pdf.json").write_bytes(b"mine")
    (archive.inputs / "a.pdf").unlink()
    archive.run()
    assert archive.files()["json/a.pdf.json"] == b"mine"


def test_a_run_that_breaks_off_is_taken_up_where_it_stopped(archive: Archive) -> None:
    steps = archive.start().steps()
    assert [next(steps).name, next(steps).name] == ["a.pdf", "b.pdf"]
    steps.close()  # type: ignore[attr-defined]
    assert "forms.csv" not in archive.files()
    archive.run()
    assert archive.read() == ["c", "d"]


def test_a_run_that_breaks_off_leaves_the_tables_of_the_run_before(archive: Archive) -> None:
    archive.run()
    before = archive.files()
    archive.lay(a="changed")
    steps = archive.start().steps()
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    after = archive.files()
    assert {name for name in before if after[name] != before[name]} == {"json/a.pdf.json", manifest.NAME}
    archive.run()
    assert archive.read() == []
    assert b"changed" in archive.files()["json/a.pdf.json"]


def test_a_corrupt_manifest_is_ignored_with_a_word(archive: Archive) -> None:
    archive.run()
    (archive.out / manifest.NAME).write_bytes(b'{"entries": 1')
    conversion = archive.start()
    assert conversion.warning is not None
    assert "read again" in conversion.warning
    archive.run()
    assert archive.read() == ["a", "b", "c", "d"]


def test_another_version_of_the_tool_reads_all_again(archive: Archive) -> None:
    archive.run()
    with manifest.begin(archive.out) as now:
        for known in list(now):
            now.put(known._replace(way="0.0.1"))
    archive.run()
    assert archive.read() == ["a", "b", "c", "d"]


def test_a_cross_check_counts_among_what_a_document_was_read_by() -> None:
    assert manifest.read_by(["a"], cross_check=True) != manifest.read_by(["a"])


def test_templates_count_among_what_a_document_was_read_by() -> None:
    assert manifest.read_by(["one"]) == manifest.read_by(["one"])
    assert manifest.read_by(["one"]) != manifest.read_by(["one", "two"])


@pytest.mark.parametrize("out", ["taken", "taken/out", "/proc/out"])
def test_a_folder_that_cannot_be_written_is_said_before_anything_is_read(
    archive: Archive, tmp_path: Path, out: str
) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    archive.out = tmp_path / out
    with pytest.raises(OutputError, match="--out"):
        archive.run()
    assert archive.read() == []


def test_the_tables_of_many_workers_are_those_of_one(archive: Archive, tmp_path: Path) -> None:
    archive.lay(**{f"n{n}": f"form {n}" for n in range(9)})
    archive.run(jobs=1)
    one = archive.files()
    archive.out = tmp_path / "many"
    archive.run(jobs=3)
    many = archive.files()
    assert {name: many[name] for name in many if "json/" in name or name == "forms.csv"} == {
        name: one[name] for name in one if "json/" in name or name == "forms.csv"
    }

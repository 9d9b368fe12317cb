"""A run into an output folder, and the runs after it."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Generator, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.batch import manifest
from extractor.batch.conversion import Conversion, Options, Step
from extractor.batch.inputs import Input, gather
from extractor.batch.worker import Limits, Reader, Reading, read_one
from extractor.errors import OutputError
from tests.batch import readers


class Archive:
    """A folder of inputs, one of outputs, and a journal of what was read."""

    def __init__(self, folder: Path) -> None:
        self.inputs, self.out, self.journal = folder / "in", folder / "out", folder / "journal"
        self.inputs.mkdir(exist_ok=True)

    def lay(self, **texts: str) -> None:
        for name, text in texts.items():
            (self.inputs / f"{name}.pdf").write_text(text, encoding="utf-8")

    def start(self, options: Options | None = None, jobs: int = 1, **more: Any) -> Conversion:
        reader = functools.partial(readers.read, journal=self.journal)
        gathered = gather([self.inputs], self.out)
        return Conversion(gathered, self.out, options or Options(), jobs=jobs, reader=reader, **more)

    def run(self, options: Options | None = None, jobs: int = 1, **more: Any) -> list[Step]:
        """A whole run; afterwards the journal holds what it read and nothing else."""
        self.journal.write_text("", encoding="utf-8")
        conversion = self.start(options, jobs, **more)
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
    before = archive.files()
    archive.out = tmp_path / "other"
    archive.run()
    assert lasting(before) == lasting(archive.files())


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


@pytest.mark.parametrize("options", [Options(), TABLES_ONLY, Options(formats=("parquet",))])
def test_a_run_that_breaks_off_is_taken_up_where_it_stopped(archive: Archive, options: Options) -> None:
    archive.lay(**{name: f"slow {name}" for name in "efg"})
    steps = archive.start(options).steps()
    assert [next(steps).name, next(steps).name] == ["a.pdf", "b.pdf"]
    steps.close()  # type: ignore[attr-defined]
    assert {name.rpartition(".")[2] for name in archive.files()} <= {"json", "sqlite"}
    done = {Path(name).name[0] for name in archive.files() if name.endswith(".json")}
    archive.run(options)
    assert archive.read() == sorted(set("abcdefg") - done)
    assert "g" not in done
    assert not [name for name in archive.files() if "json" in name and "json" not in options.formats]


@pytest.mark.parametrize("moment", range(5))
def test_a_run_that_is_killed_is_taken_up_and_ends_as_one_that_was_not(
    archive: Archive, tmp_path: Path, moment: int
) -> None:
    archive.lay(**{f"n{n}": f"slow {n}" if n % 3 else f"form {n}" for n in range(9)})
    run_apart(archive, kill_after=moment)
    written = {path.name.removesuffix(".pdf.json") for path in archive.out.rglob("*.pdf.json")}
    with manifest.load(archive.out)[0] as told:
        noted = {entry.name.removesuffix(".pdf") for entry in told if entry.json}
    assert noted <= written
    assert len(written - noted) <= 1  # a document's entry follows its JSON at once
    archive.run()
    assert not noted & set(archive.read())
    killed = archive.files()
    archive.out = tmp_path / "undisturbed"
    archive.run()
    assert lasting(killed) == lasting(archive.files())


def run_apart(archive: Archive, kill_after: int) -> None:
    """A run in a process of its own, which is killed once so many documents are there."""
    program = (
        "import sys; from pathlib import Path; from tests.batch.test_conversion import Archive\n"
        "if __name__ == '__main__': Archive(Path(sys.argv[1])).run(jobs=2)"
    )
    with subprocess.Popen([sys.executable, "-c", program, archive.inputs.parent]) as process:
        while len(list(archive.out.rglob("*.pdf.json"))) < kill_after and process.poll() is None:
            time.sleep(0.01)
        process.kill()


def lasting(files: dict[str, bytes]) -> dict[str, bytes]:
    """The outputs of a run without what tells how long each document took."""
    timed = {"documents.csv", "workbook.xlsx", manifest.NAME}
    return {name: data for name, data in files.items() if name not in timed}


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


def test_one_content_under_two_names_is_read_once_and_listed_twice(archive: Archive) -> None:
    (archive.inputs / "2022").mkdir()
    shutil.copy(archive.inputs / "a.pdf", archive.inputs / "2022/a.pdf")
    shutil.copy(archive.inputs / "a.pdf", archive.inputs / "z.pdf")
    shutil.copy(archive.inputs / "c.pdf", archive.inputs / "y.pdf")
    steps = archive.run(jobs=2)
    assert archive.read() in (["a", "b", "c", "d"], ["a", "b", "d", "y"])
    assert [step.name for step in steps] == ["2022/a.pdf", "a.pdf", "b.pdf", "c.pdf", "d.pdf", "y.pdf", "z.pdf"]
    assert [(step.name, step.reused, step.tally.failed) for step in steps if step.tally.failed] == [
        ("c.pdf", False, True),
        ("y.pdf", False, True),
    ]
    sources = {name: json.loads(data)["source"] for name, data in archive.files().items() if name.endswith(".json")}
    assert {name: source["name"] for name, source in sources.items()} == {
        name: name.rpartition("/")[2].removesuffix(".json") for name in sources
    }
    assert sources["json/z.pdf.json"]["sha256"] == sources["json/a.pdf.json"]["sha256"]
    assert archive.files()["forms.csv"].count("甲".encode()) == 3


def test_an_input_under_a_new_name_is_not_read_again(archive: Archive) -> None:
    archive.run()
    (archive.inputs / "a.pdf").rename(archive.inputs / "new.pdf")
    steps = archive.run()
    assert archive.read() == []
    assert all(step.reused for step in steps)
    assert "json/a.pdf.json" not in archive.files()
    assert json.loads(archive.files()["json/new.pdf.json"])["source"]["name"] == "new.pdf"
    assert b"new.pdf" in archive.files()["forms.csv"]


@pytest.mark.parametrize(("rehash", "read"), [(False, []), (True, ["a"])])
def test_size_and_time_stand_for_bytes_unless_one_looks_again(archive: Archive, rehash: bool, read: list[str]) -> None:
    archive.run()
    path = archive.inputs / "a.pdf"
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    path.write_text("乙", encoding="utf-8")
    os.utime(path, ns=times)
    archive.run(rehash=rehash)
    assert archive.read() == read


def test_a_file_that_was_touched_is_not_read_again(archive: Archive) -> None:
    archive.run()
    before = archive.files()
    os.utime(archive.inputs / "a.pdf", (0, 0))
    archive.run()
    assert archive.read() == []
    assert lasting(archive.files()) == lasting(before)


def test_an_output_folder_that_was_copied_is_as_good(archive: Archive) -> None:
    archive.run()
    shutil.copytree(archive.out, archive.out.with_name("copy"), copy_function=shutil.copyfile)
    archive.out = archive.out.with_name("copy")
    archive.run()
    assert archive.read() == []


def test_a_file_that_changes_while_it_is_read_is_read_again(archive: Archive) -> None:
    archive.lay(a="grow")
    archive.run()
    assert archive.read() == ["a", "b", "c", "d"]
    shutil.copy(archive.inputs / "a.pdf", archive.inputs / "e.pdf")
    archive.run()
    assert archive.read() == ["a"]


@pytest.mark.parametrize("text", ["greedy", "exit"])
def test_what_hit_a_limit_or_crashed_is_read_again_with_other_limits(archive: Archive, text: str) -> None:
    archive.lay(a=text)
    limits = Limits(memory=1 << 30)
    for read in (["a", "b", "c", "d"], []):
        archive.run(limits=limits)
        assert archive.read() == read
    archive.run(limits=replace(limits, seconds=50.0))
    assert archive.read() == ["a"]


def test_a_file_over_the_limit_is_not_even_looked_at(archive: Archive) -> None:
    with (archive.inputs / "a.pdf").open("ab") as file:
        file.truncate(1 << 40)
    for _ in range(2):
        steps = archive.run()
        assert [problem.code for problem in steps[0].tally.problems] == ["P04"]
    assert steps[1].tally.forms == 1


def test_two_runs_cannot_write_into_one_folder_at_once(archive: Archive) -> None:
    steps = archive.start().steps()
    next(steps)
    with pytest.raises(OutputError, match="Another run may be writing"):
        archive.start()
    steps.close()  # type: ignore[attr-defined]
    archive.run()


def test_a_document_that_takes_long_does_not_keep_others_waiting(archive: Archive) -> None:
    archive.lay(a="slow", **{f"n{n:02}": f"form {n}" for n in range(30)})
    steps = archive.start(jobs=2).steps()
    assert next(steps).name == "a.pdf"
    assert len(archive.journal.read_text(encoding="utf-8").splitlines()) > 20
    steps.close()  # type: ignore[attr-defined]


def test_no_worker_waits_while_what_an_earlier_run_read_goes_into_the_tables(archive: Archive) -> None:
    archive.lay(**{f"e{n:02}": f"form {n}" for n in range(20)})
    archive.run()
    archive.lay(x="one more", y="another", z="the last")
    steps: list[Step] = []
    taken: list[int] = []

    def engine(inputs: Iterable[Input], reader: Reader, jobs: int, limits: Limits) -> Generator[tuple[Input, Reading]]:
        for each in inputs:
            taken.append(len(steps))
            yield each, read_one(reader, each, limits)

    run = archive.start(engine=engine)
    for step in run.steps():
        steps.append(step)
    run.tables()
    assert taken == [0, 2, 4]
    assert [step.name for step in steps] == sorted(path.name for path in archive.inputs.iterdir())

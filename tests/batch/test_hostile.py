"""Files made to do harm cost themselves alone: the run ends, stays in its folder and reaches nobody."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest

from extractor.batch.conversion import Conversion, Options, Step
from extractor.batch.inputs import gather
from extractor.batch.worker import Limits
from extractor.bounds import Bounds
from tests import hostile
from tests.sample_pdfs import form_pdf

LIMITS = Limits(seconds=20.0, memory=2 << 30)
SMALL = 1 << 24


def convert(archive: Path, out: Path, limits: Limits = LIMITS, formats: tuple[str, ...] = ("json",)) -> list[Step]:
    run = Conversion(gather([archive]), out, Options(formats=formats), jobs=2, limits=limits)
    steps = list(run.steps())
    run.tables()
    return steps


def codes(step: Step) -> set[str]:
    """The problems of a step, of which having no form is none."""
    return {problem.code for problem in step.tally.problems} - {"P03"} or {""}


def test_every_hostile_file_ends_in_a_problem_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    cases = {case.name: case for case in hostile.cases(SMALL) if case.name not in SLOW}
    for case in cases.values():
        (tmp_path / "in" / case.name).write_bytes(case.data)
    form_pdf(tmp_path / "in/good.pdf")
    ends = {step.name: codes(step) for step in convert(tmp_path / "in", tmp_path / "out")}
    assert ends.pop("good.pdf") == {""}
    assert {name: end for name, end in ends.items() if not end & cases[name].codes} == {}


SLOW = {"many-lines.txt", "billion-laughs.pdf", "bomb-operators.pdf", "deep-states.pdf"}
"""They come to their deadlines, which the benchmark waits for."""


def test_mutated_forms_end_in_documents(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    form = form_pdf(tmp_path / "form.pdf").read_bytes()
    for case in (hostile.mutated(form, seed) for seed in range(60)):
        (tmp_path / "in" / case.name).write_bytes(case.data)
    ends = [codes(step) for step in convert(tmp_path / "in", tmp_path / "out")]
    assert len(ends) > 50
    assert not [end for end in ends if "P06" in end]
    assert {"P01"} in ends
    assert {""} in ends


@pytest.mark.parametrize(
    ("limits", "name", "words"),
    [
        (Limits(bounds=Bounds(pages=2)), "long.pdf", "3 pages, more than 2"),
        (Limits(bounds=Bounds(pixels=100)), "picture.png", "Page 1 is larger"),
        (Limits(size=1000), "long.pdf", "The file has more than"),
        (Limits(seconds=0.001), "long.pdf", "longer than 0.001 seconds"),
    ],
)
def test_what_is_over_a_limit_says_which(tmp_path: Path, limits: Limits, name: str, words: str) -> None:
    (tmp_path / "in").mkdir()
    form_pdf(tmp_path / "in/long.pdf", forms=3)
    (tmp_path / "in/picture.png").write_bytes(hostile.png(64))
    problems = {step.name: step.tally.problems for step in convert(tmp_path / "in", tmp_path / "out", limits)}[name]
    assert [problem.code for problem in problems if problem.severity == "error"] == ["P04"]
    assert words in problems[0].message


def test_nothing_in_a_file_is_run_or_fetched(tmp_path: Path) -> None:
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_listen, args=(server, calls), daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        with socket.create_connection(server.getsockname()):  # so that one knows who calls
            pass
        command = tmp_path / "command"
        command.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", encoding="utf-8")
        command.chmod(0o700)
        (tmp_path / "in").mkdir()
        data = hostile.reaching(form_pdf(tmp_path / "form.pdf").read_bytes(), url, str(command))
        assert all(word in data for word in (b"/JavaScript", b"/Launch", b"/FS/URL", b"/SubmitForm"))
        (tmp_path / "in/a.pdf").write_bytes(data)
        before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
        (step,) = convert(tmp_path / "in", tmp_path / "out", formats=("csv", "json", "xlsx"))
    assert step.tally.forms == 1
    assert len(calls) == 1
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if tmp_path / "out" not in path.parents}
    after.pop(tmp_path / "out")
    assert after == before


def _listen(server: socket.socket, calls: list[object]) -> None:
    while True:
        try:
            connection, caller = server.accept()
        except OSError:
            return
        connection.close()
        calls.append(caller)


def test_names_of_all_kinds_stay_in_the_output_folder(tmp_path: Path) -> None:
    names = ("a..%2f..%2fb.pdf", "\x1b]0;x\x07\n.pdf", "\U0002000b\U0001f600.pdf", "x" * 251 + ".pdf", "con..json.pdf")
    (tmp_path / "in").mkdir()
    for number, name in enumerate(names):
        form_pdf(tmp_path / "form.pdf", title=f"2022年度项目支出绩效自评表{number}").rename(tmp_path / "in" / name)
    steps = convert(tmp_path / "in", tmp_path / "out", formats=("csv", "json", "xlsx"))
    assert [step.tally.forms for step in steps] == [1] * len(names)
    assert len(list((tmp_path / "out/json").iterdir())) == len(names)
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}
    assert not re.search(r"[\x00-\x1f\x7f]", "".join(step.name for step in steps))


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1+2", "-2+A1"])
def test_no_text_of_a_form_becomes_a_formula(tmp_path: Path, text: str) -> None:
    (tmp_path / "in").mkdir()
    form_pdf(tmp_path / "in/a.pdf", title=text, score=text)
    convert(tmp_path / "in", tmp_path / "out", formats=("xlsx",))
    with ZipFile(tmp_path / "out/workbook.xlsx") as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")]
    assert any(escape(text) in sheet for sheet in sheets)
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<f " in sheet]


def test_a_worker_does_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.pdf").write_text("hang", encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from extractor.batch.inputs import gather\n"
        "from extractor.batch.local import read_all; from tests.batch import sleeper\n"
        "if __name__ == '__main__': list(read_all(gather([Path(sys.argv[1])]).inputs, sleeper.read, jobs=1))"
    )
    with subprocess.Popen([sys.executable, "-c", program, tmp_path / "in"], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"asleep\n"
        parent.kill()
        assert parent.stdout.read() == b""  # which comes to its end when the last process that could write is gone

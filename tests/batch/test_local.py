"""Documents are read side by side, each on its own."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from extractor.batch.inputs import Input, gather
from extractor.batch.local import read_all
from extractor.batch.worker import Limits
from extractor.exporters.columns import Item
from extractor.readers.soundness import is_sound
from tests.batch import readers
from tests.sample_pdfs import form_pdf

LIMITS = Limits(seconds=20.0, memory=1 << 30)


def lay(folder: Path, *texts: str) -> list[Input]:
    """One file for each text, in their order."""
    for n, text in enumerate(texts):
        (folder / f"{n:02}.pdf").write_text(text, encoding="utf-8")
    return list(gather([folder]).inputs)


def outcomes(items: list[Item]) -> list[str]:
    """The title of each document's form, or the code of its problem."""
    return [
        item.document.problems[0].code if item.document.problems else str(item.document.forms[0].title)
        for item in items
    ]


def test_parallel_equals_serial(tmp_path: Path) -> None:
    inputs = lay(tmp_path, "slow", *(f"form {n}" for n in range(20)), "raise", "exit", "last")
    serial, parallel = (list(read_all(inputs, readers.read, jobs=n, limits=LIMITS)) for n in (1, 3))
    assert [(item.path, item.document) for item in serial] == [(item.path, item.document) for item in parallel]
    assert [item.path for item in serial] == [each.name for each in inputs]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("exit", "P06", "status 7"),
        ("kill", "P06", "SIGKILL"),
        ("raise", "P06", "RuntimeError: a fault in the reader"),
        ("greedy", "P04", "memory"),
        ("locked", "P02", "password"),
        ("broken", "P01", "no header"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_trouble_with_one_document_stays_with_it(tmp_path: Path, text: str, code: str, words: str, jobs: int) -> None:
    items = list(read_all(lay(tmp_path, "before", text, "after"), readers.read, jobs=jobs, limits=LIMITS))
    assert outcomes(items) == ["before", code, "after"]
    problem = items[1].document.problems[0]
    assert (problem.severity, words in problem.message) == ("error", True)
    assert items[1].document.source.sha256


def test_a_document_that_hangs_ends_at_its_deadline(tmp_path: Path) -> None:
    inputs = lay(tmp_path, "before", "hang", "after")
    items = list(read_all(inputs, readers.read, jobs=1, limits=Limits(seconds=1.5)))
    assert outcomes(items) == ["before", "P04", "after"]
    assert "longer than 1.5 seconds" in items[1].document.problems[0].message


def test_an_input_that_is_not_there_becomes_a_document_with_a_problem(tmp_path: Path) -> None:
    inputs = gather([tmp_path / "gone.pdf"]).inputs
    (item,) = read_all(inputs, readers.read)
    assert outcomes([item]) == ["P01"]
    assert "No such file" in item.document.problems[0].message
    assert item.document.source.sha256 == ""


def test_no_inputs_give_no_documents() -> None:
    assert list(read_all([], readers.read)) == []


def test_who_stops_listening_stops_the_workers(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    inputs = lay(tmp_path, *["slow"] * 12)
    items = read_all(inputs, functools.partial(readers.read, journal=journal), jobs=1)
    next(items)
    items.close()
    assert len(journal.read_text(encoding="utf-8").splitlines()) < 12


@pytest.mark.parametrize(
    ("text", "jobs", "end"),
    [("unsound 1", 1, "sound"), ("unsound 2", 1, "P06"), ("unsound 2", 2, "sound"), ("unsound 3", 2, "P06")],
)
def test_a_document_that_workers_could_not_read_any_more_goes_to_a_new_one(
    tmp_path: Path, text: str, jobs: int, end: str
) -> None:
    items = list(read_all(lay(tmp_path, "before", text, "after"), readers.read, jobs=jobs, limits=LIMITS))
    assert outcomes(items) == ["before", end, "after"]


def test_a_document_that_finds_no_memory_left_by_those_before_goes_to_another_worker(tmp_path: Path) -> None:
    form = form_pdf(tmp_path / "a.pdf").read_bytes()
    for name in ("hoard", "y", "z"):
        (tmp_path / f"{name}.pdf").write_bytes(form)
    alone, _, *after = read_all(gather([tmp_path]).inputs, readers.read_beside, jobs=1, limits=LIMITS)
    assert not alone.document.problems
    assert [item.document.problems for item in after] == [(), ()]
    assert [item.document.forms for item in after] == [alone.document.forms] * 2


def test_a_reader_that_reads_is_sound() -> None:
    assert is_sound()

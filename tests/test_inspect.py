"""`extractor inspect` as a person meets it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from extractor import cli
from extractor.cli import inspection
from extractor.inspection import inspect
from tests.inspection.drawn_pdfs import english_pdf
from tests.plain_user import plain_user
from tests.sample_pdfs import encrypted_pdf, form_pdf, text_pdf

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `extractor inspect` in this process: its status, what it says, and what it complains of."""

    def ran(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["extractor", "inspect", *map(str, arguments)])
        monkeypatch.setattr("signal.signal", lambda *_: None)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return ran


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_pictures_and_cells_are_written_and_the_last_line_says_where(run: Run, tmp_path: Path) -> None:
    status, out, err = run(form_pdf(tmp_path / "自评 表.pdf", forms=3), "--out", tmp_path / "seen")
    assert (status, err) == (0, "")
    assert names(tmp_path / "seen") == ["自评 表-p1.png", "自评 表-p2.png", "自评 表-p3.png", "自评 表.cells.json"]
    assert re.search(r"pages +3\n.*tables +3, \d+ cells 格\n.*forms +3\n", out)
    assert out.rstrip().endswith("seen: 自评 表-p1.png … 自评 表-p3.png, 自评 表.cells.json")


def test_a_file_without_a_form_is_no_problem(run: Run, tmp_path: Path) -> None:
    status, out, err = run(english_pdf(tmp_path / "a.pdf"), "--out", tmp_path / "seen")
    assert (status, err) == (0, "")
    assert re.search(r"tables +1, 7 cells 格\n.*forms +0\n", out)


def test_a_file_without_a_table_is_no_problem(run: Run, tmp_path: Path) -> None:
    status, _, err = run(text_pdf(tmp_path / "a.pdf"), "--out", tmp_path / "seen")
    assert (status, err) == (0, "")
    assert names(tmp_path / "seen") == ["a-p1.png", "a.cells.json"]


def test_a_named_file_is_tried_whatever_its_name(run: Run, tmp_path: Path) -> None:
    status, _, _ = run(english_pdf(tmp_path / "table"), "--out", tmp_path / "seen")
    assert (status, names(tmp_path / "seen")) == (0, ["table-p1.png", "table-p2.png", "table.cells.json"])


def a_broken_file(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n%")


def an_empty_file(path: Path) -> None:
    path.touch()


def an_encrypted_file(path: Path) -> None:
    encrypted_pdf(path)


def nothing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize("made", [a_broken_file, an_empty_file, an_encrypted_file, nothing])
def test_what_cannot_be_read_is_told_and_nothing_is_written(
    run: Run, made: Callable[[Path], None], tmp_path: Path
) -> None:
    made(tmp_path / "a.pdf")
    status, out, err = run(tmp_path / "a.pdf", "--out", tmp_path / "seen")
    assert (status, out) == (3, "")
    assert re.match(r"extractor: .+\n$", err)
    assert not (tmp_path / "seen").exists()


def test_a_picture_without_text_is_drawn_and_named(run: Run, tmp_path: Path) -> None:
    with pymupdf.open() as document:
        black = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 90, 90), False)
        black.clear_with(0)
        document.new_page().insert_image((100, 100, 400, 400), pixmap=black)
        document.save(tmp_path / "a.pdf")
    status, _, err = run(tmp_path / "a.pdf", "--out", tmp_path / "seen")
    assert (status, "a.pdf: warning P05" in err) == (0, True)
    assert names(tmp_path / "seen") == ["a-p1.png", "a.cells.json"]


def test_a_folder_that_cannot_be_written_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = form_pdf(tmp_path / "a.pdf")
    seen = inspect(path, "a.pdf")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    monkeypatch.setattr(inspection, "inspected", lambda *_: seen)  # whoever may not write there may not read here
    with plain_user():
        status, _, err = run(path, "--out", closed)
    assert status == 2
    assert "Give another folder with --out" in err
    assert names(tmp_path / "closed") == []


def test_an_output_folder_that_is_a_file_is_told(run: Run, tmp_path: Path) -> None:
    path = form_pdf(tmp_path / "a.pdf")
    assert run(path, "--out", path)[0] == 2


@pytest.mark.parametrize("arguments", [[], ["a.pdf"]])
def test_wrong_usage_is_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


def test_a_folder_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    status, _, err = run(tmp_path, "--out", tmp_path / "seen")
    assert (status, "is a folder" in err) == (2, True)


def test_templates_of_ones_own_are_used(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/bad.toml").write_text("id = 3", encoding="utf-8")
    path = form_pdf(tmp_path / "a.pdf")
    status, _, err = run(path, "--out", tmp_path / "seen", "--templates", tmp_path / "mine")
    assert (status, "bad.toml" in err) == (2, True)


def test_a_second_run_leaves_the_same_bytes(run: Run, tmp_path: Path) -> None:
    path = form_pdf(tmp_path / "a.pdf")
    run(path, "--out", tmp_path / "seen")
    first = {each.name: each.read_bytes() for each in (tmp_path / "seen").iterdir()}
    run(path, "--out", tmp_path / "seen")
    assert {each.name: each.read_bytes() for each in (tmp_path / "seen").iterdir()} == first
    assert json.loads(first["a.cells.json"])["pages"][0]["page"] == 1

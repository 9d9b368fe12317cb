"""What a load leaves in a warehouse of each kind."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.batch.conversion import Conversion, Options
from extractor.batch.inputs import gather
from extractor.cli.loading import load
from extractor.errors import OutputError, UsageError
from extractor.exporters import json_
from extractor.exporters.columns import Item
from tests.exporters.samples import item, signed
from tests.sample_forms import document, form, indicator
from tests.sample_pdfs import form_pdf, text_pdf
from tests.warehouse.conftest import Ask, asking

_RUN = "from extractor.cli import main; main()"

TABLES = ("documents", "forms", "indicators", "budget", "checks", "findings", "evidence")


def counts(ask: Ask) -> dict[str, int]:
    return {table: ask(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with two forms in two files, and one file without."""
    (tmp_path / "in/2022").mkdir(parents=True)
    form_pdf(tmp_path / "in/2022/a.pdf")
    form_pdf(tmp_path / "in/b.pdf", score="57.00")
    text_pdf(tmp_path / "in/letter.pdf")
    return tmp_path / "in"


def output(folder: Path, *items: Item) -> Path:
    """An output folder that holds the JSON of the items."""
    for each in items:
        json_.write(each, folder)
    return folder


def test_a_loaded_file_stands_in_every_table(url: str, ask: Ask, archive: Path) -> None:
    assert load([archive], url, jobs=1) == 0
    assert ask("SELECT path, forms, gone_at FROM documents ORDER BY path") == [
        ("2022/a.pdf", 1, None),
        ("b.pdf", 1, None),
        ("letter.pdf", 0, None),
    ]
    query = "SELECT score FROM indicators JOIN documents d USING (document_id) WHERE path = 'b.pdf' ORDER BY position"
    assert ask(query) == [(Decimal(57),), (Decimal(30),)]
    where = "pointer = '/indicators/0/score' AND path = 'b.pdf'"
    assert ask(f"SELECT text, confidence, page FROM evidence JOIN documents USING (document_id) WHERE {where}") == [
        ("57.00", 1.0, 1)
    ]
    assert ask("SELECT DISTINCT code FROM findings WHERE severity = 'error'") == [("S03",)]


def test_two_loads_leave_what_one_does(url: str, ask: Ask, archive: Path) -> None:
    load([archive], url, jobs=1)
    once = counts(ask)
    load([archive], url, jobs=1)
    assert counts(ask) == once


def test_files_and_the_output_made_of_them_are_the_same_documents(
    url: str, ask: Ask, archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Conversion(gather([archive]), tmp_path / "out", Options(formats=("json",)), jobs=1)
    list(run.steps())
    run.tables()
    load([tmp_path / "out"], url)
    once = counts(ask)
    capsys.readouterr()
    load([archive], url, jobs=1)
    assert counts(ask) == once
    assert "0 loaded, 3 unchanged" in capsys.readouterr().out


def test_a_changed_document_replaces_all_its_rows(url: str, ask: Ask, archive: Path) -> None:
    form_pdf(archive / "b.pdf", forms=3)
    load([archive], url, jobs=1)
    before = counts(ask)
    form_pdf(archive / "b.pdf", score="57.00")
    load([archive], url, jobs=1)
    after = counts(ask)
    assert (before["forms"], after["forms"]) == (4, 2)
    assert after["indicators"] == 4
    for table in TABLES:
        assert ask(f"SELECT count(*) FROM {table} WHERE document_id NOT IN (SELECT document_id FROM documents)") == [
            (0,)
        ]


def test_a_document_that_is_gone_is_marked_and_one_that_is_back_is_not(url: str, ask: Ask, archive: Path) -> None:
    load([archive], url, jobs=1)
    away = (archive / "b.pdf").rename(archive.parent / "b.pdf")
    load([archive], url, jobs=1)
    assert ask("SELECT path FROM documents WHERE gone_at IS NOT NULL") == [("b.pdf",)]
    assert ask("SELECT count(*) FROM forms") == [(2,)]
    away.rename(archive / "b.pdf")
    load([archive], url, jobs=1)
    assert ask("SELECT path FROM documents WHERE gone_at IS NOT NULL") == []


def test_a_file_alone_marks_no_other_as_gone(url: str, ask: Ask, archive: Path) -> None:
    load([archive], url, jobs=1)
    load([archive / "b.pdf"], url, jobs=1)
    assert ask("SELECT path FROM documents WHERE gone_at IS NOT NULL") == []


def test_files_of_one_name_in_two_folders_are_two_documents(url: str, ask: Ask, tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        form_pdf(tmp_path / name / "a.pdf")
        load([tmp_path / name], url, jobs=1)
    assert ask("SELECT path FROM documents") == [("a.pdf",), ("a.pdf",)]
    assert ask("SELECT count(*) FROM indicators") == [(4,)]


def test_names_of_people_come_only_when_asked_for(url: str, ask: Ask, tmp_path: Path) -> None:
    out = output(tmp_path / "out", item(signed()))
    load([out], url)
    assert ask("SELECT count(*) FROM forms WHERE personal IS NOT NULL") == [(0,)]
    assert ask("SELECT count(*) FROM evidence WHERE text LIKE '%张三%'") == [(0,)]
    load([out], url, personal=True)
    assert ask("SELECT count(*) FROM forms WHERE personal LIKE '%张三%'") == [(1,)]


def test_texts_and_figures_come_out_as_they_went_in(url: str, ask: Ask, tmp_path: Path) -> None:
    odd = '=1+1, "x"\\N\n\t；\\'
    row = indicator(1, "0.1234567891", None, level1=odd, reason="", actual_value=Decimal(10) ** 27)
    load([output(tmp_path / "out", item(form(indicators=(row,))))], url)
    fields = ask("SELECT level1, reason, weight, score, actual_value FROM indicators")
    assert fields == [(odd, "", Decimal("0.1234567891"), None, Decimal(10) ** 27)]


def test_a_figure_too_long_for_its_type_is_none_there_and_in_the_evidence(url: str, ask: Ask, tmp_path: Path) -> None:
    row = indicator(1, None, "1", level1="x", actual_value=Decimal("9" * 40))
    load([output(tmp_path / "out", item(form(indicators=(row,))))], url)
    assert ask("SELECT actual_value, score FROM indicators") == [(None, Decimal(1))]


def test_an_input_that_cannot_be_read_is_told_and_the_others_are_loaded(
    url: str, ask: Ask, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive / "bad.pdf").write_bytes(b"no PDF")
    assert load([archive], url, jobs=1) == 3
    assert "bad.pdf: error P01" in capsys.readouterr().err
    assert ask("SELECT problems FROM documents WHERE path = 'bad.pdf'") == [("P01",)]
    assert ask("SELECT count(*) FROM forms") == [(2,)]


@pytest.mark.parametrize("url", ["duckdb", "postgresql"], indirect=True)
def test_views_answer_what_people_ask(ask: Ask, url: str, archive: Path) -> None:
    load([archive], url, jobs=1)
    assert ask("SELECT fiscal_year, level3, indicators, lost FROM points_lost ORDER BY lost DESC LIMIT 1")[0][3] == 5
    assert ask("SELECT count(*) FROM execution_rates") == [(2,)]
    assert ask("SELECT path, codes FROM failing_forms") == [("b.pdf", "S03")]
    assert ask("SELECT count(*) FROM look_here") == [(0,)]


def test_keys_hold_in_postgresql(database: str, archive: Path) -> None:
    load([archive], database, jobs=1)
    names = asking(database)("SELECT indexname FROM pg_indexes WHERE indexname LIKE '%_key' ORDER BY 1")
    assert {"documents_key", "forms_key", "indicators_key", "budget_key", "checks_key", "evidence_key"} <= {
        name for (name,) in names
    }


def test_two_loads_at_once_into_postgresql_do_not_double(database: str, archive: Path) -> None:
    line = [sys.executable, "-c", _RUN, "load", str(archive), "--to", database, "--jobs", "1"]
    both = [subprocess.Popen(line) for _ in range(2)]
    assert [each.wait() for each in both] == [0, 0]
    assert asking(database)("SELECT count(*) FROM forms") == [(2,)]
    assert asking(database)("SELECT count(*) FROM documents") == [(3,)]


@pytest.mark.parametrize("url", ["duckdb", "postgresql"], indirect=True)
def test_of_a_load_that_is_killed_no_half_document_is_seen(url: str, ask: Ask, tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 -- when to kill
    forms = [form(form_id=f"0123456789abcdef-{n}") for n in range(3)]
    many = [item(*forms, path=f"{n}.pdf") for n in range(40)]
    load([output(tmp_path / "first", *many[:1])], url)
    whole = len(form().evidence) * 3
    out = output(tmp_path / "out", *many)
    line = [sys.executable, "-c", _RUN, "load", str(out), "--to", url]
    for _ in range(3):
        with subprocess.Popen(line, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(chance.uniform(0.5, 3))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
        seen = ask("SELECT count(*) FROM evidence GROUP BY document_id")
        assert {n for (n,) in seen} == {whole}
        assert ask("SELECT count(*) FROM documents") == [(len(seen),)]
    assert load([out], url) == 0
    assert ask("SELECT count(*) FROM documents") == [(41,)]


def test_a_duckdb_file_in_use_is_said_to_be(tmp_path: Path, archive: Path) -> None:
    url = f"duckdb:///{tmp_path}/w.duckdb"
    hold = (
        f"import duckdb, sys; c = duckdb.connect({str(tmp_path / 'w.duckdb')!r}); print(flush=True); sys.stdin.read()"
    )
    line = [sys.executable, "-c", hold]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(OutputError, match=r"cannot be opened.*lock"):
            load([archive], url, jobs=1)
        other.kill()


@pytest.mark.parametrize(
    ("wrong", "word"), [("forms.db", "duckdb:///forms.db"), ("mysql://a@b/c", "postgresql"), ("duckdb://", "no file")]
)
def test_a_url_that_is_no_warehouse_is_told_what_is(wrong: str, word: str, archive: Path) -> None:
    with pytest.raises(UsageError, match=word):
        load([archive], wrong)


def test_no_password_is_shown(archive: Path) -> None:
    with pytest.raises(OutputError, match="refused") as failure:
        load([archive], "postgresql://me:secret@127.0.0.1:9/forms")
    assert "secret" not in str(failure.value)


def test_nothing_to_load_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to load"):
        load([tmp_path], f"duckdb:///{tmp_path}/w.duckdb")


def test_documents_alike_under_two_names_are_both_there(url: str, ask: Ask, tmp_path: Path) -> None:
    same = document(form())
    load([output(tmp_path / "out", Item("a.pdf", same), Item("b.pdf", same))], url)
    assert ask("SELECT count(*) FROM forms") == [(2,)]

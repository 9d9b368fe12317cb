"""The command line as a person meets it: what it writes, what it says, and its exit status."""

from __future__ import annotations

import csv
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from extractor import cli
from extractor.batch import manifest
from extractor.cli import stopping
from extractor.cli.progress import watched
from tests.plain_user import plain_user
from tests.sample_pdfs import encrypted_pdf, form_pdf, text_pdf, two_faced_pdf

TABLES = ("documents", "forms", "indicators", "budget", "checks", "findings")


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def signals() -> Iterator[None]:
    """What signals do is as before when the test is done."""
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def run(signals: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process."""

    def ran(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["extractor", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)

    return ran


def command(*arguments: str | Path) -> list[str]:
    """The command line for a process of its own."""
    program = "import sys; from extractor.cli import main; sys.exit(main())"
    return [sys.executable, "-c", program, *map(str, arguments)]


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def events(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with a form that adds up, a file with two that do not, a letter, and a kind that is passed over."""
    (tmp_path / "档案 室/2022").mkdir(parents=True)
    form_pdf(tmp_path / "档案 室/2022/自评 表.pdf")
    form_pdf(tmp_path / "档案 室/wrong.pdf", score="55.00", forms=2)
    text_pdf(tmp_path / "档案 室/letter.PDF")
    (tmp_path / "档案 室/notes.docx").touch()
    return tmp_path / "档案 室"


def test_convert_writes_tables_workbook_and_json(run: Run, archive: Path, tmp_path: Path) -> None:
    ran = run("convert", archive, "--out", tmp_path / "out")
    assert ran.status == 0
    made = {str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*") if p.is_file()}
    names = ("2022/自评 表.pdf", "wrong.pdf", "letter.PDF")
    assert made - {manifest.NAME} == {f"{name}.csv" for name in TABLES} | {"workbook.xlsx"} | {
        f"json/{name}.json" for name in names
    }
    assert [row["path"] for row in table(tmp_path / "out", "documents")] == [
        "2022/自评 表.pdf",
        "letter.PDF",
        "wrong.pdf",
    ]
    assert [row["score"] for row in table(tmp_path / "out", "indicators")] == ["58", "30", "55", "30", "55", "30"]


def test_the_summary_says_what_to_do_next(run: Run, archive: Path, tmp_path: Path) -> None:
    out = run("convert", archive, "--out", tmp_path / "out").out
    assert re.search(r"documents +3 read\n", out)
    assert re.search(r"passed over +1 × .docx\n", out)
    assert re.search(r"forms +3\n", out)
    assert re.search(r"indicators +6\n", out)
    assert re.search(r"findings +2 errors", out)
    assert re.search(r"frequent +S03 × 2 ", out)
    assert re.search(r"look first +wrong.pdf: 2 errors", out)
    assert re.search(r"files +.*out: workbook.xlsx, documents.csv,.* json/", out)


def test_a_readable_file_without_a_form_is_a_warning_and_no_failure(run: Run, tmp_path: Path) -> None:
    ran = run("convert", text_pdf(tmp_path / "letter.pdf"), "--out", tmp_path / "out")
    assert (ran.status, "letter.pdf: warning P03" in ran.err) == (0, True)
    assert table(tmp_path / "out", "documents")[0]["problems"] == "P03"


def an_empty_file(path: Path) -> None:
    path.touch()


def a_text_renamed(path: Path) -> None:
    path.write_text("项目支出绩效自评表", encoding="utf-8")


def a_truncated_file(path: Path) -> None:
    whole = form_pdf(path).read_bytes()
    path.write_bytes(whole[:200])


def an_encrypted_file(path: Path) -> None:
    encrypted_pdf(path)


def a_broken_link(path: Path) -> None:
    path.symlink_to(path.with_name("gone"))


def nothing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (an_empty_file, "P01"),
        (a_text_renamed, "P01"),
        (a_truncated_file, "P01"),
        (an_encrypted_file, "P02"),
        (a_broken_link, "P01"),
        (nothing, "P01"),
    ],
)
def test_a_bad_input_is_named_and_the_others_are_converted(
    run: Run, tmp_path: Path, make: Callable[[Path], None], code: str
) -> None:
    bad, good, out = tmp_path / "坏 的.pdf", form_pdf(tmp_path / "good.pdf"), tmp_path / "out"
    make(bad)
    ran = run("convert", bad, good, "--out", out)
    assert ran.status == 3
    assert f"坏 的.pdf: error {code}: " in ran.err
    assert "Traceback" not in ran.err
    assert {row["path"]: row["problems"] for row in table(out, "documents")} == {"坏 的.pdf": code, "good.pdf": ""}
    assert len(table(out, "forms")) == 1
    assert json.loads((out / "json/坏 的.pdf.json").read_bytes())["problems"][0]["code"] == code


def test_quiet_says_only_what_went_wrong(run: Run, archive: Path, tmp_path: Path) -> None:
    (archive / "empty.pdf").touch()
    ran = run("convert", archive, "--out", tmp_path / "out", "--quiet")
    assert ran.out == ""
    assert "empty.pdf: error P01" in ran.err


def test_strict_makes_an_error_in_a_form_the_exit_status(run: Run, archive: Path, tmp_path: Path) -> None:
    assert run("convert", archive / "2022", "--out", tmp_path / "a", "--strict").status == 0
    assert run("convert", archive, "--out", tmp_path / "b", "--strict").status == 1
    assert run("convert", archive, "--out", tmp_path / "b", "--strict").status == 1


def test_a_second_run_reads_nothing_and_changes_no_byte(run: Run, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    logs = [tmp_path / "first.jsonl", tmp_path / "second.jsonl"]
    run("convert", archive, "--out", out, "--log", logs[0], "--jobs", "2")
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    ran = run("convert", archive, "--out", out, "--log", logs[1], "--jobs", "2")
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert [event["event"] for event in events(logs[0])] == ["started", "read", "read", "read", "finished"]
    assert [event["event"] for event in events(logs[1])] == ["started", "reused", "reused", "reused", "finished"]
    assert "3 unchanged since an earlier run" in ran.out


def test_one_format_alone_gives_the_same_tables(run: Run, archive: Path, tmp_path: Path) -> None:
    run("convert", archive, "--out", tmp_path / "all", "--format", "csv,json,xlsx,parquet")
    run("convert", archive, "--out", tmp_path / "csv", "--format", "CSV")
    for name in TABLES[1:]:
        assert (tmp_path / "csv" / f"{name}.csv").read_bytes() == (tmp_path / "all" / f"{name}.csv").read_bytes()
    assert {path.name for path in (tmp_path / "csv").iterdir()} == {f"{name}.csv" for name in TABLES} | {
        manifest.FOLDER
    }


def test_the_output_folder_may_lie_in_the_input_folder(run: Run, archive: Path) -> None:
    for _ in range(2):
        run("convert", archive, "--out", archive / "out")
    assert len(table(archive / "out", "documents")) == 3


def test_an_empty_folder_is_said_to_be_empty(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.docx").touch()
    ran = run("convert", tmp_path / "in", "--out", tmp_path / "out")
    assert (ran.status, "nothing to read" in ran.err, "1 × .docx" in ran.err) == (0, True, True)
    assert table(tmp_path / "out", "forms") == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["convert", "a.pdf"], "--out"),
        (["convert", "--out", "out"], "INPUT"),
        (["convert", "a.pdf", "--out", "out", "--format", "csv,ods"], "ods. It knows csv, json, xlsx, parquet"),
        (["convert", "a.pdf", "--out", "out", "--format", ","], "It knows csv, json, xlsx, parquet"),
        (["convert", "a.pdf", "--out", "out", "--headers", "fr"], "headers"),
        (["convert", "a.pdf", "--out", "out", "--jobs", "0"], "jobs"),
        (["convert", "a.pdf", "--out", "out", "--ocr", "often"], "--ocr"),
        (["convert", "a.pdf", "--out", "out", "--templates", "nowhere"], "nowhere"),
        (["check", "a.pdf", "--select", "Z99"], "Z99"),
        (["check", "a.pdf", "--format", "html"], "format"),
        (["check", "a.pdf", "--severity", "fatal"], "severity"),
        (["check", "a.pdf", "--report", "r.pdf"], ".html or a .json"),
        (["check", "a.pdf", "--config", "nowhere.toml"], "nowhere.toml"),
        (["rules", "Z99"], "Z99"),
        (["templates", "show", "nobody"], "nobody"),
        (["templates", "draft", "."], "folder"),
        (["frobnicate"], "frobnicate"),
        (["convert", "a.pdf", "--out", "out", "--address", "127.0.0.1:1"], "--engine ray"),
        (["convert", "a.pdf", "--out", "https://forms/out"], "nothing can be written to the web"),
    ],
)
def test_wrong_usage_is_explained(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(form_pdf(tmp_path / "a.pdf").parent)
    ran = run(*arguments)
    assert ran.status == 2
    assert words in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("out", ["taken", "taken/below", "/proc/out"])
def test_an_output_folder_that_cannot_be_written_is_said_at_once(run: Run, tmp_path: Path, out: str) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    ran = run("convert", form_pdf(tmp_path / "a.pdf"), "--out", tmp_path / out)
    assert ran.status == 2
    assert re.match(r"extractor: The output could not be written\. .*--out", ran.err)


@pytest.mark.parametrize("log", ["/dev/full", "missing/log.jsonl"])
def test_a_log_that_cannot_be_written_stops_the_run_with_a_word(run: Run, tmp_path: Path, log: str) -> None:
    ran = run("convert", form_pdf(tmp_path / "a.pdf"), "--out", tmp_path / "out", "--log", tmp_path / log)
    assert (ran.status, "--log" in ran.err) == (2, True)


def test_a_full_disk_stops_the_run_with_a_word_and_leaves_whole_files(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    limit = (30_000, 30_000)  # a file may not grow beyond it: the JSON of two forms does
    ran = subprocess.run(
        command("convert", archive, "--out", out),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "File too large" in ran.stderr
    assert "make room" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not list(out.rglob("*.tmp"))
    assert "wrong.pdf" not in [json.loads(path.read_bytes())["source"]["name"] for path in out.rglob("*.json")]


def test_a_run_stopped_by_ctrl_c_says_how_to_go_on_and_does(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    form = form_pdf(tmp_path / "in/000.pdf").read_bytes()
    for n in range(1, 300):
        (tmp_path / "in" / f"{n:03}.pdf").write_bytes(form + f"% {n}".encode())
    out = tmp_path / "out"
    line = command("convert", tmp_path / "in", "--out", out, "--jobs", "1")
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        while not (out / "json/001.pdf.json").exists():
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == cli.STOPPED
    assert "Give the same command again to go on" in said
    assert "Traceback" not in said
    done = len(list(out.rglob("*.pdf.json")))
    assert 0 < done < 300
    ran = run("convert", tmp_path / "in", "--out", out, "--format", "json")
    # one may have been written and not noted any more
    assert f"({done} unchanged" in ran.out or f"({done - 1} unchanged" in ran.out
    assert len(list(out.rglob("*.pdf.json"))) == 300


@pytest.mark.usefixtures("signals")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_stop_that_a_finalizer_swallows_is_heeded_at_the_next_document() -> None:
    class Left:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    def steps() -> Iterator[int]:
        yield 1
        Left()  # what is raised in its finalizer comes to nobody
        yield 2
        yield 3

    done: list[int] = []
    stopping.listen()
    with pytest.raises(KeyboardInterrupt):
        done.extend(watched(steps(), ["a", "b", "c"]))
    assert done == [1, 2]
    stopping.listen()
    assert list(watched(iter((1, 2)), ["a", "b"])) == [1, 2]


def test_check_prints_findings_with_page_and_printed_text(run: Run, archive: Path) -> None:
    ran = run("check", archive)
    assert ran.status == 1
    assert "error   S03" in ran.out
    assert "p. 2  /total/score “98.00”" in ran.out
    assert "nothing found" in ran.out
    assert "3 forms" in ran.err
    assert "4 errors" in ran.err
    assert "across forms" in ran.out
    assert "error   X01" in ran.out.partition("across forms")[2]


def test_check_as_json_is_a_list_for_programs(run: Run, archive: Path) -> None:
    (archive / "empty.pdf").touch()
    ran = run("check", archive, "--format", "json", "--jobs", "2")
    found = json.loads(ran.out)
    assert ran.status == 3
    assert [(each["path"], each["code"]) for each in found] == [
        ("empty.pdf", "P01"),
        ("letter.PDF", "P03"),
        ("wrong.pdf", "S03"),
        ("wrong.pdf", "S03"),
        ("wrong.pdf", "X01"),
        ("wrong.pdf", "X01"),
    ]
    assert {each["waived"] for each in found} == {None}
    assert (found[2]["page"], found[2]["printed"][0], found[2]["where"][0]) == (1, "98.00", "/total/score")


def test_check_of_an_output_folder_reads_nothing_again(run: Run, archive: Path, tmp_path: Path) -> None:
    fresh = run("check", archive)
    run("convert", archive, "--out", tmp_path / "out")
    for path in archive.rglob("*.pdf"):
        path.unlink()
    assert run("check", tmp_path / "out") == fresh


@pytest.mark.parametrize(
    ("chosen", "status"),
    [(["--select", "S03"], 1), (["--select", "s03,W01"], 1), (["--select", "W01"], 0), (["--ignore", "S03,X01"], 0)],
)
def test_check_heeds_the_codes_that_are_chosen(run: Run, archive: Path, chosen: list[str], status: int) -> None:
    ran = run("check", archive, *chosen)
    assert ran.status == status
    assert ("S03" in ran.out) == (status == 1)


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_check_tells_findings_from_a_severity_on(run: Run, archive: Path, severity: str) -> None:
    name = archive / "2021年度.pdf"
    form_pdf(name)
    ran = run("check", name, "--severity", severity, "--select", "D03")
    assert ran.status == 0
    assert ("D03" in ran.out) == (severity != "error")


def test_a_waived_finding_is_no_error_and_shows_its_reason(run: Run, archive: Path, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    waiver = 'path = "wrong.pdf"\ncodes = ["S03", "X01"]\nreason = "已发更正公告"\n'
    config.write_text(f"[[tool.extractor.waivers]]\n{waiver}", encoding="utf-8")
    ran = run("check", archive, "--config", config)
    assert (ran.status, "0 errors" in ran.err, "4 waived" in ran.err) == (0, True, True)
    assert "豁免 waived: 已发更正公告" in ran.out
    told = json.loads(run("check", archive, "--config", config, "--format", "json").out)
    assert {each["waived"] for each in told if each["code"] == "S03"} == {"已发更正公告"}


def test_a_report_has_pictures_also_from_an_output_folder_that_knows_where_its_inputs_are(
    run: Run, archive: Path, tmp_path: Path
) -> None:
    run("convert", archive, "--out", tmp_path / "out")
    pages = []
    for given in (archive, tmp_path / "out"):
        assert run("check", given, "--report", tmp_path / "r.html").status == 1
        pages.append((tmp_path / "r.html").read_text(encoding="utf-8"))
    assert pages[0] == pages[1]
    assert "data:image/webp;base64," in pages[0]
    (archive / "wrong.pdf").unlink()
    run("check", tmp_path / "out", "--report", tmp_path / "r.html")
    assert "原件不在手边" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_report_as_json_has_outcomes_and_why(run: Run, archive: Path, tmp_path: Path) -> None:
    run("check", archive, "--report", tmp_path / "r.json")
    told = json.loads((tmp_path / "r.json").read_bytes())
    assert (told["summary"]["forms"], len(told["forms"])) == (3, 3)
    assert told["forms"][1]["checks"]["S03"]["outcome"] == "inconsistent"


def test_check_as_sarif_has_rules_results_and_suppressions(run: Run, archive: Path, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    waiver = 'path = "*"\ncodes = ["X01"]\nreason = "同一份"\n'
    config.write_text(f"[[tool.extractor.waivers]]\n{waiver}", encoding="utf-8")
    log = json.loads(run("check", archive, "--format", "sarif", "--config", config).out)
    (ran,) = log["runs"]
    assert {"W01", "S03", "X06"} <= {rule["id"] for rule in ran["tool"]["driver"]["rules"]}
    result = next(each for each in ran["results"] if each["ruleId"] == "S03")
    assert (result["level"], "suppressions" in result) == ("error", False)
    place = result["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "wrong.pdf"
    assert "/total/score" in {each["fullyQualifiedName"] for each in place["logicalLocations"]}
    waived = [each["suppressions"][0]["justification"] for each in ran["results"] if each["ruleId"] == "X01"]
    assert waived == ["同一份", "同一份"]


def test_rules_are_listed_and_explained(run: Run) -> None:
    listed = run("rules").out
    assert re.search(r"^S03 +error ", listed, re.MULTILINE)
    explained = run("rules", "s03").out
    assert explained.startswith("S03 ")
    assert len(explained) > 300


def test_a_cross_check_finds_figures_on_which_two_readers_disagree(run: Run, tmp_path: Path) -> None:
    path = two_faced_pdf(tmp_path / "a.pdf")
    found = {twice: run("check", path, "--format", "json", *twice) for twice in ((), ("--cross-check",))}
    codes = {twice: [each["code"] for each in json.loads(ran.out)] for twice, ran in found.items()}
    assert "E01" not in codes[()]
    (finding,) = (each for each in json.loads(found[("--cross-check",)].out) if each["code"] == "E01")
    assert (finding["where"], finding["printed"], finding["page"]) == (["/indicators/0/score"], ["68.00"], 1)
    assert "58.00" in finding["message_en"]


def test_with_a_cross_check_or_without_is_another_run(run: Run, tmp_path: Path) -> None:
    path, out = two_faced_pdf(tmp_path / "a.pdf"), tmp_path / "out"
    confidences: list[tuple[str, bool]] = []
    for twice in ([], ["--cross-check"], ["--cross-check"], []):
        log = tmp_path / f"{len(confidences)}.jsonl"
        run("convert", path, "--out", out, "--log", log, *twice)
        reused = any(event["event"] == "reused" for event in events(log))
        confidences.append((table(out, "indicators")[0]["confidence"], reused))
    assert confidences == [("1.0", False), ("0.5", False), ("0.5", True), ("1.0", False)]


def test_templates_are_listed_and_shown(run: Run) -> None:
    assert re.search(r"^guangdong-department +department ", run("templates").out, re.MULTILINE)
    assert 'id = "guangdong-department"' in run("templates", "show", "guangdong-department").out


def test_a_template_is_explained_in_both_languages(run: Run) -> None:
    page = run("templates", "show", "hubei-department").out
    assert "湖北省部门整体绩效自评表" in page
    assert "Hubei department self-evaluation" in page
    assert re.search(r"^ *execution_weight .* 20 *$", page, re.MULTILINE)
    assert re.search(r"^ *totals \* .* 部门整体支出总额 *$", page, re.MULTILINE)
    assert re.search(r"^ *level3 +三级指标", page, re.MULTILINE)
    assert page.endswith(run("templates", "show", "hubei-department", "--toml").out)


def test_the_general_dictionary_is_shown_too(run: Run) -> None:
    assert run("templates", "show", "general", "--toml").out.startswith("# The general label dictionary")


def test_a_template_that_is_shown_as_toml_can_be_used_at_once(run: Run, tmp_path: Path) -> None:
    shown = run("templates", "show", "mof-project", "--toml").out
    (tmp_path / "own.toml").write_text(shown.replace('name_en = "', 'name_en = "Our own '), encoding="utf-8")
    assert "Our own Ministry" in run("templates", "--templates", tmp_path).out


def test_a_draft_from_a_folder_that_may_not_be_entered_is_reported(run: Run, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    with plain_user():
        ran = run("templates", "draft", closed / "a.pdf")
    assert ran.status == 3
    assert "Permission denied" in ran.err


def test_a_template_is_drafted_from_a_form(run: Run, archive: Path) -> None:
    ran = run("templates", "draft", archive / "2022/自评 表.pdf")
    assert ran.status == 0
    assert "项目名称" in ran.out
    assert run("templates", "draft", archive / "letter.PDF").status == 2
    assert run("templates", "draft", archive / "gone.pdf").status == 3


def test_the_schema_is_that_of_the_json(run: Run, archive: Path, tmp_path: Path) -> None:
    import jsonschema  # noqa: PLC0415 -- takes its time, and only this test wants it

    schema = json.loads(run("schema").out)
    run("convert", archive, "--out", tmp_path / "out", "--format", "json")
    jsonschema.validate(json.loads((tmp_path / "out/json/wrong.pdf.json").read_bytes()), schema)


def test_the_version_is_that_of_the_package(run: Run) -> None:
    import extractor  # noqa: PLC0415

    assert run("--version").out == f"extractor {extractor.__version__}\n"


@pytest.mark.parametrize("name", ["convert", "check", "inspect", "rules", "templates", "schema"])
def test_help_of_every_command_teaches(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert ran.status == 0
    assert name == "schema" or f"extractor {name} " in ran.out
    assert re.search("[一-鿿]", ran.out)


def test_help_imports_nothing_that_reads_or_writes_documents() -> None:
    heavy = "{'pandas', 'numpy', 'pyarrow', 'pymupdf', 'pdfplumber', 'xlsxwriter', 'cv2'}"
    program = (
        "import sys; from extractor.cli import main\nsys.argv = ['extractor', '--help']\n"
        f"try: main()\nexcept SystemExit: pass\nprint(sorted({heavy} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert ran.stdout.splitlines()[-1] == "[]"
    assert "convert" in ran.stdout


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = "{'pandas', 'pyarrow', 'pymupdf', 'xlsxwriter', 'msgspec', 'typer', 'rich'}"
    program = f"import sys, extractor; extractor.__all__; print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert ran.stdout == "[]\n"


def test_a_terminal_without_chinese_still_gets_its_message(archive: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    line = command("check", archive / "wrong.pdf")
    ran = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    assert (ran.returncode, "S03" in ran.stdout) == (1, True)

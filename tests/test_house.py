"""What the house files say holds."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.main import get_command

from extractor import cli

HOUSE = Path(__file__).parent.parent
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
SOURCES = sorted((HOUSE / "extractor").rglob("*.py"))
LOCKS = ["constraints.txt", "constraints-dev.txt", "constraints-benchmarks.txt"]


def text(name: str) -> str:
    return (HOUSE / name).read_text(encoding="utf-8")


def test_the_make_commands_of_the_readme_exist() -> None:
    targets = re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE)
    named = re.findall(r"\bmake ([a-z]+)", text("README.md"))
    assert named[:2] == ["demo", "test"]
    assert set(named) <= set(targets)


def test_ci_runs_the_commands_of_the_readme() -> None:
    assert re.findall(r"^make ([a-z]+)$", text(".ci/run"), re.MULTILINE) == ["demo", "test"]


def test_the_version_stands_in_one_place() -> None:
    number = PROJECT["project"]["version"]
    assert version("extractor") == number
    assert [path.name for path in SOURCES if f'"{number}"' in path.read_text(encoding="utf-8")] == []


def test_the_docs_name_every_command_and_no_other() -> None:
    commands = set(get_command(cli.app).commands)  # type: ignore[attr-defined]
    for name in ("docs/cli.md", "README.md"):
        assert set(re.findall(r"extractor ([a-z]+)\b", text(name))) == commands


@pytest.mark.parametrize("name", LOCKS)
def test_every_dependency_is_pinned_with_hashes(name: str) -> None:
    lock = text(name)
    pinned = re.findall(r"^([a-z0-9._-]+)==[^ ]+ .*\\$", lock, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[^ #\n]", lock, re.MULTILINE))
    wanted = PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]
    extra = name.removesuffix(".txt").removeprefix("constraints").removeprefix("-")
    wanted += PROJECT["project"]["optional-dependencies"][extra] if extra else []
    assert {re.split(r"[<>=\[]", each.lower())[0] for each in wanted} <= set(pinned)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place_that_packages_come_from(name: str) -> None:
    assert not re.search(r"://|^-", text(name), re.MULTILINE)


def test_the_locks_agree() -> None:
    runtime, *larger = (set(re.findall(r"^([^ #].*) \\$", text(name), re.MULTILINE)) for name in LOCKS)
    assert all(runtime <= each for each in larger)


def test_the_arrows_between_the_rooms_hold() -> None:
    line = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    ran = subprocess.run(line, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_only_the_command_line_prints() -> None:
    printing = [
        path.relative_to(HOUSE / "extractor").parts[0]
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "typer.echo", "typer.secho"}
    ]
    assert set(printing) == {"cli"}


def test_broad_catches_stand_around_one_document_and_a_foreign_engine_only() -> None:
    broad = [
        path.relative_to(HOUSE / "extractor").as_posix()
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]
    assert broad == ["batch/worker.py", "readers/second/__init__.py"]


def test_the_architecture_names_every_room() -> None:
    rooms = {path.name for path in (HOUSE / "extractor").iterdir() if not path.name.startswith(("__", "py."))}
    told = text("docs/architecture.md")
    assert {room for room in rooms if f"`{room}" not in told} == set()


def test_the_licence_is_the_whole_agpl() -> None:
    licence = text("LICENSE")
    assert licence.lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE")
    assert all(f"\n  {n}. " in licence for n in range(18))
    assert licence.rstrip().endswith("<https://www.gnu.org/licenses/>.")


def test_the_change_log_has_a_section_for_what_comes_next() -> None:
    assert "## [Unreleased]" in text("CHANGELOG.md")

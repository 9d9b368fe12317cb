"""Temporary folders go, also those of processes that were killed, and no others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_HOLD = """
from extractor.batch.scratch import scratch
with scratch() as folder:
    (folder / "rows").write_text("many")
    print(folder, flush=True)
    input()
"""


def holder() -> tuple[subprocess.Popen[str], Path]:
    """A process that has such a folder in use, and the folder."""
    line = [sys.executable, "-c", _HOLD]
    process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_what_a_killed_process_left_goes_with_the_next_and_what_is_in_use_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    (tmp_path / "extractor-of-mine").mkdir()
    (killed, left), (living, used) = holder(), holder()
    assert left.parent == tmp_path
    killed.kill()
    killed.communicate()
    assert (left / "rows").exists()
    last, _ = holder()
    last.communicate("\n")
    assert {path.name for path in tmp_path.iterdir()} == {used.name, "extractor-of-mine"}
    assert (used / "rows").exists()
    living.communicate("\n")
    assert not used.exists()

"""A PostgreSQL server of Debian's packages on the loopback interface, for as long as a test session lasts."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLACES = "/usr/lib/postgresql"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl of the newest PostgreSQL that is installed, or None."""
    found = sorted(Path(_PLACES).glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def postgres(programs: Path, folder: Path) -> Iterator[str]:
    """The URL of a server that keeps its data below the folder, without the name of a database."""
    data, port = folder / "data", _free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    folder.mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")  # the server refuses to run for the superuser
        for parent in (*folder.parents,)[:3]:
            parent.chmod(parent.stat().st_mode | 0o055)
    _run(programs / "initdb", "-D", data, "-A", "trust", "-U", "tester", "--no-sync")
    _run(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield f"postgresql://tester@127.0.0.1:{port}"
    finally:
        _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _run(*line: object) -> None:
    user = "postgres" if os.geteuid() == 0 else None
    subprocess.run([str(part) for part in line], check=True, stdout=subprocess.DEVNULL, cwd="/", user=user, group=user)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

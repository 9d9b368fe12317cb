"""Temporary folders. Those of a process that was killed are removed by the next one that needs such a folder."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_PREFIX, _LOCK = "extractor-", "in-use"


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A temporary folder, empty but for a file that is locked while the folder is in use; it goes at the end."""
    _sweep()
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        new = Path(folder, f"{_LOCK}.new")
        with new.open("wb") as file:
            _is_locked(file)
            new.rename(new.with_suffix(""))  # whoever sweeps sees it locked or not at all
            yield Path(folder)


@functools.cache
def _sweep() -> None:
    """Removes the folders of processes that are gone; once, for what is gone later the next process removes."""
    for lock in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_LOCK}"):
        with contextlib.suppress(OSError), lock.open("rb") as file:
            if _is_locked(file):
                shutil.rmtree(lock.parent, ignore_errors=True)


def _is_locked(file: IO[bytes]) -> bool:
    """Whether a lock on the file is held now; it is there until the file is closed, or the process ends in any way."""
    try:
        import fcntl  # noqa: PLC0415 -- not on Windows, where nothing is swept
    except ImportError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return os.fstat(file.fileno()).st_nlink > 0

"""Files that are whole or not there: written beside their place and renamed when complete."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from extractor.errors import OutputError


@contextmanager
def replacing(path: Path, parts: Path | None = None) -> Iterator[Path]:
    """A temporary path in the folder of `path`; what was written there takes the place of `path` at the end.

    Where a folder for parts is given, on the same file system, the temporary path is in that, where whoever is killed
    leaves nothing that could be taken for an output. Folders that are missing are made. Whatever fails inside, the old
    file stays and the temporary one goes. The temporary name does not grow with the name of the file, which may be as
    long as the file system allows.

    Raises:
        OutputError: the file could not be written.
    """
    temporary = (parts or path.parent) / f".{uuid4().hex}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        os.replace(temporary, path)
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise OutputError(
            f"{path}: {reason}. Give another folder with --out, or make room and see that you may write there."
        ) from failure
    finally:
        with suppress(OSError):
            temporary.unlink()

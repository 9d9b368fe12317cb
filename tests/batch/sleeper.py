"""A reader that says when it is asleep, and then lets nobody have a word for a minute: as C code that loops does."""

from __future__ import annotations

import ctypes
from pathlib import Path

from extractor.form import Document


def read(path: Path) -> Document:
    """Never a document."""
    print("asleep", flush=True)
    ctypes.PyDLL(None).sleep(60)  # which keeps the interpreter's lock
    raise TimeoutError(path)

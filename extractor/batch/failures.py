"""Documents for inputs that could not be read: the run goes on, and every output says what failed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractor.batch.inputs import Input
from extractor.errors import InputError
from extractor.form import Document, Problem, Source


def fingerprint(path: Path) -> tuple[str, int]:
    """The SHA-256 of a file's bytes, and how many they are.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()


def failed(read: Input, error: InputError) -> Document:
    """A document without forms whose one problem is the error; without a hash where not even the bytes can be had."""
    try:
        sha256, size = ("", 0) if read.failure else fingerprint(read.path)
    except OSError:
        sha256, size = "", 0
    source = Source(name=base_name(read.name), sha256=sha256, bytes=size, kind=None, pages=None)
    problem = Problem(code=error.problem_code or "P01", severity="error", message=str(error))
    return Document(source=source, problems=(problem,))


def base_name(name: str) -> str:
    """An input's name without the folders before it."""
    return name.rpartition("/")[2]

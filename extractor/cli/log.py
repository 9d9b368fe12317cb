"""The log of a run: one JSON object a line, for machines; a line is in the file as soon as it is written."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from extractor.errors import OutputError


class Log(AbstractContextManager["Log"]):
    """A file that events are added to, or nothing where no path is given."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._file: FileIO | None = None

    def __enter__(self) -> Self:
        """The open log.

        Raises:
            OutputError: the file cannot be opened.
        """
        if self.path is not None:
            try:
                self._file = self.path.open("ab", buffering=0)
            except OSError as error:
                raise self._failure(error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, event: str, **fields: Any) -> None:
        """Adds a line with the time, the event and its fields.

        Raises:
            OutputError: the line could not be written.
        """
        if self._file is None:
            return
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **fields}
        try:
            self._file.write((json.dumps(line, ensure_ascii=False) + "\n").encode(errors="backslashreplace"))
        except OSError as error:
            raise self._failure(error) from error

    def _failure(self, error: OSError) -> OutputError:
        return OutputError(f"{self.path}: {error.strerror or error}. Give another file with --log.")

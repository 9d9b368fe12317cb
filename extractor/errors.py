"""What stops a run: one class a cause, each with the exit status that the command line returns.

A problem in a form is a Finding and never an exception; these are for problems with the run or with an input.
"""

from __future__ import annotations

from typing import ClassVar


class ExtractorError(Exception):
    """Something stopped the run."""

    exit_code: ClassVar[int] = 2
    problem_code: ClassVar[str | None] = None

    def __init__(self, detail: str = "") -> None:
        reason = (type(self).__doc__ or "").strip()
        super().__init__(f"{reason} {detail}".strip() if detail else reason)


class UsageError(ExtractorError):
    """The command was given something that it cannot use."""


class TemplateError(ExtractorError):
    """A template is not valid."""


class OutputError(ExtractorError):
    """The output could not be written."""


class ClusterError(ExtractorError):
    """The cluster has no machine left that reads."""


class InputError(ExtractorError):
    """An input could not be read."""

    exit_code = 3
    problem_code = "P01"


class UnreadableError(InputError):
    """This is not a readable document."""


class EncryptedError(InputError):
    """The document is encrypted and opens with a password only."""

    problem_code = "P02"


class LimitError(InputError):
    """The document is over a limit."""

    problem_code = "P04"


class CrashedError(InputError):
    """Reading this document crashed; the other documents were not touched."""

    problem_code = "P06"

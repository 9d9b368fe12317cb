"""Ctrl-C and a polite kill: what was asked once is not forgotten, even where code that cleans up swallowed it.

Python raises KeyboardInterrupt wherever the program is; in a finalizer or a callback of the interpreter it is printed
and lost, and the run would go on to its end.
"""

from __future__ import annotations

import signal
from types import FrameType

_asked = False


def listen() -> None:
    """From now on SIGINT and SIGTERM raise KeyboardInterrupt and are remembered."""
    global _asked  # noqa: PLW0603 -- signals belong to the process
    _asked = False
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, _ask)


def heed() -> None:
    """Goes on unless the program was asked to stop.

    Raises:
        KeyboardInterrupt: it was, though what was raised then came to nobody.
    """
    if _asked:
        raise KeyboardInterrupt


def _ask(_number: int, _frame: FrameType | None) -> None:
    global _asked  # noqa: PLW0603
    _asked = True
    raise KeyboardInterrupt

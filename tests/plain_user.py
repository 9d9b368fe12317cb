"""Being an ordinary user for a while: the superuser may read and write everywhere, so nothing is ever denied to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

NOBODY = 65534


@contextmanager
def plain_user() -> Iterator[None]:
    """Inside, the process has no more rights than any user."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)

"""What every engine does: pictures of single printed lines go in, what is read of each comes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol, TypeAlias

import numpy as np

Grey: TypeAlias = np.ndarray[Any, np.dtype[np.uint8]]
"""Rows and columns of pixels, 0 for ink and 255 for paper."""


class Reading(NamedTuple):
    """The text of a line; of each character how sure it is, and where its middle lies, as a share of the width.

    `other` is another reading of the line, where two differ.
    """

    text: str
    sure: tuple[float, ...] = ()
    places: tuple[float, ...] = ()
    other: str | None = None

    @property
    def confidence(self) -> float:
        """How sure the least sure character is; 0 where nothing was read."""
        return min(self.sure, default=0.0)


class Engine(Protocol):
    """Reads lines."""

    def read(self, pictures: Sequence[Grey]) -> list[Reading]:
        """What is printed on each picture of one line, in the order given."""

    def glance(self, pictures: Sequence[Grey]) -> list[Reading]:
        """The same at a quick look: enough to tell whether there is something to read."""

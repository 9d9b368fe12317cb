"""How much of one document is read, so that none takes a machine to its knees."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """The most pages of a document, and the most pixels of a picture that is decoded or of a page that is drawn."""

    pages: int = 3000
    pixels: int = 250_000_000


USUAL = Bounds()
"""What is read where nothing else is asked for."""

"""A page as MuPDF shows it, with what several readers ask of it: each question of MuPDF takes its time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pymupdf


class Shown(NamedTuple):
    """A page, its number from one, its size as displayed, in points, and the pictures that MuPDF lists.

    It lists those of a page of a PDF alone.
    """

    page: pymupdf.Page
    number: int
    size: tuple[float, float]
    pictures: Sequence[Any]


def shown(page: pymupdf.Page) -> Shown:
    """The page with what is asked of it."""
    around = page.rect
    return Shown(page, int(page.number) + 1, (around.width, around.height), page.get_images())

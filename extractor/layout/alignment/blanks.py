"""Blank columns that belong to the text beside them: rows of few texts over the header that fills the columns."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.layout.alignment.entries import Piece, is_figure

_FULL, _KNOWN = 0.85, 0.9  # of the columns: a row with texts in as many, and no figure, is the header
_FEWEST = 5  # columns of a header
_NEAR = 6  # rows: how far above its figures a heading stands


class Joins:
    """Tells row by row, from the top of a table to its foot, which sides between columns a row does not have.

    Labels and values stand over wider columns than the figures under them: a blank between two texts belongs to the
    text at its left, and so does what is blank behind the last. Under the header every column counts.
    """

    def __init__(self) -> None:
        self._is_under_header = False

    def sides(
        self, rows: Sequence[Sequence[Piece]], columns: int, names: Sequence[set[int]] | None = None
    ) -> list[set[int]]:
        """The sides, by the place of the column at their right, that each of the next rows does not have.

        `names` are the columns of each row in which stands what speaks for more rows, where that is known.
        """
        found: list[set[int]] = []
        for place, row in enumerate(rows):
            texts = {col for piece in row for col in range(piece.col, piece.end)}
            figures = {piece.col for piece in row if is_figure(piece)}
            over = names[place] if names else set()
            full = len(texts - over) >= (_KNOWN if names else _FULL) * (columns - len(over))
            if columns >= _FEWEST and full and not figures:
                self._is_under_header = True
            if self._is_under_header or not texts:
                found.append(set())
                continue
            heads = _heads(rows[max(place - _NEAR, 0) : place], figures)
            if heads is None and len(figures) > 2:
                found.append(set())
                continue
            known = texts | (heads or set())
            found.append({side for side in range(min(texts) + 1, columns) if side not in known})
        return found


def _heads(above: Sequence[Sequence[Piece]], figures: set[int]) -> set[int] | None:
    """The columns with a text in the nearest row above that heads two of the figures or more, None without one."""
    for row in reversed(above):
        texts = {piece.col for piece in row}
        if len(texts & figures) >= 2 and not any(map(is_figure, row)):
            return texts
    return None

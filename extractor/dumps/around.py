"""The records of what a torn dump says around its indicator table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.dumps.boxes import Piece
from extractor.dumps.labels import Label
from extractor.dumps.money import Amounts
from extractor.dumps.placed import Outer, points_of
from extractor.dumps.tokens import Token


@dataclass
class Pair:
    """A label with what belongs to it, and how sure that is."""

    label: Label | Token
    tokens: list[Token]
    confidence: float = 1.0


@dataclass
class Head:
    """What was found around the table; `before` and `after` are the tokens that stand free."""

    before: list[Token] = field(default_factory=list)
    identity: list[Pair] = field(default_factory=list)
    headings: list[Label] = field(default_factory=list)
    lines: list[Pair] = field(default_factory=list)
    money: Amounts | None = None
    doubtful: set[tuple[int, str]] = field(default_factory=set)
    block: list[Label | Token] = field(default_factory=list)
    amounts: list[Pair] = field(default_factory=list)
    inline: list[Token] = field(default_factory=list)
    narratives: list[Pair] = field(default_factory=list)
    totals: list[Pair] = field(default_factory=list)
    grade: Pair | None = None
    after: list[Token] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    @property
    def outer(self) -> Outer:
        """What the money block and a total in the head say of the points of the table."""
        cells = self.money.cells if self.money else {}
        weight, score = (_points(cells.get((0, field))) for field in ("weight", "score"))
        return Outer((weight, score), _points(self.totals[0].tokens[0]) if self.totals else None)

    def use(self, *pieces: object) -> None:
        """Keep in mind that these pieces of the stream have found their place."""
        self.used.update(id(piece) for piece in pieces)


def _points(token: Token | None) -> int | None:
    return points_of(token.text) if token else None


def next_to(stream: Sequence[Piece], piece: Piece) -> Piece | None:
    """The piece behind a piece of the stream."""
    place = next((n for n, each in enumerate(stream) if each is piece), len(stream))
    return stream[place + 1] if place + 1 < len(stream) else None

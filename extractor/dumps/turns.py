"""Which row a name belongs to, where the dump says so: as many names in a run as figures in the run behind it.

Along rows every name is followed by its row's figures, down columns a run of names by a run as long; both times the
rows of the figures are those of the names. Where the runs differ in length, order alone decides, and this says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extractor.dumps.boxes import Piece
from extractor.dumps.figures import Labelled
from extractor.dumps.kinds import costs
from extractor.dumps.labels import Label
from extractor.dumps.placed import text_of, tokens_of
from extractor.dumps.tokens import Token, is_figure, is_mark, is_measure, is_prose

_NAME_MOST = 0.6  # of cost: a text that suits the column of names as well may be one
_SUITS = 2.0  # of cost: a text that suits the column of names worse is none
_LINES = 3  # of a name
_NUMBERED = re.compile(r"指标\s?\d+\s?[：:.．、]")
_OTHERS = ("target", "actual", "definition", "reason")


class Turn(NamedTuple):
    """A run of names, and the rows of the figures in the run behind it."""

    names: list[Piece]
    rows: list[int]


def rows_of_names(found: Iterable[Turn]) -> dict[int, int]:
    """The rows of the pieces that surely name one, by their identity; none where a run beside figures does not fit."""
    fit = [turn for turn in found if turn.names and turn.rows]
    if any(len(turn.names) != len(turn.rows) for turn in fit):
        return {}
    return {id(name): row for turn in fit for name, row in zip(turn.names, turn.rows, strict=True)}


def rows_along(
    stream: Sequence[Piece], columns: Mapping[str, Label | Token], told: Mapping[int, Labelled]
) -> dict[int, int]:
    """The rows of the pieces that name one, where figures go along rows: the first text of a row that may.

    It stands behind the running text that ends the row before, and behind the names of its levels.
    """
    found: dict[int, int] = {}
    texts: list[Piece] = []
    row = -1
    for each in stream:
        known = told.get(id(each))
        if known is not None and known.row is not None:
            name = _name_of(texts) if known.row != row else None
            if name is not None:
                found[id(name)] = known.row
            texts, row = [], known.row
        elif _heads(each, columns) or (isinstance(each, Label) and {"levels", "columns"} & each.fields.keys()):
            texts = []
        elif known is None:
            texts.append(each)
    return found


def _name_of(texts: Sequence[Piece]) -> Piece | None:
    """The name among the texts before a row's figures: the first behind whole sentences, else the only likely one."""
    rest = next((n for n, each in enumerate(texts) if text_of(tokens_of(each))[-1] not in "。；"), len(texts))
    if rest < len(texts) and _can_name(texts[rest]):
        return texts[rest]
    likely = [may_name(each) for each in texts]
    names = [each for n, each in enumerate(texts) if likely[n] and not (n and likely[n - 1])]
    return names[0] if len(names) == 1 else None


def _can_name(each: Piece) -> bool:
    """Whether a text is short, no value, and suits the column of names."""
    text = text_of(tokens_of(each))
    if is_figure(text) or is_mark(text) or is_measure(text) or is_prose(text):
        return False
    return len(tokens_of(each)) <= _LINES and costs(text, ("level3",)).get("level3", 9.0) <= _SUITS


def turns(
    stream: Sequence[Piece], columns: Mapping[str, Label | Token], told: Mapping[int, Labelled], *, parted: bool = False
) -> Iterator[Turn]:
    """The runs of names with the runs of figures behind them, page by page; figures come once a row.

    Where blank lines part cells (`parted`), lines that go on with a numbered name are no names.
    """
    leading = "weight" if "weight" in columns else "score"
    turn, page = Turn([], []), 0
    for before, each in zip((None, *stream), stream, strict=False):
        known = told.get(id(each))
        first = tokens_of(each)[0]
        if first.page != page or _heads(each, columns):
            yield turn
            turn, page = Turn([], []), first.page
        if known is not None and known.label == leading and known.row is not None:
            turn.rows.append(known.row)
        elif known is not None and known.label.endswith("_weight") and turn.names and turn.names[-1] is before:
            turn.names.pop()
        elif known is None and not _heads(each, columns) and may_name(each):
            if turn.rows:
                yield turn
                turn = Turn([], [])
            if not _goes_on(turn.names, first) and not (parted and before and _is_numbered_above(before, first)):
                turn.names.append(each)
    yield turn


def _heads(each: Piece, columns: Mapping[str, Label | Token]) -> bool:
    return any(each is label for label in columns.values()) or (
        isinstance(each, Label) and each.fields.get("rows") == "total"
    )


def _goes_on(names: Sequence[Piece], token: Token) -> bool:
    """Whether a text is the next line of the name before it."""
    last = tokens_of(names[-1])[-1] if names else None
    return last is not None and token.line == last.line + 1 and not token.gap and token.first and len(token.text) <= 4


def _is_numbered_above(above: Piece, token: Token) -> bool:
    """Whether a text without a number is the next line of a numbered name."""
    last, text = tokens_of(above)[-1], text_of(tokens_of(above))
    if isinstance(above, Label) or token.gap or not token.first or token.line != last.line + 1:
        return False
    return _NUMBERED.match(text) is not None and _NUMBERED.match(token.text) is None


def may_name(each: Piece) -> bool:
    """Whether a piece is no value and suits the column of names as well as any other."""
    if isinstance(each, tuple) and not isinstance(each, Label | Token):
        return False
    if isinstance(each, Label) and {"levels", "columns", "rows"} & each.fields.keys():
        return False
    text = text_of(tokens_of(each))
    if is_figure(text) or is_mark(text) or is_measure(text) or (is_prose(text) and text[-1] in "。；"):
        return False
    known = costs(text, ("level3", *_OTHERS))
    return known.get("level3", 9.0) <= min(_NAME_MOST, *(known.get(name, 9.0) for name in _OTHERS))

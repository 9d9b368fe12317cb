"""The columns of a torn table, as the labels of its header name them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from extractor.dumps.boxes import Piece
from extractor.dumps.kinds import LEVELS
from extractor.dumps.labels import Label
from extractor.dumps.placed import text_of, tokens_of
from extractor.dumps.tokens import Token, is_figure, is_prose

_SHORT = 8  # characters of a text in a header
_SCORED = re.compile(r".{0,6}(?:复核|审核|评审|财政|专家|抽查).{0,3}分|得分系数|扣分值?|扣减分值?")
_OTHER = re.compile(r"是否|系数|方法|依据|材料|复核|审核|备注")


def columns_of(stream: Sequence[Piece], lead: Sequence[Piece] = ()) -> dict[str, Label | Token]:
    """The columns that the header's labels name, in printed order; a weight belongs to the level before it.

    `lead` is what a torn dump prints of the table before its levels: columns that stand further right.
    """
    found = _named(stream)
    for name, label in _named(lead).items():
        found.setdefault(name, label)
    return _with_name(_with_weights(found, stream))


def _named(stream: Sequence[Piece]) -> dict[str, Label | Token]:
    found: dict[str, Label | Token] = {}
    previous = ""
    for n, each in enumerate(stream):
        if isinstance(each, Label) and "columns" in each.fields:
            name = each.fields["columns"]
            name = f"{previous}_weight" if name == "weight" and previous in LEVELS else name
            if name != "other":
                found.setdefault(name, each)
            previous = each.fields["columns"]
        elif isinstance(each, Token) and ((found and _heads_other(stream, n)) or _SCORED.fullmatch(each.text)):
            found.setdefault(f"other {each.text}", each)
    return found


def lead_of(stream: Sequence[Piece], used: Set[int]) -> list[Piece]:
    """What stands before the levels of a torn table and is its own: from the first label of a column that is free."""
    free = [each for each in stream if id(each) not in used]
    own = (n for n, each in enumerate(free) if isinstance(each, Label) and _heads(each) and "money" not in each.fields)
    first = next(own, len(free))
    return [each for each in free[first:] if not _is_text(each)]


def _is_text(each: Piece) -> bool:
    """Whether a piece is running text, or a label that heads no column and names no level."""
    if isinstance(each, Label):
        return not {"columns", "levels"} & each.fields.keys()
    return not isinstance(each, Token) or is_prose(each.text)


def _with_weights(found: dict[str, Label | Token], stream: Sequence[Piece]) -> dict[str, Label | Token]:
    """The columns with a weight behind every level, where a page heads three weights and two levels in torn order."""
    pages = Counter(
        each.tokens[0].page for each in stream if isinstance(each, Label) and each.fields.get("columns") == "weight"
    )
    if max(pages.values(), default=0) < 3 or not {*LEVELS, "weight"} <= found.keys():
        return found
    whole: dict[str, Label | Token] = {}
    for name, label in found.items():
        whole[name] = label
        if name in LEVELS:
            whole[f"{name}_weight"] = found.get(f"{name}_weight", found["weight"])
    return whole


def _with_name(found: dict[str, Label | Token]) -> dict[str, Label | Token]:
    if "level3" in found:
        return found
    deepest = next((level for level in reversed(LEVELS) if level in found), None)
    return {"level3" if name == deepest else name: label for name, label in found.items()}


def _heads_other(stream: Sequence[Piece], place: int) -> bool:
    """Whether a text that no label knows heads a column: labels of columns stand around it."""
    each = stream[place]
    before, after = (stream[n] if 0 <= n < len(stream) else None for n in (place - 1, place + 1))
    if not _heads(before) or is_figure(each.text if isinstance(each, Token) else ""):
        return False
    return _heads(after) or (isinstance(each, Token) and _OTHER.search(each.text) is not None)


def _heads(each: Piece | None) -> bool:
    return isinstance(each, Label) and "columns" in each.fields


def unknown_heads(stream: Sequence[Piece], columns: Mapping[str, Label | Token]) -> set[int]:
    """The short texts in the header that are no label of a column, by identity: parts of labels that nothing knows."""
    named = {id(label) for label in columns.values()}
    found: set[int] = set()
    run: list[int] = []
    for n, each in enumerate(stream):
        short = isinstance(each, Token) and len(each.text) <= _SHORT and not is_figure(each.text)
        if id(each) in named or _heads(each):
            found.update(run)
            run = []
        elif short and id(each) not in named and (run or _heads(stream[n - 1] if n else None)):
            run.append(id(each))
        elif not (isinstance(each, Label) and "levels" not in each.fields):
            run = []
            if isinstance(each, Label) or is_figure(text_of(tokens_of(each))):
                break
    return found

"""The columns of a torn table, as the labels of its header name them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from extractor.dumps.boxes import Piece
from extractor.dumps.kinds import LEVELS
from extractor.dumps.labels import Label
from extractor.dumps.placed import text_of, tokens_of
from extractor.dumps.tokens import Token, is_figure

_SHORT = 8  # characters of a text in a header
_OTHER = re.compile(r"是否|系数|方法|依据|材料|复核|审核|备注")


def columns_of(stream: Sequence[Piece]) -> dict[str, Label | Token]:
    """The columns that the header's labels name, in printed order; a weight belongs to the level before it."""
    found: dict[str, Label | Token] = {}
    previous = ""
    for n, each in enumerate(stream):
        if isinstance(each, Label) and "columns" in each.fields:
            name = each.fields["columns"]
            name = f"{previous}_weight" if name == "weight" and previous in LEVELS else name
            if name != "other":
                found.setdefault(name, each)
            previous = each.fields["columns"]
        elif isinstance(each, Token) and found and _heads_other(stream, n):
            found.setdefault(f"other {each.text}", each)
    return _with_name(_with_weights(found, stream))


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

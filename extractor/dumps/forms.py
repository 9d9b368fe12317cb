"""The forms of a dump: where one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.dumps.labels import Label
from extractor.dumps.tokens import Token
from extractor.quantities import plain

_TITLE = re.compile(r"[^，。；：]*(?:自评|评价|评分|绩效)[^，。；：]*表(?:[(（][^，。；]*[)）])?")
_LONGEST = 70  # characters of a title
_LEVELS = frozenset(("level1", "level2", "level3"))
_VALUES = frozenset(("target", "actual", "weight", "score", "definition", "scoring_standard"))

Stream = Sequence[Token | Label]


def forms(stream: Stream) -> list[list[Token | Label]]:
    """The stream cut into forms, those that head columns of indicators; a title begins one, with all of its page."""
    starts = _starts(stream)
    parts = [list(stream[start:end]) for start, end in zip(starts, [*starts[1:], len(stream)], strict=True)]
    found: list[list[Token | Label]] = []
    for part in parts:
        if is_headed(part):
            found.append(part)
        elif found and page_of(part[0]) == page_of(found[-1][-1]):
            found[-1] += part  # a title that is drawn after the rows of its page begins nothing
    return found


def is_title(token: Token | Label) -> bool:
    """Whether a token is the title of a form."""
    text = plain(token.text)
    return isinstance(token, Token) and 5 < len(text) <= _LONGEST and _TITLE.fullmatch(text) is not None


def is_headed(stream: Stream) -> bool:
    """Whether labels of indicator columns are printed: three, among them a level and a value."""
    fields = {each.fields["columns"] for each in stream if isinstance(each, Label) and "columns" in each.fields}
    return len(fields) >= 3 and bool(fields & _LEVELS) and bool(fields & _VALUES)


def page_of(each: Token | Label) -> int:
    """The page on which a token or a label begins."""
    return each.page if isinstance(each, Token) else each.tokens[0].page


def _starts(stream: Stream) -> list[int]:
    """Where forms begin: at a title after a header, with what its page prints before it if all of that is new."""
    starts = [0]
    for title in (n for n, each in enumerate(stream) if is_title(each)):
        first = next(n for n, each in enumerate(stream) if page_of(each) == page_of(stream[title]))
        start = first if first > starts[-1] and is_headed(stream[starts[-1] : first]) else title
        before = stream[starts[-1] : start]
        if is_headed(before) and (_is_done(before) or (start == first and _is_other(before, stream[start:]))):
            starts.append(start)
    return starts


def _is_done(stream: Stream) -> bool:
    """Whether a total or a grade was printed."""
    return any(isinstance(each, Label) and each.fields.get("rows") in ("total", "grade") for each in stream)


def _is_other(before: Stream, after: Stream) -> bool:
    """Whether what follows is headed by another title than what was before, or names itself anew."""
    titles = [plain(each.text) for each in before if is_title(each)]
    page = [each for each in after if page_of(each) == page_of(after[0])]
    named = any(isinstance(each, Label) and "identity" in each.fields for each in page)
    return named or not any(plain(each.text) in titles for each in page if is_title(each))

"""What a torn dump says around its indicator table: title, notes, grade, and what other modules read of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.dumps.around import Head, Pair, next_to
from extractor.dumps.block import read_amounts, read_money
from extractor.dumps.boxes import Piece
from extractor.dumps.forms import is_title
from extractor.dumps.identity import read_identity
from extractor.dumps.labels import Label
from extractor.dumps.narratives import read_narratives
from extractor.dumps.placed import text_of, tokens_of
from extractor.dumps.tokens import Token, is_figure, is_prose
from extractor.quantities import figure, plain
from extractor.ticks import offered

_INLINE = re.compile(r"[^：:，。；]{1,16}[：:]")
_NUMBERED = re.compile(r"指标\s*\d|\d")
_NOTE = re.compile(r"(?:备?注|填表说明|说明)\s*[\d：:、.]")
_YEAR = re.compile(r"[(（\[【]?20\d\d年?度?[)）\]】]?")
_RESULT = re.compile(r"(?:绩效|综合)?(?:评价|自评|评定)(?:结论|结果)")
_MOST = 130  # points: a greater figure is no total
_BOX = re.compile(r"[□☐☑☒■√✓✔（(]")


def read_head(stream: Sequence[Piece], start: int) -> Head:
    """What stands around the table whose header begins at a place of the stream."""
    head = Head()
    read_title(head, stream)
    read_grade(head, stream)
    read_notes(head, stream[start:])
    read_money(head, stream, start)
    read_amounts(head, stream, start)
    read_inline(head, stream, start)
    read_narratives(head, stream, start)
    read_totals(head, stream[:start])
    read_identity(head, stream, start)
    return head


def read_title(head: Head, stream: Sequence[Piece]) -> None:
    """The title, and the year under it."""
    titles = [each for each in stream if isinstance(each, Token) and is_title(each)]
    head.before += titles[:1]
    head.use(*titles)
    for each in stream:
        if isinstance(each, Token) and _YEAR.fullmatch(plain(each.text)) and id(each) not in head.used:
            head.before.append(each)
            head.use(each)
            return


def read_grade(head: Head, stream: Sequence[Piece]) -> None:
    """The grade: the texts that offer grades to tick, or a lone grade behind its label."""
    boxes = [
        each
        for each in stream
        if not isinstance(each, Label) and len(offered(text_of(tokens_of(each)))) >= 2 and _ticks(each)
    ]
    named = [each for each in stream if isinstance(each, Label) and each.fields.get("rows") == "grade"]
    told = [each for each in stream if isinstance(each, Label | Token) and _RESULT.fullmatch(plain(each.text))]
    label = next(iter([*named, *told]), None)
    if label and not boxes:
        after = next_to(stream, label)
        boxes = [after] if isinstance(after, Token) and len(offered(after.text)) == 1 and len(after.text) <= 4 else []
    if label and boxes:
        head.grade = Pair(label, [token for each in boxes for token in tokens_of(each)])
        head.use(label, *boxes)


def _ticks(each: Piece) -> bool:
    return _BOX.search(text_of(tokens_of(each))) is not None


def read_notes(head: Head, stream: Sequence[Piece]) -> None:
    """The notes under the table, each with the lines that go on with it."""
    note = False
    for each in stream:
        first = tokens_of(each)[0]
        goes_on = note and not isinstance(each, Label) and not is_figure(first.text) and not first.gap
        note = not isinstance(each, Label) and (_NOTE.match(first.text) is not None or goes_on)
        if note:
            head.after += tokens_of(each)
            head.use(each)


def read_inline(head: Head, stream: Sequence[Piece], start: int) -> None:
    """Cells that print a label and its value together: in the head they are cells, under the table lines."""
    for n, each in enumerate(stream):
        within = n > 0 and not isinstance(stream[n - 1], Label) and _runs_on(text_of(tokens_of(stream[n - 1])))
        if (
            isinstance(each, Token)
            and id(each) not in head.used
            and _is_inline(each.text)
            and not within
            and not (n >= start and is_part(each.text))
        ):
            (head.inline if n < start else head.after).append(each)
            head.use(each)


def _runs_on(text: str) -> bool:
    """Whether a running text breaks off within a sentence."""
    return is_prose(text) and text[-1] in "，、："


def is_part(text: str) -> bool:
    """Whether a text in the table names a part of the row above it, which is not scored by itself: `其中：城区`."""
    return plain(text).startswith("其中")


def _is_inline(text: str) -> bool:
    return _INLINE.match(text) is not None and _NUMBERED.match(text) is None and not is_prose(text[:12])


def read_totals(head: Head, stream: Sequence[Piece]) -> None:
    """A total that stands in the head: its label with the figure behind it."""
    for each in stream:
        after = next_to(stream, each) if isinstance(each, Label) and each.fields.get("rows") == "total" else None
        if (
            isinstance(each, Label)
            and isinstance(after, Token)
            and is_figure(after.text)
            and 0 < (figure(after.text) or 0) <= _MOST
            and id(after) not in head.used
        ):
            head.totals.append(Pair(each, [after], 1.0))
            head.use(each, after)

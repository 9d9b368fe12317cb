"""What a dump that keeps columns says around its indicators: money, who and what, by their places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.dumps.around import Head, Pair
from extractor.dumps.forms import page_of
from extractor.dumps.identity import is_identity
from extractor.dumps.labels import Label, Words
from extractor.dumps.money import Amounts, bears_out
from extractor.dumps.placed import tokens_of
from extractor.dumps.plane.bands import MONEY, Header, Texts
from extractor.dumps.plane.columns import Column, assigned, may_be_points, of_money
from extractor.dumps.plane.rows import Band, Row, anchors, units
from extractor.dumps.plane.stacks import extent, fields_of, middle, width
from extractor.dumps.plane.texts import merged, stands_in
from extractor.dumps.tokens import Token, is_measure, is_prose, joined_text
from extractor.quantities import figure

_INLINE = re.compile(r"[^：:]{1,16}[：:]")
_UNBORNE = 0.85  # the confidence of money whose sums do not hold


class Around:
    """The head of a form in the making: `stream` has its texts and labels, from top to bottom."""

    def __init__(self, stream: Texts, head: Head) -> None:
        self.stream, self.head = stream, head

    def free(self) -> list[Token | Label]:
        """What has found no place yet."""
        return [each for each in self.stream if id(each) not in self.head.used]

    def use(self, each: Token | Label) -> None:
        """Keep in mind that a text or label has found its place."""
        self.head.use(each, *tokens_of(each))

    def read_money(self, header: Header, end: float) -> None:
        """The lines under the headings of money, to a height."""
        first = next(n for n, column in enumerate(header.columns) if not column.name.startswith("other"))
        aside = header.columns[:first]
        header.columns = header.columns[first:]
        below = [each for each in self.free() if header.bottom < extent(each)[0] < end and id(each) not in header.used]
        body = _before_others(below, header)
        figures = [column.name for column in header.columns]
        tokens = [token for each in body for token in tokens_of(each)]
        found = assigned(tokens, _with_names(header, body), figures, of_money)
        points = {name: [t for t in found[name] if may_be_points(t.text)] for name in figures if name in MONEY}
        heights = anchors({name: own for name, own in points.items() if own})
        lines = sorted(middle(each) for each in body if _is_line(each))
        if len(lines) > len(heights) > 0 and all(min(abs(at - y) for y in lines) <= 1 for at in heights):
            heights = lines
        if not heights:
            return
        block = found.pop("block", [])
        found["item"] = _with_whole(found["item"], [each for each in body if isinstance(each, Label)])
        rows = [row for row in Band(found, heights, figures).rows() if row.cells.get("item")]
        self._take_money(header, rows)
        names = [each for each in self.free() if fields_of(each, "budget") == "block" and _is_beside(each, header, end)]
        self.head.use(*names)
        self.head.block = [*(column.label for column in aside if column.label is not None), *names, *block]
        taken = {(t.line, t.at) for row in rows for own in row.cells.values() for t in own}
        taken |= {(t.line, t.at) for t in block}
        for each in body:
            if (tokens_of(each)[0].line, tokens_of(each)[0].at) in taken:
                self.use(each)
        self.head.used |= header.used

    def _take_money(self, header: Header, rows: Sequence[Row]) -> None:
        cells = {
            (n, column.name): _whole(own)
            for n, row in enumerate(rows)
            for column in header.columns
            if (own := row.cells.get(column.name))
        }
        values = {place: figure(token.text) for place, token in cells.items()}
        self.head.doubtful = {
            (n, column.name)
            for n, row in enumerate(rows)
            for column in header.columns
            if len(units(row.cells.get(column.name, []))) > 1
        }
        borne = bears_out(values, len(rows))
        self.head.money = Amounts(cells, 0.0, borne)
        self.head.headings = [column.label for column in header.columns if isinstance(column.label, Label)]
        sure = 1.0 if borne else _UNBORNE
        self.head.lines = [Pair(_named(row.cells["item"]), [], sure) for row in rows]

    def read_identity(self, end: float) -> None:
        """The labels that name who and what above a height, each with what stands right of it."""
        names = [each for each in self.free() if is_identity(each) and extent(each)[0] < end]
        for label in names:
            value = self._beside(label, names)
            if value:
                self.head.identity.append(Pair(label, merged(value)))
                self.use(label)
                self.head.use(*value)

    def read_inline(self, whole: Sequence[Token], words: Words, end: float) -> None:
        """The texts above a height that print who or what together with their label: `单位数：3 个`."""
        for token in whole:
            name = re.split("[：:]", token.text, maxsplit=1)[0]
            own = [t for t in self.free() if isinstance(t, Token) and stands_in(t, token)]
            if token.line < end and own and name != token.text and "identity" in words.named(name):
                self.head.inline.append(token)
                self.head.use(*own)

    def _beside(self, label: Token | Label, names: Texts) -> list[Token]:
        """The texts right of a label, to the next label."""
        top, bottom = extent(label)
        low, high = top - 1, bottom + 1
        right = [
            each
            for each in self.free()
            if page_of(each) == page_of(label) and width(each)[0] >= width(label)[1] and each is not label
        ]
        limit = min(
            (width(e)[0] for e in right if not isinstance(e, Token) or e in names if top <= middle(e) <= bottom + 0.5),
            default=10**6,
        )
        near = [e for e in right if isinstance(e, Token) and low <= e.y <= high and e.at < limit and e not in names]
        near = [t for t in near if not any(_INLINE.match(e.text) and e.y == t.y and e.at <= t.at for e in near)]
        line = [t for t in near if top <= t.y <= bottom]
        if top == bottom and line:
            return line
        line = line or [t for t in near if not is_prose(t.text)]
        if not line:
            return []
        left, end = min(t.at for t in line), max(t.end for t in line)
        others = [t for t in near if t not in line and t.at < end and t.end > left and _belongs(t, names, label)]
        return sorted([*line, *others], key=lambda t: (t.y, t.at))


def _is_beside(each: Token | Label, header: Header, end: float) -> bool:
    """Whether a label stands beside the headings or what is under them."""
    top, bottom = extent(each)
    return page_of(each) == header.page and header.top <= bottom and top < end


def _with_whole(tokens: Sequence[Token], labels: Sequence[Label]) -> list[Token]:
    """The texts of names, those of a label as one at its middle."""
    owners = {id(t): label for label in labels if len(label.tokens) > 1 for t in label.tokens}
    kept = [t for t in tokens if id(t) not in owners]
    own = {id(owners[id(t)]): owners[id(t)] for t in tokens if id(t) in owners}
    whole = [label.tokens[0]._replace(text=label.text, y=middle(label)) for label in own.values()]
    return sorted([*kept, *whole], key=lambda t: (t.page, t.y, t.at))


def _whole(tokens: Sequence[Token]) -> Token:
    """The texts of a cell as one."""
    return tokens[0]._replace(text=joined_text(tokens))


def _named(tokens: Sequence[Token]) -> Label:
    return Label(tuple(merged(tokens)), joined_text(tokens), {})


def _belongs(token: Token, names: Texts, label: Token | Label) -> bool:
    """Whether a text above or below a value is not beside another label."""
    return all(each is label or not extent(each)[0] <= token.y <= extent(each)[1] for each in names)


def _before_others(body: Texts, header: Header) -> list[Token | Label]:
    """The texts before one that begins something else than a line of money."""
    inside: list[Token | Label] = []
    for each in sorted(body, key=lambda e: (extent(e)[0], width(e)[0])):
        if isinstance(each, Label) and ("identity" in each.fields or "narratives" in each.fields):
            return inside
        if isinstance(each, Token) and ("：" in each.text or ":" in each.text) and not each.text.startswith("其中"):
            return inside
        among = width(each)[0] >= header.columns[0].start - 1
        if among and not _is_line(each) and not may_be_points(each.text) and not is_measure(each.text):
            return [e for e in inside if extent(e)[1] < extent(each)[0]]
        inside.append(each)
    return inside


def _is_line(each: Token | Label) -> bool:
    """Whether a label names a line of money."""
    return fields_of(each, "budget") in ("totals", "parts", "apart")


def _with_names(header: Header, body: Texts) -> list[Column]:
    """The columns of the block: its own name, the names of its lines, and its headings."""
    left = header.columns[0].start
    items = [each for each in body if _is_line(each) and width(each)[0] < left]
    start = min((width(each)[0] for each in items), default=0)
    end = max((width(each)[1] for each in items), default=int(left))
    columns = [Column("item", None, start, min(end, left)), *header.columns]
    beside = [width(each)[1] for each in body if width(each)[1] <= start + 1]
    return [Column("block", None, 0, max(beside)), *columns] if beside else columns

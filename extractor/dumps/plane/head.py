"""What a dump that keeps columns says around its indicators: money, running texts, who and what, by their places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from extractor.dumps.around import Head, Pair
from extractor.dumps.identity import is_identity
from extractor.dumps.labels import Label, Words
from extractor.dumps.money import Amounts, bears_out
from extractor.dumps.placed import tokens_of
from extractor.dumps.plane.bands import MONEY, Header, Texts
from extractor.dumps.plane.columns import Column, assigned, may_be_points, of_money
from extractor.dumps.plane.rows import Band, Row, anchors, units
from extractor.dumps.plane.stacks import extent, fields_of, middle, width
from extractor.dumps.plane.texts import by_line, merged
from extractor.dumps.tokens import Token, is_measure, is_prose, joined_text
from extractor.quantities import figure

_INLINE = re.compile(r"[^：:]{1,16}[：:]")
_UNBORNE = 0.85  # the confidence of money whose sums do not hold
_NEAR = 5.0  # lines: a running text reaches no farther over blank ones
_CELLS = 3  # blanks that part two cells
_BOTH = ("goal", "achievement")


def page_of(each: Token | Label) -> int:
    """The page on which a text or a label begins."""
    return each.page if isinstance(each, Token) else each.tokens[0].page


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
            own = [t for t in self.free() if isinstance(t, Token) and t.line == token.line and _is_in(t, token)]
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

    def read_narratives(self, stops: Sequence[float], table: float) -> None:
        """The labels of running texts with their texts; `stops` are the heights at which other parts begin.

        From the height of the `table` on a level may have the name of a running text.
        """
        names = [
            each
            for each in self.free()
            if isinstance(each, Label)
            and "narratives" in each.fields
            and not ("levels" in each.fields and extent(each)[0] > table)
        ]
        pair = min(_pairs(names), key=lambda both: width(both[1])[0] - width(both[0])[1], default=None)
        if pair:
            names = self._side_by_side(*pair, names, stops)
        for group in _runs(names, stops):
            self._under_each_other(group, stops)

    def _side_by_side(self, left: Label, right: Label, names: Sequence[Label], stops: Sequence[float]) -> list[Label]:
        """Take the two texts that stand beside each other; the labels that are none of theirs are left."""
        bottom = max(extent(left)[1], extent(right)[1])
        rest = [each for each in names if each is not left and each is not right]
        others = [extent(e)[0] for e in rest if fields_of(e, "narratives") not in _BOTH and extent(e)[0] > bottom]
        end = min([stop for stop in (*stops, *others) if stop > bottom], default=1e9)
        body = [each for each in self.free() if bottom < extent(each)[0] < end]
        tokens = [t for each in body for t in tokens_of(each)]
        if not tokens:
            return rest
        middle_ = _river(tokens, width(left)[1], width(right)[0])
        edge = _river(tokens, 0, width(left)[0])
        texts = [t for t in tokens if t.at >= edge]
        places = {id(t): _is_right(t, line, middle_) for line in by_line(texts) for t in line}
        for label, is_right in ((left, False), (right, True)):
            own = [t for t in texts if places[id(t)] is is_right]
            self.head.narratives.append(Pair(label, merged(own)))
            self.use(label)
            self.head.use(*own)
        for each in body:
            if isinstance(each, Label):
                self.head.use(each)
        aside = [each for each in self.stream if width(each)[1] <= edge and extent(left)[0] <= extent(each)[0] < end]
        for each in aside:
            if id(each) not in self.head.used or each in body:
                self.use(each)
                self.head.after += [] if isinstance(each, Label) else tokens_of(each)
        return [each for each in rest if id(each) not in self.head.used]

    def _under_each_other(self, group: Sequence[Label], stops: Sequence[float]) -> None:
        edge = min(width(each)[1] for each in group)
        first, last = extent(group[0])[0], extent(group[-1])[1]
        end = min([stop for stop in stops if stop > last], default=1e9)
        begin = max([stop for stop in stops if stop <= first], default=-1.0)
        own = {id(each) for each in group}
        texts = [
            t
            for each in self.free()
            if id(each) not in own and begin <= extent(each)[0] < end
            for t in tokens_of(each)
            if t.at >= edge - 1
        ]
        beside = {
            t.y
            for each in self.stream
            if id(each) not in own
            for t in tokens_of(each)
            if t.at < edge - 1 and page_of(each) in {page_of(e) for e in group}
        }
        texts = _connected(texts, first, last, beside)
        if not texts:
            return
        rows = Band({"text": texts}, [middle(each) for each in group]).rows()
        for label, row in zip(group, rows, strict=True):
            if row.cells.get("text"):
                self.head.narratives.append(Pair(label, merged(row.cells["text"])))
                self.use(label)
                self.head.use(*row.cells["text"])


def _is_beside(each: Token | Label, header: Header, end: float) -> bool:
    """Whether a label stands beside the headings or what is under them."""
    top, bottom = extent(each)
    return page_of(each) == header.page and header.top <= bottom and top < end


def _is_in(piece: Token, token: Token) -> bool:
    return token.at <= piece.at < token.end


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


def _pairs(names: Sequence[Label]) -> Iterator[tuple[Label, Label]]:
    """The headings of a goal and of what was achieved that stand beside each other."""
    for left in names:
        for right in names:
            beside = page_of(left) == page_of(right) and abs(middle(left) - middle(right)) <= 1
            beside = beside and width(left)[1] < width(right)[0]
            fields = (fields_of(left, "narratives"), fields_of(right, "narratives"))
            if beside and fields == _BOTH:
                yield left, right


def _river(tokens: Sequence[Token], low: int, high: int) -> int:
    """The place from low to high that parts most lines and that the fewest texts cross, the last one of like places."""
    lines = list(by_line(tokens))

    def parted(at: int) -> int:
        crossed = sum(t.at < at < t.end for t in tokens)
        return sum(left.end <= at <= right.at for line in lines for left, right in pairwise(line)) - 2 * crossed

    return max(reversed(range(low, max(high, low) + 1)), key=parted)


def _is_right(token: Token, line: Sequence[Token], at: float) -> bool:
    """Whether a text of a line belongs to the right one of two that a place parts, or a blank near it."""
    cuts = [(max(0.0, at - line[0].at), 0), (max(0.0, line[-1].end - at), len(line))]
    cuts += [
        (max(0.0, left.end - at, at - right.at) - min(right.at - left.end, 4) / 8, n)
        for n, (left, right) in enumerate(pairwise(line), 1)
    ]
    return next(n for n, each in enumerate(line) if each is token) >= min(cuts)[1]


def _runs(names: Sequence[Label], stops: Sequence[float]) -> Iterator[list[Label]]:
    """The labels that follow each other without another part between them."""
    run: list[Label] = []
    for label in sorted(names, key=lambda e: extent(e)[0]):
        if run and any(extent(run[-1])[0] < stop <= extent(label)[0] for stop in stops):
            yield run
            run = []
        run.append(label)
    if run:
        yield run


def _connected(texts: Sequence[Token], first: float, last: float, beside: Collection[float]) -> list[Token]:
    """The texts from the first label to the last, with those around that neither a gap nor other cells part.

    `beside` are the heights at which something else stands left of them.
    """
    lines = list(by_line(texts))
    low, high = first, last
    for line in reversed([line for line in lines if line[0].y < first]):
        if low - line[0].y > _NEAR or _is_row(line) or line[0].y in beside:
            break
        low = line[0].y
    for line in (line for line in lines if line[0].y > last):
        if line[0].y - high > _NEAR or _is_row(line) or line[0].y in beside:
            break
        high = line[0].y
    return [t for t in texts if low <= t.y <= high]


def _is_row(line: Sequence[Token]) -> bool:
    """Whether a line has several cells."""
    return any(right.at - left.end >= _CELLS for left, right in pairwise(line))

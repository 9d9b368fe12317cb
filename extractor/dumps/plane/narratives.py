"""Running texts on the plane: under each other beside their labels, or beside each other under them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from extractor.dumps.around import Pair
from extractor.dumps.forms import page_of
from extractor.dumps.labels import Label
from extractor.dumps.placed import tokens_of
from extractor.dumps.plane.head import Around
from extractor.dumps.plane.rows import Band
from extractor.dumps.plane.stacks import extent, fields_of, middle, width
from extractor.dumps.plane.texts import by_line, merged
from extractor.dumps.tokens import Token

_NEAR = 5.0  # lines: a running text reaches no farther over blank ones
_CELLS = 3  # blanks that part two cells
_BOTH = ("goal", "achievement")


def read_narratives(around: Around, stops: Sequence[float], table: float) -> None:
    """The labels of running texts with their texts; `stops` are the heights at which other parts begin.

    From the height of the `table` on a level may have the name of a running text.
    """
    names = [
        each
        for each in around.free()
        if isinstance(each, Label)
        and "narratives" in each.fields
        and not ("levels" in each.fields and extent(each)[0] > table)
    ]
    pair = min(_pairs(names), key=lambda both: width(both[1])[0] - width(both[0])[1], default=None)
    if pair:
        names = _side_by_side(around, *pair, names, stops)
    for group in _runs(names, stops):
        _under_each_other(around, group, stops)


def _side_by_side(
    around: Around, left: Label, right: Label, names: Sequence[Label], stops: Sequence[float]
) -> list[Label]:
    """Take the two texts that stand beside each other; the labels that are none of theirs are left."""
    bottom = max(extent(left)[1], extent(right)[1])
    rest = [each for each in names if each is not left and each is not right]
    others = [extent(e)[0] for e in rest if fields_of(e, "narratives") not in _BOTH and extent(e)[0] > bottom]
    end = min([stop for stop in (*stops, *others) if stop > bottom], default=1e9)
    body = [each for each in around.free() if bottom < extent(each)[0] < end]
    tokens = [t for each in body for t in tokens_of(each)]
    if not tokens:
        return rest
    middle_ = _river(tokens, width(left)[1], width(right)[0])
    edge = _river(tokens, 0, width(left)[0])
    texts = [t for t in tokens if t.at >= edge]
    places = {id(t): _is_right(t, line, middle_) for line in by_line(texts) for t in line}
    for label, is_right in ((left, False), (right, True)):
        own = [t for t in texts if places[id(t)] is is_right]
        around.head.narratives.append(Pair(label, merged(own)))
        around.use(label)
        around.head.use(*own)
    for each in body:
        if isinstance(each, Label):
            around.head.use(each)
    aside = [each for each in around.stream if width(each)[1] <= edge and extent(left)[0] <= extent(each)[0] < end]
    for each in aside:
        if id(each) not in around.head.used or each in body:
            around.use(each)
            around.head.after += [] if isinstance(each, Label) else tokens_of(each)
    return [each for each in rest if id(each) not in around.head.used]


def _under_each_other(around: Around, group: Sequence[Label], stops: Sequence[float]) -> None:
    edge = min(width(each)[1] for each in group)
    first, last = extent(group[0])[0], extent(group[-1])[1]
    end = min([stop for stop in stops if stop > last], default=1e9)
    begin = max([stop for stop in stops if stop <= first], default=-1.0)
    own = {id(each) for each in group}
    texts = [
        t
        for each in around.free()
        if id(each) not in own and begin <= extent(each)[0] < end
        for t in tokens_of(each)
        if t.at >= edge - 1
    ]
    beside = {
        t.y
        for each in around.stream
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
            around.head.narratives.append(Pair(label, merged(row.cells["text"])))
            around.use(label)
            around.head.use(*row.cells["text"])


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

"""The money block of a dump that keeps columns: its lines under their headings, and how sure its figures are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.dumps.around import Pair
from extractor.dumps.forms import page_of
from extractor.dumps.labels import Label
from extractor.dumps.money import EXACTLY, Amounts, Place, equations
from extractor.dumps.placed import tokens_of
from extractor.dumps.plane import broken
from extractor.dumps.plane.bands import MONEY, Header, Texts
from extractor.dumps.plane.columns import Column, assigned, may_be_points, of_money
from extractor.dumps.plane.head import Around
from extractor.dumps.plane.rows import Band, Row, anchors
from extractor.dumps.plane.stacks import extent, fields_of, middle, width
from extractor.dumps.plane.texts import merged
from extractor.dumps.tokens import Token, is_figure, is_mark, is_measure, joined_text
from extractor.quantities import figure

_UNITS = ("元", "万元")
_REST = 2  # characters of a heading that are left over before the first figures


def read_money(around: Around, header: Header, end: float) -> None:
    """Take the lines under the headings of money, to a height."""
    first = next(n for n, column in enumerate(header.columns) if not column.name.startswith("other"))
    aside = header.columns[:first]
    header.columns = header.columns[first:]
    below = [each for each in around.free() if header.bottom < extent(each)[0] < end and id(each) not in header.used]
    units = _units(below)
    body = _before_others([each for each in below if not any(each is unit for unit in units.values())], header)
    names = [column.name for column in header.columns]
    tokens = [token for each in body for token in tokens_of(each)]
    found = assigned(tokens, _with_names(header, body), names, of_money)
    figures = {name: broken.figures(found[name]) for name in names}
    found |= {name: [_at_middle(own) for own in figures[name]] for name in names}
    heights = _heights(body, {name: found[name] for name in names if name in MONEY})
    if not heights:
        return
    block = found.pop("block", [])
    found["item"] = _with_whole(found["item"], [each for each in body if isinstance(each, Label)])
    rows = [row for row in Band(found, heights, names).rows() if row.cells.get("item")]
    taken = {(t.line, t.at) for row in rows for own in row.cells.values() for t in own}
    lost = any((t.line, t.at) not in taken and is_figure(t.text) for name in names for t in found[name])
    for own in (own for name in names for own in figures[name] if (own[0].line, own[0].at) in taken):
        taken |= {(t.line, t.at) for t in own}
        around.head.use(*(units[t] for t in own if t in units))
    for row in rows:
        row.cells |= {name: _with_units(row.cells.get(name, ()), units) for name in names}
    _take(around, header, rows, lost)
    own_names = [e for e in around.free() if fields_of(e, "budget") == "block" and _is_beside(e, header, end)]
    around.head.use(*own_names)
    around.head.block = [*(column.label for column in aside if column.label is not None), *own_names, *block]
    taken |= {(t.line, t.at) for t in block}
    for each in body:
        if (tokens_of(each)[0].line, tokens_of(each)[0].at) in taken:
            around.use(each)
    around.head.used |= header.used


def _heights(body: Texts, amounts: Mapping[str, Sequence[Token]]) -> list[float]:
    """The heights of the lines of the block: of its amounts, or of the names of all its lines."""
    points = {name: own for name, tokens in amounts.items() if (own := [t for t in tokens if may_be_points(t.text)])}
    heights = anchors(points)
    lines = sorted(middle(each) for each in body if _is_line(each))
    if len(lines) > len(heights) > 0 and all(min(abs(at - y) for y in lines) <= 1 for at in heights):
        return lines
    return heights


def _at_middle(own: Sequence[Token]) -> Token:
    """The pieces of a figure as one, at their middle."""
    return _whole(own)._replace(y=(own[0].y + own[-1].y) / 2)


def _units(below: Texts) -> dict[Token, Token]:
    """The units that stand behind amounts, by these: `13.20 万元`."""
    tokens = [each for each in below if isinstance(each, Token)]
    ends = {(token.line, token.end): token for token in tokens if is_figure(token.text)}
    behind = [(ends.get((t.line, t.at - 1)) or ends.get((t.line, t.at)), t) for t in tokens if t.text in _UNITS]
    return {figure: unit for figure, unit in behind if figure is not None}


def _with_units(cell: Sequence[Token], units: Mapping[Token, Token]) -> list[Token]:
    """The texts of a cell with the units behind them."""
    return [token._replace(text=f"{token.text} {units[token].text}") if token in units else token for token in cell]


def _take(around: Around, header: Header, rows: Sequence[Row], lost: bool) -> None:
    """Keep the cells of the rows; `lost` tells that there are figures besides, so that none is sure."""
    head = around.head
    cells = {
        (n, column.name): _whole(own)
        for n, row in enumerate(rows)
        for column in header.columns
        if (own := row.cells.get(column.name))
    }
    values = {place: figure(token.text) for place, token in cells.items()}
    tests = equations(values, len(rows), EXACTLY)
    held = set() if lost else {place for places, holds in tests if holds for place in places}
    held -= _cut(cells)
    head.doubtful = {place for place, token in cells.items() if place not in held and not is_mark(token.text)}
    head.money = Amounts(cells, 0.0, not head.doubtful)
    head.headings = [column.label for column in header.columns if isinstance(column.label, Label)]
    head.lines = [Pair(_named(row.cells["item"]), [], 1.0) for row in rows]


def _cut(cells: Mapping[Place, Token]) -> set[Place]:
    """The amounts with fewer places behind the point than others of a block that prints zeros at the end of amounts."""
    places = {place: len(token.text.partition(".")[2]) for place, token in cells.items() if place[1] in MONEY}
    filled = any("." in cells[place].text and cells[place].text.endswith("0") for place in places)
    most = max(places.values(), default=0)
    return {place for place, own in places.items() if filled and own < most and is_figure(cells[place].text)}


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
            if len(each.text) <= _REST and not any(is_figure(e.text) for e in inside):
                continue
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

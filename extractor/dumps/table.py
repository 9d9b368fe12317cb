"""The indicator table of a torn dump, put together: where each text stands, and how sure that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, pairwise

from extractor.dumps.boxes import Piece, joins
from extractor.dumps.figures import Labelled, Points
from extractor.dumps.head import is_part
from extractor.dumps.kinds import FIGURES, LEVEL_WEIGHTS, LEVELS, TOTALS, costs
from extractor.dumps.labels import Label, points
from extractor.dumps.placed import (
    BORNE,
    DOUBTFUL,
    SURE,
    UNIT,
    Cell,
    Level,
    Outer,
    Placed,
    points_of,
    spread,
    text_of,
    tokens_of,
    weighed,
)
from extractor.dumps.search import Item, Move, Search
from extractor.dumps.tokens import Token
from extractor.dumps.told import lost_rows, told_of
from extractor.dumps.turns import Turn, may_name, rows_along, rows_of_names, turns

BEAM = 50
_UNBORNE = 0.85  # the confidence of figures whose sums do not hold
_MOST = 60 * UNIT  # points: no row weighs more
_TORN = 0.06  # of the texts: as many jump about in a dump that tore columns apart


def place(stream: Sequence[Piece], columns: Mapping[str, Label | Token], parted: bool, outer: Outer) -> Placed:
    """The table that a stream of pieces makes."""
    leaves = [name for name in columns if name not in (*LEVELS, *LEVEL_WEIGHTS)]
    every = [*leaves, *(name for name in LEVEL_WEIGHTS if name in columns), *LEVELS, *TOTALS]
    stream, told, borne, along = told_of(stream, columns, outer)
    runs = list(turns(stream, columns, told, parted=parted))
    named = rows_of_names(runs) or (rows_along(stream, columns, told) if along else {})
    items = list(_items(stream, columns, every, parted, (told, named)))
    lost = lost_rows(stream, told)
    moves = Search(leaves, every, BEAM, lost).run(items)[0].moves()
    torn = _is_torn(moves, leaves)
    assembly = _Assembly(told, borne and ("weight" in leaves or not torn), torn)
    for move, item in zip(moves, items, strict=False):
        if item.place >= 0 and item.kind != "page":
            assembly.add(move, item, stream[item.place])
    _doubt_impossible(assembly.rows, lacking=assembly.torn and {"weight", "score"} <= {*leaves})
    if along:
        _doubt_rows(assembly.rows, _unnamed(stream, told, set(named.values()), assembly.rows))
    elif assembly.torn:
        _doubt_unled(assembly.rows, runs, whole=assembly.is_whole(leaves))
        _doubt_displaced(assembly.rows, lost or (), [each.row for each in told.values() if each.apart])
    return assembly.placed(stream, columns)


class _Assembly:
    """The table in the making; `borne` tells that the form's sums bear its figures out, `torn` that order is lost."""

    def __init__(self, told: Mapping[int, Labelled], borne: bool, torn: bool) -> None:
        self.told, self.borne, self.torn = told, borne, torn
        self.rows: dict[int, dict[str, Cell]] = defaultdict(lambda: defaultdict(Cell))
        self.levels: tuple[list[Level], list[Level]] = ([], [])
        self.totals: dict[str, Cell] = {}
        self.outside: list[Token] = []

    def add(self, move: Move, item: Item, piece: Piece) -> None:
        """Put a piece where the search moved it."""
        tokens = tokens_of(piece)
        sure = sure_of(self.told.get(id(piece)), self.torn, self.borne)
        if move.column in LEVELS:
            self._name(move, tokens)
        elif move.column in LEVEL_WEIGHTS:
            level = self.levels[LEVEL_WEIGHTS.index(move.column)][move.row]
            level.weight = level.weight or Cell(tokens, sure)
        elif move.column in TOTALS:
            self.totals[move.column] = Cell(tokens, sure)
        elif move.row >= 0 and item.kind == "text":
            cell = self.rows[move.row][move.column]
            cell.tokens += tokens
            cell.confidence = sure if item.points is not None else BORNE if self.torn else cell.confidence
        elif item.kind == "text":
            self.outside += tokens

    def _name(self, move: Move, tokens: list[Token]) -> None:
        """Put a level's name, or more of it, behind those before; one that is repeated is there already."""
        names = self.levels[LEVELS.index(move.column)]
        if move.goes_on:
            names[move.row].name.tokens += tokens
        elif move.row == len(names):
            names.append(Level(Cell(tokens, BORNE if self.torn else SURE), None, max(self.rows, default=-1) + 1))

    def is_whole(self, columns: Sequence[str]) -> bool:
        """Whether every row has its name, its target and its value, and no text is left that may be a name."""
        filled = [name for name in ("level3", "target", "actual") if name in columns]
        whole = all(row[name].tokens for row in self.rows.values() for name in filled)
        return whole and not any(map(may_name, self.outside))

    def _doubt_levels(self, nameless: Set[int]) -> None:
        """Doubt the levels at whose ends a row has no name, where several have none: names lost their turn then."""
        if len(nameless) < 2:
            return
        for level in chain(*self.levels):
            start, end = level.start, level.end
            if start is not None and end is not None and nameless & {start - 1, start, end - 1, end}:
                level.doubt()

    def placed(self, stream: Sequence[Piece], columns: Mapping[str, Label | Token]) -> Placed:
        """The table, its levels given to its rows."""
        rows = [dict(self.rows[row]) for row in sorted(self.rows)]
        weighed(self.levels, stream, columns, rows, sure_of(None, self.torn, self.borne))
        spread(self.levels, rows, self.torn)
        if self.torn:
            self._doubt_levels({n for n, row in enumerate(rows) if not row.get("level3", Cell()).tokens})
        total = next((each for each in stream if isinstance(each, Label) and each.fields.get("rows") == "total"), None)
        return Placed([*columns], dict(columns), rows, self.levels, self.totals, total, self.outside)


def _items(
    stream: Sequence[Piece],
    columns: Mapping[str, Label | Token],
    every: Sequence[str],
    parted: bool,
    known: tuple[Mapping[int, Labelled], Mapping[int, int]],
) -> Iterator[Item]:
    told, named = known
    page, before = 0, None
    ends = _row_ends(stream, told)
    for n, each in enumerate(stream):
        tokens = tokens_of(each)
        if page and tokens[0].page != page:
            yield Item("page", limit=ends.get(page), place=n)
        page = tokens[0].page
        if id(each) in named:
            text, row = text_of(tokens), named[id(each)]
            yield Item("text", text, "", {"level3": 0.0}, row=row, limit=ends.get(page), place=n)
            before = tokens[-1]
        elif isinstance(each, Label):
            yield _of_label(each, n, columns)
            before = None
        elif any(each is label for label in columns.values()):
            yield Item("label", field=next(name for name, label in columns.items() if label is each), place=n)
            before = None
        else:
            text = text_of(tokens)
            yield Item(
                "text",
                text,
                tokens[-1].text if len(tokens) > 1 else "",
                _as_told(each, text, every, told),
                gap=tokens[0].gap and tokens[0].first,
                joins=len(tokens) == 1 and joins(before, tokens[0], parted),
                points=points_of(text),
                row=told[id(each)].row if id(each) in told else None,
                limit=ends.get(page),
                place=n,
            )
            before = tokens[-1]


def _row_ends(stream: Sequence[Piece], told: Mapping[int, Labelled]) -> dict[int, int]:
    """For every page the row after its last one, as the weights or scores tell; nothing where there are none."""
    ends: dict[int, int] = {}
    rows = 0
    for each in stream:
        known = told.get(id(each))
        if known is not None and known.row is not None:
            rows = max(rows, known.row + 1)
        ends[tokens_of(each)[0].page] = rows
    return ends if rows else {}


def _as_told(each: Piece, text: str, every: Sequence[str], told: Mapping[int, Labelled]) -> Mapping[str, float]:
    """The cost of a text in each column; a figure stands in no other column than that of its kind."""
    known = told.get(id(each))
    if known is None and is_part(text):
        return {}
    if known is None:
        return costs(text, [name for name in every if name not in (*FIGURES, *TOTALS)] if told else every)
    if known.label == "part":
        return {}
    if known.label == "none":
        return {
            name: cost for name, cost in costs(text, every).items() if name in ("target", "actual", "target_adjusted")
        }
    return {name: 0.0 for name in every if name == known.label or (known.label == "other" and name.startswith("other"))}


def _of_label(label: Label, place: int, columns: Mapping[str, Label | Token]) -> Item:
    level = label.fields.get("levels")
    if level and level in columns:
        printed = points(label.text)
        weight = None if printed is None else points_of(printed)
        return Item("level", label.text, field=level, place=place, points=weight)
    if label.fields.get("rows") == "total":
        return Item("label", label.text, field="total", place=place)
    return Item("label", label.text, field=label.fields.get("columns", "outside"), place=place)


def _doubt_displaced(rows: Mapping[int, dict[str, Cell]], lost: Iterable[int], apart: Sequence[int | None]) -> None:
    """Doubt the scores that only their turn gave to their rows: a lower one apart, and full ones of like rows around.

    A score that a reason stands beside comes out of its turn at times, and where rows of one weight follow each other
    nothing tells which of them lost the points.
    """
    for row in (row for row in lost if row in apart):
        weight = _text_of(rows[row], "weight")
        for step in (-1, 1):
            other = row
            while other == row or (other in rows and _text_of(rows[other], "weight") == weight):
                if "score" in rows[other]:
                    rows[other]["score"].confidence = min(rows[other]["score"].confidence, DOUBTFUL)
                other += step


def _doubt_impossible(rows: Mapping[int, dict[str, Cell]], *, lacking: bool) -> None:
    """Doubt the figures of a row whose score is above its weight, or that weighs more than a row may.

    So is one that lacks a figure where every row should have both (`lacking`), and so are those beside it that were not
    scored in full: figures of a column stand out of their turn there.
    """
    both = {row: _points_of_row(cells) for row, cells in rows.items()}
    for start in [row for row, (weight, score) in both.items() if _is_impossible(weight, score, lacking=lacking)]:
        for step in (-1, 1):
            row = start
            while row == start or (row in rows and both[row][0] != both[row][1]):
                _doubt_rows({row: _figures_of(rows[row])}, (row,))
                row += step


def _is_impossible(weight: Points, score: Points, *, lacking: bool) -> bool:
    if weight is None or score is None:
        return (lacking and weight != score) or max(weight or 0, score or 0) > _MOST
    return score > weight or weight > _MOST


def _points_of_row(row: Mapping[str, Cell]) -> tuple[Points, Points]:
    return points_of(_text_of(row, "weight")), points_of(_text_of(row, "score"))


def _figures_of(row: Mapping[str, Cell]) -> dict[str, Cell]:
    return {name: cell for name, cell in row.items() if name in FIGURES}


def _doubt_rows(rows: Mapping[int, dict[str, Cell]], doubtful: Iterable[int]) -> None:
    """Doubt all that stands in rows, their figures too: a right figure beside the name of another row is wrong."""
    for row in doubtful:
        for cell in rows[row].values():
            cell.confidence = min(cell.confidence, DOUBTFUL)


def _unnamed(
    stream: Sequence[Piece], told: Mapping[int, Labelled], named: set[int], rows: Mapping[int, dict[str, Cell]]
) -> Iterator[int]:
    """The rows of pages on which names do not stand before the figures of their rows.

    Where most do, the names of the others may be drawn together after all rows, as programs draw cells of more lines.
    """
    pages: dict[int, dict[int, int]] = defaultdict(dict)
    for each in stream:
        known = told.get(id(each))
        if known is not None and known.row is not None:
            first = tokens_of(each)[0]
            pages[first.page][known.row] = first.line
    for lines in pages.values():
        end = max(lines.values())
        lacking = [row for row in lines if row not in named]
        late = all(token.line > end for row in lacking for token in rows[row]["level3"].tokens[:1])
        if lacking and not (late and 2 * len(lacking) <= len(lines)):
            yield from lines


def _doubt_unled(rows: Mapping[int, dict[str, Cell]], runs: Iterable[Turn], *, whole: bool) -> None:
    """Doubt rows whose names come in a run of another length than their figures.

    Only the names are doubtful where every row has all of its texts the same and none is left over (`whole`), and where
    the rows that a name too many or too few could mean have the same figures.
    """
    for turn in runs:
        far = abs(len(turn.names) - len(turn.rows))
        if not far:
            continue
        own = {id(token) for name in turn.names for token in tokens_of(name)}
        for row, cells in rows.items():
            if row in turn.rows or any(id(token) in own for token in cells["level3"].tokens):
                alike = whole or _are_alike(rows, range(row - far, row + far + 1))
                _doubt_rows({row: {"level3": cells["level3"]}} if alike else rows, (row,))


def _are_alike(rows: Mapping[int, dict[str, Cell]], near: Iterable[int]) -> bool:
    """Whether those of some rows that there are have the same figures."""
    return len({_points_of_row(rows[row]) for row in near if row in rows}) == 1


def _text_of(row: Mapping[str, Cell], name: str) -> str:
    return text_of(row[name].tokens) if name in row else ""


def _is_torn(moves: Iterable[Move], leaves: Sequence[str]) -> bool:
    """Whether the dump tore columns apart: many texts stand neither behind nor under the text before them."""
    index = {column: n for n, column in enumerate(leaves)}
    texts = [move for move in moves if move.column in index and move.row >= 0 and not move.goes_on]
    jumps = 0
    for before, after in pairwise(texts):
        right = after.row == before.row and index[after.column] > index[before.column]
        wrapped = after.row == before.row + 1 and index[after.column] < index[before.column]
        jumps += not right and not wrapped
    return jumps > _TORN * len(texts)


def sure_of(told: Labelled | None, torn: bool, borne: bool) -> float:
    """How sure a figure is: by its label, by the order that the dump kept, and by the form's sums."""
    if told is not None and told.doubtful:
        return DOUBTFUL
    if not borne:
        return _UNBORNE
    return BORNE if torn else SURE

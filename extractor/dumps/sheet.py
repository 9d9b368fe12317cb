"""The indicator table of a dump that keeps columns: figures as their sums tell, texts by where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extractor.dumps.boxes import Piece
from extractor.dumps.kinds import LEVEL_WEIGHTS, LEVELS, TOTALS, costs
from extractor.dumps.labels import Label, Words
from extractor.dumps.placed import BORNE, SURE, Cell, Level, Placed, spread, text_of, tokens_of, weighed
from extractor.dumps.spaced import Header, in_columns, in_rows
from extractor.dumps.table import sure_of
from extractor.dumps.tokens import Token
from extractor.dumps.told import Told, lost_rows

_ANCHORS = ("actual", "target", "level3")


class Sheet:
    """The table in the making: rows by number, the names of both levels in order, what found no place."""

    def __init__(self, headers: Sequence[Header], words: Words, told: Told) -> None:
        self.headers, self.words = headers, words
        self.stream, self.told, self.borne, _ = told
        self.lost = lost_rows(self.stream, self.told)
        self.rows: dict[int, dict[str, Cell]] = defaultdict(dict)
        self.levels: tuple[list[Level], list[Level]] = ([], [])
        self.totals: dict[str, Cell] = {}
        self.outside: list[Token] = []

    def read(self) -> Placed:
        """The table, page by page."""
        for page, pieces in self._pages():
            header = next((h for h in reversed(self.headers) if h.page <= page), self.headers[0])
            self._page(pieces, header)
        columns = [name for header in self.headers for name in header.labels]
        labels = {name: h.labels[name] for h in reversed(self.headers) for name in h.labels}
        rows = [dict(self.rows[row]) for row in sorted(self.rows)]
        weighed(self.levels, self.stream, labels, rows, sure_of(None, torn=False, borne=self.borne))
        spread(self.levels, rows, torn=False)
        total = next(
            (each for each in self.stream if isinstance(each, Label) and each.fields.get("rows") == "total"), None
        )
        return Placed(list(dict.fromkeys(columns)), labels, rows, self.levels, self.totals, total, self.outside)

    def _pages(self) -> Iterator[tuple[int, list[Piece]]]:
        pages: dict[int, list[Piece]] = defaultdict(list)
        for each in self.stream:
            pages[tokens_of(each)[0].page].append(each)
        return iter(pages.items())

    def _page(self, pieces: Sequence[Piece], header: Header) -> None:
        body, placed = self._body(pieces, header)
        columns = in_columns(body, header, placed)
        anchors = self._anchors(columns)
        for name in header.spans:
            if name in ("weight", "score"):
                self._figures(columns[name], name)
        texts = {
            name: columns[name] for name in header.spans if name not in (*LEVELS, *LEVEL_WEIGHTS, "weight", "score")
        }
        ways = [
            {name: in_rows(tokens, anchors, name, self.lost, top) for name, tokens in texts.items()}
            for top in (False, True)
        ]
        best = min(ways, key=lambda way: sum(cost for _, cost in way.values()))
        for name, (rows, _) in best.items():
            for row, tokens in rows.items():
                self.rows[row][name] = Cell(tokens, SURE if self.borne else BORNE)
        for at, name in enumerate(LEVELS):
            if name in header.spans:
                self._level(at, columns, anchors)

    def _body(self, pieces: Sequence[Piece], header: Header) -> tuple[list[Token], dict[int, str]]:
        """The tokens of the rows, and the columns of those that are known: figures and names of levels."""
        body: list[Token] = []
        placed: dict[int, str] = {}
        ended = False
        for each in pieces:
            tokens = tokens_of(each)
            if id(each) in header.used:
                continue
            if isinstance(each, Label):
                level = each.fields.get("levels", "")
                ended = ended or _ends(each)
                if level in header.spans and not ended:
                    body += tokens
                    placed.update({id(token): level for token in tokens})
                continue
            label = self.told[id(each)].label if id(each) in self.told else ""
            if label in TOTALS:
                self.totals[label] = Cell(tokens, sure_of(None, torn=False, borne=self.borne))
            elif label == "none" or ended:
                self.outside += tokens
            else:
                body += tokens
                if label in header.spans:
                    placed[id(each)] = label
        return sorted(body, key=lambda token: (token.line, token.at)), placed

    def _anchors(self, columns: Mapping[str, Sequence[Token]]) -> list[tuple[int, float]]:
        """The rows of the page with the line of their figures."""
        lines: dict[int, int] = {}
        for token in (*columns.get("score", ()), *columns.get("weight", ())):
            known = self.told.get(id(token))
            if known is not None and known.row is not None:
                lines[known.row] = token.line
        if lines or any(each.row is not None for each in self.told.values()):
            return sorted(lines.items())
        start = len(self.rows)
        name = next((name for name in _ANCHORS if columns.get(name)), "level3")
        fit = [token for token in columns.get(name, ()) if costs(token.text, (name,)).get(name, 9.0) < 1.0]
        return [(start + n, float(token.line)) for n, token in enumerate(fit)]

    def _figures(self, tokens: Sequence[Token], name: str) -> None:
        for token in tokens:
            known = self.told.get(id(token))
            if known is not None and known.row is not None:
                self.rows[known.row][name] = Cell([token], sure_of(known, torn=False, borne=self.borne))
            else:
                self.outside.append(token)

    def _level(self, at: int, columns: Mapping[str, Sequence[Token]], anchors: Sequence[tuple[int, float]]) -> None:
        """Put the names of a level of one page behind those before; a name that is repeated goes on."""
        found = self.levels[at]
        names = list(_names(columns[LEVELS[at]], self.words))
        weights = columns.get(LEVEL_WEIGHTS[at], ())
        if names and found and text_of(names[0]) == text_of(found[-1].name.tokens):
            names = names[1:]
            weights = weights[1:]
        first = anchors[0][0] if anchors else len(self.rows)
        ways = (_starts(names, anchors, bool(found), top) for top in (False, True))
        _, starts = min(ways, key=lambda way: way[0])
        for name, weight, start in zip(names, _weights(names, weights), starts, strict=True):
            found.append(Level(Cell(list(name)), weight, first if start is None else start))


def _ends(label: Label) -> bool:
    """Whether a label ends the table: that of a total, a grade, a note or a running text."""
    noted = label.fields.get("rows") in ("total", "grade", "notes")
    return noted or ("narratives" in label.fields and "columns" not in label.fields)


def _names(tokens: Sequence[Token], words: Words) -> Iterator[list[Token]]:
    """The names that the tokens of a level's column make: lines close under each other that are one name."""
    name: list[Token] = []
    for token in tokens:
        if name and not _goes_on(name, token, words):
            yield name
            name = []
        name.append(token)
    if name:
        yield name


def _weights(names: Sequence[Sequence[Token]], weights: Sequence[Token]) -> list[Cell | None]:
    """The weight of each name: in order where there are as many, else the one on its lines."""
    if len(names) == len(weights):
        return [Cell([token]) for token in weights]
    found: list[Cell | None] = []
    for name in names:
        line = sum(token.line for token in name) / len(name)
        near = [token for token in weights if abs(token.line - line) <= len(name) / 2]
        found.append(Cell([min(near, key=lambda token: abs(token.line - line))], BORNE) if near else None)
    return found


def _goes_on(name: Sequence[Token], token: Token, words: Words) -> bool:
    both = words.named(text_of([*name, token])).get
    alone = [words.named(text).get("levels") for text in (text_of(name), token.text)]
    if both("levels"):
        return True
    return token.line - name[-1].line <= 2 and not any(alone)


def _starts(
    names: Sequence[Sequence[Token]], anchors: Sequence[tuple[int, float]], led: bool, top: bool
) -> tuple[float, list[int | None]]:
    """The first row of each name, and what that costs.

    Names stand in the middle of their rows, or at the first of them (`top`).

    `led` tells that rows before the first name may stand under the last name of the page before.
    """
    if not names or not anchors:
        return 0.0, [None] * len(names)
    lines = [line for _, line in anchors]
    best: dict[int, tuple[float, tuple[int, ...]]] = {n: (0.6 * n, ()) for n in (range(len(lines)) if led else (0,))}
    for name in names:
        middle = sum(token.line for token in name) / len(name)
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, cuts) in best.items():
            for end in range(start + 1, len(lines) + 1):
                at = lines[start] if top else (lines[start] + lines[end - 1]) / 2
                now = cost + abs(at - middle)
                if now < following.get(end, (1e9, ()))[0]:
                    following[end] = (now, (*cuts, start))
        best = following
    ended = best.get(len(lines))
    if ended is None:
        return 1e9, [None] * len(names)
    return ended[0], [anchors[start][0] for start in ended[1]]

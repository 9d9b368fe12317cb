"""The indicator table of a dump that keeps columns, put together from where its texts stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractor.dumps.forms import page_of
from extractor.dumps.head import is_part
from extractor.dumps.kinds import FIGURES, LEVEL_WEIGHTS, LEVELS, costs
from extractor.dumps.labels import Label, Words
from extractor.dumps.placed import DOUBTFUL, Cell, Outer, Placed, spread, tokens_of
from extractor.dumps.plane.bands import Header, Texts
from extractor.dumps.plane.columns import Column, assigned, may_be_points, misfit, of_indicators
from extractor.dumps.plane.doubts import POINTS, judge, judge_levels
from extractor.dumps.plane.levels import levels
from extractor.dumps.plane.rows import Band, Row, anchors, units
from extractor.dumps.plane.stacks import extent, fields_of, middle, width
from extractor.dumps.plane.texts import by_line, merged
from extractor.dumps.tokens import Token, is_figure, is_mark
from extractor.templates.model import label_key

_TELLING = ("actual", "target", "level3")
_STRANGE = 1.5  # what a text costs in the column of a level that is no piece of a usual name
_SAID = re.compile(r"[（(].*|[^\u4e00-\u9fff]")  # all but what a level is called: its weight
_USUAL = 3  # beginnings of usual names tell that a form has no others
_MISSING = 6  # columns: as many may be lacking at the left of a page
_FOOT = re.compile(r"(?:填[表报]|制表|联系|单位负责|部门负责|项目负责|经办|审核|备?注|说明|附注)[^：:]{0,6}[：:]")
_BLANK = re.compile(r"[…·.]{2,}")
_PAGE = re.compile(r"[-—–第]?\s*\d+\s*(?:[-—–页]|/\s*\d+|页.*)?")


@dataclass
class Part:
    """What stands under a header on one page: its columns with their texts, and the rows that were found."""

    header: Header
    columns: dict[str, list[Token]]
    rows: list[Row] = field(default_factory=list)


class Sheet:
    """The indicator table in the making. `outer` has the points outside the table."""

    def __init__(self, stream: Texts, headers: Sequence[Header], words: Words, outer: Outer) -> None:
        self.stream, self.headers, self.words, self.outer = stream, headers, words, outer
        self.used: set[int] = set().union(*(header.used for header in headers))
        self.totals: dict[str, Cell] = {}
        self.total_label: Label | None = None
        self.total_line: list[Token] = []
        self.outside: list[Token] = []
        self.settled: list[Column] = []
        self.unclear = False
        self.known_levels = [key for key, fields in words.keys.items() if "levels" in fields]
        said = [text for e in stream for t in tokens_of(e) if len(text := _SAID.sub("", t.text)) > 2]
        named = [known for known in self.known_levels if known.endswith("指标")]
        self.usual = sum(any(known.startswith(text) for known in named) for text in said) >= _USUAL
        self.level_names = {
            level: [key for key, fields in words.keys.items() if fields.get("levels") == level] for level in LEVELS
        }

    def unlike(self, text: str, name: str) -> float:
        """What a text costs in a column: one that begins as a usual name of the other level does not belong there."""
        key = label_key(text)
        other = LEVELS[1 - LEVELS.index(name)] if name in LEVELS else ""
        if other and len(key) >= 3 and any(known.startswith(key) for known in self.level_names[other]):
            return 4.0 * all(not known.startswith(key) for known in self.level_names[name])
        said = _SAID.sub("", text)
        strange = (
            self.usual and name in LEVELS and len(said) > 1 and not any(said in known for known in self.known_levels)
        )
        return of_indicators(text, name) + _STRANGE * strange

    def read(self) -> Placed:
        """The table."""
        parts = [self._part(header, texts) for header, texts in self._bodies()]
        bands = self._bands(parts)
        for part, rows in zip(parts, bands, strict=True):
            part.rows = rows
        both = levels([part.columns for part in parts], [part.rows for part in parts], self.words)
        names = list(dict.fromkeys(column.name for header in self.headers for column in header.columns))
        names = [name for name in names if name != "section"]
        labels = {c.name: c.label for header in reversed(self.headers) for c in header.columns if c.label is not None}
        cells = [self._cells(row, names) for part in parts for row in part.rows]
        judge(cells, names, self.totals, self.outer, unclear=self.unclear, alike=_are_alike(labels, self.words))
        spread(both, cells, torn=False)
        judge_levels(both, cells, names, self.outer)
        return Placed(names, labels, cells, both, self.totals, self.total_label, self.outside)

    def _bodies(self) -> Iterator[tuple[Header, list[Token | Label]]]:
        """The texts under each header, page by page, to the next header or to the end of the table."""
        pages = sorted({page_of(each) for each in self.stream})
        for n, header in enumerate(self.headers):
            following = self.headers[n + 1] if n + 1 < len(self.headers) else None
            ended = False
            for page in (p for p in pages if p >= header.page):
                if following and page > following.page:
                    break
                texts = [each for each in self.stream if page_of(each) == page and id(each) not in self.used]
                if page == header.page:
                    texts = [each for each in texts if extent(each)[0] > header.bottom]
                if following and page == following.page:
                    texts = [each for each in texts if extent(each)[1] < following.top + 0.5]
                inside, ended = self._until_end(texts, header)
                if inside:
                    yield following if following and page == following.page else header, inside
                if ended:
                    break

    def _until_end(self, texts: Texts, header: Header) -> tuple[list[Token | Label], bool]:
        """The texts before the one that ends the table; a total in between is taken."""
        edge = header.columns[0].end + 2
        if len(header.columns) > 1:
            edge = max(edge, header.columns[1].start)
        total = [each for each in texts if fields_of(each, "rows") == "total" and isinstance(each, Label)]
        total = [each for each in total if self._has_points(each, texts, header)]
        last = total[-1] if total else None
        inside: list[Token | Label] = []
        if isinstance(last, Label):
            self._total(last, texts)
        for each in sorted(texts, key=lambda e: (extent(e)[0], width(e)[0])):
            if id(each) in self.used:
                continue
            if last is not None and middle(each) > middle(last):
                return inside, True
            if fields_of(each, "rows") == "grade" or (width(each)[0] < edge and self._ends(each)):
                return inside, True
            inside.append(each)
        return self._without_number(inside), last is not None

    @staticmethod
    def _ends(each: Token | Label) -> bool:
        if fields_of(each, "rows") == "notes":
            return True
        if isinstance(each, Label) and "narratives" in each.fields and "levels" not in each.fields:
            return "columns" not in each.fields or fields_of(each, "narratives") in ("shortfall", "improvement")
        return _FOOT.match(each.text) is not None

    @staticmethod
    def _without_number(texts: list[Token | Label]) -> list[Token | Label]:
        """The texts of a page without its number, which stands alone on the last line."""
        if not texts:
            return texts
        last = max(extent(each)[1] for each in texts)
        line = [each for each in texts if extent(each)[1] == last]
        alone = len(line) == 1 and _PAGE.fullmatch(line[0].text) is not None
        far = alone and all(last - extent(each)[1] > 1 for each in texts if each is not line[0])
        return [each for each in texts if each is not line[0]] if far else texts

    def _has_points(self, label: Token | Label, texts: Texts, header: Header) -> bool:
        return any(
            isinstance(each, Token) and is_figure(each.text) and abs(each.y - middle(label)) <= 1.1 for each in texts
        )

    def _total(self, label: Label, texts: Texts) -> None:
        """Keep in mind which figures stand in the total's line; their columns are told with those of the rows."""
        self.total_label = label
        self.used.add(id(label))
        near = [each for each in texts if isinstance(each, Token) and id(each) not in self.used]
        near = [each for each in near if each.at >= width(label)[1] and may_be_points(each.text)]
        line = [each for each in near if each.y == middle(label)]
        line = line or [each for each in near if abs(each.y - middle(label)) <= 1]
        self.total_line = sorted(line, key=lambda each: each.at)
        self.used.update(id(each) for each in self.total_line)

    def _columns(self, header: Header, texts: Texts, figures: Collection[str]) -> list[Column]:
        """The columns on a page; one without headings has a scale of its own, and may lack columns at its sides."""
        if page_of(texts[0]) == header.page or not self.settled:
            return [replace(column) for column in header.columns]
        tokens = [token for each in texts for token in tokens_of(each)]
        ways = [columns for first in range(_MISSING) for columns in _scaled(self.settled, first, tokens)]
        return min(ways, key=lambda columns: misfit(tokens, columns, figures, self.unlike))

    def _take_total(self, columns: Sequence[Column]) -> None:
        """Give the figures of the total's line to the columns of points, in order or by their places."""
        names = [column for column in columns if column.name in POINTS]
        whole = len(names) == len(self.total_line)
        self.unclear = len(names) < len(self.total_line)
        for n, token in enumerate(self.total_line):
            column = names[n] if whole else min(columns, key=lambda c: _away(token, c))
            if column.name in POINTS:
                self.totals[f"total_{column.name}"] = Cell([token])
            else:
                self.outside.append(token)
        self.total_line = []

    def _part(self, header: Header, texts: Texts) -> Part:
        figures = {column.name for column in header.columns if column.name in FIGURES}
        columns = self._columns(header, texts, figures)
        sections = [
            each for each in texts if fields_of(each, "rows") == "section" and width(each)[1] <= columns[0].start + 1
        ]
        if sections:
            end = max(width(each)[1] for each in sections)
            columns.insert(0, Column("section", None, width(sections[0])[0], end))
        tokens = self._scored([token for each in texts for token in tokens_of(each)], texts)
        self.used.update(id(each) for each in texts)
        found = assigned(tokens, columns, figures, self.unlike)
        self.settled = columns
        self._take_total(columns)
        self.outside += found.pop("section", [])
        return Part(header, found)

    def _scored(self, tokens: list[Token], texts: Texts) -> list[Token]:
        """The texts of rows that are scored: without subtotals, parts of the row above and rows that are left blank."""
        lines = {middle(each) for each in texts if fields_of(each, "rows") == "subtotal"}
        for line in by_line(tokens):
            names = [t for t in line if not may_be_points(t.text)]
            if any(is_part(t.text) for t in names[:2]) or _BLANK.fullmatch("".join(t.text for t in line)):
                lines.add(line[0].y)
        self.outside += [t for t in tokens if t.y in lines]
        return [t for t in tokens if t.y not in lines]

    def _bands(self, parts: Sequence[Part]) -> list[list[Row]]:
        """The rows of each page."""
        found: list[list[Row]] = []
        for part in parts:
            points = {name: part.columns[name] for name in POINTS if part.columns.get(name)}
            columns = {
                name: tokens
                for name, tokens in part.columns.items()
                if name not in (*LEVELS, *LEVEL_WEIGHTS) and tokens
            }
            heights = anchors(points) if points else _told(part.columns)
            found.append(Band(columns, heights, POINTS).rows())
        return found

    def _cells(self, row: Row, names: Iterable[str]) -> dict[str, Cell]:
        found = {}
        for name in names:
            tokens = row.cells.get(name, [])
            if name in POINTS and len(units(tokens)) > 1:
                at = min(units(tokens), key=lambda unit: abs(unit[0].y - row.at))
                self.outside += [t for t in tokens if not any(t is u for u in at)]
                found[name] = Cell(at, DOUBTFUL)
            elif tokens and name not in (*LEVELS, *LEVEL_WEIGHTS):
                found[name] = Cell(merged(tokens))
        return found


def _scaled(columns: Sequence[Column], first: int, tokens: Sequence[Token]) -> Iterator[list[Column]]:
    """Columns as a page has them whose leftmost texts stand in the column at a place, the rightmost in a last one."""
    low, high = min(token.at for token in tokens), max(token.end for token in tokens)
    ends = (columns[-1].end, columns[-2].end, columns[-3].end) if len(columns) > 3 else (columns[-1].end,)
    for end in ends:
        start = columns[min(first, len(columns) - 1)].start
        if end <= start:
            continue
        scale = min((high - low) / (end - start), 1.5)
        yield [Column(c.name, c.label, low + (c.start - start) * scale, low + (c.end - start) * scale) for c in columns]


def _are_alike(labels: Mapping[str, Label | Token], words: Words) -> bool:
    """Whether another column has a heading that names points as one of them does."""
    fields = [words.named(label.text).get("columns") for name, label in labels.items() if name.startswith("other")]
    return any(field in labels for field in fields if field in POINTS)


def _away(token: Token, column: Column) -> float:
    """How far a text stands from a column, and from its middle."""
    away = max(0.0, column.start - token.end, token.at - column.end)
    return away + 0.01 * abs(token.at + token.end - column.start - column.end)


def _told(columns: Mapping[str, Sequence[Token]]) -> list[float]:
    """The heights of rows without points: of the values that are whole on their lines."""
    fit = {}
    for name in _TELLING:
        tokens = merged(columns.get(name, ()))
        fit[name] = [t for t in tokens if not is_mark(t.text) and costs(t.text, (name,)).get(name, 9.0) < 1.0]
    best = max(_TELLING, key=lambda name: (len(fit[name]) if name != "level3" else 0, name == "actual"))
    return sorted(token.y for token in fit[best])

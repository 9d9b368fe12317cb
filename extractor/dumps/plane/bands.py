"""The headings of a form's tables on the plane: of its money block and of its indicators, page by page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from extractor.dumps.kinds import LEVELS
from extractor.dumps.labels import Label, Words
from extractor.dumps.placed import tokens_of
from extractor.dumps.plane.columns import Column
from extractor.dumps.plane.headings import Headings, Parts, may_head
from extractor.dumps.plane.stacks import extent, fields_of, width
from extractor.dumps.plane.texts import by_line
from extractor.dumps.tokens import Token, is_figure, joined_text

Texts = Sequence[Token | Label]

MONEY = frozenset(("initial_budget", "annual_budget", "executed"))
_VALUES = frozenset(("target", "actual", "weight", "score", "definition", "scoring_standard"))
_HINTS = (
    (re.compile("三级指标$"), "level3"),
    (re.compile("二级指标$"), "level2"),
    (re.compile("一级指标$"), "level1"),
    (re.compile("原因"), "reason"),
    (re.compile("改进措施"), "improvement"),
    (re.compile("复核|审核|财政|评审|专家|系数|扣"), ""),
    (re.compile(r"(?:得分|自评分|得分值)(?:[（(].*)?$"), "score"),
    (re.compile(r"(?:分值|权重|满分)(?:[（(].*)?$"), "weight"),
)
_TELLING = 3  # values that tell the headings of indicators where no level is named
_MONEY_HINTS = ((re.compile("率|[%％]"), "execution_rate"),)
_MORE = 3  # lines above and below labels that headings may have besides
_NUMBER = "序号"
_GOALS = ("goal", "achievement")


@dataclass
class Header:
    """The headings of a table on one page: from which height to which, and the columns under them.

    `used` are the texts that make it up.
    """

    page: int
    top: float
    bottom: float
    columns: list[Column]
    used: set[int] = field(default_factory=set)

    def has(self, name: str) -> bool:
        """Whether it has a column of a name."""
        return any(column.name == name for column in self.columns)


def money_headers(stream: Texts, words: Words) -> list[Header]:
    """The headings of money: two at least, one of them of a budget or of what was spent."""
    found = []
    for group in _groups(stream, "money"):
        names = {fields_of(each, "money") for each in group}
        if len(names) >= 2 and names & MONEY and not any(fields_of(e, "columns").startswith("level") for e in group):
            found.append(_header(stream, group, "money", words))
    return found


def indicator_headers(stream: Texts, words: Words) -> list[Header]:
    """The headings of indicators, one a page at most: three at least, among them a level and a value."""
    found = []
    for group in _groups(stream, "columns"):
        names = {fields_of(each, "columns") for each in group}
        if len(names) >= 2 and (names & {*LEVELS, "level3"} or len(names & _VALUES) >= _TELLING):
            header = _header(stream, group, "columns", words)
            names = {column.name for column in header.columns}
            if len(names - {"section"}) >= 3 and names & {*LEVELS, "level3"} and names & _VALUES:
                found.append(header)
    return found


def _groups(stream: Texts, section: str) -> Iterator[list[Label]]:
    """The labels of a section that stand beside each other."""
    group: list[Label] = []
    labels = (each for each in stream if isinstance(each, Label) and section in each.fields)
    rows = {(t.page, t.y) for each in stream for t in tokens_of(each) if is_figure(t.text)}
    for label in sorted(labels, key=lambda each: (each.tokens[0].page, extent(each)[0])):
        if group and not _is_beside(group, label, rows):
            yield group
            group = []
        group.append(label)
    if group:
        yield group


def _is_beside(group: Sequence[Label], label: Label, rows: Collection[tuple[int, float]]) -> bool:
    """Whether a label stands beside others, or little lower beside none of them; `rows` are lines that have figures."""
    page = label.tokens[0].page
    if group[0].tokens[0].page != page:
        return False
    bottom, top = max(extent(each)[1] for each in group), extent(label)[0]
    if top <= bottom:
        return True
    free = all(not _overlap(each, label) and fields_of(each, "narratives") not in _GOALS for each in group)
    parted = any(p == page and bottom <= y <= top for p, y in rows)
    return free and not parted and fields_of(label, "narratives") not in _GOALS and top <= bottom + _MORE


def _overlap(a: Label | Token, b: Label | Token) -> int:
    (a0, a1), (b0, b1) = width(a), width(b)
    return max(0, min(a1, b1) - max(a0, b0))


def _header(stream: Texts, group: Sequence[Label], section: str, words: Words) -> Header:
    page = group[0].tokens[0].page
    top, bottom = min(extent(each)[0] for each in group), max(extent(each)[1] for each in group)
    tokens = [t for each in stream for t in tokens_of(each) if t.page == page and top - _MORE <= t.y <= bottom + _MORE]
    lines = list(by_line(tokens))
    inside = [line for line in lines if top <= line[0].y <= bottom and not any(is_figure(t.text) for t in line)]
    headings = Headings(words, section)
    inside, parts = _widened(headings, lines, inside, (top, bottom))
    header = Header(page, min(top, inside[0][0].y), max(bottom, inside[-1][0].y), [])
    taken = {id(token) for line in inside for token in line}
    header.used = taken | {id(each) for each in stream if any(id(t) in taken for t in tokens_of(each))}
    named = [_named(each, headings) for each in parts]
    header.columns = _columns(named) if section == "columns" else [Column.under(name, each) for name, each in named]
    return header


def _widened(
    headings: Headings, lines: Sequence[list[Token]], inside: list[list[Token]], reach: tuple[float, float]
) -> tuple[list[list[Token]], list[Parts]]:
    """The lines of headings, with those over and under them that make more headings known, and the headings."""
    parts = headings.together(inside)
    over = _near([line for line in reversed(lines) if line[0].y < reach[0]], headings.words)
    under = _near([line for line in lines if line[0].y > reach[1]], headings.words)
    best = (0, 0, inside, parts)
    for above in range(len(over) + 1):
        for below in range(len(under) + 1):
            if not above + below:
                continue
            wider = [*reversed(over[:above]), *inside, *under[:below]]
            longer = headings.together(wider)
            gain = headings.gain(longer, parts) - abs(len(longer) - len(parts))
            if not gain:
                gain = int(_is_new(headings, longer, [*over[:above], *under[:below]]))
            if (gain, -above - below) > best[:2]:
                best = (gain, -above - below, wider, longer)
    return best[2], best[3]


def _near(lines: Sequence[list[Token]], words: Words) -> list[list[Token]]:
    """The lines, nearest first, that may go on with headings."""
    return list(takewhile(lambda line: may_head(line, words), lines))


def _is_new(headings: Headings, columns: Sequence[Parts], lines: Sequence[list[Token]]) -> bool:
    """Whether all texts of further lines are one heading of several lines."""
    added = {id(token) for line in lines for token in line}
    return len(lines) > 1 and any(
        len(parts) == len(added) and all(id(part) in added for part in parts) and headings.field(joined_text(parts))
        for parts in columns
    )


def _named(parts: Parts, headings: Headings) -> tuple[str, Label]:
    text, section = joined_text(parts), headings.section
    name = headings.field(text) or _hinted(text, _HINTS if section == "columns" else _MONEY_HINTS)
    return name, Label(parts, text, {**headings.words.named(text), section: name})


def _hinted(text: str, hints: Iterable[tuple[re.Pattern[str], str]]) -> str:
    """The field that a heading hints at which no template knows."""
    return next((name for hint, name in hints if hint.search(text)), "") or f"other {text}"


def _columns(parts: Sequence[tuple[str, Label]]) -> list[Column]:
    """The columns of indicators: a weight beside a level is the level's, a second one of a name is another's."""
    if any(name == "level3" for name, _ in parts):
        parts = [part for n, part in enumerate(parts) if not _spans(part[1]) or n == 0]
    deepest = _deepest(parts)
    unknown = _levels_left(parts, deepest)
    found: list[Column] = []
    names: set[str] = set()
    previous = ""
    for n, (field_name, each) in enumerate(parts):
        name = unknown.get(n, field_name)
        if name == "weight" and previous in LEVELS:
            name = f"{previous}_weight"
        elif n == deepest:
            name = "level3"
        if n == 0 and (_spans(each) or each.text == _NUMBER):
            name = "section"
        if name in names or name in ("", "other"):
            name = f"other {n} {each.text}"
        previous = name
        names.add(name)
        found.append(Column.under(name, each))
    return found


def _spans(label: Label) -> bool:
    """Whether a heading names the whole table, or several columns."""
    return fields_of(label, "rows") == "section" and fields_of(label, "columns").startswith("other")


def _deepest(parts: Sequence[tuple[str, Label]]) -> int:
    """The place of the column that names the indicators."""
    names = [name for name, _ in parts]
    if "level3" in names:
        return names.index("level3")
    content = (n for n, (_, each) in enumerate(parts) if each.text.startswith("指标内容") or (n and _spans(each)))
    if (place := next(content, None)) is not None:
        return place
    return next((names.index(level) for level in reversed(LEVELS) if level in names), -1)


def _levels_left(parts: Sequence[tuple[str, Label]], deepest: int) -> dict[int, str]:
    """The columns left of the names that no label tells: they are the levels that are lacking."""
    names = {name for name, _ in parts[:deepest]} if deepest > 0 else set()
    lacking = [level for level in LEVELS if level not in names]
    free = [
        n
        for n, (name, each) in enumerate(parts[: max(deepest, 0)])
        if name.startswith("other") and each.text != _NUMBER and not _spans(each)
    ]
    return dict(zip(reversed(free), reversed(lacking), strict=False))

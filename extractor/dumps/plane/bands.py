"""The headings of a form's tables on the plane: of its money block and of its indicators, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.dumps.kinds import LEVELS
from extractor.dumps.labels import Label
from extractor.dumps.plane.columns import Column
from extractor.dumps.plane.stacks import extent, fields_of, width
from extractor.dumps.tokens import Token, is_figure, joined_text

Texts = Sequence[Token | Label]

MONEY = frozenset(("initial_budget", "annual_budget", "executed"))
_VALUES = frozenset(("target", "actual", "weight", "score", "definition", "scoring_standard"))
_HINTS = (
    (re.compile("原因"), "reason"),
    (re.compile("改进措施"), "improvement"),
    (re.compile("复核|审核|财政|评审|专家|系数|扣"), ""),
    (re.compile(r"(?:得分|自评分|得分值)(?:[（(].*)?$"), "score"),
    (re.compile(r"(?:分值|权重|满分)(?:[（(].*)?$"), "weight"),
)
_WIDEST = 30  # characters of a heading


@dataclass
class Header:
    """The headings of a table on one page: from which height to which, and the columns under them.

    `used` are the texts that make it up, `section` tells where the table's own name stands at its left.
    """

    page: int
    top: float
    bottom: float
    columns: list[Column]
    used: set[int] = field(default_factory=set)

    def has(self, name: str) -> bool:
        """Whether it has a column of a name."""
        return any(column.name == name for column in self.columns)


def money_headers(stream: Texts) -> list[Header]:
    """The headings of money: two at least, one of them of a budget or of what was spent."""
    found = []
    for group in _groups(stream, "money"):
        names = {fields_of(each, "money") for each in group}
        if len(names) >= 2 and names & MONEY and not any(fields_of(e, "columns").startswith("level") for e in group):
            found.append(_header(stream, group, "money"))
    return found


def indicator_headers(stream: Texts) -> list[Header]:
    """The headings of indicators, one a page at most: three at least, among them a level and a value."""
    found = []
    for group in _groups(stream, "columns"):
        names = {fields_of(each, "columns") for each in group}
        if len(names) >= 3 and names & {*LEVELS, "level3"} and names & _VALUES:
            found.append(_header(stream, group, "columns"))
    return found


def _groups(stream: Texts, section: str) -> Iterator[list[Label]]:
    """The labels of a section that stand beside each other."""
    group: list[Label] = []
    labels = (each for each in stream if isinstance(each, Label) and section in each.fields)
    for label in sorted(labels, key=lambda each: (each.tokens[0].page, extent(each)[0])):
        if group and not _is_beside(group, label):
            yield group
            group = []
        group.append(label)
    if group:
        yield group


def _is_beside(group: Sequence[Label], label: Label) -> bool:
    if group[0].tokens[0].page != label.tokens[0].page:
        return False
    bottom = max(extent(each)[1] for each in group)
    if extent(label)[0] <= bottom:
        return True
    free = all(not _overlap(each, label) for each in group)
    return free and extent(label)[0] <= bottom + 1


def _overlap(a: Label | Token, b: Label | Token) -> int:
    (a0, a1), (b0, b1) = width(a), width(b)
    return max(0, min(a1, b1) - max(a0, b0))


def _header(stream: Texts, group: Sequence[Label], section: str) -> Header:
    page = group[0].tokens[0].page
    top, bottom = min(extent(each)[0] for each in group), max(extent(each)[1] for each in group)
    header = Header(page, top, bottom, [], {id(each) for each in group})
    parts: list[tuple[str, Label | Token]] = [(fields_of(each, section), each) for each in group]
    for other in _others(stream, header, group):
        header.used.update(id(each) for each in other)
        owners = [n for n, (_, each) in enumerate(parts) if any(_overlap(each, part) for part in other)]
        tokens = [token for each in other for token in (each.tokens if isinstance(each, Label) else (each,))]
        if len(owners) == 1:
            name, own = parts[owners[0]]
            own_tokens = own.tokens if isinstance(own, Label) else (own,)
            both = tuple(sorted((*own_tokens, *tokens), key=lambda t: (t.y, t.at)))
            parts[owners[0]] = (name, Label(both, joined_text(both), own.fields if isinstance(own, Label) else {}))
        elif not owners:
            text = joined_text(tokens)
            name = _hinted(text) if section == "columns" else f"other {text}"
            parts.append((name, Label(tuple(tokens), text, {section: name})))
    parts.sort(key=lambda part: width(part[1]))
    header.columns = _columns(parts) if section == "columns" else [Column.under(name, each) for name, each in parts]
    return header


def _others(stream: Texts, header: Header, group: Sequence[Label]) -> Iterator[list[Label | Token]]:
    """What else stands in the lines of the headings, the lines of one cell together."""
    known = {id(each) for each in group}
    inside = [
        each
        for each in stream
        if id(each) not in known
        and (each.tokens[0] if isinstance(each, Label) else each).page == header.page
        and header.top <= extent(each)[0]
        and extent(each)[1] <= header.bottom
        and width(each)[1] - width(each)[0] <= _WIDEST
        and not is_figure(each.text)
    ]
    stacks: list[list[Label | Token]] = []
    for each in sorted(inside, key=lambda e: extent(e)[0]):
        stack = next((s for s in stacks if any(_overlap(part, each) for part in s)), None)
        if stack is None:
            stacks.append([each])
        else:
            stack.append(each)
    yield from stacks


def _hinted(text: str) -> str:
    """The field that a heading hints at which no template knows."""
    return next((name for hint, name in _HINTS if hint.search(text)), "") or f"other {text}"


def _columns(parts: Sequence[tuple[str, Label | Token]]) -> list[Column]:
    """The columns of indicators: a weight beside a level is the level's, a second one of a name is another's."""
    found: list[Column] = []
    names: set[str] = set()
    previous = ""
    deepest = _deepest([name for name, _ in parts], [each.text for _, each in parts])
    for n, (field_name, each) in enumerate(parts):
        name = field_name
        if name == "weight" and previous in LEVELS and previous != deepest:
            name = f"{previous}_weight"
        elif n == deepest_place(parts, deepest):
            name = "level3"
        if n == 0 and (name.startswith("other") or not name):
            name = "section"
        if name in names or name in ("", "other"):
            name = f"other {n} {each.text}"
        previous = field_name
        names.add(name)
        found.append(Column.under(name, each))
    return found


def _deepest(names: Sequence[str], texts: Sequence[str]) -> str:
    """The field whose column names the indicators."""
    if "level3" in names:
        return "level3"
    if any(name == "definition" and text.startswith("指标内容") for name, text in zip(names, texts, strict=True)):
        return "definition"
    return next((level for level in reversed(LEVELS) if level in names), "level3")


def deepest_place(parts: Sequence[tuple[str, Label | Token]], deepest: str) -> int:
    """The place of the column that names the indicators, -1 where there is none."""
    return next((n for n, (name, _) in enumerate(parts) if name == deepest), -1)

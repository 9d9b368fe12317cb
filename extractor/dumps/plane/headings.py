"""The headings of columns put together from their lines, which a dump prints each by itself.

Headings that are close together lose their places, and keep their order: what is a known label tells which parts belong
together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractor.dumps.labels import Words
from extractor.dumps.plane.pairing import paired
from extractor.dumps.tokens import Token, is_figure, is_mark, joined_text
from extractor.templates.model import label_key

_KNOWN, _ELSEWHERE, _BEGUN, _UNKNOWN = 0.0, 0.5, 1.2, 2.0  # what a heading costs by what is known of it
_COLUMN = 0.3  # what a heading costs besides
_AWAYS = (0.3, 0.1, 0.02)  # what a character costs between the lines of a heading: places may be kept, or lost
_MIDDLE = 0.25  # of that: what a character costs between their middles
_FARTHEST = 3.0  # what a place costs at most
_OVER = 0.7  # what it costs that a part of the first line names several columns
_TWICE = 1.0  # what it costs that two headings name one field
_OTHERS = re.compile(  # headings that name no field of a form
    r"序号|备注|指标类型|指标类别|佐证材料|扣分|扣减分|(?:财政|主管部门|专家)?(?:复核|审核|评审|抽查|审定)(?:评?分|得分|意见)?|财政评分|第三方评分"
)
_TAKEN = 1.0  # what it costs that a heading which is whole is the end of another
_ASIDE = 0.6  # what it costs that it stands beside the lines above, where they make no label
_NESTED = re.compile(r"[（(][^）)]*[（(]|[（(][^）)]{7,}")  # brackets that are no remark on a heading
_ODD = 1.2  # what they cost
_MANY = ("", "weight", "other")  # fields that several headings name
_END = 3  # characters of the end of a heading that stands by itself
_PIECES = 3  # of a heading whose characters are spread, before its last one
_LONGEST = 14  # characters of a line of a heading

Parts = tuple[Token, ...]


@dataclass
class Headings:
    """Puts together headings of a section of labels."""

    words: Words
    section: str
    _costs: dict[str, float] = field(default_factory=dict)

    @cached_property
    def _keys(self) -> list[str]:
        return [key for key, fields in self.words.keys.items() if self.section in fields]

    def cost(self, text: str) -> float:
        """How little a text is like a heading."""
        if text not in self._costs:
            named, key = self.words.named(text), label_key(text)
            begun = key != "" and any(known.startswith(key) for known in self._keys)
            is_known = self.field(text) != "" or _OTHERS.fullmatch(text) is not None
            known = _KNOWN if is_known else _ELSEWHERE if named else _UNKNOWN
            odd = _NESTED.search(text) is not None and not self.words.exact(text)
            self._costs[text] = min(known, _BEGUN if begun else _UNKNOWN) + _ODD * odd
        return self._costs[text]

    def field(self, text: str) -> str:
        """The field of the section that a heading names, with or without its brackets, empty where it names none."""
        return self.words.named(text).get(self.section, "") or self.words.bare(text).get(self.section, "")

    def known(self, columns: Iterable[Parts]) -> int:
        """How many headings are labels of the section, those of one field counted once."""
        texts = [text for text in map(joined_text, columns) if self.cost(text) == _KNOWN]
        fields = [field for text in texts if (field := self.field(text)) not in _MANY]
        return len(texts) - len(fields) + len(set(fields))

    def gain(self, longer: Sequence[Parts], parts: Sequence[Parts]) -> int:
        """How many more headings are known, or have the end of their bracket, with a further line."""
        return self.known(longer) - self.known(parts) + _open(parts) - _open(longer)

    def together(self, lines: Sequence[Sequence[Token]]) -> list[Parts]:
        """The headings from left to right that lines under each other make."""
        ways = [self._together(lines, away) for away in _AWAYS]
        if len(lines) > 1 and len(lines[0]) <= len(lines[1]) / 2:
            over = _OVER * len(lines[0])
            ways += [(cost + over, way) for cost, way in (self._together(lines[1:], away) for away in _AWAYS)]
        return min(ways, key=lambda way: way[0])[1]

    def _together(self, lines: Sequence[Sequence[Token]], away: float) -> tuple[float, list[Parts]]:
        columns: list[Parts] = []
        for line in lines:
            columns = self._with_line(columns, line, away)
        columns = self._whole(columns)
        texts = [joined_text(parts) for parts in columns]
        fields = [field for text in texts if (field := self.field(text)) not in _MANY]
        twice = len(fields) - len(set(fields))
        far = sum(_apart(parts[:n], parts[n], _AWAYS[-1]) for parts in columns for n in range(1, len(parts)))
        aside = sum(
            _is_aside(parts[:n], parts[n])
            for parts, text in zip(columns, texts, strict=True)
            for n in range(1, len(parts))
            if self.cost(text) > _BEGUN
        )
        return sum(self.cost(text) + _COLUMN for text in texts) + _TWICE * twice + _ASIDE * aside + far, columns

    def _whole(self, columns: Sequence[Parts]) -> list[Parts]:
        """The headings, those with the end that stands right of them on the same line, as a cell that is cut has it."""
        found: list[Parts] = []
        for parts in columns:
            for pieces in range(1, min(_PIECES, len(found)) + 1):
                *before, ending = map(joined_text, (*found[-pieces:], parts))
                apart = sum(map(self.cost, before)) + self.cost(ending) + _COLUMN
                short = all(len(text) <= _END for text in (*before[1:], ending))
                if short and self.cost("".join((*before, ending))) == _KNOWN and apart > _BEGUN:
                    found[-pieces:] = [tuple(part for each in (*found[-pieces:], parts) for part in each)]
                    break
            else:
                found.append(parts)
        return found

    def _with_line(self, columns: Sequence[Parts], line: Sequence[Token], away: float) -> list[Parts]:
        """The headings with one more line: each of its parts goes on with one of them, or begins one between them."""

        def ways(i: int, j: int) -> Iterator[tuple[int, int, float, Parts]]:
            if i < len(columns):
                yield 1, 0, self._alone(columns[i]), columns[i]
            if j < len(line):
                yield 0, 1, self._alone((line[j],)) + _between(columns, i, line[j], away), (line[j],)
            if i < len(columns) and j < len(line):
                both = (*columns[i], line[j])
                alone = self._alone(both)
                taken = _TAKEN * (self._is_whole(line[j]) and self._are_two(columns[i], line[j]))
                taken += _ASIDE * (alone > _BEGUN + _COLUMN and _is_aside(columns[i], line[j]))
                yield 1, 1, taken + alone + _apart(columns[i], line[j], away), both

        return paired(len(columns), len(line), ways)

    def _is_whole(self, token: Token) -> bool:
        """Whether a part is a heading by itself."""
        return self.section in self.words.exact(token.text) or _OTHERS.fullmatch(token.text) is not None

    def _are_two(self, parts: Parts, token: Token) -> bool:
        """Whether a whole heading under parts is another: they make none together, or one that stands beside it."""
        text = joined_text((*parts, token))
        aside = _is_aside(parts, token)
        if not self.words.exact(text) and _OTHERS.fullmatch(text) is None:
            return True
        return aside and self.section in self.words.exact(joined_text(parts))

    def _alone(self, parts: Parts) -> float:
        return self.cost(joined_text(parts)) + _COLUMN


def _open(columns: Iterable[Parts]) -> int:
    """How many headings have a bracket that is not closed."""
    texts = [joined_text(parts) for parts in columns]
    return sum(text.count("（") + text.count("(") > text.count("）") + text.count(")") for text in texts)


def _is_aside(parts: Parts, token: Token) -> bool:
    """Whether a part stands beside the lines of a heading above it, under none of them."""
    return all(part.end <= token.at or token.end <= part.at for part in parts)


def _between(columns: Sequence[Parts], place: int, token: Token, away: float) -> float:
    """What it costs that a part stands between the headings before and behind a place."""
    before = max((t.end for t in columns[place - 1]), default=0) if place else 0
    behind = min((t.at for t in columns[place]), default=10**6) if place < len(columns) else 10**6
    return min(away * (max(0, before - token.at) + max(0, token.end - behind)), _FARTHEST)


def _apart(parts: Parts, token: Token, away: float) -> float:
    """What it costs that a part goes on with the lines of a heading above it."""
    start, end = min(t.at for t in parts), max(t.end for t in parts)
    beside = max(0, start - token.end + 1, token.at - end + 1)
    return min(away * (beside + _MIDDLE * abs((start + end - token.at - token.end) / 2)), _FARTHEST)


def may_head(line: Sequence[Token], words: Words) -> bool:
    """Whether the texts of a line may be parts of headings: short, none a figure or the name of a level."""
    return bool(line) and all(
        len(token.text) <= _LONGEST
        and not is_figure(token.text)
        and not is_mark(token.text)
        and "levels" not in words.named(token.text)
        for token in line
    )

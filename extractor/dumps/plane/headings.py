"""The headings of columns put together from their lines, which a dump prints each by itself.

Headings that are close together lose their places, and keep their order: what is a known label tells which parts belong
together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractor.dumps.labels import Words
from extractor.dumps.tokens import Token, is_figure, is_mark, joined_text
from extractor.templates.model import label_key

_KNOWN, _ELSEWHERE, _BEGUN, _UNKNOWN = 0.0, 1.0, 1.2, 2.0  # what a heading costs by what is known of it
_AWAY, _FARTHEST = 0.3, 3.0  # what a character costs between the lines of a heading, and at most
_MIDDLE = 0.08  # what a character costs between their middles
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
            known = _KNOWN if self.section in named else _ELSEWHERE if named else _UNKNOWN
            self._costs[text] = min(known, _BEGUN if begun else _UNKNOWN)
        return self._costs[text]

    def known(self, columns: Iterable[Parts]) -> int:
        """How many headings are labels of the section."""
        return sum(self.cost(joined_text(parts)) == _KNOWN for parts in columns)

    def together(self, lines: Sequence[Sequence[Token]]) -> list[Parts]:
        """The headings from left to right that lines under each other make."""
        columns: list[Parts] = []
        for line in lines:
            columns = self._with_line(columns, line)
        return columns

    def _with_line(self, columns: Sequence[Parts], line: Sequence[Token]) -> list[Parts]:
        """The headings with one more line: each of its parts goes on with one of them, or begins one between them."""
        best: dict[tuple[int, int], tuple[float, tuple[Parts, ...]]] = {(0, 0): (0.0, ())}
        for i in range(len(columns) + 1):
            for j in range(len(line) + 1):
                if (i, j) not in best:
                    continue
                cost, found = best[i, j]
                ways: list[tuple[int, int, float, Parts]] = []
                if i < len(columns):
                    ways.append((i + 1, j, self.cost(joined_text(columns[i])), columns[i]))
                if j < len(line):
                    ways.append((i, j + 1, self.cost(line[j].text) + self._order(columns, i, line[j]), (line[j],)))
                if i < len(columns) and j < len(line):
                    both = (*columns[i], line[j])
                    ways.append((i + 1, j + 1, self.cost(joined_text(both)) + _apart(columns[i], line[j]), both))
                for a, b, more, parts in ways:
                    if cost + more < best.get((a, b), (1e9, ()))[0]:
                        best[a, b] = (cost + more, (*found, parts))
        return list(best[len(columns), len(line)][1])

    def _order(self, columns: Sequence[Parts], place: int, token: Token) -> float:
        """What it costs that a part stands between the headings before and behind a place."""
        before = max((t.end for t in columns[place - 1]), default=0) if place else 0
        behind = min((t.at for t in columns[place]), default=10**6) if place < len(columns) else 10**6
        return min(_AWAY * (max(0, before - token.at) + max(0, token.end - behind)), _FARTHEST)


def _apart(parts: Parts, token: Token) -> float:
    start, end = min(t.at for t in parts), max(t.end for t in parts)
    away = max(0, start - token.end + 1, token.at - end + 1)
    return min(_AWAY * away + _MIDDLE * abs((start + end - token.at - token.end) / 2), _FARTHEST)


def may_head(line: Sequence[Token], words: Words) -> bool:
    """Whether the texts of a line may be parts of headings: short, none a figure or the name of a level."""
    return bool(line) and all(
        len(token.text) <= _LONGEST
        and not is_figure(token.text)
        and not is_mark(token.text)
        and "levels" not in words.named(token.text)
        for token in line
    )

"""Labels on the plane: the lines of one cell stand under each other, whatever stands beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extractor.dumps.forms import page_of
from extractor.dumps.labels import Label, Words, may_name
from extractor.dumps.placed import tokens_of
from extractor.dumps.tokens import Token, is_figure, is_mark, joined_text, starts_paragraph

_NUMBERED = re.compile(r"(?<=目标)\d{1,2}(?=[：:（(]|$)")
_MOST = 7  # lines of a label
_NARROW = 2  # characters of a line of a label in a narrow column
_REACH = 2  # lines: how far below each other lines of one cell stand at most
_LONGEST = 40  # characters


class Plane:
    """Texts by the lines on which they stand."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.lines: dict[tuple[int, float], list[Token]] = defaultdict(list)
        for token in sorted(tokens, key=lambda t: (t.page, t.y, t.at)):
            self.lines[token.page, token.y].append(token)
        self.tokens = [token for line in self.lines.values() for token in line]

    def below(self, stack: Sequence[Token]) -> Token | None:
        """The next line of what may be one cell: the one text that stands right under it."""
        last = stack[-1]
        left, right = min(t.at for t in stack), max(t.end for t in stack)
        for step in range(1, _REACH + 1):
            near = [t for t in self.lines.get((last.page, last.y + step), ()) if t.at < right and t.end > left]
            if len(near) > 1:
                near = [t for t in near if min(t.end, right) - max(t.at, left) > 1]
            if near:
                return near[0] if len(near) == 1 else None
        return None


def labels(tokens: Sequence[Token], words: Words) -> list[Token | Label]:
    """The texts from top to bottom, those that make up a label made one."""
    plane = Plane(tokens)
    found: dict[int, Label] = {}
    used: set[int] = set()
    for token in plane.tokens:
        if id(token) not in used and (label := _label(plane, token, words, used)):
            found[id(token)] = label
            used.update(id(part) for part in label.tokens)
    return [found.get(id(t), t) for t in plane.tokens if id(t) in found or id(t) not in used]


def _label(plane: Plane, token: Token, words: Words, used: set[int]) -> Label | None:
    """The longest label whose first line a text is."""
    best: Label | None = None
    for parts in _stacks(plane, token, used):
        text = _NUMBERED.sub("", joined_text(parts))
        narrow = len(parts) > 1 and all(len(part.text) <= _NARROW for part in parts)
        fields = words.named(text) if len(parts) == 1 else words.exact(text) if narrow else may_name(parts, text, words)
        if fields and not (len(parts) == 1 and text[-1] in "：:" and "budget" in fields):
            best = Label(parts, joined_text(parts), fields)
    return best


def _stacks(plane: Plane, token: Token, used: set[int]) -> Iterator[tuple[Token, ...]]:
    """A text, and with the texts under it that may be of its cell."""
    stack = [token]
    while len(stack) <= _MOST and len(joined_text(stack)) <= _LONGEST:
        yield tuple(stack)
        below = plane.below(stack)
        if below is None or id(below) in used or _is_alone(below):
            return
        stack.append(below)


def _is_alone(token: Token) -> bool:
    return is_figure(token.text) or is_mark(token.text) or starts_paragraph(token.text)


def extent(label: Label | Token) -> tuple[float, float]:
    """The heights of the first and of the last line of a label or text."""
    parts = tokens_of(label)
    return parts[0].y, parts[-1].y


def middle(label: Label | Token) -> float:
    """The height of the middle of a label or text."""
    first, last = extent(label)
    return (first + last) / 2


def width(label: Label | Token) -> tuple[int, int]:
    """Where a label or text begins and ends on its lines."""
    parts = tokens_of(label)
    return min(part.at for part in parts), max(part.end for part in parts)


def fields_of(each: Label | Token, section: str) -> str:
    """The field of a section that a label names, empty where it names none."""
    fields: Mapping[str, str] = each.fields if isinstance(each, Label) else {}
    return fields.get(section, "")


def reading_order(each: Label | Token) -> tuple[int, float, int]:
    """What sorts labels and texts as a reader meets them."""
    return page_of(each), extent(each)[0], tokens_of(each)[0].at

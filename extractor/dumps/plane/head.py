"""What a dump that keeps columns says around its indicators: money, who and what, by their places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.dumps.around import Head, Pair
from extractor.dumps.forms import page_of
from extractor.dumps.identity import is_identity
from extractor.dumps.labels import Label, Words
from extractor.dumps.placed import tokens_of
from extractor.dumps.plane.bands import Texts
from extractor.dumps.plane.stacks import extent, middle, width
from extractor.dumps.plane.texts import merged, stands_in
from extractor.dumps.tokens import Token, is_prose

_INLINE = re.compile(r"[^：:]{1,16}[：:]")
_UNBORNE = 0.85  # the confidence of money whose sums do not hold


class Around:
    """The head of a form in the making: `stream` has its texts and labels, from top to bottom."""

    def __init__(self, stream: Texts, head: Head) -> None:
        self.stream, self.head = stream, head

    def free(self) -> list[Token | Label]:
        """What has found no place yet."""
        return [each for each in self.stream if id(each) not in self.head.used]

    def use(self, each: Token | Label) -> None:
        """Keep in mind that a text or label has found its place."""
        self.head.use(each, *tokens_of(each))

    def read_identity(self, end: float) -> None:
        """The labels that name who and what above a height, each with what stands right of it."""
        names = [each for each in self.free() if is_identity(each) and extent(each)[0] < end]
        for label in names:
            value = self._beside(label, names)
            if value:
                self.head.identity.append(Pair(label, merged(value)))
                self.use(label)
                self.head.use(*value)

    def read_inline(self, whole: Sequence[Token], words: Words, end: float) -> None:
        """The texts above a height that print who or what together with their label: `单位数：3 个`."""
        for token in whole:
            name = re.split("[：:]", token.text, maxsplit=1)[0]
            own = [t for t in self.free() if isinstance(t, Token) and stands_in(t, token)]
            if token.line < end and own and name != token.text and "identity" in words.named(name):
                self.head.inline.append(token)
                self.head.use(*own)

    def _beside(self, label: Token | Label, names: Texts) -> list[Token]:
        """The texts right of a label, to the next label."""
        top, bottom = extent(label)
        low, high = top - 1, bottom + 1
        right = [
            each
            for each in self.free()
            if page_of(each) == page_of(label) and width(each)[0] >= width(label)[1] and each is not label
        ]
        limit = min(
            (width(e)[0] for e in right if not isinstance(e, Token) or e in names if top <= middle(e) <= bottom + 0.5),
            default=10**6,
        )
        near = [e for e in right if isinstance(e, Token) and low <= e.y <= high and e.at < limit and e not in names]
        near = [t for t in near if not any(_INLINE.match(e.text) and e.y == t.y and e.at <= t.at for e in near)]
        line = [t for t in near if top <= t.y <= bottom]
        if top == bottom and line:
            return line
        line = line or [t for t in near if not is_prose(t.text)]
        if not line:
            return []
        left, end = min(t.at for t in line), max(t.end for t in line)
        others = [t for t in near if t not in line and t.at < end and t.end > left and _belongs(t, names, label)]
        return sorted([*line, *others], key=lambda t: (t.y, t.at))


def _belongs(token: Token, names: Texts, label: Token | Label) -> bool:
    """Whether a text above or below a value is not beside another label."""
    return all(each is label or not extent(each)[0] <= token.y <= extent(each)[1] for each in names)

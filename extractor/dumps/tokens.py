"""Lines of a dump cut into tokens: the cells, or lines of cells, that it prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractor.pages import TextLine
from extractor.quantities import figure, is_blank, measure, plain

_PIECE = re.compile(r"\S+")
_OPERATOR = re.compile(r"(?:[≥≤<>=＞＜≧≦═]|不少于|不低于|不小于|不多于|不高于|不大于|不超过|大于|小于|等于|至少|至多)$")
UNIT = re.compile(
    r"[年月日天个项人次家条处万亿元批公套台份名宗场件户所座篇期类亩米吨里百分点起辆部间只张岁届号种级％%（(]"
)
"""What a text begins with that may be the unit of a figure before it."""

_KIND = re.compile(r"是|否|定量|定性|无")
_PARAGRAPH = re.compile(r"(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）]|[一二三四五六七八九十]{1,3}、)")
_CLOSING = "，。、；：！？）》”’」』】,;:!?)"
_SENTENCE = re.compile(r"[，。；、！？“”]")
_SPACED = re.compile(r"20\d\d 年")
_BOXES = re.compile(r"[□☐☑☒■√✓✔○●]")
_WIDE = re.compile(r"[^\x00-\xff]")
_BROKEN = re.compile(r"\d[\d,]*\. \d+[%％]?|[\d,]+ \.\d+[%％]?")
_LEADING = re.compile(
    r"(?:已完成|[≥≤<>=＞＜≧≦═]|不少于|不低于|不小于|不多于|不高于|不大于|不超过|大于等于|小于等于|大于|小于|至少)"
)
_TRAILING = re.compile(r"(?:万?元)?/[\u4e00-\u9fff](?:\*[\u4e00-\u9fff]?)?|\*?[月年]|[（(][\u4e00-\u9fff][)）]")
_SATISFIED = re.compile(r"(?:对象|群众|户|企业|人员|居民|学生|师生|职工|公众)$")
_PROSE = 14  # characters: a line with sentence marks and as many is running text
_PROSE_SPACED = 11  # where blanks part figures from the words beside them, lines have fewer


class Token(NamedTuple):
    """A piece of a line: its text, the line's number and page, and the place of its first character on the line.

    `gap` tells that a blank line, or another page, comes before its line; `first` that it begins its line. `y` is the
    height at which it stands, in lines, where that was asked.
    """

    text: str
    line: int
    page: int
    at: int
    gap: bool
    first: bool
    y: float = 0.0

    @property
    def end(self) -> int:
        """The place behind its last character."""
        return self.at + len(self.text)

    @property
    def width(self) -> float:
        """How wide the text is printed, in wide characters."""
        return width(self.text)


def width(text: str) -> float:
    """The printed width of a text, in wide characters: half of one for what is not Chinese."""
    return len(text) / 2 + len(_WIDE.findall(text)) / 2


def tokens(lines: Sequence[TextLine]) -> list[Token]:
    """The tokens of the lines, in order."""
    spaced = any(_SPACED.search(line.text) for line in lines)
    found: list[Token] = []
    for line, gap in zip(lines, _gaps(lines), strict=True):
        pieces = [(match.start(), match[0]) for match in _PIECE.finditer(line.text)]
        for n, (at, text) in enumerate(_joined(pieces, spaced)):
            found.append(Token(text, line.number, line.page, at, gap, n == 0))
    return found


def mended(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens in order, those made one that surely are: `4442.` and `76`, `不低于` and `85%`."""
    before: Token | None = None
    for token in tokens:
        near = before is not None and token.page == before.page
        if before is not None and near and _is_torn(before.text, token):
            before = before._replace(text=before.text + token.text)
            continue
        if before is not None:
            yield before
        before = token
    if before is not None:
        yield before


def _is_torn(text: str, after: Token) -> bool:
    """Whether a text and the one after it are two parts of a figure, or of a figure with its operator and unit."""
    if after.first and _BROKEN.fullmatch(f"{text} {after.text}"):
        return True
    if after.first and after.text == "满意度" and _SATISFIED.search(text):
        return True
    if _LEADING.fullmatch(text):
        return is_figure(after.text) or is_measure(after.text)
    return _TRAILING.fullmatch(after.text) is not None and after.first and is_measure(text)


def _gaps(lines: Sequence[TextLine]) -> Iterator[bool]:
    previous = None
    for line in lines:
        yield previous is None or line.page != previous.page or line.number > previous.number + 1
        previous = line


def _joined(pieces: Sequence[tuple[int, str]], spaced: bool) -> Iterator[tuple[int, str]]:
    """The pieces of a line, those made one that a blank inside a cell parts."""
    printed = "".join(text for _, text in pieces)
    least = _PROSE_SPACED if spaced else _PROSE
    prose = printed[-1] in "。；" or (len(printed) >= least and _SENTENCE.search(printed) is not None)
    at, text = pieces[0]
    end = at + len(text)
    for n, (start, piece) in enumerate(pieces[1:], 1):
        after = pieces[n + 1][1] if n + 1 < len(pieces) else ""
        if start - end == 1 and _is_one(text, piece, after, prose, spaced):
            text += " " + piece
        elif _BOXES.search(printed) and len(_BOXES.findall(printed)) > 1:
            text += " " * (start - end) + piece
        else:
            yield at, text
            at, text = start, piece
        end = start + len(piece)
    yield at, text


def _is_one(before: str, piece: str, after: str, prose: bool, spaced: bool) -> bool:
    """Whether two pieces that one blank parts are one text."""
    if piece[0] in _CLOSING or _OPERATOR.search(before):
        return True
    if spaced and re.search(r"\d年$|\d月$", plain(before)) and re.match(r"\d", piece):
        return True
    if spaced and re.search(r"\d$", before):
        return _is_unit(piece, prose)
    if _PARAGRAPH.match(piece) or is_figure(before) or not prose:
        return False
    if is_figure(piece):
        return spaced and bool(after) and _is_unit(after, prose)
    return bool(_SENTENCE.search(before) or _SENTENCE.search(piece)) or piece[0] in "“‘（《"


def _is_unit(piece: str, prose: bool) -> bool:
    short = len(plain(piece)) <= 5 or prose or piece.startswith("年")
    return short and UNIT.match(piece) is not None and _KIND.fullmatch(piece) is None


def is_figure(text: str) -> bool:
    """Whether a text is a figure without sign of a target: `10`, `1,234.5`, `19.20`, `95.5%`."""
    return re.fullmatch(r"[\d,]+(?:\.\d+)?[%％]?", plain(text)) is not None and figure(text) is not None


def is_measure(text: str) -> bool:
    """Whether a text is a target or an actual value with a figure: `≥90%`, `62个`, `不少于93台（套）`."""
    read = None if starts_paragraph(text) or re.search(r"[，。；：]", text) else measure(text)
    return read is not None and len(read.unit or "") <= 8


def is_mark(text: str) -> bool:
    """Whether a text is a mark that stands for nothing: `—`, `/`, `……`."""
    return is_blank(text) and plain(text) not in ("无", "。", ".", "·")


def is_prose(text: str) -> bool:
    """Whether a text is part of running text: long, or with marks of sentences."""
    key = plain(text)
    return len(key) >= _PROSE or re.search(r"[。；]", key) is not None or (len(key) > 8 and "，" in key)


def starts_paragraph(text: str) -> bool:
    """Whether a text begins with the number of a paragraph: `1.`, `（2）`, `三、`."""
    return _PARAGRAPH.match(text) is not None


def joined_text(parts: Iterable[Token]) -> str:
    """The texts of tokens in order, as one."""
    return "".join(part.text for part in parts)

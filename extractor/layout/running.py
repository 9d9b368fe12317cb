"""Running heads, feet and page numbers: what stands in the margin of page after page and belongs to none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from extractor.layout.table import Line
from extractor.pages import Page

_PAGE_NUMBER = re.compile(
    r"[-—–]\s*\d{1,4}\s*[.．,，]|"  # as OCR reads the second dash of a small one
    r"[-—–·\s]*(?:第?\s*\d{1,4}\s*页?|(?:第\s*)?\d{1,4}\s*页?\s*[/,，、]?\s*(?:of\s*)?共?\s*\d{1,4}\s*页?)[-—–·\s]*"
)
_CONTINUED = re.compile(r"[（(〔\[]?(?:续|接)(?:上?[表页]|前[表页])?\d{0,2}[)）〕\]]?[：:]?")
_LARGER = 1.15  # times the size of a head: the least size of a title
_AS_LARGE = 0.12  # of its size: OCR tells the size of a short line no better
_HEIGHT = 3.0  # points: how far the heads of two pages may be out of line
_MARGIN = 0.12  # of the page's height


class Running:
    """The running lines of a document: texts, figures made alike, at one height in the margin of several pages."""

    def __init__(self, laid: Iterable[tuple[Page, Sequence[Line]]]) -> None:
        seen = Counter(key for page, lines in laid for key in {_key(x) for x in lines if _in_margin(x, page)})
        self._keys = {key for key, count in seen.items() if count > 1}

    def holds(self, line: Line, page: Page) -> bool:
        """Whether a line is a page number, or one that stands on several pages."""
        return _in_margin(line, page) and (is_page_number(line) or _key(line) in self._keys)


class Tops:
    """The lines over the first table of a page, to tell heads that change from page to page from headings.

    A head stands where the page before has one: where a line stands over a title, or where a head has stood already.
    """

    def __init__(self, free: Sequence[Line] = (), table: float = 0.0, last: Tops | None = None) -> None:
        self._lines = sorted((line for line in free if line.box.top < table), key=lambda line: line.box.top)
        self._heads = [line for line in self._lines if last is not None and last.goes_on(line)]

    def holds(self, line: Line) -> bool:
        """Whether a line over the table is a head, or only says that the table goes on."""
        return any(line is head for head in self._heads) or _CONTINUED.fullmatch(line.text) is not None

    def goes_on(self, line: Line) -> bool:
        """Whether a line of the next page stands where a head of this page does, or repeats a line of it."""
        here = [other for other in self._lines if _stand_alike(line, other)]
        return any(line.text == other.text or self._is_head(other) for other in here)

    def _is_head(self, line: Line) -> bool:
        """Whether a line is a head: there is a larger one, the title, under it, or it was one on the page before."""
        under = [other for other in self._lines if other.box.top > line.box.bottom]
        return any(line is head for head in self._heads) or any(other.size > _LARGER * line.size for other in under)


def _stand_alike(line: Line, other: Line) -> bool:
    """Whether two lines of two pages stand at one height, begin, end or are centred at one place, and are as large."""
    a, b = line.box, other.box
    places = zip((a.x0, a.center[0], a.x1), (b.x0, b.center[0], b.x1), strict=True)
    is_aligned = min(abs(one - two) for one, two in places) <= _HEIGHT
    return abs(a.top - b.top) <= _HEIGHT and is_aligned and abs(line.size - other.size) <= _AS_LARGE * other.size


def is_page_number(line: Line) -> bool:
    """Whether a line is nothing but the number of a page: `3`, `- 3 -`, `第 3 页 共 5 页`."""
    return _PAGE_NUMBER.fullmatch(line.text) is not None


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", re.sub(r"\s", "", line.text)), round(line.box.top / 6)


def _in_margin(line: Line, page: Page) -> bool:
    return line.box.top < _MARGIN * page.height or line.box.bottom > (1 - _MARGIN) * page.height

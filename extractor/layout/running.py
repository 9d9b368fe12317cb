"""Running heads, feet and page numbers: what stands in the margin of page after page and belongs to none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from extractor.layout.table import Line
from extractor.pages import Page

_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第?\s*\d{1,4}\s*页?|(?:第\s*)?\d{1,4}\s*页?\s*[/,，、]?\s*(?:of\s*)?共?\s*\d{1,4}\s*页?)[-—–·\s]*"
)
_MARGIN = 0.12  # of the page's height


class Running:
    """The running lines of a document: texts, figures made alike, at one height in the margin of several pages."""

    def __init__(self, laid: Iterable[tuple[Page, Sequence[Line]]]) -> None:
        seen = Counter(key for page, lines in laid for key in {_key(x) for x in lines if _in_margin(x, page)})
        self._keys = {key for key, count in seen.items() if count > 1}

    def holds(self, line: Line, page: Page) -> bool:
        """Whether a line is a page number, or one that stands on several pages."""
        return _in_margin(line, page) and (is_page_number(line) or _key(line) in self._keys)


def is_page_number(line: Line) -> bool:
    """Whether a line is nothing but the number of a page: `3`, `- 3 -`, `第 3 页 共 5 页`."""
    return _PAGE_NUMBER.fullmatch(line.text) is not None


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", re.sub(r"\s", "", line.text)), round(line.box.top / 6)


def _in_margin(line: Line, page: Page) -> bool:
    return line.box.top < _MARGIN * page.height or line.box.bottom > (1 - _MARGIN) * page.height

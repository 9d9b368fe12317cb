"""Which indicators a running text names: in quotes or word for word, or loosely (abbreviated, a word changed)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from extractor.quantities import plain

Naming = Literal["named", "loosely"]

_QUOTES = "“”‘’「」『』《》〈〉\"'"
_DROPPED = re.compile(rf"[{_QUOTES}()\[\]【】〔〕★☆*]")
_QUOTED = re.compile(r"[“「『《〈\"]([^“”「」『』《》〈〉\"]{1,40})[”」』》〉\"]")
_PHRASE = re.compile(r"[^\0、,:;。!?]+")

GENERIC = frozenset(
    {
        *("完成情况", "完成进度", "完成质量", "预算执行", "预算管理", "资金使用", "资金管理", "绩效管理", "绩效目标"),
        *("资产管理", "采购管理", "项目管理", "信息公开", "社会效益", "经济效益", "生态效益", "可持续影响", "服务对象"),
    }
)
"""Names that are everyday words of these texts: only quotes make them a name."""

_SHORTEST = 4
_COMMON = 5
_ALIKE = 0.8
_SHARED_PAIRS = 0.5


def bare(text: str | None) -> str:
    """The text without blanks, quotes, brackets and stars, for comparing names."""
    return _DROPPED.sub("", plain(text or ""))


def names_in(text: str, names: Iterable[str]) -> dict[str, Naming]:
    """Which of the bare names a text names, and how; a name inside a longer name is not named."""
    quoted = {bare(quote).removesuffix("指标") for quote in _QUOTED.findall(plain(text))}
    rest, found, names = bare(text), dict[str, Naming](), sorted(names, key=lambda name: (-len(name), name))
    for name in names:
        if name in quoted or (is_distinct(name) and name in rest):
            found[name], rest = "named", rest.replace(name, "\0")
    known = [name for name in names if is_distinct(name)]
    for phrase in _PHRASE.findall(rest):
        closest = _loosely_named(phrase, known)
        if closest is not None:
            found.setdefault(closest, "loosely")
    return found


def is_distinct(name: str) -> bool:
    """Whether a name is known for one without quotes around it."""
    return len(name) >= _SHORTEST and name not in GENERIC


def _loosely_named(phrase: str, names: Iterable[str]) -> str | None:
    """The name that a part of the phrase comes closest to; None where none is close or two are equally close."""
    alike = sorted(((_likeness(phrase, name), name) for name in names if _share_pairs(phrase, name)), reverse=True)
    if not alike or alike[0][0] < _ALIKE or (len(alike) > 1 and alike[1][0] == alike[0][0]):
        return None
    return alike[0][1]


def _share_pairs(phrase: str, name: str) -> bool:
    """Whether enough neighbouring characters of the name stand in the phrase; quick, so that few are compared."""
    pairs = [a + b for a, b in pairwise(name)]
    return sum(pair in phrase for pair in pairs) > _SHARED_PAIRS * len(pairs)


def _likeness(phrase: str, name: str) -> float:
    """How much the most similar part of the phrase resembles the name, 0 to 1."""
    return max((_ratio(part, name) for part in _windows(phrase, len(name))), default=0.0)


def _ratio(part: str, name: str) -> float:
    matcher = SequenceMatcher(None, part, name, autojunk=False)
    common = sum(block.size for block in matcher.get_matching_blocks())
    return 2 * common / (len(part) + len(name)) if common >= _COMMON else 0.0


def _windows(phrase: str, length: int) -> Iterator[str]:
    """The parts of a phrase about as long as a name."""
    for size in range(min(len(phrase), length * 2 // 3), min(len(phrase), length + 1) + 1):
        yield from (phrase[start : start + size] for start in range(len(phrase) - size + 1))

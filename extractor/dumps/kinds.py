"""What a printed text can be: how ill it suits each column of an indicator table, in points of cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from extractor.dumps.tokens import is_figure, is_mark, is_measure, is_prose
from extractor.quantities import figure, plain

FIGURES = ("level1_weight", "level2_weight", "weight", "score")
LEVELS = ("level1", "level2")
LEVEL_WEIGHTS = ("level1_weight", "level2_weight")
TOTALS = ("total_weight", "total_score")
TEXTS = ("definition", "scoring_standard", "reason", "improvement")

NEVER = 99.0
_VALUES = ("target", "target_adjusted", "actual")

_RATED = re.compile(
    r".{0,4}(?:显著|明显|良好|较好|一般)|(?:有所|明显|显著|持续|不断|有效|稳步|逐步)(?:提升|改善|提高|增强|完善|降低|增长)|健全|完善|"
    r"符合(?:规定|要求)|(?:部分|基本|未|全部|未全部|未完全)?达成(?:预期)?(?:指标?|目标)?|部分达成.*|达标|合格|(?:已|全部|按时|按期)?完成.{0,6}|长期|及时|规范"
    r"|按规定.{2,8}"
)
_TIMED = re.compile(r"(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|前|以前|之前|内)?")
_SIGNED = re.compile(r"[≥≤<>=＞＜≧≦═]|不少于|不低于|不小于|不多于|不高于|不大于|不超过|大于|小于|等于")
_KIND = re.compile(r"[≥≤<>=＞＜≧≦═]=?|定量|定性|正向|反向")
_DEFINES = re.compile(r"(?:反映|考核|用以|用于|评价|指标?解释)|[^，。]{0,12}（?单位）?[^，。]{0,14}(?:与|占|的比率)")
_EXPLAINS = re.compile(r"反映|考核|用以|用于")
_STANDARD = re.compile(r"达标得|得\d|扣\d|每低|每高|按.{0,6}比例|\d分")
_EXCUSE = re.compile(r"影响|未能?|滞后|不足|偏差|较晚|偏高|偏低|简单|不全|疫情|由于|因为|延迟|缺|减少|下达|超过")
_REMEDY = re.compile(
    r"^(?:\d[.、])?(?:进一步|加强|加快|完善|建立|将|下一步|今后|紧跟|提前|目前|科学|推动|优化|严格|积极|及时)"
)
_NUMBERED = re.compile(r"指标\s*\d{1,2}\s*[：:.、]")


def costs(text: str, columns: Iterable[str]) -> Mapping[str, float]:
    """The cost of a text in each of the columns; what cannot stand in a column is left out."""
    every = {column: _cost(plain(text), column) for column in columns}
    return {column: cost for column, cost in every.items() if cost < NEVER}


def _cost(key: str, column: str) -> float:
    if is_figure(key):
        return _of_figure(key, figure(key) or Decimal(0), column)
    if is_mark(key):
        return _OF_MARKS.get(column, 0.7)
    if column in FIGURES or column in TOTALS:
        return NEVER
    if column in LEVELS:
        return 3.0 if len(key) <= 8 and not is_prose(key) and not is_measure(key) else NEVER
    return _of_text(key, column)


def _of_figure(key: str, value: Decimal, column: str) -> float:
    if column in LEVELS:
        return NEVER
    if column in ("level3", *TEXTS):
        return 6.0
    if key.endswith("%"):
        return 5.0 if column in FIGURES or column in TOTALS else 0.3
    return _OF_POINTS[column](value) if column in _OF_POINTS else 1.0 if column.startswith("other") else 2.5


def _of_weight(value: Decimal) -> float:
    """What a value says against being a weight, which is a round number."""
    size = 3.0 if value > 50 or not value else 0.0
    return size + (0.0 if value % 1 == 0 else 0.2 if value * 4 % 1 == 0 else 1.5)


_OF_POINTS: Mapping[str, Callable[[Decimal], float]] = {
    "weight": _of_weight,
    "score": lambda value: 2.0 if value > 50 else 0.0,
    "level1_weight": lambda value: 0.0,
    "level2_weight": lambda value: 0.0,
    "total_weight": lambda value: 0.0 if value == 100 else 5.0,
    "total_score": lambda value: 0.0 if 50 < value <= 120 else 6.0,
}
_OF_MARKS: Mapping[str, float] = {"level3": 6.0, "level1": NEVER, "level2": NEVER, "score": 1.5, "weight": 2.0}
_OF_MEASURES: Mapping[str, tuple[float, float]] = {
    "target": (0.0, 0.4),
    "target_adjusted": (0.0, 0.4),
    "actual": (2.0, 0.2),
    "target_operator": (4.0, 4.0),
}
_SHORT = {1: 3.0, 2: 1.5, 3: 0.5}


def _of_text(key: str, column: str) -> float:
    if column == "target_operator" and _KIND.fullmatch(key):
        return 0.0
    if _SIGNED.match(key) or is_measure(key) or _TIMED.fullmatch(key):
        signed, bare = _OF_MEASURES.get(column, (2.5, 2.5) if column.startswith("other") else (6.0, 6.0))
        return signed if _SIGNED.match(key) else bare
    if column in ("target_operator", "target_unit"):
        return 0.3 if column == "target_unit" and len(key) <= 4 else 4.0
    return _of_prose(key, column) if is_prose(key) else _of_words(key, column)


def _of_prose(key: str, column: str) -> float:
    defines = _DEFINES.match(key) is not None
    if _RATED.fullmatch(key) and column in _VALUES:
        return 0.4
    found = {
        "definition": 0.0 if defines else 1.2,
        "scoring_standard": 0.0 if _STANDARD.search(key) else 1.2,
        "reason": 0.2 + 1.5 * defines + 0.5 * bool(_REMEDY.search(key)) - 0.2 * bool(_EXCUSE.search(key)),
        "improvement": 0.3 + 1.5 * defines - 0.3 * bool(_REMEDY.search(key)),
        "level3": 5.0 if key[-1] in "。；" else 2.0,
    }
    return found.get(column, 2.5)


def _of_words(key: str, column: str) -> float:
    rated = _RATED.fullmatch(key) is not None
    if column in ("definition", "level3") and _EXPLAINS.match(key):
        return 0.0 if column == "definition" else 3.0
    if column == "level3":
        return 2.5 * rated + _SHORT.get(len(key), 0.0) - 0.5 * bool(_NUMBERED.match(key))
    if _NUMBERED.match(key):
        return 6.0
    if column in TEXTS:
        return 1.2 + 1.5 * rated - 0.4 * bool(column == "reason" and _EXCUSE.search(key))
    return (
        (0.2 if rated else 2.2) if column in _VALUES else 0.5 if column.startswith("other") and len(key) <= 4 else 2.2
    )

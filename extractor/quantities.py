"""Printed text to exact figures, operators and units. What does not parse gives None; the text is never changed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

Operator: TypeAlias = Literal[">=", "<=", ">", "<", "="]

_BLANK = re.compile(r"[\s/\\\-—–―－_.…⋯·。]*|无")
_NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_THOUSANDS = re.compile(r"[-+¥￥]?\d{1,3}(?: \d{3})+(?:\.\d+|(?<= \d{3} \d{3}))\D{0,6}")
_PARTED = re.compile(r"\d\s+\d")
_FIGURE = re.compile(rf"[¥￥]?(?P<number>{_NUMBER})(?P<unit>[^\d]{{0,6}})")
SCALES = {"亿元": 100_000_000, "亿": 100_000_000, "万元": 10_000, "万": 10_000, "千元": 1_000, "元": 1}
"""Factors that units stand for; those that end in 元 are units of money."""

_OPERATORS: tuple[tuple[str, Operator], ...] = (
    (r">=|=>|≥|≧|⩾|≮|[大多高]于或?等于|不少于|不低于|不小于|至少", ">="),
    (r"<=|=<|≤|≦|⩽|≯|[小少低]于或?等于|不多于|不高于|不大于|[不未]超过|至多", "<="),
    (r">|大于|多于|高于|超过", ">"),
    (r"<|小于|少于|低于", "<"),
    (r"==?|═|等于", "="),
)
_SUFFIXES: tuple[tuple[str, Operator], ...] = (
    (r"(?:及其?|或|\(含\))?以上|(?<![\d.,])起", ">="),
    (r"(?:及其?|或|\(含\))?以下|(?:以|之)?内", "<="),
)
_BETWEEN = r"以[上下内](?!的)"
_MEASURE = re.compile(
    "(?P<prefix>"
    + "|".join(words for words, _ in _OPERATORS)
    + rf")?(?:\(含\))?(?P<number>{_NUMBER})(?P<between>{_BETWEEN})?(?P<unit>[^\d≥≤<>=]{{0,16}}?)(?P<suffix>"
    + "|".join(words for words, _ in _SUFFIXES)
    + r")?(?:\(含\)|完成)?"
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEAD = re.compile(r"^(?:已|共|约|实际)*(?:完成|达到|达|为|控制在)?")
_MARKS = re.compile("([¹²³⁰-⁹₀-₉①-⒛⓪-⓿❶-➓]+)")
_NOTE = re.compile(r"(?<=[\d%分元万亿])[(\[【〔]?注?[¹²³⁰-⁹①-⒛⓪-⓿❶-➓*※†‡]+[)\]】〕]?")
_DATE = re.compile(r"[年月日号](?!数)")


class Measure(NamedTuple):
    """A figure with what is printed around it: `≥93台（套）` is `>=`, 93, `台(套)`."""

    operator: Operator | None
    value: Decimal
    unit: str | None


_REMEMBERED = 1 << 14
"""Texts that are remembered: rules and checks ask for the same ones in turn, and forms print the same ones."""


@lru_cache(_REMEMBERED)
def plain(text: str) -> str:
    """The text without blanks and line breaks, full-width forms narrowed (NFKC).

    The marks of notes (①, ²) stay what they are, lest they become digits of the figure before them.
    """
    parts = _MARKS.split(text)
    parts[::2] = (unicodedata.normalize("NFKC", part) for part in parts[::2])
    return re.sub(r"\s+", "", "".join(parts).replace("\u2212", "-"))


def without_note(text: str) -> str:
    """The plain text without the mark of a note at its end, where one stands behind a figure."""
    text = plain(text)
    mark = _NOTE.search(text)
    return text[: mark.start()] if mark and mark.end() == len(text) else text


def as_mark(text: str) -> str:
    """The text with its digits raised, as a mark's are: ¹ for 1."""
    return text.translate(_RAISED)


@lru_cache(_REMEMBERED)
def is_blank(text: str | None) -> bool:
    """Whether a printed text stands for nothing: blank, `/`, `-`, `—`, `……`, or 无."""
    return text is None or _BLANK.fullmatch(text) is not None


def is_blank_text(text: str | None) -> bool:
    """Whether a text stands for nothing; in a text 无 is a word."""
    return is_blank(text) and (text or "").strip() != "无"


def is_parted(text: str) -> bool:
    """Whether blanks or line breaks part digits, but for thousands as in `1 234.5` and `1 234 567`."""
    return _PARTED.search(text) is not None and _THOUSANDS.fullmatch(text.strip()) is None


def _are_several(text: str) -> bool:
    """Whether what parts digits parts figures: a line break, or a blank where no digit stands alone as in `9 8.00`."""
    if not is_parted(text):
        return False
    alone = any(len(re.findall(r"\d", part)) == 1 for part in text.split())
    return not alone or "\n" in text.strip()


def exact(number: str) -> Decimal:
    """The exact decimal of a printed number, without trailing zeros: `1,019.20` is 1019.2."""
    digits = number.replace(",", "")
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


@lru_cache(_REMEMBERED)
def figure(text: str | None, money: str | None = None) -> Decimal | None:
    """The figure that a cell prints, or None where it prints none.

    `19.20`, `1,234.5`, `1 234.5`, `95.5%`, `10分` and `￥3` are figures; `98.52¹` is one with the mark of a note;
    `12 12` is two, and none, while in `9 8.00` a digit may be set apart. With `money`, the unit of the column (元 or
    万元), an amount that carries another unit (`150万` in a column of 元) is turned into it.
    """
    if is_blank(text) or _are_several(text or ""):
        return None
    match = _FIGURE.fullmatch(without_note(text or ""))
    if match is None:
        return None
    value, unit = exact(match["number"]), match["unit"]
    if unit in ("", "%", "分"):
        return value
    if unit not in SCALES:
        return None
    scale = Decimal(SCALES[unit]) / SCALES.get(money or unit, 1)
    return exact(format(value * scale, "f"))


@lru_cache(_REMEMBERED)
def measure(text: str | None) -> Measure | None:
    """Operator, value and unit of a target or an actual value, or None where it is no single figure.

    `≥100百分比`, `不少于93台（套）`, `98%以上`, `小于5次`, `15%及其以下`, `已完成100%`. Dates (`9月前`, `2021年底`) are
    no figures.
    """
    if is_blank(text) or _are_several(text or ""):
        return None
    match = _MEASURE.fullmatch(_LEAD.sub("", without_note(text or "")))
    if match is None or (match["prefix"] is None and _DATE.match(match["unit"]) is not None):
        return None
    return Measure(
        _operator(match["prefix"], match["between"] or match["suffix"]), exact(match["number"]), match["unit"] or None
    )


def is_operator(text: str) -> bool:
    """Whether a text is an operator alone: `≥`, `≧`, `不少于`; a kind (定量, 定性, 正向指标) is none."""
    return any(re.fullmatch(words, plain(text)) for words, _ in _OPERATORS)


def _operator(prefix: str | None, suffix: str | None) -> Operator | None:
    for printed, table in ((prefix, _OPERATORS), (suffix, _SUFFIXES)):
        for words, operator in table if printed else ():
            if re.fullmatch(words, printed or ""):
                return operator
    return None


@lru_cache(_REMEMBERED)
def places(text: str | None) -> int | None:
    """How many decimal places a printed figure shows: 2 for `19.20`, 0 for `10`, None where it is no figure."""
    match = re.search(_NUMBER, plain(text or ""))
    if match is None:
        return None
    return len(match[0].partition(".")[2])

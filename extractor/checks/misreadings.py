"""E04: arithmetic that fails as OCR read it, and holds with one likely misreading. The value stays as it was read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import UNSET

from extractor.checks import budget, execution, scores, weights
from extractor.checks.finding import CONSISTENT, Demand, Result, Rule, inconsistent
from extractor.checks.rows import label_of
from extractor.form import Form, is_figure, resolve
from extractor.quantities import figure

_DEMANDS: tuple[Demand, ...] = tuple(
    rule.demand for room in (weights, scores, budget, execution) for rule in room.RULES
)
"""What a likely reading must not break. S01 among them: a score that is above its weight is no better reading."""

_ALIKE = ("17", "14", "27", "38", "35", "56", "58", "68", "06", "08", "89", "49")
"""Digits that are taken for each other where print is faint or coarse."""

_MOST = 60  # figures that one sum may have; more leave too many that may be misread


def sums_hold_as_read(form: Form) -> Iterator[Result]:
    """Whether every sum and quotient holds, or at least not by one likely misreading of one figure."""
    if all(read.source != "ocr" for read in form.evidence.values()):
        return
    for demand in _DEMANDS:
        places = _broken(form, demand)
        if places and len(places) <= _MOST:
            mends = [(where, text) for where in places for text in _others(form, where) if _holds(form, where, text)]
            if len(mends) == 1:
                yield _misread(form, *mends[0])
        elif not places:
            yield CONSISTENT


def _broken(form: Form, demand: Demand) -> list[str]:
    """The figures read by OCR that a demand names where it does not hold, each once."""
    return [where for where in _faulty(form, demand) if is_figure(where) and _is_recognised(form, where)]


def _is_recognised(form: Form, where: str) -> bool:
    read = form.evidence.get(where)
    return read is not None and read.source == "ocr" and resolve(form, where) is not None


def _others(form: Form, where: str) -> list[str]:
    """What else may be printed at a place, each once."""
    return list(dict.fromkeys(_readings(form, where)))


def _readings(form: Form, where: str) -> Iterator[str]:
    """What else may be printed: what OCR had as another reading, a digit that looks alike, a point that was lost."""
    read = form.evidence[where]
    if read.other is not UNSET:
        yield read.other
    for n, character in enumerate(read.text):
        for pair in _ALIKE:
            if character in pair:
                yield read.text[:n] + pair.replace(character, "") + read.text[n + 1 :]
    if read.text.isdecimal():
        yield from (f"{read.text[:n]}.{read.text[n:]}" for n in range(1, len(read.text)))


def _holds(form: Form, where: str, text: str) -> bool:
    """Whether, with that text at a place, no sum or quotient fails but those that fail without that place too."""
    value = figure(text)
    if value is None:
        return False
    changed = _with(form, where, value, text)
    return not any(where in _faulty(changed, demand) for demand in _DEMANDS)


def _faulty(form: Form, demand: Demand) -> dict[str, None]:
    """The places that a demand names where it does not hold, each once, in its order."""
    faults = (result.fault for result in demand(form) if result.outcome == "inconsistent")
    return dict.fromkeys(where for fault in faults if fault is not None for where in fault.where)


def _with(form: Form, where: str, value: Decimal, text: str) -> Form:
    """The form with another figure, printed so, at a place."""
    evidence = form.evidence | {where: msgspec.structs.replace(form.evidence[where], text=text)}
    section, *steps = where.split("/")[1:]
    part: Any = getattr(form, section)
    if section == "total":
        part = msgspec.structs.replace(part, **{steps[0]: value})
    else:
        rows = list(part)
        rows[int(steps[0])] = msgspec.structs.replace(rows[int(steps[0])], **{steps[1]: value})
        part = tuple(rows)
    return msgspec.structs.replace(form, evidence=evidence, **{section: part})


def _misread(form: Form, where: str, text: str) -> Result:
    label, label_en = label_of(form, where)
    read = form.evidence[where].text
    return inconsistent(
        f"按识别结果加总不符；{label}处若为“{text}”（识别为“{read}”）则相符，请对照原件，数值未改",
        f'The arithmetic fails as read; it holds if "{text}" is printed at {label_en}, where "{read}" was read. '
        "Compare it with the original; the value was left",
        [where],
        expected=text,
        found=read,
    )


_E04 = Rule(
    code="E04",
    name="likely-misreading",
    severity="warning",
    summary="按识别结果加总不符，而只要一处可能的误识即可相符（扫描件）",
    summary_en="the arithmetic fails as read and holds with one likely misreading (scans)",
    explanation=(
        "要求：扫描件中的加总和执行率按识别结果成立；不成立时，若把一个数字换成另一读法、形近的数字或补上小数点后即成立，"
        "则指出是哪一格、应是哪一读法。数值不改。\n"
        "容差：与所依据的规则相同。\n"
        "不查：有文字层的文件；有两处以上可以这样解释的，不作猜测。\n"
        "对：4 + 6 = 10。\n"
        "错：识别为 1 + 6 = 10，而第一格若为 4 则相符。"
    ),
    explanation_en=(
        "Demand: sums and rates hold as a scan was read. Where one does not, and holds once one figure is taken in its "
        "other reading, with a digit that looks alike, or with a point that was lost, the cell and the reading are "
        "named. The value is left.\n"
        "Tolerance: that of the rule which fails.\n"
        "Not checked: files with a text layer; where two figures or more may explain it, nothing is guessed.\n"
        "Right: 4 + 6 = 10.\n"
        "Wrong: read as 1 + 6 = 10, where the first cell would make it hold with 4."
    ),
    demand=sums_hold_as_read,
)

RULES = (_E04,)

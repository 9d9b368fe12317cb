"""The proportional rules that forms state: in a note, in a row's own standard, or by their template."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from extractor.form import Form, Indicator
from extractor.quantities import plain

_ACTUAL = r"(?:(?:全年|年度)?实际(?:完成)?值|(?:全年)?完成值|实际完成(?:率|数)?|B)(?:\(B\))?"
_TARGET = r"(?:(?:年度|年初|预期)?(?:指标|目标)值|计划(?:完成)?(?:率|数)?|A)(?:\(A\))?"
_RISING = re.compile(rf"{_ACTUAL}(?:[/÷]|除以){_TARGET}")
_FALLING = re.compile(rf"(?<!-){_TARGET}(?:[/÷]|除以){_ACTUAL}")
_BEYOND = re.compile(rf"1-[\[(]?[\[(]?{_ACTUAL}-{_TARGET}[\])]?[/÷]{_TARGET}")
_WEIGHT = r"(?:分值|权重|满分|赋分|标准分)"
_SHARE = re.compile(rf"(?:[×*xX]|乘以?|的).{{0,6}}{_WEIGHT}|{_WEIGHT}(?:[×*xX]|乘以?)")
_PROPORTION = re.compile(
    r"按照?(?:实际)?(?:完成|达成)?(?:率|值与指标值的|情况)?的?比例(?:进行)?(?:扣|得|计|记|给|赋|折)[分算减]"
)
_STEPS = re.compile(r"每(?:降低|低|超|少|多|增|减|下降|超过|偏离|有)|以下(?:的)?不得分|低于\d+%|不足\d+%")


class Stated(NamedTuple):
    """The rules that a form states: whether a missed "at least" loses in proportion, and the formulas for "at most"."""

    at_least: bool
    at_most: tuple[str, ...]


NOTHING = Stated(at_least=False, at_most=())


def stated_by_form(form: Form) -> Stated:
    """What the form's notes and its template state for all its rows."""
    notes = [plain(text) for text in form.extra.values() if len(text) > len("B/A×分值")]
    found = [one for one in map(_stated, notes) if one != NOTHING]
    template = form.arithmetic.at_most_rule
    at_most = (template,) if template else tuple(dict.fromkeys(name for one in found for name in one.at_most))
    return Stated(at_least=any(one.at_least for one in found), at_most=at_most)


def stated_by_row(row: Indicator, form_states: Stated) -> Stated:
    """What a row's own standard states, and what the form states where the row says nothing."""
    own = [plain(text) for text in (row.scoring_standard, row.definition) if text]
    if any(_STEPS.search(text) for text in own):
        return NOTHING
    found = next((one for one in map(_stated, own) if one != NOTHING), None)
    return form_states if found is None else found._replace(at_most=form_states.at_most or found.at_most)


def share(formula: str, target: Fraction, actual: Fraction) -> Fraction | None:
    """The share of its weight that a missed target earns, from 0 to 1; None where it cannot be divided.

    `actual/target` is the formula of "at least" targets.
    """
    divisor = actual if formula == "target/actual" else target
    if divisor == 0:
        return None
    earned = {
        "actual/target": lambda: actual / target,
        "target/actual": lambda: target / actual,
        "1-(actual-target)/target": lambda: 1 - (actual - target) / target,
    }[formula]()
    return min(max(earned, Fraction(0)), Fraction(1))


def _stated(text: str) -> Stated:
    """What a text without blanks states: formulas, or that points go by proportion, whichever way."""
    found = _formulas(text)
    if found == NOTHING and _PROPORTION.search(text):
        return Stated(at_least=True, at_most=("target/actual", "1-(actual-target)/target"))
    return found


def _formulas(text: str) -> Stated:
    """The formulas that a text without blanks prints, where it multiplies one by the weight."""
    if not _SHARE.search(text):
        return NOTHING
    beyond, falling = _BEYOND.search(text), _FALLING.search(text)
    at_most = ("1-(actual-target)/target",) if beyond else ("target/actual",) if falling else ()
    return Stated(at_least=_RISING.search(text) is not None, at_most=at_most)

"""N01: what the text on shortfalls (未能完成原因) says agrees with the scores."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from extractor.checks.cells import addition
from extractor.checks.finding import CONSISTENT, Fault, Result, Rule
from extractor.checks.naming import Naming, bare, names_in
from extractor.checks.rows import Span, spans
from extractor.checks.why import NO_FIGURES
from extractor.form import Form, pointer
from extractor.quantities import is_blank

_SHORTFALL = pointer("narratives", "shortfall")
_SENTENCE = re.compile(r"[。;!?\n]+")
_FIGURES = ("score", "weight")
_CLAUSE = re.compile(r"[,，:：]+")
_FELL_SHORT = re.compile(
    r"未(?!发生|出现|造成|发现|来)|没有|无法|不足|不够|不高|不到位|不及|不全|不理想|滞后|偏低|偏差|较低|较慢|缓慢|"
    r"延迟|延误|推迟|受影响|欠缺|差距|扣分|失分|低于|下滑"
)
_DONE = re.compile(
    r"(?:已|均|全部|全面|超额|如期|按期|顺利)(?:已|全部|全面|超额|如期|按期|顺利)*(?:完成|达成|达标|达到|实现)"
)


def shortfall_names_no_full_score(form: Form) -> Iterator[Result]:
    """Whether no indicator that the shortfall text names has full score."""
    text, scored = form.narratives.shortfall, _spans_by_name(form)
    if is_blank(text) or not scored:
        return
    judged = [span for group in scored.values() for span in group if span.weight is not None and span.score is not None]
    yield CONSISTENT if judged else NO_FIGURES
    for name, naming in _named_as_short(text or "", list(scored)).items():
        if all(span.has_full_score for span in scored[name]):
            yield Result("inconsistent", _fault(form, name, scored[name], naming))


def _spans_by_name(form: Form) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for span in spans(form):
        for row in span.rows:
            name = bare(form.indicators[row].level3)
            if name and span not in found[name]:
                found[name].append(span)
    return found


def _named_as_short(text: str, names: list[str]) -> dict[str, Naming]:
    """The names that stand in sentences on a shortfall, except in clauses that say that the work was done."""
    found: dict[str, Naming] = {}
    for sentence in _SENTENCE.split(unicodedata.normalize("NFKC", text)):
        short = names_in(sentence, names) if _falls_short(sentence, names) else {}
        done = [
            clause for clause in _CLAUSE.split(sentence) if _DONE.search(clause) and not _falls_short(clause, names)
        ]
        met = {name for clause in done for name in names_in(clause, names)}
        for name, naming in short.items():
            if name not in met and found.get(name) != "named":
                found[name] = naming
    return found


def _falls_short(text: str, names: Iterable[str]) -> bool:
    """Whether a text speaks of a shortfall, in words that are no part of an indicator's name."""
    words = bare(text)
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(name, "\0")
    return _FELL_SHORT.search(words) is not None


def _fault(form: Form, bare_name: str, named: list[Span], naming: Naming) -> Fault:
    rows = [row for span in named for row in span.rows]
    name = next(level3 for row in rows if bare(level3 := form.indicators[row].level3) == bare_name)
    score, weight = (addition(value for span in named if (value := getattr(span, of)) is not None) for of in _FIGURES)
    how, how_en = ("提到", "names") if naming == "named" else ("似乎提到", "seems to name")
    return Fault(
        f"未完成原因中{how}指标“{name}”，而该指标得满分 {score}（分值 {weight}）",
        f'The text on shortfalls {how_en} the indicator "{name}", which has full score: {score} of {weight}',
        (_SHORTFALL, *(pointer("indicators", row, field) for row in rows for field in ("level3", "score", "weight"))),
        expected=f"< {weight}",
        found=score,
        severity="error" if naming == "named" else "warning",
    )


_N01 = Rule(
    code="N01",
    name="shortfall-names-full-score",
    severity="error",
    summary="未完成原因中提到的指标得了满分",
    summary_en="the shortfall text names an indicator that has full score",
    explanation=(
        "要求：“未能完成原因”等文字中说到未完成、滞后、不足的指标，其得分低于分值。加引号的、或一字不差写出的名称，报"
        "错误；简称或改动个别字的，报提醒。\n"
        "容差：名称比较时不计引号、括号和空格。\n"
        "不查：没有说到未完成的句子；写明已完成的分句；不足 4 字或过于笼统的名称，除非加了引号；表中重名的指标，除非"
        "全部得满分。全表没有分值的，记为 not-checkable。\n"
        "对：“结转结余率”指标未完成年度目标，该指标得 1.5 分（分值 2）。\n"
        "错：“结转结余率”指标未完成年度目标，而该指标得 2 分（分值 2）。"
    ),
    explanation_en=(
        "Demand: an indicator that the text on shortfalls says was missed, late or insufficient has a score below "
        "its weight. A name in quotes or word for word is an error; one abbreviated or with a word changed is a "
        "warning.\n"
        "Tolerance: names are compared without quotes, brackets and blanks.\n"
        "Not checked: sentences that speak of no shortfall; clauses that say that the work was done; names of fewer "
        "than 4 characters or of everyday words, unless quoted; a name that stands more than once, unless all of "
        "them have full score. A form without weights is not-checkable.\n"
        "Right: “结转结余率”指标未完成年度目标, and its score is 1.5 of 2.\n"
        "Wrong: “结转结余率”指标未完成年度目标, and its score is 2 of 2."
    ),
    demand=shortfall_names_no_full_score,
)

RULES = (_N01,)

"""The closing words of `convert`: what was read and found, what wants a look first, and where the files are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from extractor.batch.conversion import Step
from extractor.form import Problem, Why

_LOOK_FIRST = 5
_FREQUENT = 5
_WHY: dict[Why, str] = {
    "picture": "pictures 图片",
    "hidden text": "pictures with hidden text 带隐藏文字的图片",
    "other text": "pictures with other text than theirs 文字层与图不符的图片",
    "fonts": "with fonts that do not say what they print 字体未说明字符",
    "outlines": "text drawn in outlines 文字为轮廓",
    "damage": "damaged 已损坏",
    "asked": "by --ocr always",
}
"""Why OCR reads pages, in the order in which they are told."""


class Totals:
    """What the steps of a run come to, however many they are; `first` has the few that want a look before the others.

    Those are unread ones, then those with most errors and warnings.
    """

    def __init__(self) -> None:
        self.done = self.reused = self.failed = self.forms = self.indicators = 0
        self.recognised: Counter[Why] = Counter()
        self.severities: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.first: list[Step] = []

    def add(self, step: Step) -> None:
        """Count a step."""
        self.done += 1
        self.reused += step.reused
        self.failed += step.tally.failed
        self.forms += step.tally.forms
        self.indicators += step.tally.indicators
        self.recognised.update(dict(step.tally.recognised))
        for code, severity, n in step.tally.findings:
            self.severities[severity] += n
            self.codes[code] += n if severity != "info" else 0
        if step.tally.failed or _unease(step):
            ranked = sorted([*self.first, step], key=_rank)  # which is stable: of equals the earlier one stays
            self.first = ranked[:_LOOK_FIRST]


def summary(
    totals: Totals, passed_over: dict[str, int], out: str, files: Sequence[Path], has_json: bool
) -> Iterator[str]:
    """The lines of the summary of a run into a folder or a URL, which has tables, and may have JSON."""
    read, failed, reused = totals.done - totals.failed, totals.failed, totals.reused
    documents = f"{read} read" + (f", {failed} not or not wholly read" if failed else "")
    documents += f" ({reused} unchanged since an earlier run, not read again)" if reused else ""
    yield labelled("文件 documents", documents)
    if passed_over:
        yield labelled("跳过 passed over", ", ".join(f"{n} × {kind}" for kind, n in passed_over.items()))
    if totals.recognised:
        yield labelled("识别 by OCR", _recognised(totals.recognised))
    yield labelled("表单 forms", str(totals.forms))
    yield labelled("指标 indicators", str(totals.indicators))
    yield labelled("发现 findings", severities(totals.severities))
    yield from _block("常见 frequent", _frequent(totals.codes))
    yield from _block("先看 look first", [f"{step.name}: {_why(step)}" for step in totals.first])
    yield labelled("结果 files", _places(out, files, has_json))


def _recognised(found: Counter[Why]) -> str:
    """How many pages OCR read, and why."""
    reasons = ", ".join(f"{found[why]} {said}" for why, said in _WHY.items() if found[why])
    return f"{found.total()} page{'s' * (found.total() > 1)} 页: {reasons}"


def severities(found: Mapping[str, int]) -> str:
    """How many errors, warnings and notes there are."""
    errors, warnings, notes = (found.get(severity, 0) for severity in ("error", "warning", "info"))
    return f"{errors} errors 错误, {warnings} warnings 警告, {notes} notes 提示"


def told(problems: Sequence[Problem]) -> list[str]:
    """A line for each code among the problems of a document: the first of its kind, and how many more there are."""
    alike = Counter(problem.code for problem in problems)
    first = {problem.code: problem for problem in reversed(problems)}
    more = {code: f" ({n - 1} more of this kind)" if n > 1 else "" for code, n in alike.items()}
    return [f"{first[code].severity} {code}: {first[code].message}{more[code]}" for code in alike]


def _rank(step: Step) -> tuple[bool, int, int]:
    return not step.tally.failed, -step.tally.count("error"), -_unease(step)


def _unease(step: Step) -> int:
    return step.tally.count("error") + step.tally.count("warning") + len(step.tally.problems)


def _why(step: Step) -> str:
    if step.tally.problems:
        return told(step.tally.problems)[0]
    return f"{step.tally.count('error')} errors, {step.tally.count('warning')} warnings"


def _frequent(codes: Counter[str]) -> list[str]:
    from extractor.checks import rule  # noqa: PLC0415 -- only where something was found

    return [
        f"{code} × {n}  {rule(code).summary}  {rule(code).summary_en}" for code, n in codes.most_common(_FREQUENT) if n
    ]


def _places(out: str, files: Sequence[Path], has_json: bool) -> str:
    shown = sorted((path.name for path in files), key=lambda name: not name.endswith(".xlsx"))
    return f"{out}: {', '.join(shown + ['json/'] * has_json)}"


def _block(label: str, lines: Sequence[str]) -> Iterator[str]:
    for n, line in enumerate(lines):
        yield labelled("" if n else label, line)


def labelled(label: str, text: str) -> str:
    """A label, padded as wide as it shows (a Chinese character takes two places), and its text."""
    wide = sum(1 + (ord(character) > 0x2E7F) for character in label)
    return f"  {label}{' ' * max(1, 18 - wide)}{text}"

"""The closing words of `convert`: what was read and found, what wants a look first, and where the files are."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from extractor.batch.conversion import Step
from extractor.form import Problem

_LOOK_FIRST = 5
_FREQUENT = 5


def summary(steps: Sequence[Step], passed_over: dict[str, int], folder: Path, files: Sequence[Path]) -> Iterator[str]:
    """The lines of the summary."""
    reused = sum(step.reused for step in steps)
    failed = sum(step.tally.failed for step in steps)
    documents = f"{len(steps) - failed} read" + (f", {failed} not or not wholly read" if failed else "")
    documents += f" ({reused} unchanged since an earlier run, not read again)" if reused else ""
    yield labelled("文件 documents", documents)
    if passed_over:
        yield labelled("跳过 passed over", ", ".join(f"{n} × {kind}" for kind, n in passed_over.items()))
    yield labelled("表单 forms", str(sum(step.tally.forms for step in steps)))
    yield labelled("指标 indicators", str(sum(step.tally.indicators for step in steps)))
    yield labelled("发现 findings", severities(step.tally.count for step in steps))
    yield from _block("常见 frequent", _frequent(steps))
    yield from _block("先看 look first", look_first(steps))
    yield labelled("结果 files", _places(folder, files, steps))


def severities(counts: Iterable[Callable[..., int]]) -> str:
    """How many errors, warnings and notes there are."""
    counters = list(counts)
    errors, warnings, notes = (sum(count(each) for count in counters) for each in ("error", "warning", "info"))
    return f"{errors} errors 错误, {warnings} warnings 警告, {notes} notes 提示"


def look_first(steps: Iterable[Step]) -> list[str]:
    """The few inputs that want a look before the others: unread ones, then those with most errors and warnings."""
    ranked = sorted(steps, key=lambda step: (not step.tally.failed, -step.tally.count("error"), -_unease(step)))
    return [f"{step.name}: {_why(step)}" for step in ranked[:_LOOK_FIRST] if step.tally.failed or _unease(step)]


def told(problems: Sequence[Problem]) -> list[str]:
    """A line for each code among the problems of a document: the first of its kind, and how many more there are."""
    alike = Counter(problem.code for problem in problems)
    first = {problem.code: problem for problem in reversed(problems)}
    more = {code: f" ({n - 1} more of this kind)" if n > 1 else "" for code, n in alike.items()}
    return [f"{first[code].severity} {code}: {first[code].message}{more[code]}" for code in alike]


def _unease(step: Step) -> int:
    return step.tally.count("error") + step.tally.count("warning") + len(step.tally.problems)


def _why(step: Step) -> str:
    if step.tally.problems:
        return told(step.tally.problems)[0]
    return f"{step.tally.count('error')} errors, {step.tally.count('warning')} warnings"


def _frequent(steps: Iterable[Step]) -> list[str]:
    from extractor.checks import rule  # noqa: PLC0415 -- only where something was found

    found: Counter[str] = Counter()
    for step in steps:
        for code, severity, n in step.tally.findings:
            found[code] += n if severity != "info" else 0
    return [
        f"{code} × {n}  {rule(code).summary}  {rule(code).summary_en}" for code, n in found.most_common(_FREQUENT) if n
    ]


def _places(folder: Path, files: Sequence[Path], steps: Sequence[Step]) -> str:
    shown = sorted((path.name for path in files), key=lambda name: not name.endswith(".xlsx"))
    json = ["json/"] if steps and (folder / "json").is_dir() else []
    return f"{os.fspath(folder)}: {', '.join(shown + json)}"


def _block(label: str, lines: Sequence[str]) -> Iterator[str]:
    for n, line in enumerate(lines):
        yield labelled("" if n else label, line)


def labelled(label: str, text: str) -> str:
    """A label, padded as wide as it shows (a Chinese character takes two places), and its text."""
    wide = sum(1 + (ord(character) > 0x2E7F) for character in label)
    return f"  {label}{' ' * max(1, 18 - wide)}{text}"

"""How many faults the checks find: every form of `fixtures/` is broken in one place at a time, and examined.

    python -m benchmarks.audit [-v]

First, mutants that a rule covers, by rule: a mutant is seen where a finding with one of its codes is new. Then every
figure of every form, moved by one unit of its last place: which of these no rule can see, by field. False alarms are
error findings on forms in which no fault was planted. With `-v`, every mutant that was missed.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec.structs import replace

from benchmarks.mutants import Mutant, harmless, mutants, pairs, single_figures
from extractor.across import Filed, compare
from extractor.checks import RULES, examine
from extractor.form import Form, decode

_FIXTURES = Path(__file__).parent.parent / "fixtures" / "expected"
_CODES = tuple(one.code for one in RULES)
_AIM, _FEWEST = 0.99, 3000


def forms() -> Iterator[tuple[str, Form]]:
    """The forms of all fixtures, as they are expected to be read, each with the name of its file."""
    for path in sorted(_FIXTURES.glob("*.json")):
        for form in decode(path.read_bytes()).forms:
            yield path.name.removesuffix(".json"), form


def said(form: Form, codes: Collection[str], file_name: str = "") -> Counter[tuple[str, str]]:
    """What the checks of some codes say of a form: codes and messages."""
    rules = (one for one in RULES if one.code in codes)
    faults = ((one.code, result.fault) for one in rules for result in one.results(form, file_name))
    return Counter((code, fault.message) for code, fault in faults if fault is not None)


def is_seen(mutant: Mutant, before: Counter[tuple[str, str]]) -> bool:
    """Whether a finding with one of the mutant's codes is new."""
    return bool(said(mutant.form, mutant.codes, mutant.file_name) - before)


def by_rule(verbose: bool) -> tuple[int, int]:
    """Prints recall by rule; how many mutants there were and how many were seen."""
    seen: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for name, form in forms():
        before = said(form, _CODES)
        for mutant in mutants(form, name):
            found = is_seen(mutant, before)
            seen[mutant.codes[0], mutant.how].append(found)
            if verbose and not found:
                print(f"  missed: {name} {form.form_id}: {mutant.how} ({'/'.join(mutant.codes)})")
    for code in _CODES:
        kinds = {how: hits for (first, how), hits in seen.items() if first == code}
        every = [hit for hits in kinds.values() for hit in hits]
        print(f"{code}  {_share(every)}")
        for how, hits in kinds.items():
            print(f"     {_share(hits)}  {how}")
    every = [hit for hits in seen.values() for hit in hits]
    return len(every), sum(every)


def _share(hits: list[bool]) -> str:
    share = f"{sum(hits) / len(hits):.4f}" if hits else "     -"
    return f"{share} of {len(hits):5}"


def by_figure() -> None:
    """Prints how many single figures, moved by one unit of the last place, some rule sees, by field."""
    seen: dict[str, list[bool]] = defaultdict(list)
    for _, form in forms():
        before = said(form, _CODES)
        for field, changed in single_figures(form):
            seen[field].append(bool(said(changed, _CODES) - before))
    for field, hits in sorted(seen.items()):
        print(f"     {_share(hits)}  {field}")


def across_forms(verbose: bool) -> tuple[int, int]:
    """Prints recall of the checks across forms: pairs of a form and one that differs; how many, and how many seen."""
    seen: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for name, form in forms():
        for code, how, pair in pairs(form):
            found = code in {finding.code for one in pair_of(pair) for finding in one.form.findings}
            seen[code, how].append(found)
            if verbose and not found:
                print(f"  missed: {name} {form.form_id}: {how} ({code})")
    for (code, how), hits in sorted(seen.items()):
        print(f"{code}  {_share(hits)}  {how}")
    every = [hit for hits in seen.values() for hit in hits]
    return len(every), sum(every)


def pair_of(pair: tuple[Form, Form]) -> list[Filed]:
    """Two forms, compared."""
    return compare([Filed(f"{n}.pdf", replace(form, findings=())) for n, form in enumerate(pair)])


def false_alarms() -> tuple[int, list[str]]:
    """Findings on what is right: errors on forms without a planted fault, and anything new where nothing is wrong.

    How many harmless changes were tried comes first.
    """
    alarms, tried = [], 0
    for name, form in forms():
        before = said(form, _CODES)
        if not name.startswith("wrong-"):
            errors = (finding for finding in examine(form, name).findings if finding.severity == "error")
            alarms += [f"{name}: {finding.code} {finding.message}" for finding in errors]
        alarms += [
            f"{name}: the same twice: {finding.code}"
            for one in pair_of((form, form))
            for finding in one.form.findings
            if finding.code != "X03"
        ]
        for how, changed in harmless(form):
            tried += 1
            alarms += [f"{name}: {how}: {code} {message}" for code, message in said(changed, _CODES) - before]
    return tried, alarms


def main() -> int:
    """Prints all; 1 where an aim was missed."""
    counts = by_rule("-v" in sys.argv), across_forms("-v" in sys.argv)
    count, found = (sum(each) for each in zip(*counts, strict=True))
    tried, alarms = false_alarms()
    print(f"\n{found} of {count} mutants seen: {found / count:.4f} (aim {_AIM}, of at least {_FEWEST})")
    print(f"{len(alarms)} false alarms on forms without a planted fault and {tried} harmless changes (aim 0)")
    print(*alarms, sep="\n  ", end="")
    print("\nSingle figures moved by one unit of the last place, and what some rule sees of them:")
    by_figure()
    return int(found < _AIM * count or count < _FEWEST or bool(alarms))


if __name__ == "__main__":
    sys.exit(main())

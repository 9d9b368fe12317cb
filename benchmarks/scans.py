"""Drawn scans read: which figures are right, which are wrong, and what the confidence is worth.

Usage: python -m benchmarks.scans FOLDER, where `benchmarks.draw_scans` drew; one line a scan, then the shares by kind
of scan and by band of confidence. What is silently wrong is listed.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import extractor
from benchmarks.figures import Figure, figures
from extractor.form import Document, decode

BANDS = (0.9, 0.95, 0.98, 0.99, 0.999, 1.01)


def main(folder: Path) -> None:
    """Reads all scans of the folder and prints what came of it."""
    by_kind: dict[str, list[Figure]] = defaultdict(list)
    forms: Counter[str] = Counter()
    for path in sorted(each for each in folder.iterdir() if each.suffix != ".json"):
        wanted = decode(path.with_name(f"{path.stem}.expected.json").read_bytes())
        start = time.process_time()
        read = extractor.read(path)
        seconds = time.process_time() - start
        found = list(figures(wanted, read))
        kind = path.name.split("-")[1]
        by_kind[kind] += found
        forms[kind] += _same_number(wanted, read)
        forms["scans " + kind] += 1
        _tell(path.name, found, seconds, len(read.forms), len(wanted.forms))
    print(f"\n{'kind':10}{'scans':>7}{'forms':>8}{'figures':>9}{'right':>9}{'sure':>9}{'silent':>8}")
    for kind, found in [*sorted(by_kind.items()), ("all", [each for all_ in by_kind.values() for each in all_])]:
        number = forms["scans " + kind] or sum(count for name, count in forms.items() if name.startswith("scans "))
        good = forms[kind] or sum(count for name, count in forms.items() if not name.startswith("scans "))
        print(f"{kind:10}{number:7}{good / number:8.3f}" + _shares(found))
    _bands([each for found in by_kind.values() for each in found])


def _same_number(wanted: Document, read: Document) -> bool:
    return len(wanted.forms) == len(read.forms)


def _tell(name: str, found: Sequence[Figure], seconds: float, forms: int, wanted: int) -> None:
    wrong = sum(not each.is_right for each in found)
    print(f"{name:48}{seconds:7.1f} s  {forms}/{wanted} forms  {len(found):4} figures, {wrong} not right", flush=True)
    for each in found:
        if each.is_silent:
            print(f"    silent: {each.where} is {each.wanted}, read {each.read} “{each.text}” at {each.confidence}")


def _shares(found: Sequence[Figure]) -> str:
    right = [each for each in found if each.is_right]
    sure = sum(not each.is_flagged for each in right)
    silent = sum(each.is_silent for each in found)
    return f"{len(found):9}{len(right) / max(1, len(found)):9.4f}{sure / max(1, len(right)):9.4f}{silent:8}"


def _bands(found: Iterable[Figure]) -> None:
    """What a confidence is worth: of the figures stated in each band, how many are not what is printed."""
    stated = [each for each in found if each.read is not None and each.confidence is not None]
    print(f"\n{'confidence':16}{'stated':>9}{'wrong':>8}{'share':>10}")
    for low, high in zip((0.0, *BANDS), BANDS, strict=False):
        band = [each for each in stated if low <= (each.confidence or 0) < high]
        wrong = sum(not each.is_right for each in band)
        print(f"{low:5.3f} to {min(high, 1):5.3f}{len(band):9}{wrong:8}{wrong / max(1, len(band)):10.5f}")
    sure = [each for each in stated if not each.is_flagged]
    wrong = sum(not each.is_right for each in sure)
    print(f"stated as sure: {len(sure)}, wrong: {wrong}, {1000 * wrong / max(1, len(sure)):.2f} in 1,000 (aim < 1)")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

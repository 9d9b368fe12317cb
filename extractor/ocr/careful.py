"""Two models that check each other: a quick one reads all, a stronger one what matters or is unsure.

A figure is read by both, since a wrong one looks like any other. Where they differ, both readings are kept and the line
is unsure.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

from extractor.ocr.engine import Engine, Grey, Reading
from extractor.ocr.paddle import Recognizer

_SURE = 0.9  # below this the quick model's reading wants a second look
_DISPUTED = 0.6  # how sure a line is at most on which the models differ
_FIGURE = re.compile(r"\d|^\W{1,3}$|^[一〇OoIl]{1,3}$")


@functools.cache
def engine() -> Engine:
    """The engine that reads scans, made when it is first asked for."""
    return Careful(Recognizer("tiny"), Recognizer("small"))


class Careful:
    """An engine of two: what the second says counts where it is asked."""

    def __init__(self, quick: Engine, strong: Engine) -> None:
        self._quick, self._strong = quick, strong

    def read(self, pictures: Sequence[Grey]) -> list[Reading]:
        """What is printed on each picture of one line, in the order given."""
        first = self._quick.read(pictures)
        asked = [n for n, reading in enumerate(first) if reading.confidence < _SURE or _FIGURE.search(reading.text)]
        again = self._strong.read([pictures[n] for n in asked])
        for n, second in zip(asked, again, strict=True):
            first[n] = settled(first[n], second)
        return first


def settled(first: Reading, second: Reading) -> Reading:
    """The stronger model's reading; surer where the quick one agrees, unsure where a figure is disputed."""
    if _key(first.text) == _key(second.text):
        pairs = zip(first.sure, second.sure, strict=False)
        sure = [1 - (1 - a) * (1 - b) for a, b in pairs] if len(first.text) == len(second.text) else second.sure
        return second._replace(sure=tuple(sure))
    if _figures(first.text) == _figures(second.text):
        return second
    least = min(_DISPUTED, second.confidence)
    return second._replace(sure=tuple(min(each, least) for each in second.sure), other=first.text)


def _key(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _figures(text: str) -> list[str]:
    return re.findall(r"[\d.,%≥≤<>=-]+", _key(text))

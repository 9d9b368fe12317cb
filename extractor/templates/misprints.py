"""Labels that a printed text may be a misprint of: one character wrong, missing or too many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

SHORTEST = 4  # characters: of two or three, one wrong leaves too little to know a label by
_LONGEST = 16  # characters: a longer text that is nearly a label is met in no form


class Misprints:
    """The labels by what is left of them when one character is taken out."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._labels: dict[str, list[str]] = {}
        for label in labels:
            if SHORTEST <= len(label) <= _LONGEST:
                for rest in _shortened(label):
                    self._labels.setdefault(rest, []).append(label)

    def near(self, printed: str) -> list[str]:
        """The labels that the printed text is one misprint away from, each once."""
        if not SHORTEST - 1 <= len(printed) <= _LONGEST or any(character.isdigit() for character in printed):
            return []
        able = dict.fromkeys(label for rest in _shortened(printed) for label in self._labels.get(rest, ()))
        return [label for label in able if _is_one_apart(label, printed)]


def _shortened(text: str) -> Iterator[str]:
    """The text, and the text without each of its characters in turn."""
    yield text
    yield from {text[:place] + text[place + 1 :] for place in range(len(text))}


def _is_one_apart(label: str, printed: str) -> bool:
    """Whether no more than one character is wrong, missing or too many; what was found may have one of each."""
    if len(label) == len(printed):
        return sum(own != other for own, other in zip(label, printed, strict=True)) <= 1
    shorter, longer = sorted((label, printed), key=len)
    return shorter in _shortened(longer)

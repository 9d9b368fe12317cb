"""The running texts of a torn dump, each with its label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.dumps.around import Head, Pair
from extractor.dumps.boxes import Piece
from extractor.dumps.labels import Label
from extractor.dumps.placed import text_of, tokens_of
from extractor.dumps.tokens import Token, is_figure, is_prose, starts_paragraph

_NUMBER = re.compile(r"(\d{1,2})[.．、](?!\d)")


def read_narratives(head: Head, stream: Sequence[Piece], start: int) -> None:
    """The labels of running texts, each with the text that follows it or comes in its turn."""
    waiting: list[Label] = []
    texts: list[list[Token]] = []
    found: list[tuple[Label, list[Token]]] = []
    inside = any(
        isinstance(each, Label) and each.fields.get("columns") in ("reason", "definition") for each in stream[start:]
    )
    opened = False
    for n, each in enumerate(stream):
        if isinstance(each, Label):
            opened = False
            if ("narratives" in each.fields and "columns" not in each.fields) or (
                n < start and "narratives" in each.fields
            ):
                waiting = [label for label in waiting if label.fields["narratives"] != each.fields["narratives"]]
                waiting.append(each)
            continue
        tokens = tokens_of(each)
        if (
            id(each) in head.used
            or not (is_prose(text_of(tokens_of(each))) or opened)
            or is_figure(text_of(tokens_of(each)))
        ):
            opened = opened and id(each) in head.used
            continue
        if n >= start and inside and not (waiting and starts_paragraph(tokens[0].text)) and not opened:
            continue
        if opened and not _begins(texts[-1], tokens):
            texts[-1] += tokens
        else:
            texts.append(list(tokens))
            if waiting:
                found.append((waiting.pop(0), texts[-1]))
            elif n >= start:
                texts.pop()
                continue
        opened = True
        head.use(each)
    _settle(head, found, texts, waiting)


def _settle(head: Head, found: list[tuple[Label, list[Token]]], texts: list[list[Token]], waiting: list[Label]) -> None:
    taken = [id(text) for _, text in found]
    whole = len(found) == len(texts) and not waiting
    for label, text in found:
        orderly = _numbers_rise(text)
        head.narratives.append(Pair(label, text, 0.95 if whole and orderly else 0.7))
        head.use(label)
    for text in texts:
        if id(text) not in taken:
            head.after += text


def _numbers_rise(text: Sequence[Token]) -> bool:
    """Whether the numbers of a text's paragraphs count up one by one, as in a text that nothing else runs into."""
    numbers = [int(match[1]) for token in text if (match := _NUMBER.match(token.text))]
    return numbers == list(range(1, len(numbers) + 1))


def _begins(text: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """Whether lines begin a text of their own: their number does not go on with the text's numbers."""
    number = _NUMBER.match(tokens[0].text)
    if number is None:
        return False
    numbers = [int(match[1]) for token in text if (match := _NUMBER.match(token.text))]
    return int(number[1]) <= max(numbers, default=0) or (not numbers and int(number[1]) == 1)

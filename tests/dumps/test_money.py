"""The money block of a torn dump: figures under headings that are printed apart from each other."""

from __future__ import annotations

from extractor.dumps.labels import Label
from extractor.dumps.money import amounts
from extractor.dumps.tokens import Token

FIELDS = ("initial_budget", "annual_budget", "executed")
ITEMS = ("总额", "财政拨款", "其他资金")


def block(printed: str) -> list[Token | Label]:
    """Labels of lines, headings by their fields, and figures, a line each."""
    stream: list[Token | Label] = []
    for n, text in enumerate(printed.split()):
        token = Token(text, n, 1, 0, False, True)
        named = {"money": text} if text in FIELDS else {"budget": text} if text in ITEMS else {}
        stream.append(Label((token,), text, named) if named else token)
    return stream


def test_figures_behind_several_headings_stand_under_them_in_their_order() -> None:
    """As pdftotext prints a block: the names of lines, two headings with their columns, the third with its own."""
    stream = block("总额 财政拨款 其他资金 initial_budget annual_budget 370 400 300 320 70 80 executed 250 200 50")
    items = [each for each in stream if isinstance(each, Label) and "budget" in each.fields]
    best, *_ = amounts(stream, FIELDS, items)
    read = {place: int(token.text) for place, token in best.cells.items()}
    assert [[read[row, field] for field in FIELDS] for row in range(3)] == [
        [370, 400, 250],
        [300, 320, 200],
        [70, 80, 50],
    ]

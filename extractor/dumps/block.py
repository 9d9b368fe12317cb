"""The money block of a torn dump, and amounts that stand behind labels of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice, product

from extractor.dumps.around import Head, Pair, next_to
from extractor.dumps.boxes import Piece
from extractor.dumps.labels import Label
from extractor.dumps.money import Amounts, amounts, doubtful, paired
from extractor.dumps.placed import text_of, tokens_of
from extractor.dumps.tokens import Token, is_figure, is_mark
from extractor.quantities import figure, plain

_ITEM = re.compile(r"(?:其中[：:，,、.])?.{0,12}(?:总额|资金|拨款|支出|收入|金额|结转|预算)(?:[（(].*)?")
_FUND = re.compile(
    r"(?:其中[：:])?(?:中央|省级?|市级?|区级?|县级?|市县|区县|地方|本级|上级|同级|其他)(?:财政)?(?:专项)?(?:资金|拨款|补助资金?)"
    r"|(?:其中[：:])?(?:财政资金|财政专户管理资金|单位资金|自筹资金|社会资金)"
)
_REST = re.compile(r"[^（()）]{0,6}[)）]")
_BROKEN = re.compile(r"\d[\d,]*\.\d \d[%％]?|\d[\d,]*\.\d{1,2} [%％]")
_MOST_BROKEN = 4  # figures: the ways to mend more are not tried
_TORN = 12  # pieces: headings further from each other do not stand together
_USUAL = (
    ("initial_budget", "annual_budget", "executed", "weight", "execution_rate", "score"),
    ("initial_budget", "annual_budget", "executed", "execution_rate", "weight", "score"),
    ("initial_budget", "annual_budget", "executed", "weight", "score", "execution_rate"),
)
_REACH = 8  # pieces: how far behind a label the end of its bracket may stand


def read_money(head: Head, stream: Sequence[Piece], start: int) -> None:
    """The lines under headings of money."""
    headings: dict[str, Label] = {}
    foreign = _of_indicators(stream)
    for n, each in enumerate(stream):
        own = isinstance(each, Label) and "money" in each.fields and (n < start or "columns" not in each.fields)
        if isinstance(each, Label) and own and id(each) not in foreign:
            headings.setdefault(each.fields["money"], each)
    if len(headings) < 2 or not {"initial_budget", "annual_budget", "executed"} & headings.keys():
        return
    begin, end = _money_range(stream, start, list(headings.values()))
    items = _items(head, stream[:end])
    items[1:1] = _late_items(stream, max(start, end)) if items else []
    head.block = [each for each in stream if isinstance(each, Label) and each.fields.get("budget") == "block"]
    found, fields = _best(stream[:end], begin, list(headings), items)
    if not found:
        return
    head.money, head.headings = found[0], [_closed(head, stream, headings[field]) for field in fields]
    head.doubtful = doubtful(found)
    cells = found[0].cells.values()
    figures = [each for each in stream[begin:end] if isinstance(each, Token) and _is_amount(each)]
    left = any(is_figure(each.text) and not _is_in(each, cells) for each in figures)
    torn = _is_first(items[0].text) or any(map(_is_total, items[1:]))
    sure = 0.75 if left or torn else 0.97 if found[0].borne else 0.85
    head.lines = [Pair(item, [], sure) for item in items]
    head.use(*headings.values(), *items, *head.block, *(each for each in figures if _is_in(each, cells)))


def _of_indicators(stream: Sequence[Piece]) -> set[int]:
    """The headings of scores and weights that are not those of the block, by identity.

    Those of a column of indicators have others around them, and scores are headed no more often than the table is; that
    of a total stands by itself.
    """
    labels = [each for each in stream if isinstance(each, Label)]
    around = list(zip((None, *labels), labels, (*labels[1:], None), strict=False))
    shared = [(before, each, after) for before, each, after in around if {"money", "columns"} <= each.fields.keys()]
    first = next((n for n, each in enumerate(labels) if "money" in each.fields and "columns" not in each.fields), 0)
    early = {id(each) for each in labels[:first]}
    totals = {
        id(each)
        for before, each, after in shared
        if id(each) in early and each.fields["money"] == "score" and not (_is_money(before) or _is_money(after))
    }
    columns = Counter(each.fields.get("columns", "") for each in labels if "narratives" not in each.fields)
    if columns["score"] - len(totals) > max(columns["level3"], columns["actual"], columns["target"]):
        return totals
    return totals | {id(each) for before, each, after in shared if _is_column(before) or _is_column(after)}


def _is_money(label: Label | None) -> bool:
    return label is not None and "money" in label.fields


def _is_column(label: Label | None) -> bool:
    return label is not None and "columns" in label.fields and not {"money", "narratives"} & label.fields.keys()


def _is_in(figure: Token, cells: Iterable[Token]) -> bool:
    """Whether a figure is one of the cells, or a part of one that two lines break."""
    return any(figure is cell or _begins(cell, figure) or _is_end(cell, figure) for cell in cells)


def _begins(cell: Token, figure: Token) -> bool:
    return cell.line == figure.line and cell.at == figure.at and cell.text.startswith(figure.text)


def _is_end(cell: Token, figure: Token) -> bool:
    return cell.text.endswith(figure.text) and cell.text != figure.text and 0 <= figure.line - cell.line <= 1


def _best(
    stream: Sequence[Piece], begin: int, fields: Sequence[str], items: Sequence[Label | Token]
) -> tuple[list[Amounts], Sequence[str]]:
    """The likeliest readings of a block, best first, with the order of its headings.

    A heading that is printed apart from the others has lost its place, and a figure that is broken over two lines has
    its end behind it: of all ways to put them the one counts whose figures fit best.
    """
    if not items:
        return [], fields
    ways: list[tuple[float, Sequence[str], list[Amounts]]] = []
    for flow in _flows(stream, begin, items):
        for order in _orders(stream, fields):
            ways += [
                (found[0].cost - 0.2 * len(flow), order, found) for found in [amounts(flow, order, items)] if found
            ]
    if not ways:
        return [], fields
    _, order, found = min(ways, key=lambda way: way[0])
    return found, order


def _orders(stream: Sequence[Piece], fields: Sequence[str]) -> Iterator[Sequence[str]]:
    """The orders in which headings may be printed: their own where they stand together."""
    places = [n for n, each in enumerate(stream) if isinstance(each, Label) and each.fields.get("money") in fields]
    yield fields
    if len(places) < len(fields) or places[-1] - places[0] >= _TORN:
        for order in _USUAL:
            usual = [field for field in order if field in fields]
            if usual != [*fields]:
                yield usual


def _flows(stream: Sequence[Piece], begin: int, items: Sequence[Label | Token]) -> Iterator[list[Label | Token]]:
    """The block's labels and figures as they are printed, and with the ends of broken figures put to these."""
    names = {id(item) for item in items}
    plain_flow: list[Label | Token] = []
    broken: list[int] = []
    for n, each in enumerate(stream):
        if isinstance(each, Label) or (
            isinstance(each, Token) and (id(each) in names or (n >= begin and _is_amount(each)))
        ):
            before = plain_flow[-1] if plain_flow else None
            if isinstance(before, Token) and isinstance(each, Token) and stream[n - 1] is before and each.first:
                broken += [len(plain_flow)] if _BROKEN.fullmatch(f"{before.text} {each.text}") else []
            plain_flow.append(each)
    for chosen in product((False, True), repeat=min(len(broken), _MOST_BROKEN)):
        ends = {at for at, taken in zip(broken, chosen, strict=False) if taken}
        flow: list[Label | Token] = []
        for n, each in enumerate(plain_flow):
            before = flow[-1] if flow else None
            if n in ends and isinstance(each, Token) and isinstance(before, Token):
                flow[-1] = before._replace(text=before.text + each.text)
            else:
                flow.append(each)
        yield flow


def _money_range(stream: Sequence[Piece], start: int, headings: Sequence[Label]) -> tuple[int, int]:
    """Where the figures of the money block stand: from its first heading to the table, or to the next label."""
    places = [n for n, each in enumerate(stream) if any(each is label for label in headings)]
    names = [n for n, each in enumerate(stream[:start]) if isinstance(each, Label) and _is_line(each)]
    if places[0] < start:
        return places[0], start
    if names:
        return names[0], start
    ends = (n for n, each in enumerate(stream) if n > places[0] and isinstance(each, Label) and _ends_money(each))
    return places[0], next(ends, len(stream))


def with_funds(stream: Sequence[Piece]) -> list[Piece]:
    """The stream with the names of funds made whole that a narrow cell broke: `市县财政资` and `金`."""
    found: list[Piece] = []
    for each in stream:
        above = found[-1] if found else None
        if isinstance(above, Token) and isinstance(each, Token) and each.first and not each.gap:
            text = above.text + each.text
            if _FUND.fullmatch(plain(text)) and not _FUND.fullmatch(plain(above.text)):
                found[-1] = Label((above, each), text, {"budget": "parts"})
                continue
        found.append(each)
    return found


def _is_line(label: Label) -> bool:
    return label.fields.get("budget") in ("totals", "parts", "apart")


def _late_items(stream: Sequence[Piece], end: int) -> list[Label | Token]:
    """The first part of the total, which stands under it, where its name is drawn after the rows of the table."""
    late = (each for each in stream[end:] if isinstance(each, Label) and _is_line(each) and _is_first(each.text))
    return list(islice(late, 1))


def _is_first(text: str) -> bool:
    return plain(text).startswith("其中")


def _is_total(each: Label | Token) -> bool:
    return isinstance(each, Label) and each.fields.get("budget") == "totals"


def _ends_money(label: Label) -> bool:
    return "narratives" in label.fields or label.fields.get("columns", "") in ("level3", "target", "actual")


def _items(head: Head, stream: Sequence[Piece]) -> list[Label | Token]:
    """The names of the block's lines."""
    free = ((n, each) for n, each in enumerate(stream) if id(each) not in head.used)
    return [each for n, each in free if isinstance(each, Label | Token) and _is_item(each, _at(stream, n + 1))]


def _at(stream: Sequence[Piece], place: int) -> Piece | None:
    return stream[place] if place < len(stream) else None


def _is_item(each: Label | Token, after: Piece | None) -> bool:
    """Whether a piece names a line of the money block: by its label, or by its words before a figure."""
    if isinstance(each, Label):
        return _is_line(each)
    text = plain(text_of(tokens_of(each)))
    if isinstance(each, Token) and _FUND.fullmatch(text):
        return True
    named = isinstance(each, Token) and len(text) <= 16 and _ITEM.fullmatch(text) is not None
    return (
        named
        and not re.search("[：:]", text.removeprefix("其中")[1:])
        and isinstance(after, Token)
        and is_figure(after.text)
    )


def _is_amount(token: Token) -> bool:
    return is_figure(token.text) or is_mark(token.text)


def read_amounts(head: Head, stream: Sequence[Piece], start: int) -> None:
    """The labels of amounts without headings, each with its figure."""
    labels = [
        each
        for each in stream
        if isinstance(each, Label)
        and each.fields.get("budget") in ("amounts", "totals", "parts")
        and id(each) not in head.used
    ]
    labels = [label for label in labels if "columns" not in label.fields]
    figures = [
        each
        for each in stream[:start]
        if isinstance(each, Token) and id(each) not in head.used and is_figure(each.text)
    ]
    if len({token.line for token in figures}) == 1:
        labels.sort(key=lambda label: label.tokens[0].at)
    afters = [next_to(stream, label) for label in labels]
    beside = [after if isinstance(after, Token) and after in figures else None for after in afters]
    order = paired(labels, figures, beside, lambda order: _adds_up(order, labels, figures))
    if order is None:
        found = [(label, each, 0.85) for label, each in zip(labels, beside, strict=True) if each]
    else:
        borne = _has_sum(labels) and _adds_up(order, labels, figures)
        turned = order != sorted(order)  # the sum tells the total then, and nothing which part is which
        sures = [0.95 if borne and (not turned or _part(label) == "total") else 0.85 for label in labels]
        found = [(label, figures[n], sure) for label, n, sure in zip(labels, order, sures, strict=True)]
    whole = all(token is after for (_, token, _), after in zip(found, beside, strict=False)) and len(found) == len(
        labels
    )
    for label, token, sure in found:
        head.amounts.append(Pair(_closed(head, stream, label), [token], 1.0 if whole else sure))
        head.use(label, token)


def _closed(head: Head, stream: Sequence[Piece], label: Label) -> Label:
    """The label with the end of its bracket, which another line has: `项目支出（万` and `元）`."""
    if label.text.count("（") + label.text.count("(") <= label.text.count("）") + label.text.count(")"):
        return label
    after = stream[next(n for n, each in enumerate(stream) if each is label) + 1 :]
    rest = next((each for each in after[:8] if isinstance(each, Token) and _REST.fullmatch(each.text)), None)
    if rest is None or id(rest) in head.used:
        return label
    head.use(rest)
    return Label((*label.tokens, rest), label.text + rest.text, label.fields)


def _has_sum(labels: Sequence[Label]) -> bool:
    """Whether a total is among the labels, and parts of it."""
    kinds = [_part(label) for label in labels]
    return "total" in kinds and "part" in kinds


def _part(label: Label) -> str:
    name = plain(label.text)
    return "total" if name.startswith("总预算") else "part" if name.startswith(("基本支出", "项目支出")) else ""


def _adds_up(order: Sequence[int], labels: Sequence[Label], figures: Sequence[Token]) -> bool:
    """Whether the figures that an order gives to the labels make a sum, as far as their labels say so."""
    if not _has_sum(labels):
        return True
    values = [figure(figures[n].text) or Decimal(0) for n in order]
    total = sum(value for value, label in zip(values, labels, strict=True) if _part(label) == "total")
    return total == sum(value for value, label in zip(values, labels, strict=True) if _part(label) == "part")

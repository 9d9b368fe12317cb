"""Who and what a torn dump speaks of: its labels with the values that suit them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations

from extractor.dumps.around import Head, Pair, next_to
from extractor.dumps.boxes import Piece
from extractor.dumps.labels import Label
from extractor.dumps.tokens import Token, is_figure
from extractor.quantities import is_blank_text, plain

_FURTHER = re.compile(r"(?:联系人|负责人|联系电话|电话|处室|填报人|级次|编码|代码|属性|类型|日期|时间|期限)$")
_ORGAN = re.compile(
    r"(?:局|委|委员会|厅|处|院|馆|站|所|中心|办公室|办|部|部门|校|学|公司|政府|街道|镇|乡|会|队|台|社|园|场)$"
)
_PHONE = re.compile(r"[\d\-—()（） ]{7,}")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}")
_COUNT = re.compile(r"\d+[个家]?")
_ORGANS = frozenset(("competent_department", "implementing_unit", "department"))
_MOST = 7  # labels: the orders of more are not tried


def read_identity(head: Head, stream: Sequence[Piece], start: int) -> None:
    """The labels that name who and what, with the values that suit them in their order."""
    labels = [
        each for each in stream if isinstance(each, Label | Token) and is_identity(each) and id(each) not in head.used
    ]
    flow = [each for n, each in enumerate(stream) if n < start or each in labels]
    values = [
        each
        for each in flow
        if isinstance(each, Token) and _may_name(head, each) and not any(each is x for x in labels)
    ]
    beside = {id(label): after for label in labels if (after := next_to(stream, label)) in values}
    pairs, sure = _assigned(labels, values), 0.95 if len(labels) == len(values) else 0.85
    if len(beside) == len(labels):
        pairs, sure = [(label, _token(beside[id(label)])) for label in labels], 1.0
    for label, value in pairs:
        if value is not None:
            head.identity.append(Pair(label, [value], sure))
            head.use(label, value)


def _token(piece: Piece) -> Token | None:
    return piece if isinstance(piece, Token) else None


def is_identity(each: Label | Token) -> bool:
    """Whether a label or text names something of who and what a form speaks of."""
    if isinstance(each, Label):
        return "identity" in each.fields and "columns" not in each.fields
    return isinstance(each, Token) and len(each.text) <= 8 and _FURTHER.search(plain(each.text)) is not None


def _may_name(head: Head, token: Token) -> bool:
    text = plain(token.text)
    free = id(token) not in head.used and not is_blank_text(token.text)
    return (
        free
        and len(text) <= 40
        and re.search(r"[，。；]", text) is None
        and text[0] not in "（("
        and not (is_figure(text) and len(text) < 4 and "." in text)
    )


def _assigned(labels: Sequence[Label | Token], values: Sequence[Token]) -> list[tuple[Label | Token, Token | None]]:
    """The cheapest way to give every label a value that suits it, in order as far as it can be."""
    if not labels or len(labels) > 7 or len(values) > 9:
        return []
    slots: list[Token | None] = [*values, *(None,) * len(labels)] if len(values) < len(labels) else [*values]
    places = range(len(slots))
    best = min(permutations(places, len(labels)), key=lambda order: _ill(order, labels, slots))
    return [(label, slots[n]) for label, n in zip(labels, best, strict=True)]


def _ill(order: Sequence[int], labels: Sequence[Label | Token], slots: Sequence[Token | None]) -> float:
    turned = sum(order[n] > order[n + 1] for n in range(len(order) - 1))
    return 0.6 * turned + sum(_unlike(label, slots[n]) for label, n in zip(labels, order, strict=True))


def _unlike(label: Label | Token, value: Token | None) -> float:
    if value is None:
        return 1.5
    text, name = plain(value.text), label.fields.get("identity", "") if isinstance(label, Label) else plain(label.text)
    organ = _ORGAN.search(text) is not None
    if name == "project_name":
        return 0.7 if organ else 0.0 if len(text) > 4 else 1.0
    for kind, suits in (
        (name in _ORGANS, organ),
        (name == "unit_count", _COUNT.fullmatch(text)),
        ("电话" in name, _PHONE.fullmatch(text)),
        (name.endswith("人"), _PERSON.fullmatch(text) and not organ),
    ):
        if kind:
            return 0.0 if suits else 2.5
    return 0.3 if organ and len(text) > 5 else 0.0

"""Title, year and the lines around a form's table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.layout import Cell, Line
from extractor.quantities import is_blank_text, plain
from extractor.rules.draft import Draft

_HEAD = 4  # rows of a table in which a title and a year line may stand
_YEAR_LINE = re.compile(r"[(\[【]?(?:20\d\d)年?(?:度)?[)\]】]?")
_CODE = re.compile(
    r"[(\[]?(?:附件|附表|附|公开|表|报表编号|样表)[\d一二三四五六七八九十.\-:：]*(?:表)?[)\]]?[:：]?(?:表)?"
)
_TITLE = re.compile(r"(?:自评|评价|评分|绩效).*表(?:[(（].*[)）])?$")
_LONGEST_TITLE = 60  # characters
_YEAR = re.compile(r"(20\d\d)年?(?:度|$|[)）])|(20\d\d)年")
_LABELLED = re.compile(
    r"(?P<label>[^\s：:，。；,;]{1,16})\s*[：:](?P<value>.*?)(?=\s+[^\s：:，。；,;]{1,16}\s*[：:]|$)"
)
_ATTACHMENT = re.compile(r"^附[件表]\s*[\d一二三四五六七八九十]*\s*[：:]\s*")
_NOTE = re.compile(r"\s*(?:备?注|填表说明|说明)\s*[\d：:、.]")


def title(draft: Draft) -> None:
    """Read the heading over the table, or in its first row, and the year line under it."""
    lines = list(draft.table.before)
    last = next((n for n in reversed(range(len(lines))) if _TITLE.search(plain(lines[n].text))), None)
    if last is not None:
        first = _first_line(lines, last)
        printed = "".join(line.text for line in lines[first : last + 1])
        draft.fields["title"] = _ATTACHMENT.sub("", printed.strip())
        draft.note_lines(lines[first : last + 1], printed, "title")
        lines[first : last + 1] = []
    _around(draft, lines)
    _inside(draft, with_title=last is None)


def is_title(printed: str) -> bool:
    """Whether a text without blanks is the title of a form: `…自评表`, `…评分表（…）`."""
    return len(printed) <= _LONGEST_TITLE and _TITLE.search(printed) is not None


def title_text(before: Sequence[Line], cells: Sequence[Cell]) -> str:
    """The text over a table and in its first row, to tell by its title which form it is."""
    return plain("".join(line.text for line in before) + "".join(cell.text for cell in cells if cell.row == 0))


def _first_line(lines: Sequence[Line], last: int) -> int:
    """The first line of a heading that is broken over lines of one size, close under each other."""
    first = last
    while first and _belongs(lines[first - 1], lines[first]):
        first -= 1
    return first


def _belongs(above: Line, below: Line) -> bool:
    same_size = abs(above.size - below.size) <= 0.05 * below.size
    close = below.box.top - above.box.bottom <= 0.8 * below.size
    text = plain(above.text)
    other = _CODE.fullmatch(text) or _YEAR_LINE.fullmatch(text) or _TITLE.search(text) or _LABELLED.fullmatch(text)
    return same_size and close and not other


def _alone(draft: Draft) -> Iterator[Cell]:
    """The cells that stand alone in a row among the table's first, as a title or a year line does."""
    for row in range(min(_HEAD, draft.table.rows)):
        cells = [cell for cell in draft.table.row(row) if cell.lines]
        if len(cells) == 1:
            yield cells[0]


def _inside(draft: Draft, *, with_title: bool) -> None:
    """Read the year line, and the title if no line over the table is one, from the table's own first rows."""
    for cell in _alone(draft):
        printed = plain(cell.text)
        if with_title and draft.fields.get("title") is None and _TITLE.search(printed):
            draft.fields["title"] = draft.text([cell], "title")
        elif draft.fields.get("fiscal_year") is None and _YEAR_LINE.fullmatch(printed):
            draft.fields["fiscal_year"] = _first_year(printed)
            draft.text([cell], "fiscal_year")


def _first_year(printed: str) -> int | None:
    year = re.search(r"20\d\d", printed)
    return int(year[0]) if year else None


def _around(draft: Draft, lines: Sequence[Line]) -> None:
    """Keep what else stands over the table: the year line, labelled texts, and the rest as it is."""
    rest = []
    for line in lines:
        if draft.fields.get("fiscal_year") is None and _YEAR_LINE.fullmatch(plain(line.text)):
            draft.fields["fiscal_year"] = _first_year(plain(line.text))
            draft.note_lines([line], line.text, "fiscal_year")
        elif not keep_labelled(draft, line):
            rest.append(line)
    _keep_rest(draft, "表头", rest)


def year(draft: Draft) -> None:
    """Read the year from the title where no year line or cell gives it."""
    match = _YEAR.search(plain(draft.fields.get("title") or ""))
    if draft.fields.get("fiscal_year") is None and match:
        draft.fields["fiscal_year"] = int(match[1] or match[2])
        draft.evidence["/fiscal_year"] = draft.evidence["/title"]


def notes(draft: Draft) -> None:
    """Keep the lines under the table: notes whole, labelled texts by their labels, the rest as it is."""
    rest: list[Line] = []
    note: list[Line] = []
    for line in draft.table.after:
        if _NOTE.match(line.text):
            _keep_note(draft, note)
            note = [line]
        elif note and not _is_signature(line):
            note.append(line)
        elif not keep_labelled(draft, line):
            rest.append(line)
    _keep_note(draft, note)
    _keep_rest(draft, "表尾", rest)


def _is_signature(line: Line) -> bool:
    found = list(_LABELLED.finditer(line.text))
    return bool(found) and all(len(match["value"]) <= 20 for match in found) and found[0].start() == 0


def _keep_note(draft: Draft, lines: Sequence[Line]) -> None:
    if lines:
        printed = "".join(line.text for line in lines)
        label = re.match(r"\s*[^\d：:、.\s]+", printed)
        _keep_rest(draft, label[0].strip() if label else "注", lines)


def _keep_rest(draft: Draft, label: str, lines: Sequence[Line]) -> None:
    if lines:
        printed = (
            "\n".join(line.text for line in lines) if label in ("表头", "表尾") else "".join(x.text for x in lines)
        )
        draft.note_lines(lines, printed, "extra", draft.keep(label, printed))


def keep_labelled(draft: Draft, line: Line) -> bool:
    """Whether a free line is made of labelled texts (`填报人：李某  联系电话：…`), which are then kept or read."""
    found = list(_LABELLED.finditer(line.text))
    code = line.text[: found[0].start()].strip() if found else ""
    if not found or (code and not _CODE.fullmatch(plain(code))):
        return False
    if code:
        draft.note_lines([line], code, "extra", draft.keep("表头", code))
    for match in found:
        label, value = plain(match["label"]), match["value"].strip()
        field = draft.template.field("identity", label)
        if field and field != "unit_count" and draft.fields.get(field) is None and not is_blank_text(value):
            draft.fields[field] = _identity(field, value)
            draft.note_lines([line], value, field)
        elif value:
            draft.note_lines([line], value, "extra", draft.keep(label, value))
    return True


def _identity(field: str, value: str) -> str | int | None:
    """A value of a line around the table as the record has it: a year is a number."""
    return _first_year(value) if field == "fiscal_year" else value

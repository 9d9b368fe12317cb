"""What a report calls the places of a form, for people: 资产配置合规性 得分 for `/indicators/18/score`."""

from __future__ import annotations

from extractor.exporters.columns import TABLES
from extractor.form import Form

_HEADINGS = {table: {column.name: column.heading for column in TABLES[table]} for table in TABLES}
_OTHERS = {"total": "总分", "arithmetic": "模板", "indicators": "指标", "extra": "其他"}


def place_name(form: Form, where: str) -> tuple[str, str]:
    """The name of a pointer's place in Chinese and English: the row it is in, and the field."""
    section, *steps = (step.replace("~1", "/").replace("~0", "~") for step in where.split("/")[1:])
    row, field = _row(form, section, steps), steps[-1] if steps else section
    table = section if section in ("indicators", "budget") else "forms"
    heading = _HEADINGS[table].get(field) or _HEADINGS["indicators"].get(field) or _OTHERS.get(field) or field
    words = (_OTHERS.get(section), heading) if row is None and steps else (row, heading)
    zh = " ".join(word for word in dict.fromkeys(words) if word)
    return zh, " ".join(word for word in (row or (section if steps else None), field) if word)


def _row(form: Form, section: str, steps: list[str]) -> str | None:
    """The name of the row of an indicator or a money line; None elsewhere."""
    if len(steps) < 2:
        return None
    number = int(steps[0])
    if section == "budget":
        return form.budget[number].item
    row = form.indicators[number]
    level = steps[1].removesuffix("_weight") if steps[1].startswith("level") else "level3"
    return getattr(row, level) or f"#{row.position}"

"""The colours of a drawn page, and what each stands for."""

from __future__ import annotations

from typing import Literal, NamedTuple

Colour = tuple[int, int, int]
Group = Literal["identity", "money", "narrative", "level", "weight", "score", "target", "text", "total", "extra"]


class Ink(NamedTuple):
    """A colour and its name in the legend."""

    colour: Colour
    title: str


FIELDS: dict[Group, Ink] = {
    "identity": Ink((52, 84, 209), "名称、单位、年度 identity"),
    "money": Ink((22, 138, 62), "资金 money"),
    "narrative": Ink((128, 66, 194), "目标与情况 narrative"),
    "level": Ink((0, 134, 149), "指标名称 level"),
    "weight": Ink((222, 122, 0), "分值 weight"),
    "score": Ink((213, 32, 132), "得分 score"),
    "target": Ink((128, 132, 0), "指标值、完成值 target, actual"),
    "text": Ink((146, 84, 58), "说明、原因 definition, reason"),
    "total": Ink((18, 38, 94), "总分、等级 total, grade"),
    "extra": Ink((104, 110, 120), "其他标注 extra"),
}
"""The groups of fields, in the order of the legend."""

RULING = Ink((0, 128, 255), "表格线 ruling")
INFERRED = Ink((255, 112, 0), "推断的边 side without a ruling")
CELLS = (Ink((118, 138, 164), "单元格 cell"), Ink((176, 150, 104), "单元格，下一表 cell, next table"))
"""The cells that became no field, in turns from table to table."""
UNSURE = Ink((225, 20, 20), "读取存疑 unsure reading")

READ = (
    (0.9, Ink((0, 140, 70), "把握足 sure, >= 0.9")),
    (0.6, Ink((235, 130, 0), "存疑 unsure, >= 0.6")),
    (0.0, Ink((225, 20, 20), "很存疑 very unsure, < 0.6")),
)
"""What words of a scan have which colour: the least confidence of each, from the surest on."""

_FIELDS_OF_INDICATORS: dict[str, Group] = {
    "level1": "level",
    "level2": "level",
    "level3": "level",
    "level1_weight": "weight",
    "level2_weight": "weight",
    "weight": "weight",
    "score": "score",
    "target": "target",
    "actual": "target",
}
_ROOMS: dict[str, Group] = {
    "budget": "money",
    "narratives": "narrative",
    "total": "total",
    "grade": "total",
    "extra": "extra",
}


def group_of(pointer: str) -> Group:
    """The group of the field at a JSON pointer of a form."""
    room, *rest = pointer.split("/")[1:]
    if room == "indicators":
        return _FIELDS_OF_INDICATORS.get(rest[-1], "text")
    return _ROOMS.get(room, "identity")


def pale(colour: Colour, strength: float) -> Colour:
    """The colour mixed with white, so that print shows through: strength 0 is white, 1 the colour itself."""
    red, green, blue = (round(255 - (255 - part) * strength) for part in colour)
    return red, green, blue

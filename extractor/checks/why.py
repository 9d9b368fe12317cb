"""Why a check cannot be made: the reasons that several checks share."""

from __future__ import annotations

from extractor.checks.finding import not_checkable

MISSING = not_checkable("有数字空白或缺失", "a figure is blank or missing")
UNREADABLE = not_checkable("有数字无法识别", "a figure cannot be read")
NO_FIGURES = not_checkable("缺分值或得分", "a weight or score is missing")
NO_TOTAL = not_checkable("缺总分，或有得分空白、无法识别", "the total is missing, or a score is blank or unreadable")
WEIGHT_MISSING = not_checkable("有分值空白或无法识别", "a weight is blank or unreadable")
UNITS_DIFFER = not_checkable("各行单位不同", "the units of the lines differ")
NO_DENOMINATOR = not_checkable(
    "缺执行数或预算数，预算数为 0，或该表另有算法", "executed money or the budget is missing or 0"
)
NOT_YET_SCORED = not_checkable(
    "空白的得分不少于已填写的，尚未评分", "as many scores are blank as are filled in: not scored yet"
)
NOT_COMPARABLE = not_checkable(
    "实际完成值缺失、不是单一数字、本身是范围，或与指标值单位不同",
    "the actual value is missing, no single figure, itself a bound, or in another unit than the target",
)

"""What the sections and fields of a template are, in Chinese and English: for those who read or write one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Meaning(NamedTuple):
    """What a section or a field is, in both languages."""

    zh: str
    en: str


SECTIONS: Mapping[str, Meaning] = {
    "identity": Meaning("表说的是谁、哪个项目", "who and what the form speaks of"),
    "narratives": Meaning("文字：目标、完成情况、原因、措施", "running texts: goals, achievements, reasons, measures"),
    "money": Meaning("资金表的列", "columns of the money block"),
    "budget": Meaning("资金表的行", "rows of the money block"),
    "columns": Meaning("指标表的列", "columns of the indicator table"),
    "rows": Meaning("有特定用途的行", "rows with a purpose of their own"),
    "levels": Meaning("一、二级指标常见的名称，用于纯文本", "usual names at levels 1 and 2, for dumps of text"),
}
"""The tables of a template that hold labels, in the order of a form."""

FIELDS: Mapping[str, Mapping[str, Meaning]] = {
    "identity": {
        "project_name": Meaning("项目名称", "project"),
        "competent_department": Meaning("主管部门（部门整体表中即本部门）", "the department in charge"),
        "implementing_unit": Meaning("实施单位", "the unit that carries the project out"),
        "department": Meaning("部门（单位）名称", "the department that a department form speaks of"),
        "unit_count": Meaning("下属单位数", "how many units the department has"),
        "fiscal_year": Meaning("年度", "fiscal year"),
    },
    "narratives": {
        "goal": Meaning("年度目标", "what was planned"),
        "achievement": Meaning("目标完成情况", "what was achieved"),
        "shortfall": Meaning("未完成原因（全表一处）", "why goals were missed, for the whole form"),
        "improvement": Meaning("改进措施（全表一处）", "what will be done, for the whole form"),
    },
    "money": {
        "initial_budget": Meaning("年初预算数", "initial budget"),
        "annual_budget": Meaning("全年（调整后）预算数", "annual or adjusted budget"),
        "executed": Meaning("全年执行数", "executed money"),
        "weight": Meaning("执行的分值", "points for execution"),
        "execution_rate": Meaning("执行率", "execution rate"),
        "score": Meaning("执行的得分", "score for execution"),
    },
    "budget": {
        "block": Meaning("整个资金表的名称", "the block's own label"),
        "amounts": Meaning("自带金额而不在列标题下的行", "lines with an amount and no column heading"),
        "totals": Meaning("合计行", "the line that is the sum"),
        "parts": Meaning("相加得合计的行；“*”即其他各行", "the lines that add up to it; * is every other line"),
        "apart": Meaning("不计入合计的行", "lines outside the sum"),
    },
    "columns": {
        "level1": Meaning("一级指标", "level 1"),
        "level2": Meaning("二级指标", "level 2"),
        "level3": Meaning("三级指标，即指标名称", "level 3: the indicator's name"),
        "weight": Meaning("分值；在一、二级指标右边即其分值", "weight; at the right of level 1 or 2, that level's"),
        "score": Meaning("得分", "score"),
        "definition": Meaning("指标解释", "what the indicator is"),
        "scoring_standard": Meaning("评分标准", "how it is scored"),
        "target": Meaning("年度指标值", "target"),
        "target_adjusted": Meaning(
            "调整后的指标值，非空则以此为准", "adjusted target, which counts where it is not blank"
        ),
        "target_operator": Meaning("符号在单独一列（指标性质）", "the operator, in a column of its own"),
        "target_unit": Meaning("单位在单独一列（度量单位）", "the unit, in a column of its own"),
        "actual": Meaning("实际完成值", "actual value"),
        "reason": Meaning("偏差原因（含改进措施的合列）", "reason, or reason and measures in one column"),
        "improvement": Meaning("改进措施", "measures"),
        "other": Meaning("别人的分，如复核分：留在 extra", "another's score, as a reviewer's: kept in extra"),
    },
    "rows": {
        "total": Meaning("总分", "the total"),
        "grade": Meaning("评价等级", "the grade"),
        "subtotal": Meaning("小计", "a subtotal"),
        "notes": Meaning("说明、备注", "notes"),
        "section": Meaning("分块的标题，不是字段", "a section's own label, no field"),
    },
    "levels": {
        "level1": Meaning("一级指标的名称", "names at level 1"),
        "level2": Meaning("二级指标的名称", "names at level 2"),
    },
}
"""The fields of every section."""

MATCH: Mapping[str, Meaning] = {
    "title": Meaning("标题须符合其中一个正则表达式", "the title fits one of these regular expressions"),
    "labels": Meaning("须全部印有；“|”隔开的有一个即可", "all are printed; of those parted by | one"),
    "any_label": Meaning("至少印有其中一个", "at least one is printed"),
    "order": Meaning("各字段自上而下依次出现", "the fields come in this order from the top"),
}
"""What a form must print for a template to fit."""

ARITHMETIC: Mapping[str, Meaning] = {
    "denominator": Meaning("执行率的除数", "what executed money is divided by"),
    "execution_weight": Meaning("未印出时预算执行的分值", "points for execution where none are printed"),
    "bands": Meaning("等级及其最低总分，从高到低", "grades with the least total of each, best first"),
    "at_most_rule": Meaning("“不超过”类指标的得分公式", "the formula for 'at most' targets"),
}
"""What a template says of a layout's sums."""

"""The general dictionary knows what published forms call their fields."""

from __future__ import annotations

import pytest

from extractor.templates import general

LABELS = {
    "identity.project_name": "项目名称 转移支付（项目）名称 专项（项目）名称 专项资金名称",
    "identity.competent_department": "主管部门 主管部门及代码 业务主管部门 地方主管部门 省级主管部门 县级主管部门",
    "identity.implementing_unit": "实施单位 项目实施单位 资金使用单位 实施单位（盖章） 实施（主管）单位 项目单位",
    "identity.department": "部门名称 部门（单位）名称 部门 预算单位名称 区级预算单位名称 单位名称 填报单位",
    "money.initial_budget": "年初预算数 年初预算 年初预算数（A） 年初部门预算数",
    "money.annual_budget": "全年预算数 全年预算数（A） 调整后预算数 全年（调整）预算数 预算数（A）",
    "money.executed": "全年执行数 全年执行数（B） 预算执行数 执行数（B）",
    "money.execution_rate": "执行率 执行率（%） 执行率（B/A） 预算执行率（B/A×100%）",
    "columns.target": "年度指标值 年度指标值（A） 指标值 年初目标值（A） 预期指标值 目标值 年初指标值",
    "columns.target_operator": "指标性质 符号 指标方向",
    "columns.target_unit": "度量单位 计量单位",
    "columns.actual": "实际完成值 实际完成值（B） 全年实际值（B） 全年实际完成值 全年完成值 完成值",
    "columns.weight": "分值 权重 权重（分） 指标权重（分） 指标分值 指标满分 二级分值",
    "columns.score": "得分 自评分 得分/自评分 自评得分 指标得分（分） 科室得分",
    "columns.reason": "偏差原因分析及改进措施 未完成原因分析 未完成原因和改进措施 未达标原因 扣分原因 说明",
    "columns.improvement": "改进措施 整改措施",
    "columns.scoring_standard": "评分标准 得分计算方法 评价标准及方法",
    "narratives.goal": "预期目标 年度整体绩效目标 年初设定目标 总体目标 年初绩效目标 年度目标1 目标2",
    "narratives.achievement": "实际完成情况 整体绩效目标完成情况 年度总体目标完成情况综述 全年实际完成情况",
    "narratives.shortfall": "未能完成原因 偏差大或目标未完成原因分析 存在问题",
    "narratives.improvement": "改进措施及结果应用方案 改进措施",
    "rows.total": "总分 合计 总计 自评总分（分）",
    "rows.grade": "评价等级 自评等级 评价等次",
}
SEEN = [(place, label) for place, labels in LABELS.items() for label in labels.split()]


@pytest.mark.parametrize(("place", "label"), SEEN)
def test_a_label_that_forms_print_names_its_field(place: str, label: str) -> None:
    section, field = place.split(".")
    assert general().field(section, label) == field


@pytest.mark.parametrize(
    "label", ["复核分", "财政审核评分", "复核得分", "专家评分", "主管部门审核得分", "第三方评价得分"]
)
def test_the_score_of_another_is_not_the_score(label: str) -> None:
    assert general().field("columns", label) == general().field("columns", f"{label}（分）") is None


@pytest.mark.parametrize("label", ["得分系数", "得分率", "佐证材料", "是否核心指标", "备注"])
def test_what_no_field_is_called_names_none(label: str) -> None:
    assert general().field("columns", label) is None

"""What the workbook says in its own voice, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["zh", "en"]


@dataclass(frozen=True)
class Words:
    """The workbook's words in one language; braces take names and numbers."""

    about: str
    tables: dict[str, str]
    heading: str
    columns_of_about: tuple[str, str, str]
    sheets_of_all: str
    sheets_of_some: str
    rows_left_out: str
    people_left_out: str
    people_included: str
    exactness: str
    marks: dict[str, str]
    outcomes: dict[str, str]
    back: str
    pages: str
    findings: str
    no_findings: str
    no_grid: str
    unsure: str


ZH = Words(
    about="说明",
    tables={
        "documents": "文件",
        "forms": "自评表",
        "indicators": "指标",
        "budget": "预算",
        "checks": "检查",
        "findings": "发现",
    },
    heading="绩效自评表提取结果",
    columns_of_about=("工作表", "行数", "备注"),
    sheets_of_all="全部 {forms} 份自评表各有一张按原样排版的工作表，点击“自评表”中的表单编号即可打开。",
    sheets_of_some="注意：共 {forms} 份自评表，只有前 {sheets} 份有按原样排版的工作表；其余 {more} 份的数据见各数据表，"
    "原样见 JSON。用 --form-sheets 可改变份数。",
    rows_left_out="注意：超出 Excel 行数上限，另有 {rows} 行未写入，全部数据见 CSV、Parquet 或 JSON。",
    people_left_out="填报人、联系电话等个人信息未写入，版式表中以“＊＊＊”代替；需要时用 --personal。",
    people_included="本工作簿含填报人、联系电话等个人信息，请妥善保管。",
    exactness="数值为表中所印的原值，不作更正；“=30个”之类的内容按文本保存，不是公式。",
    marks={
        "error": "错误：违反表内规则",
        "warning": "警告：值得复核",
        "info": "提示：仅供参考",
        "unsure": "识别不确定（置信度低于 0.9）：请对照原件",
    },
    outcomes={
        "consistent": "一致",
        "within-rounding": "在四舍五入范围内一致",
        "inconsistent": "不一致",
        "not-checkable": "无法检查（数据缺失或无法识别）",
        "not-applicable": "不适用",
    },
    back="← 返回“自评表”",
    pages="第 {first}–{last} 页",
    findings="检查发现（{count} 项，点击代码可跳到所在单元格）",
    no_findings="检查未发现问题。",
    no_grid="此表没有可按原样排版的表格，数据见各数据表。",
    unsure="识别置信度 {confidence}，请对照原件。",
)

EN = Words(
    about="about",
    tables={table: table for table in ZH.tables},
    heading="Performance self-evaluation forms, extracted",
    columns_of_about=("Sheet", "Rows", "Remarks"),
    sheets_of_all="Each of the {forms} forms has a sheet laid out as printed; click its form_id in the forms table.",
    sheets_of_some="Note: of {forms} forms only the first {sheets} have a sheet laid out as printed; the data of the "
    "other {more} stand in the tables, their layout in the JSON. --form-sheets changes the number.",
    rows_left_out="Note: over Excel's row limit; {rows} more rows stand in the CSV, Parquet or JSON only.",
    people_left_out="Names and telephone numbers of people are left out, and masked with ＊＊＊ on the sheets of the "
    "forms; --personal includes them.",
    people_included="This workbook holds names and telephone numbers of people: keep it accordingly.",
    exactness="Figures are as printed and never corrected; a text such as =30个 is a text, not a formula.",
    marks={
        "error": "error: breaks a rule of the form",
        "warning": "warning: deserves a look",
        "info": "info: for the record",
        "unsure": "unsure reading (confidence below 0.9): compare with the original",
    },
    outcomes={
        "consistent": "holds exactly",
        "within-rounding": "holds within rounding",
        "inconsistent": "does not hold",
        "not-checkable": "a figure is missing or unreadable",
        "not-applicable": "the form has no such figures",
    },
    back="← back to forms",
    pages="pages {first}–{last}",
    findings="Findings ({count}; the code leads to the cell)",
    no_findings="The checks found nothing.",
    no_grid="This form has no grid to lay out; its data stand in the tables.",
    unsure="Read with confidence {confidence}: compare with the original.",
)

WORDS: dict[Language, Words] = {"zh": ZH, "en": EN}

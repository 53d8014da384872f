"""The tables that stand in sheets of their own, which only workbooks that use them have.

What a report prints, what it says in words, what an import guessed, and the scores that
are given by level or by several experts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yqxl.arithmetic import Value
from yqxl.model.contract.columns import Column, Table
from yqxl.model.contract.declaring import computed, hidden, numbers, sources, texts, yes_no

_LEVEL = "一级或二级指标的编码，如 B、B2"


# one column on one line reads best
# fmt: off
@dataclass(frozen=True)
class PrintedFigure:
    """报告数据: one figure that a report prints, and where the workbook has it."""

    item: str = texts("项目", required=True, width=40, prompt="报告里的哪个数，如：项目总支出")
    printed: Value = sources("报告值", required=True, width=16, prompt="照抄报告里的数或等级")
    ref: str = texts("单元格", width=36, prompt="本工作簿中对应的数：路径，如 资金/合计/实际支出、首页/总分，或编码，如 R07，或公式，如 =资金!F9")


@dataclass(frozen=True)
class ReportText:
    """报告文字: what the report says in one of its sections."""

    section: str = texts("部分", required=True, width=24, prompt="报告的哪一部分，如：存在的问题")
    text: str = texts("文字", required=True, width=100, prompt="写进报告的文字")


@dataclass(frozen=True)
class ImportedValue:
    """导入核对: one value that an import guessed, until somebody has looked at it."""

    at: str = texts("位置", required=True, width=36, prompt="值在本工作簿的位置，如 指标体系/C102/权重")
    value: str = texts("导入值", width=24, prompt="导入时填入的值")
    why: str = texts("依据", width=40, prompt="为什么这样取")
    origin: str = texts("来源", width=36, prompt="值在原文件的位置", in_json="from")
    sure: Value = numbers("把握", shows="percent", width=9, prompt="0 至 1，1 为确定", most=1)
    done: str = yes_no("已核对", prompt="核对过的填“是”", flag=True)


@dataclass(frozen=True)
class LevelScore:
    """层级评分: a score that is given for a whole level, and how it comes about."""

    code: str = texts("编码", shows="code", required=True, width=10, prompt=_LEVEL, aliases=("指标编号", "编号"), names_rows=True)
    method: str = texts("方法", width=14, prompt="直接评分、平均、混合；空着是成员得分之和", choices="yq_list_methods")
    given: Value = numbers("评定得分", shows="score", width=10, prompt="评价组给这一层级评定的得分")
    share: Value = numbers("份额", shows="percent", width=9, prompt="方法为“混合”时评定得分占多少，如 40%", most=1)
    level: ClassVar[Column] = computed("层级", "text", width=26)
    weight: ClassVar[Column] = computed("权重", "score", width=9)
    members: ClassVar[Column] = computed("成员合计", "score", width=10)
    score: ClassVar[Column] = computed("得分", "score", width=9)
    depth: ClassVar[Column] = hidden("级别", "integer")
    first: ClassVar[Column] = hidden("一级", "text")
    second: ClassVar[Column] = hidden("二级", "text")
    own: ClassVar[Column] = hidden("二级得分", "score")
    own_rate: ClassVar[Column] = hidden("二级得分率", "percent")
    own_change: ClassVar[Column] = hidden("二级差额", "score")
    own_open: ClassVar[Column] = hidden("二级未得分", "integer")
    change: ClassVar[Column] = hidden("差额", "score")
    open: ClassVar[Column] = hidden("未得分", "integer")
    waived: ClassVar[Column] = hidden("不必填", "integer")


@dataclass(frozen=True)
class ExpertScore:
    """专家评分: what one expert gives one indicator."""

    code: str = texts("编码", shows="code", required=True, width=10, prompt="三级指标编码，如 C102", aliases=("指标编号", "编号"))
    expert: str = texts("专家", required=True, width=16, prompt="专家姓名或代号")
    score: Value = numbers("得分", shows="score", required=True, width=10, prompt="这位专家给的分")
    mean: ClassVar[Column] = computed("平均分", "score", width=10)
    trimmed: ClassVar[Column] = computed("去高低分平均", "score", width=14)
    higher: ClassVar[Column] = hidden("更高的个数", "integer")
    lower: ClassVar[Column] = hidden("更低的个数", "integer")


def _sheet(key: str, name: str, sheet: str, row: type, key_and_closing: tuple[str, str]) -> Table:
    return Table(key, name, sheet, row, *key_and_closing, optional=True, where_used=True)


PRINTED_FIGURES = _sheet("printed_figures", "yq_printed", "报告数据", PrintedFigure, ("item", "item"))
TEXTS = _sheet("texts", "yq_texts", "报告文字", ReportText, ("section", "text"))
IMPORTS = _sheet("imports", "yq_import", "导入核对", ImportedValue, ("at", "at"))
LEVEL_SCORES = _sheet("level_scores", "yq_levels", "层级评分", LevelScore, ("code", "method"))
EXPERTS = _sheet("experts", "yq_experts", "专家评分", ExpertScore, ("code", "expert"))

OPTIONAL_SHEETS = (PRINTED_FIGURES, TEXTS, IMPORTS, LEVEL_SCORES, EXPERTS)

"""The JSON Schema of a result record; ``yqxl schema --results`` prints it.

The rows are those of the data (:mod:`yqxl.interchange.schema`) with what was computed
beside them, so a new column of the contract is in both.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from yqxl.interchange.schema import (
    CostPart,
    FundPart,
    GoalPart,
    IndicatorPart,
    Number,
    OutputPart,
    ProjectPart,
    RatePart,
    Text,
)

_Real = float | None


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LevelResultPart(_Part):
    """一级指标."""

    code: Text = Field(description="名称开头的字母和数字，没有则为 null")
    name: str = Field(description="去掉编码的名称")
    label: str = Field(description="表中的写法")
    weight: _Real = Field(description="权重合计")
    score: _Real = Field(description="得分合计；有指标未得分时为 null")
    score_rate: _Real = Field(description="得分率 = 得分 / 权重，未取整")
    unscored: int = Field(description="未得分的指标数")


class SecondLevelResultPart(LevelResultPart):
    """二级指标."""

    level1: str = Field(description="所属一级指标，表中的写法")


class IndicatorCellsPart(_Part):
    """单元格，如 指标体系!L5；文件里没有该列时为 null."""

    value: Text
    rule_score: Text
    given: Text
    score: Text


class IndicatorResultPart(IndicatorPart):
    """三级指标."""

    source: Number = Field(description="取值来源：数字，或编码、路径")
    value: _Real = Field(description="取值")
    rule_score: _Real = Field(description="规则得分")
    score: _Real = Field(description="得分")
    score_rate: _Real = Field(description="得分率 = 得分 / 权重，未取整")
    hint: str = Field(description="提示")
    cells: IndicatorCellsPart


class RateResultPart(RatePart):
    """指标取值."""

    numerator_value: _Real = Field(description="分子")
    denominator_value: _Real = Field(description="分母")
    raw: _Real = Field(description="封顶前的值")
    value: _Real = Field(description="值")
    cell: Text = Field(description="值所在的单元格")


class SurveyCountResultPart(_Part):
    """满意度的一个选项."""

    option: Text
    count: Number
    weight: Number


class SurveyResultPart(_Part):
    """满意度的一组调查对象."""

    model_config = ConfigDict(extra="allow", frozen=True)

    code: Text
    group: Text
    note: Text
    n: _Real = Field(description="有效份数")
    rate: _Real = Field(description="满意率")
    counts: list[SurveyCountResultPart]
    cells: dict[str, Text]


class FundResultPart(FundPart):
    """资金."""

    arrival_budget: _Real = Field(description="到位率(年初预算)")
    arrival_contract: _Real = Field(description="到位率(合同)")
    execution_arrived: _Real = Field(description="执行率(到位)")
    execution_budget: _Real = Field(description="执行率(年初预算)")
    balance_budget: _Real = Field(description="结余(年初预算)")
    cells: dict[str, Text]


class OutputResultPart(OutputPart):
    """产出."""

    completion: _Real = Field(description="完成率")
    cells: dict[str, Text]


class CostResultPart(CostPart):
    """成本标准."""

    amount: _Real = Field(description="金额")
    cells: dict[str, Text]


class CostsPart(_Part):
    """成本."""

    total: _Real = Field(description="合计")
    rows: list[CostResultPart]


class TrendRowPart(_Part):
    """趋势的一个年度."""

    code: Text
    name: Text
    unit: Text
    year: Number
    value: Number
    note: Text


class FindingPart(_Part):
    """一个问题."""

    code: str = Field(description="问题编号 YQ-nnn", pattern=r"^YQ-\d{3}$")
    level: Literal["error", "warning", "note"]
    sheet: str
    cell: str
    message: str
    remedy: str


class ResultPart(_Part):
    """一个文件的结果；没有数字、没有算出或没有读到的都是 null."""

    version: Literal["yqxl-result/2"] = Field(alias="schema")
    input: str = Field(description="输入；不是 UTF-8 的字节和控制字符写成 \\xd1、\\u202e")
    file_bytes: Text = Field(description="输入路径的字节（十六进制）；input 写得全时为 null")
    output: Text = Field(description="输出；没有写出为 null")
    output_bytes: Text = Field(description="输出路径的字节（十六进制）；output 写得全时为 null")
    status: Literal["ok", "findings", "refused", "failed"] = Field(
        description="ok 完成，findings 完成但有错误，refused 未处理，failed 未写出"
    )
    reason: Text = Field(description="未处理或未写出的原因")
    total: _Real = Field(description="总分；有指标未得分时为 null")
    grade: Text = Field(description="等级")
    score_rate: _Real = Field(description="总得分率，未取整")
    project: ProjectPart | None
    weight: _Real = Field(description="权重合计")
    provisional: _Real = Field(description="已得分合计(暂)")
    unscored: _Real = Field(description="未得分项")
    missing: _Real = Field(description="还差几格")
    levels: list[LevelResultPart]
    second_levels: list[SecondLevelResultPart]
    goals: list[GoalPart]
    indicators: list[IndicatorResultPart]
    rates: dict[str, _Real] = Field(description="编码 → 值")
    rate_rows: list[RateResultPart]
    survey: list[SurveyResultPart]
    funds: list[FundResultPart]
    outputs: list[OutputResultPart]
    costs: CostsPart
    trends: list[TrendRowPart]
    findings: list[FindingPart]
    seconds: float = Field(description="用时（秒）")

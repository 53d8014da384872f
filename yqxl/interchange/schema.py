"""The JSON shape of an evaluation, checked by pydantic; ``yqxl schema`` prints it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

#: the version that is written; the only one that is read so far
SCHEMA_VERSION = 1


def _no_truth_value(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("应为数字，不是 true/false")  # noqa: TRY004 - pydantic collects ValueError
    return value


Finite = Annotated[float, Field(allow_inf_nan=False)]
#: a number, a text typed where a number belongs, or nothing
Number = Annotated[Finite | str | None, BeforeValidator(_no_truth_value)]
Text = str | None


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ProjectPart(_Part):
    """首页."""

    name: Text = Field(None, description="名称")
    kind: Text = Field(None, description="类型：政策 或 项目")
    year: Number = Field(None, description="评价年度")
    base_date: Text = Field(None, description="评价基准日，如 2023-03-31")
    client: Text = Field(None, description="委托单位")
    department: Text = Field(None, description="主管部门")
    evaluator: Text = Field(None, description="评价机构")
    money_unit: Text = Field(None, description="金额单位：元 或 万元")
    grade_scheme: Text = Field(None, description="评分方案（等级划分）")
    system_title: Text = Field(None, description="指标体系标题")


class GoalPart(_Part):
    """绩效目标."""

    level1: Text = Field(None, description="一级指标")
    level2: Text = Field(None, description="二级指标")
    goal: Text = Field(None, description="具体指标")
    target: Text = Field(None, description="目标值")
    indicator: Text = Field(None, description="指标编码")


class FundPart(_Part):
    """资金."""

    unit: Text = Field(None, description="单位")
    contract: Number = Field(None, description="合同金额")
    budget: Number = Field(None, description="年初预算")
    arrived: Number = Field(None, description="实际到位")
    arrived_project: Number = Field(None, description="项目经费到位")
    spent: Number = Field(None, description="实际支出")
    total: bool = Field(default=False, description="是否合计行")


class OutputPart(_Part):
    """产出."""

    code: Text = Field(None, description="编码")
    name: Text = Field(None, description="产出")
    planned: Number = Field(None, description="计划值")
    actual: Number = Field(None, description="实际值")
    unit: Text = Field(None, description="计量单位")


class RatePart(_Part):
    """指标取值."""

    code: Text = Field(None, description="编码")
    name: Text = Field(None, description="名称")
    kind: Text = Field(None, description="种类")
    numerator: Number = Field(None, description="分子来源：数字，或 资金/单位/列名、产出/编码/列名")
    denominator: Number = Field(None, description="分母来源")
    base: Text = Field(None, description="口径")
    cap: Number = Field(None, description="封顶；null 不封顶")
    note: Text = Field(None, description="备注")


class SurveyPart(_Part):
    """满意度: ``satisfied`` names the options of weight 1, or ``weights`` grades them."""

    code: Text = Field(None, description="编码")
    group: Text = Field(None, description="对象")
    counts: dict[str, Number] = Field(default_factory=dict, description="选项 → 人数")
    satisfied: list[str] | None = Field(None, description="计为满意的选项（权重 1，其余 0）")
    weights: dict[str, Number] | None = Field(None, description="选项 → 权重；按程度计分时用")
    note: Text = Field(None, description="备注")


class CostPart(_Part):
    """成本标准."""

    item: Text = Field(None, description="项目")
    unit_price: Number = Field(None, description="单价(元)")
    price_unit: Text = Field(None, description="单价单位")
    quantity: Number = Field(None, description="数量")
    basis: Text = Field(None, description="依据")


class TrendPart(_Part):
    """趋势."""

    code: Text = Field(None, description="编码")
    name: Text = Field(None, description="名称")
    unit: Text = Field(None, description="单位")
    values: dict[str, Number] = Field(default_factory=dict, description="年度 → 数值")
    note: Text = Field(None, description="备注")


class IndicatorPart(_Part):
    """指标体系."""

    code: Text = Field(None, description="编码")
    level1: Text = Field(None, description="一级指标")
    level2: Text = Field(None, description="二级指标")
    name: Text = Field(None, description="三级指标")
    weight: Number = Field(None, description="权重")
    rule: Text = Field(None, description="评分规则")
    value: Number = Field(None, description="取值来源：数字，或 指标取值/满意度 的编码")
    p1: Number = Field(None, description="参数1")
    p2: Number = Field(None, description="参数2")
    p3: Number = Field(None, description="参数3")
    scheme: Text = Field(None, description="档位方案")
    given: Number = Field(None, description="评定得分")
    reason: Text = Field(None, description="扣分原因")
    evidence: Text = Field(None, description="佐证材料")
    note: Text = Field(None, description="备注")


class ElementPart(_Part):
    """评分要素."""

    code: Text = Field(None, description="编码")
    element: Text = Field(None, description="要素")
    share: Number = Field(None, description="份额")
    must: Text = Field(None, description="必备：是/否")
    met: Text = Field(None, description="是否具备：是/否")


class BandPart(_Part):
    """参数: a band scheme."""

    scheme: Text = Field(None, description="方案")
    lower: list[Number] = Field(description="下限，从小到大", max_length=6)
    factor: list[Number] = Field(description="系数，与下限一一对应", max_length=6)
    source: Text = Field(None, description="来源")


class GradePart(_Part):
    """参数: a grade scheme."""

    scheme: Text = Field(None, description="方案")
    lower: list[Number] = Field(description="下限（百分制），从小到大", max_length=6)
    grade: list[str] = Field(description="等级，与下限一一对应", max_length=6)
    source: Text = Field(None, description="来源")


class RulePart(_Part):
    """参数: a name of a scoring rule."""

    rule: Text = Field(None, description="评分规则")
    number: Number = Field(None, description="规则号")
    d1: Number = Field(None, description="默认1：数字 或 必填")
    d2: Number = Field(None, description="默认2")
    d3: Number = Field(None, description="默认3")
    limit1: Number = Field(None, description="上限1")
    hint: Text = Field(None, description="参数说明")
    example: Text = Field(None, description="例")
    source: Text = Field(None, description="来源")


class KindPart(_Part):
    """参数: a kind of rate."""

    kind: Text = Field(None, description="种类")
    number: Number = Field(None, description="公式号")
    source: Text = Field(None, description="来源")


class OptionPart(_Part):
    """参数: the usual weight of an answer option."""

    option: Text = Field(None, description="选项")
    weight: Number = Field(None, description="权重")
    source: Text = Field(None, description="来源")


class TolerancePart(_Part):
    """参数: a number that a check compares with."""

    name: Text = Field(None, description="名称")
    value: Number = Field(None, description="数值")
    note: Text = Field(None, description="说明")
    source: Text = Field(None, description="来源")


class EvaluationPart(_Part):
    """一份绩效评价的全部填报数据；空格可写 null 或不写."""

    version: Literal[1] = Field(1, alias="schema", description="版本，现为 1")
    project: ProjectPart = Field(default=ProjectPart.model_construct(), description="首页")
    goals: list[GoalPart] = Field(default_factory=list, description="绩效目标")
    funds: list[FundPart] = Field(default_factory=list, description="资金")
    outputs: list[OutputPart] = Field(default_factory=list, description="产出")
    rates: list[RatePart] = Field(default_factory=list, description="指标取值")
    survey: list[SurveyPart] = Field(default_factory=list, description="满意度")
    costs: list[CostPart] = Field(default_factory=list, description="成本标准")
    elements: list[ElementPart] = Field(default_factory=list, description="评分要素")
    bands: list[BandPart] = Field(default_factory=list, description="分档方案，与随包方案不同者")
    trends: list[TrendPart] = Field(default_factory=list, description="趋势")
    indicators: list[IndicatorPart] = Field(default_factory=list, description="指标体系")
    grades: list[GradePart] = Field(default_factory=list, description="等级方案，与随包不同者")
    rules: list[RulePart] = Field(default_factory=list, description="评分规则名，与随包不同者")
    kinds: list[KindPart] = Field(default_factory=list, description="比率种类，与随包不同者")
    options: list[OptionPart] = Field(default_factory=list, description="选项权重，与随包不同者")
    tolerances: list[TolerancePart] = Field(default_factory=list, description="容差，与随包不同者")

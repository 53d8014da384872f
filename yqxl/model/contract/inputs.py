"""The tables that people fill in in every workbook, column by column, in the order of the sheets.

A number field holds what its cell holds: a number, a text that should have been a
number, an error value, or nothing. Nothing is corrected here, so that the same rows
give the same results, errors included, as the sheet does. Text fields are ``""`` when
blank.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yqxl.arithmetic import Value
from yqxl.model.contract.columns import Column, Table
from yqxl.model.contract.declaring import computed, hidden, money, numbers, sources, texts, yes_no

# one column on one line reads best
# fmt: off
_CODE = ("指标编号", "编号")
_PATH = "数字，或路径：资金/单位/列名、产出/编码/列名、成本标准/项目/列名、趋势/编码/年度"
_PARAMETER = "留空用默认值；含义见“提示”列"


@dataclass(frozen=True)
class Goal:
    """绩效目标: one planned goal and the indicator that measures it."""

    level1: str = texts("一级指标", width=16)
    level2: str = texts("二级指标", width=20)
    goal: str = texts("具体指标", required=True, width=40, prompt="绩效目标的具体指标，如：全市高中教师学科素养培训")
    target: str = texts("目标值", shows="phrase", required=True, width=40, prompt="照抄绩效目标申报表中的目标值，可为文字", aliases=("年度指标值",))
    indicator: str = texts("指标编码", shows="code", width=12, prompt="衡量此目标的三级指标编码，如 C102；没有则留空")
    actual: str = texts("实际完成值", shows="phrase", width=24, prompt="年末实际完成情况，可为文字", optional=True)
    direction: str = texts("方向", prompt="≥ 越大越好，≤ 越小越好，= 等于，或 定性", choices="yq_list_directions", optional=True)
    target_value: Value = numbers("目标数值", prompt="目标值中的数", least=None, optional=True)
    unit: str = texts("计量单位", prompt="目标数值的计量单位", optional=True)
    deviation: str = texts("偏差原因及改进措施", width=40, prompt="没有完成或超出很多的，写原因和措施", optional=True)
    forecast: str = texts("全年预计", shows="phrase", width=24, prompt="年中监控时预计的全年完成值", optional=True)
    likelihood: str = texts("完成可能性", prompt="年中监控时的判断", choices="yq_list_likelihoods", optional=True)


@dataclass(frozen=True)
class Fund:
    """资金: the money of one unit, or of all of them (``total``)."""

    unit: str = texts("单位", required=True, width=22, prompt="市本级、县区名称或“合计”；不得含 / * ? ~", aliases=("县区", "区县"), names_rows=True)
    contract: Value = money("合同金额", prompt="合同约定的金额，单位见首页“金额单位”", aliases=("合同价", "合同价款"))
    budget: Value = money("年初预算", prompt="批复的年初预算", aliases=("预算", "预算金额", "年初预算数"))
    arrived: Value = money("实际到位", prompt="实际到位资金", aliases=("到位资金", "实际到位资金", "到位金额"))
    arrived_project: Value = money("项目经费到位", width=14, prompt="实际到位资金中的项目经费")
    spent: Value = money("实际支出", prompt="截至评价基准日的实际支出", aliases=("支出", "支出金额", "实际支出资金"))
    total: str = yes_no("是否合计", prompt="合计行填“是”，其余留空", flag=True)
    budget_final: Value = money("全年预算数", prompt="调整后的全年预算", optional=True)
    budget_project: Value = money("年初预算项目经费", width=16, prompt="年初预算中的项目经费", optional=True)
    source: str = texts("资金来源", prompt="如：上级财政、本级财政、其他", optional=True)
    year: Value = numbers("经费年度", shows="year", prompt="这笔经费的年度", optional=True)
    arrival_budget: ClassVar[Column] = computed("到位率(年初预算)", "percent", width=18)
    arrival_contract: ClassVar[Column] = computed("到位率(合同)", "percent", width=14)
    execution_arrived: ClassVar[Column] = computed("执行率(到位)", "percent", width=14)
    execution_budget: ClassVar[Column] = computed("执行率(年初预算)", "percent", width=18)
    balance_budget: ClassVar[Column] = computed("结余(年初预算)", "money", width=16)


@dataclass(frozen=True)
class Output:
    """产出: one planned output and what was delivered."""

    code: str = texts("编码", shows="code", required=True, width=10, prompt="产出编码，如 O01；不得重复", aliases=_CODE, names_rows=True)
    name: str = texts("产出", required=True, width=40, prompt="产出名称", aliases=("产出名称",))
    planned: Value = numbers("计划值", required=True, unless="parent", prompt="计划产出数；与实际值同一口径、同一计量单位", aliases=("计划", "计划数"))
    actual: Value = numbers("实际值", required=True, prompt="实际产出数；没有完成填 0，不要留空", aliases=("实际", "实际完成值", "完成值"))
    unit: str = texts("计量单位", prompt="人、天、次、校……")
    planned_date: str = texts("计划日期", shows="date", width=14, prompt="计划完成的日期，如 2022-12-31", optional=True)
    actual_date: str = texts("完成日期", shows="date", width=14, prompt="实际完成的日期，如 2022-12-31", optional=True)
    parent: str = texts("分项", shows="code", prompt="这是哪个产出的一部分：填那个产出的编码；没有计划值的可空着", optional=True)
    completion: ClassVar[Column] = computed("完成率", "percent")


@dataclass(frozen=True)
class SurveyGroup:
    """满意度: one group of people that was asked."""

    code: str = texts("编码", shows="code", required=True, width=10, prompt="满意度编码，如 S01；在指标体系的取值来源中引用", aliases=_CODE, names_rows=True)
    group: str = texts("对象", required=True, width=26, prompt="调查对象，如：教师", aliases=("调查对象",))
    population: Value = numbers("总体数", shows="integer", prompt="这类对象共有多少人", optional=True)
    issued: Value = numbers("发放份数", shows="integer", prompt="发出的问卷份数", optional=True)
    valid: ClassVar[Column] = computed("有效份数", "integer")
    rate: ClassVar[Column] = computed("满意率", "percent")
    returned: ClassVar[Column] = computed("回收率", "percent", beside="issued")
    note: str = texts("备注", width=26)


@dataclass(frozen=True)
class SurveyCount:
    """满意度: how many chose one option; the option's weight (满意 1, 不满意 0)."""

    code: str = texts("编码", shows="code", required=True, width=10, prompt="左表的满意度编码", aliases=_CODE)
    option: str = texts("选项", required=True, width=24, prompt="问卷选项，如：非常满意", choices="yq_list_options", suggested=True)
    count: Value = numbers("人数", shows="integer", required=True, prompt="选此项的有效问卷份数", aliases=("份数", "票数"))
    weight: Value = numbers("权重", required=True, default="default_weight", prompt="空着用右边的默认权重；计为满意填 1，否则填 0，也可按程度填 0～1", aliases=("分值", "标准分值"), most=1)
    default_weight: ClassVar[Column] = computed("默认权重", "number", width=10)
    weighted: ClassVar[Column] = hidden("加权份数", "number")


@dataclass(frozen=True)
class Cost:
    """成本标准: a unit price and how often it is due."""

    item: str = texts("项目", required=True, width=26, prompt="支出项目")
    unit_price: Value = numbers("单价", required=True, prompt="单价(元)")
    price_unit: str = texts("单价单位", width=14, prompt="如：元/人/天")
    quantity: Value = numbers("数量", required=True, prompt="数量")
    basis: str = texts("依据", width=40, prompt="数量的计算依据，如：70人×10天")
    amount: ClassVar[Column] = computed("金额", "money", width=16)


@dataclass(frozen=True)
class Trend:
    """趋势: one value of one series in one year."""

    code: str = texts("编码", shows="code", required=True, width=10, prompt="趋势编码，如 T01；同一序列各年相同", aliases=_CODE)
    name: str = texts("名称", width=30)
    unit: str = texts("单位", width=10)
    year: Value = numbers("年度", shows="year", required=True, aliases=("年份",))
    value: Value = numbers("数值", required=True, least=None)
    note: str = texts("备注", width=50)


@dataclass(frozen=True)
class Rate:
    """指标取值: one rate; a source is a number or a path like 资金/合计/实际支出."""

    code: str = texts("编码", shows="code", required=True, width=9, prompt="取值编码，如 R01；在指标体系的取值来源中引用", aliases=_CODE, names_rows=True)
    name: str = texts("名称", required=True, width=28)
    kind: str = texts("种类", required=True, width=12, prompt="从列表选择；公式见参数表", choices="yq_list_kinds")
    numerator: Value = sources("分子来源", required=True, width=24, prompt=_PATH)
    denominator: Value = sources("分母来源", width=24, prompt=_PATH)
    hint: ClassVar[Column] = computed("提示", "text", width=30)
    base: str = texts("口径", width=22, prompt="分母是什么：年初预算、合同、实际到位……")
    cap: Value = numbers("封顶", shows="percent", width=9, prompt="1 表示超过 100% 按 100%；留空不封顶")
    numerator_value: ClassVar[Column] = computed("分子", "number")
    denominator_value: ClassVar[Column] = computed("分母", "number")
    raw: ClassVar[Column] = computed("原值", "percent")
    result: ClassVar[Column] = computed("值", "percent")
    note: str = texts("备注", width=24, unsaid=True)
    formula_number: ClassVar[Column] = hidden("公式号", "integer")
    faulty: ClassVar[Column] = hidden("有误的来源", "text")


@dataclass(frozen=True)
class Indicator:
    """指标体系: one third-level indicator and how it is scored."""

    code: str = texts("编码", shows="code", required=True, width=9, prompt="三级指标编码，如 C102；不得重复", aliases=_CODE, names_rows=True)
    level1: str = texts("一级指标", required=True, width=13, prompt="如：C政策效果")
    level2: str = texts("二级指标", required=True, if_any=True, width=16, prompt="如：C1政策产出目标实现程度；没有二级指标的都留空")
    name: str = texts("三级指标", required=True, width=30, aliases=("指标名称",))
    weight: Value = numbers("权重", shows="score", required=True, width=8, prompt="分值；全部三级指标合计 100", aliases=("分值", "标准分值"))
    rule: str = texts("评分规则", required=True, width=16, prompt="从列表选择；选后看右边的“提示”", choices="yq_list_rules", aliases=("规则", "计分规则"))
    hint: ClassVar[Column] = computed("提示", "text", width=34)
    value: Value = sources("取值来源", width=12, prompt="数字，或指标取值/满意度/产出的编码，如 R06、S01、O02（产出取完成率），几组合并 S01+S02，或路径")
    p1: Value = numbers("参数1", width=9, prompt=_PARAMETER, least=None)
    p2: Value = numbers("参数2", width=9, prompt=_PARAMETER, least=None)
    p3: Value = numbers("参数3", width=9, prompt=_PARAMETER, least=None)
    scheme: str = texts("档位方案", width=20, prompt="评分规则为“分档”时选择；方案在参数表中", choices="yq_list_bands")
    result: ClassVar[Column] = computed("取值", "number", width=10)
    rule_score: ClassVar[Column] = computed("规则得分", "score", width=10)
    given: Value = numbers("评定得分", shows="score", width=10, prompt="直接评分在此打分；与规则得分不同须填扣分原因")
    score: ClassVar[Column] = computed("得分", "score", width=9)
    reason: str = texts("扣分原因", width=30, aliases=("评分原因", "扣分理由"))
    evidence: str = texts("佐证材料", width=20, aliases=("佐证",))
    note: str = texts("备注", width=24)
    nature: str = texts("性质", prompt="计分、加分或扣分；空着是计分。加分、扣分在100分之外，权重填0", choices="yq_list_natures", optional=True)
    rounding: str = texts("取整", width=14, prompt="规则得分怎样取整；空着保留两位小数", choices="yq_list_roundings", optional=True)
    explanation: str = texts("指标解释", width=40, prompt="指标考核什么", optional=True)
    criterion: str = texts("评分标准", width=40, prompt="怎样得分、怎样扣分", optional=True)
    process: str = texts("评分过程", width=40, prompt="得分是怎样算出来的", optional=True)
    completed: str = yes_no("是否完成", prompt="分档评分：已完成且不超预算的填“是”，得满分", optional=True)
    level3: str = texts("上级指标", width=24, prompt="四级体系才用：三级指标列填四级指标，这里写它上面的三级指标", optional=True)
    limit: Value = numbers("加扣上限", shows="score", prompt="加分、扣分最多多少分；规则以它为满分来算", optional=True)
    rule_number: ClassVar[Column] = hidden("规则号", "integer")
    a: ClassVar[Column] = hidden("参1", "number")
    b: ClassVar[Column] = hidden("参2", "number")
    c: ClassVar[Column] = hidden("参3", "number")
    band: ClassVar[Column] = hidden("档次", "integer")
    element_factor: ClassVar[Column] = hidden("要素系数", "number")
    impossible: ClassVar[Column] = hidden("不可能值", "integer")
    rate: ClassVar[Column] = hidden("得分率", "percent", beside="level_scores")
    code1: ClassVar[Column] = hidden("一级码", "text", beside="level_scores")
    code2: ClassVar[Column] = hidden("二级码", "text", beside="level_scores")


@dataclass(frozen=True)
class Element:
    """评分要素: one scoring element of an indicator (要素加权)."""

    code: str = texts("编码", shows="code", required=True, width=10, prompt="三级指标编码；该指标的评分规则为“要素加权”", aliases=_CODE)
    element: str = texts("要素", required=True, width=50)
    share: Value = numbers("份额", required=True, prompt="此要素占指标分值的份额，如 0.4")
    must: str = yes_no("必备", prompt="缺此要素则整项不得分：填“是”")
    met: str = yes_no("是否具备", required=True, prompt="是 或 否")


GOALS = Table("goals", "yq_goals", "绩效目标", Goal, "goal", "level1")
FUNDS = Table("funds", "yq_funds", "资金", Fund, "unit", "unit", by_path=True)
OUTPUTS = Table("outputs", "yq_outputs", "产出", Output, "code", "name", by_path=True)
SURVEY = Table("survey", "yq_survey", "满意度", SurveyGroup, "code", "group", optional=True)
SURVEY_COUNTS = Table("survey_counts", "yq_survey_counts", "满意度", SurveyCount, "code", "option", optional=True)
COSTS = Table("costs", "yq_costs", "成本标准", Cost, "item", "basis", optional=True)
TRENDS = Table("trends", "yq_trends", "趋势", Trend, "code", "name", optional=True)
RATES = Table("rates", "yq_rates", "指标取值", Rate, "code", "name")
INDICATORS = Table("indicators", "yq_indicators", "指标体系", Indicator, "code", "name")
ELEMENTS = Table("elements", "yq_elements", "评分要素", Element, "code", "element", optional=True)

#: the tables that every workbook has
FORM = (GOALS, FUNDS, OUTPUTS, SURVEY, SURVEY_COUNTS, COSTS, TRENDS, RATES, INDICATORS, ELEMENTS)

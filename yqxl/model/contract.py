"""The workbook contract: sheets, tables and header texts that every part agrees on.

Tables (by their ASCII names) and header texts are the contract; addresses are not.
Column texts are Chinese because they stand in the cells; ``field`` is the JSON name and
the attribute of the row class. What a computed column computes is the workbook's
business; here it only says that nobody types there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from yqxl.model import rows


class Type(Enum):
    """What people type into a column, or that they do not."""

    TEXT = "text"
    NUMBER = "number"
    #: a number, or a text that says where the number stands
    SOURCE = "source"
    YES_NO = "yes/no"
    COMPUTED = "computed"
    #: computed, and of no interest to a reader: grouped and hidden
    HIDDEN = "hidden"


# Columns and tables are compared by identity: there is one of each, and many look-ups.
@dataclass(frozen=True, eq=False)
class Column:
    """One column of a contract table."""

    field: str
    header: str
    type: Type = Type.TEXT
    #: how its numbers show: money, number, percent, score, integer
    shows: str = "text"
    required: bool = False
    width: float = 12
    #: prompt of the data validation
    prompt: str = ""

    @property
    def typed(self) -> bool:
        """Whether people type into this column."""
        return self.type not in (Type.COMPUTED, Type.HIDDEN)

    @property
    def numeric(self) -> bool:
        """Whether only a number belongs into this column."""
        return self.type is Type.NUMBER


@dataclass(frozen=True, eq=False)
class Table:
    """One contract table: its key in JSON, its ListObject name, its sheet and columns."""

    key: str
    name: str
    sheet: str
    columns: tuple[Column, ...]
    row: type
    #: the column that names a row; a row without it is not finished
    key_column: str
    #: the column that carries the text of the closing row
    closing_column: str
    optional: bool = False

    def column(self, field: str) -> Column:
        """Return the column of this field name (KeyError if there is none)."""
        return _by_field(self)[field]


_FIELDS: dict[str, Mapping[str, Column]] = {}


def _by_field(table: Table) -> Mapping[str, Column]:
    known = _FIELDS.get(table.key)
    if known is None:
        known = _FIELDS[table.key] = {column.field: column for column in table.columns}
    return known


#: text of the closing row that ends every table
CLOSING_TEXT = "（在此行上方插入新行）"

N, S, C, H, YN = Type.NUMBER, Type.SOURCE, Type.COMPUTED, Type.HIDDEN, Type.YES_NO

GOALS = Table(
    "goals", "yq_goals", "绩效目标",
    (
        Column("level1", "一级指标", width=16),
        Column("level2", "二级指标", width=20),
        Column("goal", "具体指标", required=True, width=40, prompt="绩效目标的具体指标，如：全市高中教师学科素养培训"),
        Column("target", "目标值", required=True, width=40, prompt="照抄绩效目标申报表中的目标值，可为文字"),
        Column("indicator", "指标编码", width=12, prompt="衡量此目标的三级指标编码，如 C102；没有则留空"),
    ),
    rows.Goal, "goal", "level1",
)  # fmt: skip
FUNDS = Table(
    "funds", "yq_funds", "资金",
    (
        Column("unit", "单位", required=True, width=22, prompt="市本级、县区名称或“合计”；不得含 / * ? ~"),
        Column("contract", "合同金额", N, "money", prompt="合同约定的金额，单位见首页“金额单位”"),
        Column("budget", "年初预算", N, "money", prompt="批复的年初预算"),
        Column("arrived", "实际到位", N, "money", prompt="实际到位资金"),
        Column("arrived_project", "项目经费到位", N, "money", width=14, prompt="实际到位资金中的项目经费"),
        Column("spent", "实际支出", N, "money", prompt="截至评价基准日的实际支出"),
        Column("total", "是否合计", YN, prompt="合计行填“是”，其余留空"),
        Column("arrival_budget", "到位率(年初预算)", C, "percent", width=14),
        Column("arrival_contract", "到位率(合同)", C, "percent", width=14),
        Column("execution_arrived", "执行率(到位)", C, "percent", width=14),
        Column("execution_budget", "执行率(年初预算)", C, "percent", width=14),
        Column("balance_budget", "结余(年初预算)", C, "money", width=14),
    ),
    rows.Fund, "unit", "unit",
)  # fmt: skip
OUTPUTS = Table(
    "outputs", "yq_outputs", "产出",
    (
        Column("code", "编码", required=True, width=10, prompt="产出编码，如 O01；不得重复"),
        Column("name", "产出", required=True, width=40, prompt="产出名称"),
        Column("planned", "计划值", N, "number", required=True, prompt="计划产出数；与实际值同一口径、同一计量单位"),
        Column("actual", "实际值", N, "number", required=True, prompt="实际产出数；没有完成填 0，不要留空"),
        Column("unit", "计量单位", prompt="人、天、次、校……"),
        Column("completion", "完成率", C, "percent"),
    ),
    rows.Output, "code", "name",
)  # fmt: skip
SURVEY = Table(
    "survey", "yq_survey", "满意度",
    (
        Column("code", "编码", required=True, width=10, prompt="满意度编码，如 S01；在指标体系的取值来源中引用"),
        Column("group", "对象", required=True, width=26, prompt="调查对象，如：教师"),
        Column("valid", "有效份数", C, "integer"),
        Column("rate", "满意率", C, "percent"),
        Column("note", "备注", width=26),
    ),
    rows.SurveyGroup, "code", "group", optional=True,
)  # fmt: skip
SURVEY_COUNTS = Table(
    "survey_counts", "yq_survey_counts", "满意度",
    (
        Column("code", "编码", required=True, width=10, prompt="左表的满意度编码"),
        Column("option", "选项", required=True, width=24, prompt="问卷选项，如：非常满意"),
        Column("count", "人数", N, "integer", required=True, prompt="选此项的有效问卷份数"),
        Column("weight", "权重", N, "number", required=True, prompt="计为满意填 1，否则填 0；也可按程度填 0～1"),
        Column("weighted", "加权份数", H, "number"),
    ),
    rows.SurveyCount, "code", "option", optional=True,
)  # fmt: skip
COSTS = Table(
    "costs", "yq_costs", "成本标准",
    (
        Column("item", "项目", required=True, width=26, prompt="支出项目"),
        Column("unit_price", "单价", N, "number", required=True, prompt="单价(元)"),
        Column("price_unit", "单价单位", width=14, prompt="如：元/人/天"),
        Column("quantity", "数量", N, "number", required=True, prompt="数量"),
        Column("basis", "依据", width=40, prompt="数量的计算依据，如：70人×10天"),
        Column("amount", "金额", C, "money", width=16),
    ),
    rows.Cost, "item", "basis", optional=True,
)  # fmt: skip
TRENDS = Table(
    "trends", "yq_trends", "趋势",
    (
        Column("code", "编码", required=True, width=10, prompt="趋势编码，如 T01；同一序列各年相同"),
        Column("name", "名称", width=30),
        Column("unit", "单位", width=10),
        Column("year", "年度", N, "year", required=True),
        Column("value", "数值", N, "number", required=True),
        Column("note", "备注", width=50),
    ),
    rows.Trend, "code", "name", optional=True,
)  # fmt: skip
RATES = Table(
    "rates", "yq_rates", "指标取值",
    (
        Column("code", "编码", required=True, width=9, prompt="取值编码，如 R01；在指标体系的取值来源中引用"),
        Column("name", "名称", required=True, width=28),
        Column("kind", "种类", required=True, width=12, prompt="从列表选择；公式见参数表"),
        Column("numerator", "分子来源", S, "number", required=True, width=24, prompt="数字，或路径：资金/单位/列名、产出/编码/列名"),
        Column("denominator", "分母来源", S, "number", width=24, prompt="数字，或路径：资金/单位/列名、产出/编码/列名"),
        Column("base", "口径", width=26, prompt="分母是什么：年初预算、合同、实际到位……"),
        Column("cap", "封顶", N, "percent", width=9, prompt="1 表示超过 100% 按 100%；留空不封顶"),
        Column("numerator_value", "分子", C, "number"),
        Column("denominator_value", "分母", C, "number"),
        Column("raw", "原值", C, "percent"),
        Column("result", "值", C, "percent"),
        Column("note", "备注", width=24),
        Column("formula_number", "公式号", H, "integer"),
    ),
    rows.Rate, "code", "name",
)  # fmt: skip
INDICATORS = Table(
    "indicators", "yq_indicators", "指标体系",
    (
        Column("code", "编码", required=True, width=9, prompt="三级指标编码，如 C102；不得重复"),
        Column("level1", "一级指标", required=True, width=16, prompt="如：C政策效果"),
        Column("level2", "二级指标", required=True, width=20, prompt="如：C1政策产出目标实现程度"),
        Column("name", "三级指标", required=True, width=34),
        Column("weight", "权重", N, "score", required=True, width=8, prompt="分值；全部三级指标合计 100"),
        Column("rule", "评分规则", required=True, width=16, prompt="从列表选择；各规则的参数见右侧提示和参数表"),
        Column("value", "取值来源", S, "number", width=12, prompt="数字，或指标取值/满意度的编码，如 R06、S01"),
        Column("p1", "参数1", N, "number", width=9, prompt="留空用默认值；含义见右侧提示"),
        Column("p2", "参数2", N, "number", width=9, prompt="留空用默认值；含义见右侧提示"),
        Column("p3", "参数3", N, "number", width=9, prompt="留空用默认值；含义见右侧提示"),
        Column("scheme", "档位方案", width=20, prompt="评分规则为“分档”时选择；方案在参数表中"),
        Column("result", "取值", C, "number", width=10),
        Column("rule_score", "规则得分", C, "score", width=10),
        Column("given", "评定得分", N, "score", width=10, prompt="直接评分在此打分；与规则得分不同须填扣分原因"),
        Column("score", "得分", C, "score", width=9),
        Column("reason", "扣分原因", width=30),
        Column("evidence", "佐证材料", width=20),
        Column("note", "备注", width=24),
        Column("hint", "提示", C, "text", width=40),
        Column("rule_number", "规则号", H, "integer"),
        Column("a", "参1", H, "number"),
        Column("b", "参2", H, "number"),
        Column("c", "参3", H, "number"),
        Column("band", "档次", H, "integer"),
        Column("element_factor", "要素系数", H, "number"),
    ),
    rows.Indicator, "code", "name",
)  # fmt: skip
ELEMENTS = Table(
    "elements", "yq_elements", "评分要素",
    (
        Column("code", "编码", required=True, width=10, prompt="三级指标编码；该指标的评分规则为“要素加权”"),
        Column("element", "要素", required=True, width=50),
        Column("share", "份额", N, "number", required=True, prompt="此要素占指标分值的份额，如 0.4"),
        Column("must", "必备", YN, prompt="缺此要素则整项不得分：填“是”"),
        Column("met", "是否具备", YN, required=True, prompt="是 或 否"),
    ),
    rows.Element, "code", "element", optional=True,
)  # fmt: skip
RULES = Table(
    "rules", "yq_rules", "参数",
    (
        Column("rule", "评分规则", required=True, width=24),
        Column("number", "规则号", N, "integer", required=True, width=10),
        Column("d1", "默认1", S, "number", width=10),
        Column("d2", "默认2", S, "number", width=10),
        Column("d3", "默认3", S, "number", width=10),
        Column("limit1", "上限1", N, "number", width=10),
        Column("hint", "参数说明", width=10),
        Column("example", "例", width=10),
        Column("source", "来源", width=10),
    ),
    rows.RuleRow, "rule", "hint",
)  # fmt: skip
_SIX = range(1, 7)
BANDS = Table(
    "bands", "yq_bands", "参数",
    (
        Column("scheme", "方案", required=True),
        *(Column(f"lower{n}", f"下限{n}", N, "number") for n in _SIX),
        *(Column(f"factor{n}", f"系数{n}", N, "number") for n in _SIX),
        Column("check", "检查", C, "text"),
        Column("source", "来源"),
    ),
    rows.Band, "scheme", "source",
)  # fmt: skip
KINDS = Table(
    "kinds", "yq_kinds", "参数",
    (
        Column("kind", "种类", required=True),
        Column("number", "公式号", N, "integer", required=True),
        Column("source", "来源"),
    ),
    rows.Kind, "kind", "source",
)  # fmt: skip
GRADES = Table(
    "grades", "yq_grades", "参数",
    (
        Column("scheme", "方案", required=True),
        *(Column(f"lower{n}", f"下限{n}", N, "number") for n in _SIX),
        *(Column(f"grade{n}", f"等级{n}") for n in _SIX),
        Column("check", "检查", C, "text"),
        Column("source", "来源"),
    ),
    rows.GradeScheme, "scheme", "source",
)  # fmt: skip
OPTIONS = Table(
    "options", "yq_options", "参数",
    (
        Column("option", "选项", required=True),
        Column("weight", "权重", N, "number", required=True),
        Column("source", "来源"),
    ),
    rows.OptionWeight, "option", "source",
)  # fmt: skip
TOLERANCES = Table(
    "tolerances", "yq_tolerances", "参数",
    (
        Column("name", "名称", required=True),
        Column("value", "数值", N, "number", required=True),
        Column("note", "说明"),
        Column("source", "来源"),
    ),
    rows.Tolerance, "name", "note",
)  # fmt: skip

#: every contract table, in the order of the sheets
TABLES: tuple[Table, ...] = (
    GOALS, FUNDS, OUTPUTS, SURVEY, SURVEY_COUNTS, COSTS, TRENDS, RATES, INDICATORS, ELEMENTS,
    RULES, BANDS, KINDS, GRADES, OPTIONS, TOLERANCES,
)  # fmt: skip
BY_KEY: Mapping[str, Table] = {table.key: table for table in TABLES}
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}


@dataclass(frozen=True)
class NamedCell:
    """A named cell of 首页: JSON field, defined name and label."""

    field: str
    name: str
    label: str
    type: Type = Type.TEXT
    required: bool = False
    prompt: str = ""


COVER_SHEET = "首页"
CHECK_SHEET = "校验"
ROSTER_SHEET = "问卷明细"
ROSTER_TABLE = "yq_answers"

NAMED_CELLS: tuple[NamedCell, ...] = (
    NamedCell("name", "yq_project_name", "名称", required=True, prompt="被评价的政策或项目全称"),
    NamedCell("kind", "yq_project_kind", "类型", prompt="政策 或 项目"),
    NamedCell("year", "yq_project_year", "评价年度", Type.NUMBER, required=True),
    NamedCell("base_date", "yq_project_base_date", "评价基准日", prompt="如 2023-03-31"),
    NamedCell("client", "yq_project_client", "委托单位"),
    NamedCell("department", "yq_project_department", "主管部门"),
    NamedCell("evaluator", "yq_project_evaluator", "评价机构"),
    NamedCell("money_unit", "yq_project_money_unit", "金额单位", required=True, prompt="元 或 万元"),
    NamedCell("grade_scheme", "yq_project_grade_scheme", "评分方案", prompt="等级划分方案，在参数表中"),
    NamedCell("system_title", "yq_project_system_title", "指标体系标题"),
    NamedCell("total", "yq_total", "总分", Type.COMPUTED),
    NamedCell("grade", "yq_grade", "等级", Type.COMPUTED),
    NamedCell("check_state", "yq_check_state", "校验状态", Type.COMPUTED),
    NamedCell("missing", "yq_missing", "还差", Type.COMPUTED),
    # row 2 of 指标体系, above its header
    NamedCell("weight_total", "yq_weight_total", "权重合计", Type.COMPUTED),
    NamedCell("unscored", "yq_unscored", "未得分项", Type.COMPUTED),
    NamedCell("score_total", "yq_score_total", "合计", Type.COMPUTED),
)  # fmt: skip

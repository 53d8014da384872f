"""The rows of an evaluation, one class for each contract table.

A number field holds what its cell holds: a number, a text that should have been a
number, an error value, or nothing. Nothing is corrected here, so that the same rows
give the same results, errors included, as the sheet does. Text fields are ``""`` when
blank. Field names are the JSON names of the interchange.
"""

from __future__ import annotations

from dataclasses import dataclass

from yqxl.arithmetic import Value
from yqxl.model.contract_version import CONTRACT


@dataclass(frozen=True)
class Project:
    """首页: what is evaluated, for whom, by whom. ``base_date`` is an ISO date."""

    name: str = ""
    kind: str = ""
    year: Value = None
    base_date: str = ""
    client: str = ""
    department: str = ""
    evaluator: str = ""
    money_unit: str = ""
    grade_scheme: str = ""
    system_title: str = ""


@dataclass(frozen=True)
class Goal:
    """绩效目标: one planned goal and the indicator that measures it."""

    level1: str = ""
    level2: str = ""
    goal: str = ""
    target: str = ""
    indicator: str = ""


@dataclass(frozen=True)
class Fund:
    """资金: the money of one unit, or of all of them (``total``)."""

    unit: str = ""
    contract: Value = None
    budget: Value = None
    arrived: Value = None
    arrived_project: Value = None
    spent: Value = None
    total: str = ""


@dataclass(frozen=True)
class Output:
    """产出: one planned output and what was delivered."""

    code: str = ""
    name: str = ""
    planned: Value = None
    actual: Value = None
    unit: str = ""


@dataclass(frozen=True)
class Rate:
    """指标取值: one rate; a source is a number or a path like 资金/合计/实际支出."""

    code: str = ""
    name: str = ""
    kind: str = ""
    numerator: Value = None
    denominator: Value = None
    base: str = ""
    cap: Value = None
    note: str = ""


@dataclass(frozen=True)
class SurveyGroup:
    """满意度: one group of people that was asked."""

    code: str = ""
    group: str = ""
    note: str = ""


@dataclass(frozen=True)
class SurveyCount:
    """满意度: how many chose one option; the option's weight (满意 1, 不满意 0)."""

    code: str = ""
    option: str = ""
    count: Value = None
    weight: Value = None


@dataclass(frozen=True)
class Cost:
    """成本标准: a unit price and how often it is due."""

    item: str = ""
    unit_price: Value = None
    price_unit: str = ""
    quantity: Value = None
    basis: str = ""


@dataclass(frozen=True)
class Trend:
    """趋势: one value of one series in one year."""

    code: str = ""
    name: str = ""
    unit: str = ""
    year: Value = None
    value: Value = None
    note: str = ""


@dataclass(frozen=True)
class Indicator:
    """指标体系: one third-level indicator and how it is scored."""

    code: str = ""
    level1: str = ""
    level2: str = ""
    name: str = ""
    weight: Value = None
    rule: str = ""
    value: Value = None
    p1: Value = None
    p2: Value = None
    p3: Value = None
    scheme: str = ""
    given: Value = None
    reason: str = ""
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True)
class Element:
    """评分要素: one scoring element of an indicator (要素加权)."""

    code: str = ""
    element: str = ""
    share: Value = None
    must: str = ""
    met: str = ""


@dataclass(frozen=True)
class RuleRow:
    """参数: one name of a scoring rule; a default is a number or 必填."""

    rule: str = ""
    number: Value = None
    d1: Value = None
    d2: Value = None
    d3: Value = None
    limit1: Value = None
    hint: str = ""
    example: str = ""
    source: str = ""


@dataclass(frozen=True)
class Band:
    """参数: a band scheme; lower bounds rise without gaps, one factor for each."""

    scheme: str = ""
    lower: tuple[Value, ...] = (None,) * 6
    factor: tuple[Value, ...] = (None,) * 6
    source: str = ""


@dataclass(frozen=True)
class Kind:
    """参数: a kind of rate and the number of its formula."""

    kind: str = ""
    number: Value = None
    source: str = ""


@dataclass(frozen=True)
class GradeScheme:
    """参数: a grade scheme; lower bounds (points of 100) rise, one grade for each."""

    scheme: str = ""
    lower: tuple[Value, ...] = (None,) * 6
    grade: tuple[str, ...] = ("",) * 6
    source: str = ""


@dataclass(frozen=True)
class OptionWeight:
    """参数: the usual weight of an answer option."""

    option: str = ""
    weight: Value = None
    source: str = ""


@dataclass(frozen=True)
class Tolerance:
    """参数: a number that a check compares with."""

    name: str = ""
    value: Value = None
    note: str = ""
    source: str = ""


#: the columns that a source path can name, in the order of the row classes
FUND_HEADERS = ("单位", "合同金额", "年初预算", "实际到位", "项目经费到位", "实际支出")
FUND_FIELDS = ("unit", "contract", "budget", "arrived", "arrived_project", "spent")
OUTPUT_HEADERS = ("编码", "产出", "计划值", "实际值", "计量单位")
OUTPUT_FIELDS = ("code", "name", "planned", "actual", "unit")


@dataclass(frozen=True)
class Evaluation:
    """Everything that people typed into one workbook."""

    project: Project = Project()
    goals: tuple[Goal, ...] = ()
    funds: tuple[Fund, ...] = ()
    outputs: tuple[Output, ...] = ()
    rates: tuple[Rate, ...] = ()
    survey: tuple[SurveyGroup, ...] = ()
    survey_counts: tuple[SurveyCount, ...] = ()
    costs: tuple[Cost, ...] = ()
    trends: tuple[Trend, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    elements: tuple[Element, ...] = ()
    rules: tuple[RuleRow, ...] = ()
    bands: tuple[Band, ...] = ()
    kinds: tuple[Kind, ...] = ()
    grades: tuple[GradeScheme, ...] = ()
    options: tuple[OptionWeight, ...] = ()
    tolerances: tuple[Tolerance, ...] = ()
    #: header texts of 资金 and 产出 as the file has them: a source path names them
    fund_headers: tuple[str, ...] = FUND_HEADERS
    output_headers: tuple[str, ...] = OUTPUT_HEADERS
    #: version of the contract by which it is computed: the workbook's own
    contract: int = CONTRACT

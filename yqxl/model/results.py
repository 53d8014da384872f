"""What yqxl computes from an evaluation: one class for each table with computed columns.

Field names are those of the contract's computed columns. ``""`` means that a formula
shows nothing because its inputs are not filled yet; an ErrorValue is an error cell.
"""

from __future__ import annotations

from dataclasses import dataclass

from yqxl.arithmetic import Value
from yqxl.model.findings import Place
from yqxl.model.traits import NO_KIND_TRAITS, NO_RULE_TRAITS, KindTraits, RuleTraits

#: the columns of 参数1 to 参数3, and of what the rule computes with: typed, or the default
PARAMETERS_USED = {"p1": "a", "p2": "b", "p3": "c"}


@dataclass(frozen=True)
class FundResult:
    """到位率, 执行率 and 结余 of one unit."""

    arrival_budget: Value = ""
    arrival_contract: Value = ""
    execution_arrived: Value = ""
    execution_budget: Value = ""
    balance_budget: Value = ""


@dataclass(frozen=True)
class OutputResult:
    """完成率 of one output."""

    completion: Value = ""


@dataclass(frozen=True)
class SurveyResult:
    """有效份数, 满意率 and 回收率 of one group."""

    valid: Value = ""
    rate: Value = ""
    #: 回收率: of the questionnaires that were sent
    returned: Value = ""


@dataclass(frozen=True)
class SurveyCountResult:
    """加权份数 of one option, and the weight that counts while none is typed."""

    weighted: Value = ""
    default_weight: Value = ""


@dataclass(frozen=True)
class CostResult:
    """金额 of one cost."""

    amount: Value = ""


@dataclass(frozen=True)
class RateResult:
    """One row of 指标取值."""

    numerator_value: Value = ""
    denominator_value: Value = ""
    raw: Value = ""
    result: Value = ""
    formula_number: Value = ""
    hint: Value = ""
    #: the source whose number is an error
    faulty: Value = ""
    #: of its kind; no column
    kind: KindTraits = NO_KIND_TRAITS


@dataclass(frozen=True)
class IndicatorResult:
    """One row of 指标体系."""

    result: Value = ""
    rule_score: Value = ""
    score: Value = ""
    hint: Value = ""
    rule_number: Value = 0.0
    a: Value = 0.0
    b: Value = 0.0
    c: Value = 0.0
    band: Value = 0.0
    element_factor: Value = 0.0
    impossible: Value = 0.0
    #: 得分率, where a level may be the mean of its members
    rate: Value = ""
    #: what the labels of its levels begin with
    code1: Value = ""
    code2: Value = ""
    #: of its rule; no column
    traits: RuleTraits = NO_RULE_TRAITS


@dataclass(frozen=True)
class LevelScoreResult:
    """One row of 层级评分: the level that its code means, and what it changes.

    ``own`` and what begins so are of a second level alone, so that a first one can look at
    them; ``change`` is what the level adds to the scores of its indicators, ``open`` how
    many of these need none.
    """

    level: Value = ""
    weight: Value = ""
    members: Value = ""
    score: Value = ""
    depth: Value = ""
    first: Value = ""
    second: Value = ""
    own: Value = ""
    own_rate: Value = ""
    own_change: Value = ""
    own_open: Value = ""
    change: Value = ""
    open: Value = ""
    waived: Value = ""


@dataclass(frozen=True)
class ExpertResult:
    """平均分 of the indicator that one expert's row is about, and the same trimmed."""

    mean: Value = ""
    trimmed: Value = ""
    #: how many of its experts gave more, and how many less
    higher: Value = ""
    lower: Value = ""


@dataclass(frozen=True)
class SchemeResult:
    """What is wrong with a band or grade scheme, or ``""``."""

    check: Value = ""


@dataclass(frozen=True)
class LevelResult:
    """A first- or second-level indicator: the sums over its third-level indicators."""

    #: leading letters and digits of the label, or None
    code: str | None
    label: str
    #: rows of 指标体系 that belong to it, counted from 0
    rows: tuple[int, ...]
    weight: Value
    score: Value
    score_rate: Value
    unscored: int


@dataclass(frozen=True)
class Results:
    """Everything that yqxl computes from one evaluation."""

    funds: tuple[FundResult, ...] = ()
    outputs: tuple[OutputResult, ...] = ()
    survey: tuple[SurveyResult, ...] = ()
    survey_counts: tuple[SurveyCountResult, ...] = ()
    costs: tuple[CostResult, ...] = ()
    rates: tuple[RateResult, ...] = ()
    indicators: tuple[IndicatorResult, ...] = ()
    level_scores: tuple[LevelScoreResult, ...] = ()
    experts: tuple[ExpertResult, ...] = ()
    bands: tuple[SchemeResult, ...] = ()
    grades: tuple[SchemeResult, ...] = ()
    levels: tuple[LevelResult, ...] = ()
    #: rows of 指标体系 that need no score: their level has one
    needs_no_score: frozenset[int] = frozenset()
    #: the second levels, in the order of the sheet
    second_levels: tuple[LevelResult, ...] = ()
    weight_total: Value = 0.0
    unscored: Value = 0.0
    #: 总分: an error value while any indicator has no score
    score_total: Value = ""
    #: 已得分合计(暂): what has a score so far
    provisional: Value = 0.0
    score_rate: Value = ""
    grade: Value = ""
    #: the required cells that are still blank, sheet by sheet
    blanks: tuple[Place, ...] = ()
    #: how many these are, or what was typed over 还差
    missing: Value = 0.0
    cost_total: Value = 0.0
    #: how many reasons there are why total and grade are not shown
    blocked: float = 0.0

"""Scoring by a threshold: full marks on the right side of it, else nothing or a share."""

from __future__ import annotations

from yqxl.arithmetic import round_half_up
from yqxl.registry import Parameter, RuleAlias, RuleInput, scoring_rule
from yqxl.rules.scores.proportional import PERCENT_LIMIT


@scoring_rule(
    number=5,
    name="等于目标",
    branch="{w}*(ROUND({x}-{a},10)=0)",
    parameters=(Parameter("target", "目标值", 1.0),),
    grammar="参数1=目标值(默认100%)；取值等于目标得满分，否则0分",
    example="目标0件，取值0件：满分",
    source="公开评分表（宜兴：资金到位率≠100%则不得分；更戛：目标为0件）",
)
def equal(values: RuleInput) -> float:
    """Return w where x equals a, else 0; it needs no ratio, so a target may be 0.

    >>> equal(RuleInput(5.0, 0.0, 0.0, 0.0, 0.0, 1.0))
    5.0
    """
    return values.w if round_half_up(values.x - values.a, 10) == 0 else 0.0


@scoring_rule(
    number=6,
    name="达标满分",
    branch="{w}*IF(ROUND({x}-{a},10)>=0,1,{b}*{x})",
    parameters=(
        Parameter("target", "达标值", 1.0, PERCENT_LIMIT),
        Parameter("share", "未达标时的折算系数", 0.0),
    ),
    grammar="参数1=达标值(默认100%) 参数2=未达标时按取值折算的系数(默认0)",
    example="权重4，达标值95%，取值96%：4分",
    source="公开评分表（宁德等：达到规定比例得满分）",
)
def reached(values: RuleInput) -> float:
    """Return w from a on, below it w·b·x.

    >>> reached(RuleInput(4.0, 0.95, 0.95, 0.0, 0.0, 1.0))
    4.0
    """
    if round_half_up(values.x - values.a, 10) >= 0:
        return values.w
    return values.w * (values.b * values.x)


@scoring_rule(
    number=7,
    name="允许偏差",
    branch="{w}*(ROUND(ABS({x}-{a})-{b}*ABS({a}),10)<=0)",
    parameters=(
        Parameter("target", "目标值", 1.0),
        Parameter("tolerance", "允许偏差", 0.1),
    ),
    grammar="参数1=目标值(默认100%) 参数2=允许偏差(默认10%)；偏差在内得满分，否则0分",
    example="目标100%，取值91%：满分；89%：0分",
    source="公开评分表（宜兴：预算完成率超出±10%不得分）",
)
def within_tolerance(values: RuleInput) -> float:
    """Return w where x differs from a by at most the share b of it, else 0.

    With a target of 0 only 0 itself is within.

    >>> within_tolerance(RuleInput(2.0, 1.1, 1.0, 0.1, 0.0, 1.0))
    2.0
    """
    beyond = abs(values.x - values.a) - values.b * abs(values.a)
    return values.w if round_half_up(beyond, 10) <= 0 else 0.0


@scoring_rule(
    number=16,
    name="不超满分",
    branch="{w}*(ROUND({x}-{a},10)<=0)",
    parameters=(Parameter("limit", "上限", None),),
    grammar="参数1=上限(必填)；不超过上限得满分，否则0分",
    example="上限400元/人·天，取值180：满分",
    source="公开评分表（遂宁：培训成本不超标准得满分）",
    aliases=(
        RuleAlias(
            "按期满分",
            (0.0,),
            "取值=逾期天数 参数1=允许逾期的天数(默认0)；不超过得满分，否则0分",
            "计划2022-04-30，2022-07-25完成，逾期86天：0分",
            "财预〔2020〕10号 附2 完成及时性；公开评分表（广水：逾期扣1分）",
        ),
    ),
)
def not_above(values: RuleInput) -> float:
    """Return w where x does not exceed a, else 0.

    >>> not_above(RuleInput(3.0, 180.0, 400.0, 0.0, 0.0, 1.0))
    3.0
    """
    return values.w if round_half_up(values.x - values.a, 10) <= 0 else 0.0


@scoring_rule(
    number=18,
    name="高于满分",
    branch="{w}*IF(ROUND({x}-{a},10)>0,1,{b}*{x})",
    parameters=(
        Parameter("threshold", "须高于此值", 0.9, PERCENT_LIMIT),
        Parameter("share", "未达标时的折算系数", 0.0),
    ),
    grammar="参数1=须高于此值(默认90%，等于不算) 参数2=未达标时按取值折算的系数(默认0)",
    example="到位及时率91%：满分；90%：0分",
    source="公开评分表（宁德：到位及时率>90%、资金使用率>95%得满分）",
)
def above(values: RuleInput) -> float:
    """Return w above a, else w·b·x.

    >>> above(RuleInput(3.0, 0.9, 0.9, 0.0, 0.0, 1.0))
    0.0
    """
    if round_half_up(values.x - values.a, 10) > 0:
        return values.w
    return values.w * (values.b * values.x)

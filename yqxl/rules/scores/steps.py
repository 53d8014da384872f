"""Scoring by deductions for every step away from the target.

What a part of a step costs must be said, so each way is a rule of its own: pro rata
(步进扣分), nothing (满步), a whole step (进一). A quotient is cut to eight decimals
before whole steps are counted: 0.3/0.1 is three steps.
"""

from __future__ import annotations

import math

from yqxl.arithmetic import divide, round_half_up
from yqxl.registry import Parameter, RuleInput, scoring_rule
from yqxl.rules.scores.proportional import PERCENT_LIMIT

_PARAMETERS = (
    Parameter("target", "目标值", 1.0, PERCENT_LIMIT),
    Parameter("step", "每步", 0.01, not_negative=True),
    Parameter("points", "每步扣分", None, not_negative=True),
)
_TEXT = "参数1=目标(默认100%) 参数2=每步(默认1%) 参数3=每步扣分(必填)"


@scoring_rule(
    number=8,
    name="步进扣分",
    branch="{w}-{c}*MAX(0,{a}-{x})/{b}",
    parameters=_PARAMETERS,
    divisor=2,
    grammar=f"{_TEXT}；不足一步按比例扣",
    example="权重20，目标100%，每1%扣1分，取值92.5%：12.5分",
    source="公开评分表（每减少1个百分点扣1分，扣完为止）；教材案例按比例计算",
)
def stepwise(values: RuleInput) -> float:
    """Return w less c for every b below the target a, parts of a step pro rata.

    >>> round(stepwise(RuleInput(20.0, 0.925, 1.0, 0.01, 1.0, 1.0)), 2)
    12.5
    """
    short = max(0.0, values.a - values.x)
    return values.w - divide(values.c * short, values.b)


@scoring_rule(
    number=9,
    name="步进扣分(满步)",
    branch="{w}-{c}*ROUNDDOWN(ROUND(MAX(0,{a}-{x})/{b},8),0)",
    parameters=_PARAMETERS,
    divisor=2,
    grammar=f"{_TEXT}；不足一步不扣",
    example="权重20，目标100%，每1%扣1分，取值92.5%：13分",
    source="公开评分表（每减少1个百分点扣1分，扣完为止）",
)
def stepwise_whole(values: RuleInput) -> float:
    """Return w less c for every whole b below the target a.

    >>> stepwise_whole(RuleInput(20.0, 0.925, 1.0, 0.01, 1.0, 1.0))
    13.0
    """
    return values.w - values.c * math.trunc(_steps(max(0.0, values.a - values.x), values.b))


@scoring_rule(
    number=10,
    name="步进扣分(进一)",
    branch="{w}-{c}*ROUNDUP(ROUND(MAX(0,{a}-{x})/{b},8),0)",
    parameters=_PARAMETERS,
    divisor=2,
    grammar=f"{_TEXT}；不足一步按一步扣",
    example="权重20，目标100%，每1%扣1分，取值92.5%：12分",
    source="公开评分表（每减少1个百分点扣1分，扣完为止）",
)
def stepwise_begun(values: RuleInput) -> float:
    """Return w less c for every begun b below the target a.

    >>> stepwise_begun(RuleInput(20.0, 0.925, 1.0, 0.01, 1.0, 1.0))
    12.0
    """
    steps = _steps(max(0.0, values.a - values.x), values.b)
    # ROUNDUP leads away from zero, on either side of it
    return values.w - values.c * math.copysign(math.ceil(abs(steps)), steps)


@scoring_rule(
    number=11,
    name="双向扣分(满步)",
    branch="{w}-{c}*ROUNDDOWN(ROUND(ABS({x}-{a})/{b},8),0)",
    parameters=_PARAMETERS,
    divisor=2,
    grammar=f"{_TEXT}；高于、低于目标都扣，不足一步不扣",
    example="权重5，目标100%，每5%扣1分，取值112%：3分",
    source="教材案例：每偏离（高于或低于）5个百分点扣1分",
)
def both_sides(values: RuleInput) -> float:
    """Return w less c for every whole b that x lies away from a, above or below.

    >>> both_sides(RuleInput(5.0, 1.12, 1.0, 0.05, 1.0, 1.0))
    3.0
    """
    return values.w - values.c * math.trunc(_steps(abs(values.x - values.a), values.b))


def _steps(distance: float, step: float) -> float:
    return round_half_up(divide(distance, step), 8)

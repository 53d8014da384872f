"""Scoring on one side only: what lies above the target costs points, below it none does.

三公经费控制率 at 110 % loses half a point for each whole per cent above 100 %; at 80 % it
has full marks. 步进扣分 looks at the other side, 双向扣分 at both.
"""

from __future__ import annotations

import math

from yqxl.arithmetic import divide, round_half_up
from yqxl.registry import Parameter, RuleAlias, RuleInput, scoring_rule
from yqxl.rules.scores.proportional import PERCENT_LIMIT

_PARAMETERS = (
    Parameter("target", "上限", 1.0, PERCENT_LIMIT),
    Parameter("step", "每步", 0.01, not_negative=True),
    Parameter("points", "每步扣分", None, not_negative=True),
)
_TEXT = "参数1=上限(默认100%) 参数2=每步(默认1%) 参数3=每步扣分(必填)；不超上限满分"
_SOURCE = "财预〔2013〕53号（部门）三公经费控制率；公开评分表：控制率每超过1个百分点扣分，扣完为止"


@scoring_rule(
    number=22,
    name="超额扣分",
    branch="{w}-{c}*MAX(0,{x}-{a})/{b}",
    parameters=_PARAMETERS,
    grammar=f"{_TEXT}，不足一步按比例扣",
    example="权重10，上限100%，每超1%扣0.5分，取值104.5%：7.75分",
    source=_SOURCE,
    divisor=2,
)
def excess_pro_rata(values: RuleInput) -> float:
    """Return w less c for every b above a, parts of a step pro rata.

    >>> round(excess_pro_rata(RuleInput(10.0, 1.045, 1.0, 0.01, 0.5, 1.0)), 2)
    7.75
    """
    over = max(0.0, values.x - values.a)
    return values.w - divide(values.c * over, values.b)


@scoring_rule(
    number=23,
    name="超额扣分(满步)",
    branch="{w}-{c}*ROUNDDOWN(ROUND(MAX(0,{x}-{a})/{b},8),0)",
    parameters=_PARAMETERS,
    grammar=f"{_TEXT}，不足一步不扣",
    example="权重10，每超1%扣0.5分，取值110%：5分；80%：10分",
    source=_SOURCE,
    divisor=2,
)
def excess_whole_steps(values: RuleInput) -> float:
    """Return w less c for every whole b above a.

    >>> excess_whole_steps(RuleInput(10.0, 1.1, 1.0, 0.01, 0.5, 1.0))
    5.0
    >>> excess_whole_steps(RuleInput(10.0, 0.8, 1.0, 0.01, 0.5, 1.0))
    10.0
    """
    return values.w - values.c * math.trunc(_steps(values))


@scoring_rule(
    number=24,
    name="超额扣分(进一)",
    branch="{w}-{c}*ROUNDUP(ROUND(MAX(0,{x}-{a})/{b},8),0)",
    parameters=_PARAMETERS,
    grammar=f"{_TEXT}，不足一步按一步扣",
    example="权重10，每超1%扣0.5分，取值104.5%：7.5分",
    source=_SOURCE,
    divisor=2,
    aliases=(
        RuleAlias(
            "逾期扣分",
            (0.0, 30.0, None),
            "取值=逾期天数 参数1=允许逾期天数(默认0) 参数2=每步天数(默认30) 参数3=每步扣分(必填)；"
            "不足一步按一步扣，扣完为止",
            "权重5，每逾期30天扣1分，逾期86天：2分",
            "财预〔2020〕10号 附2 完成及时性；公开评分表（广水：逾期扣1分）",
            of_rates=False,
        ),
    ),
)
def excess_begun_steps(values: RuleInput) -> float:
    """Return w less c for every begun b above a.

    >>> excess_begun_steps(RuleInput(10.0, 1.045, 1.0, 0.01, 0.5, 1.0))
    7.5
    """
    steps = _steps(values)
    # ROUNDUP leads away from zero, on either side of it
    return values.w - values.c * math.copysign(math.ceil(abs(steps)), steps)


@scoring_rule(
    number=25,
    name="允许超额",
    branch="{w}*(ROUND({x}-{a}-{b}*ABS({a}),10)<=0)",
    parameters=(
        Parameter("limit", "上限", None),
        Parameter("tolerance", "允许超出的比例", 0.1, not_negative=True),
    ),
    grammar="参数1=上限(必填) 参数2=允许超出的比例(默认10%)；不超过上限×(1+参数2)得满分，否则0分",
    example="上限20万元，取值21万元：满分；23万元：0分",
    source="公开评分表（宜兴：预算完成率超出±10%不得分）；只看超出的一侧",
)
def tolerated_excess(values: RuleInput) -> float:
    """Return w where x exceeds a by at most the share b of it, else 0.

    >>> tolerated_excess(RuleInput(5.0, 22.0, 20.0, 0.1, 0.0, 1.0))
    5.0
    """
    beyond = values.x - values.a - values.b * abs(values.a)
    return values.w if round_half_up(beyond, 10) <= 0 else 0.0


def _steps(values: RuleInput) -> float:
    return round_half_up(divide(max(0.0, values.x - values.a), values.b), 8)

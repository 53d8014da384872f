"""Rules that ask for more than a number: harm done, an excess that must be explained.

What a regulation leaves open is a parameter that must be given.
"""

from __future__ import annotations

from yqxl.arithmetic import divide, round_half_up
from yqxl.registry import Parameter, RuleInput, scoring_rule
from yqxl.rules.scores.proportional import PERCENT_LIMIT


@scoring_rule(
    number=19,
    name="影响比例",
    branch="{w}*IF({a}=0,{x}/{b},IF(ROUND({x}/{b}-1,10)<0,0,{x}/{b}))",
    parameters=(
        Parameter("harm", "是否影响项目实施", None),
        Parameter("target", "目标值", 1.0),
    ),
    grammar="参数1=未达目标是否影响项目实施(必填，1是0否) 参数2=目标值(默认100%)",
    example="权重4，到位率87.28%，不影响实施：3.49分；影响实施：0分",
    source="郑州市评分标准（到位率）：未足额到位且影响项目实施不得分，否则按比例",
    divisor=2,
)
def unless_harmful(values: RuleInput) -> float:
    """Return w·x/b, but 0 where the value is below the target and that did harm (a not 0).

    >>> unless_harmful(RuleInput(4.0, 0.8728, 1.0, 1.0, 0.0, 1.0))
    0.0
    """
    share = divide(values.x, values.b)
    if values.a != 0 and round_half_up(share - 1, 10) < 0:
        return 0.0
    return values.w * share


@scoring_rule(
    number=20,
    name="超额调减",
    branch="{w}*(-{c}*MAX(0,{x}/{a}-1-{b})+MIN(1,{x}/{a}))",
    parameters=(
        Parameter("target", "目标值", 1.0, PERCENT_LIMIT),
        Parameter("tolerance", "不调减的超额", 0.3, not_negative=True),
        Parameter("rate", "超出部分的调减系数", None, not_negative=True),
    ),
    grammar="参数1=目标值(默认100%) 参数2=不调减的超额(默认30%) 参数3=调减系数(必填)",
    example="权重5，取值152/70，超出30%的部分按系数0.5：2.82分",
    source="财预〔2020〕10号 第十六条（单位自评）：偏离度适度调减；霍山、广水表：超30%须说明",
)
def reduced_excess(values: RuleInput) -> float:
    """Return w·(min(1, r) - c·max(0, r - 1 - b)): full marks from the target to 1 + b; r = x/a.

    The regulation says 适度调减 and gives no share: c has no default.

    >>> round(reduced_excess(RuleInput(5.0, 152.0, 70.0, 0.3, 0.5, 1.0)), 2)
    2.82
    """
    ratio = divide(values.x, values.a)
    return values.w * (min(1.0, ratio) - values.c * max(0.0, ratio - 1 - values.b))

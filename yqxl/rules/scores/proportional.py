"""Scoring in proportion to a ratio: 比例, 反向比例, 门槛比例, 要素平均.

Each function gives the points before they are clamped to 0..w and rounded; w weight,
x value, a b c the parameters. Comparisons look at ten decimals, products at all of x.
"""

from __future__ import annotations

from yqxl.arithmetic import divide, round_half_up
from yqxl.registry import Parameter, RuleAlias, RuleInput, scoring_rule

#: a target above 500 % looks like a percent typed without its sign
PERCENT_LIMIT = 5.0


@scoring_rule(
    number=1,
    name="比例",
    branch="{w}*{x}/{a}",
    parameters=(Parameter("target", "目标值", 1.0, PERCENT_LIMIT),),
    grammar="参数1=目标值(默认100%)；得分=权重×取值÷目标值",
    example="权重4，取值87.28%：3.49分",
    source="财预〔2020〕10号 第十六条（单位自评）：完成值/指标值×权重",
    value_limit=PERCENT_LIMIT,
    aliases=(
        RuleAlias(
            "满意度按目标",
            (0.9,),
            "参数1=满意度目标(默认90%)；达到目标得满分，未达到按比例",
            "权重5，满意度98%：5分；81%：4.5分",
            "公开评分表（濉溪、霍山：目标90%，98%得满分）",
        ),
    ),
)
def proportional(values: RuleInput) -> float:
    """Return w·x/a: full marks at the target, the share of it below.

    Target 0 has no ratio (#DIV/0!, 0/0 too): 等于目标 scores such an indicator. A
    negative value (a negative saving rate) ends at 0 points.

    >>> proportional(RuleInput(10.0, 0.7927, 1.0, 0.0, 0.0, 1.0))
    7.927
    """
    return divide(values.w * values.x, values.a)


@scoring_rule(
    number=2,
    name="反向比例",
    branch="{w}*IF(ROUND({x}-{a},10)<=0,1,{a}/{x})",
    parameters=(Parameter("target", "目标值", None),),
    grammar="参数1=目标值(必填)，越低越好；不超目标得满分，超出按目标值÷取值",
    example="权重3，目标180，取值400：1.35分",
    source="公开评分表（长江禁捕：指标值≤目标，目标值/完成值×权重；遂宁培训成本）",
)
def inverse(values: RuleInput) -> float:
    """Return w where x stays within a, else w·a/x.

    Target 0 and value 0 is full marks; anything above a target of 0 has none.

    >>> inverse(RuleInput(3.0, 400.0, 180.0, 0.0, 0.0, 1.0))
    1.35
    """
    if round_half_up(values.x - values.a, 10) <= 0:
        return values.w
    return values.w * divide(values.a, values.x)


@scoring_rule(
    number=3,
    name="门槛比例",
    branch="{w}*IF(ROUND({x}-{a},10)<0,0,({x}-{a})/({b}-{a}))",
    parameters=(
        Parameter("threshold", "起点", 0.6, PERCENT_LIMIT),
        Parameter("full", "满分点", 1.0),
    ),
    grammar="参数1=起点(默认60%) 参数2=满分点(默认100%)；低于起点0分，其间按比例",
    example="权重3，取值64.83%：0.36分",
    source="财预〔2021〕101号 (七)2：完成率低于60%不得分，(完成率-60%)/(1-60%)×权重",
    value_limit=PERCENT_LIMIT,
    rising=True,
    divisor=2,
)
def ramp(values: RuleInput) -> float:
    """Return 0 below the threshold a, then w·(x-a)/(b-a).

    Start and full point in the same place have no slope (#DIV/0!).

    >>> round(ramp(RuleInput(3.0, 414.77 / 639.79, 0.6, 1.0, 0.0, 1.0)), 2)
    0.36
    """
    if round_half_up(values.x - values.a, 10) < 0:
        return 0.0
    return values.w * divide(values.x - values.a, values.b - values.a)


@scoring_rule(
    number=13,
    name="要素平均",
    branch="{w}*{x}/{a}",
    parameters=(Parameter("elements", "要素总数", None, not_negative=True),),
    grammar="取值=具备的要素数 参数1=要素总数(必填)；得分=权重×具备数÷总数",
    example="权重4，5个要素具备4个：3.2分",
    source="郑州市评分标准 附件5-1：具备一个得分要素，得指标分值的20%（25%、50%）",
)
def elements_on_average(values: RuleInput) -> float:
    """Return w·x/a for x of a elements met; 0 elements in all is #DIV/0!.

    >>> elements_on_average(RuleInput(4.0, 4.0, 5.0, 0.0, 0.0, 1.0))
    3.2
    """
    return divide(values.w * values.x, values.a)

"""Scoring against what others reach: half the points at the benchmark."""

from __future__ import annotations

from yqxl.arithmetic import divide
from yqxl.registry import Parameter, RuleInput, scoring_rule


@scoring_rule(
    number=21,
    name="标杆比较",
    branch="{w}*0.5+{c}*({x}-{a})/{b}",
    parameters=(
        Parameter("benchmark", "标杆值（平均值）", None),
        Parameter("step", "每步", 0.001, not_negative=True),
        Parameter("points", "每步增减分", None),
    ),
    grammar="参数1=标杆值(必填) 参数2=每步(默认0.1%) 参数3=每步增减分(必填)；等于标杆得一半",
    example="权重10，标杆63%，每0.1%增减0.05分，取值64.26%：5.63分",
    divisor=2,
    source="教材案例：5+(64.26-63)/0.1×0.05=5.63",
)
def against_benchmark(values: RuleInput) -> float:
    """Return half of w at the benchmark a, c more or less for every b above or below it.

    >>> round(against_benchmark(RuleInput(10.0, 0.6426, 0.63, 0.001, 0.05, 1.0)), 2)
    5.63
    """
    return values.w * 0.5 + divide(values.c * (values.x - values.a), values.b)

"""Rules that compare with others or with a calendar: a benchmark, monitoring thresholds."""

from __future__ import annotations

from yqxl.arithmetic import divide, round_half_up
from yqxl.registry import Parameter, RuleInput, scoring_rule


@scoring_rule(
    number=53,
    name="标杆比较",
    branch="",
    parameters=(
        Parameter("benchmark", "标杆值（平均值）", None),
        Parameter("step", "每步", 0.001),
        Parameter("points", "每步增减分", None),
    ),
    grammar="参数1=标杆值(必填) 参数2=每步(默认0.1%) 参数3=每步增减分(必填)；等于标杆得一半",
    example="权重10，标杆63%，每0.1%增减0.05分，取值64.26%：5.63分",
    source="教材案例：5+(64.26-63)/0.1×0.05=5.63",
)
def against_benchmark(values: RuleInput) -> float:
    """Return half of w at the benchmark a, c more or less for every b above or below it.

    >>> round(against_benchmark(RuleInput(10.0, 0.6426, 0.63, 0.001, 0.05, 1.0)), 2)
    5.63
    """
    return values.w * 0.5 + divide(values.c * (values.x - values.a), values.b)


@scoring_rule(
    number=54,
    name="监控阈值",
    branch="",
    parameters=(
        Parameter("threshold", "本期应达进度", None),
        Parameter("gap", "预警差距", 0.1),
        Parameter("share", "预警时的系数", 0.0),
    ),
    grammar="参数1=本期应达进度(必填，如25%) 参数2=预警差距(默认10%) 参数3=预警时的系数(默认0)",
    example="权重10，应达40%，进度35%：8.75分；进度25%：预警，0分",
    source="四川省绩效监控：分期进度25/40/60/80%，差距超过10%预警；得分办法为本规则约定",
)
def against_calendar(values: RuleInput) -> float:
    """Return w·x/a; where x is more than b short of a, only the share c of that.

    The source only warns; what a warning costs is this rule's own convention (c).

    >>> round(against_calendar(RuleInput(10.0, 0.35, 0.4, 0.1, 0.0, 1.0)), 2)
    8.75
    """
    points = values.w * divide(values.x, values.a)
    warned = round_half_up(values.a - values.x - values.b, 10) > 0
    return points * values.c if warned else points

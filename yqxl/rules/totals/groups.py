"""Rules over several indicators or entities: functions of the package, never cells."""

from __future__ import annotations

import math
from collections.abc import Sequence

from yqxl.arithmetic import divide, finite, round_half_up, round_score
from yqxl.errors import CellError, ErrorValue
from yqxl.registry import group_rule


def _pairs(first: Sequence[float], second: Sequence[float]) -> list[tuple[float, float]]:
    if len(first) != len(second) or not first:
        raise CellError(ErrorValue.VALUE)
    return list(zip(first, second, strict=True))


@group_rule(
    name="加权平均",
    grammar="weighted_mean(权重, 百分制得分)：Σ权重×得分÷100",
    example="20%·100+50%·77.39+20%·73.90+10%·92=82.68",
    source="四川资阳项目评价（四项标准各按百分制评分，再加权）",
)
def weighted_mean(weights: Sequence[float], marks: Sequence[float], full: float = 100.0) -> float:
    """Return Σ weight·mark/full, rounded like a score.

    Args:
        weights: weights of the criteria [points].
        marks: marks of the criteria [points of ``full``].
        full: full marks of one criterion.

    >>> weighted_mean([20, 50, 20, 10], [100, 77.39, 73.90, 92])
    82.68
    """
    weighted = math.fsum(weight * mark for weight, mark in _pairs(weights, marks))
    return round_score(divide(weighted, full))


@group_rule(
    name="混合",
    grammar="blend(得分, 份额)：Σ得分×份额，份额合计须为 100%",
    example="自评90×40%+再评80×60%=84",
    source="教材案例：自评×40%+再评×60%",
)
def blend(scores: Sequence[float], shares: Sequence[float]) -> float:
    """Return the scores blended by their shares, rounded like a score.

    Raises:
        CellError: #NUM! unless the shares make 1, #VALUE! for lists that do not match.

    >>> blend([90, 80], [0.4, 0.6])
    84.0
    """
    pairs = _pairs(scores, shares)
    if round_half_up(math.fsum(shares) - 1, 10) != 0:
        raise CellError(ErrorValue.NUM)
    return round_score(math.fsum(score * share for score, share in pairs))


@group_rule(
    name="混合扣减",
    grammar="blended_deduction(权重, 发生数, 总数, 份额)：权重-权重×Σ份额×发生数÷总数，不低于0",
    example="10-10×(0.5×2/40+0.5×30/600)=9.5",
    source="教材案例：10-10×(0.5·n/N+0.5·amt/AMT)",
)
def blended_deduction(
    weight: float,
    found: Sequence[float],
    totals: Sequence[float],
    shares: Sequence[float],
) -> float:
    """Return the weight less the blended share of what was found, never below 0.

    Args:
        weight: full marks [points].
        found: how many cases, how much money … was objected to.
        totals: of how many, of how much.
        shares: what each of these measures counts; together 1.

    Raises:
        CellError: #DIV/0! for a total of 0, #NUM! unless the shares make 1.

    >>> blended_deduction(10, [2, 30], [40, 600], [0.5, 0.5])
    9.5
    """
    _pairs(found, shares)
    if round_half_up(math.fsum(shares) - 1, 10) != 0:
        raise CellError(ErrorValue.NUM)
    parts = [divide(number, whole) for number, whole in _pairs(found, totals)]
    lost = math.fsum(share * part for share, part in zip(shares, parts, strict=True))
    return round_score(max(0.0, min(weight, weight - weight * lost)))


@group_rule(
    name="等分权重",
    grammar="equal_split(总分, 个数, 小数位)：四舍五入等分，余数从末项起逐个加减一个单位",
    example="15分4项保留整数：4、4、4、3",
    source="广水评分表：三级指标分值=15÷个数，四舍五入保留整数；余数规则为本函数约定",
)
def equal_split(points: float, count: int, digits: int = 0) -> tuple[float, ...]:
    """Return the points of a level split equally over its indicators, adding up exactly.

    Each share is rounded; what the shares then miss (or have too much) is given to (or
    taken from) the last ones, one unit of the rounding each.

    Args:
        points: points of the level.
        count: number of indicators.
        digits: decimals of a share.

    Raises:
        CellError: #DIV/0! for no indicator, #NUM! when the points have more decimals.

    >>> equal_split(15, 4), equal_split(10, 3), equal_split(10, 3, 2)
    ((4.0, 4.0, 4.0, 3.0), (3.0, 3.0, 4.0), (3.33, 3.33, 3.34))
    """
    if round_half_up(points, digits) != points or count < 0:
        raise CellError(ErrorValue.NUM)
    units_per_point = 10.0**digits
    share = round_half_up(divide(points, count), digits)
    units = round_half_up((points - share * count) * units_per_point, 0)
    adjusted = int(abs(units))
    last = share + math.copysign(divide(1, units_per_point), units)
    kept = (share,) * (count - adjusted)
    return kept + (round_half_up(last, digits),) * adjusted


@group_rule(
    name="合并计分",
    grammar="pooled_ratio(实际值, 目标值)：绝对数先合计再求比率，然后按评分规则计分",
    example="三地实际152、509、0，目标70、700、80：661/850=77.76%",
    source="长江禁捕评分说明：绝对值先加总再评分",
)
def pooled_ratio(actuals: Sequence[float], targets: Sequence[float]) -> float:
    """Return Σ actual / Σ target of several entities, not the mean of their ratios.

    Raises:
        CellError: #DIV/0! when the targets add up to 0, #VALUE! for lists that do not match.

    >>> round(pooled_ratio([152, 509, 0], [70, 700, 80]), 4)
    0.7776
    """
    _pairs(actuals, targets)
    return divide(finite(math.fsum(actuals)), math.fsum(targets))


@group_rule(
    name="合并计分(相对值)",
    grammar="pooled_rate(比率, 资金)：相对数按资金加权平均，然后按评分规则计分",
    example="到位率100%（30万元）、80%（10万元）：95%",
    source="长江禁捕评分说明：相对值按资金额加权",
)
def pooled_rate(rates: Sequence[float], money: Sequence[float]) -> float:
    """Return the rates of several entities, weighted by their money.

    Raises:
        CellError: #DIV/0! when there is no money, #VALUE! for lists that do not match.

    >>> pooled_rate([1, 0.8], [30, 10])
    0.95
    """
    weighted = math.fsum(rate * amount for rate, amount in _pairs(rates, money))
    return divide(finite(weighted), math.fsum(money))

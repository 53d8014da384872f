"""What several experts give one indicator: the mean as a proposal, and how far they differ."""

from __future__ import annotations

import math
from collections.abc import Sequence

from yqxl.arithmetic import divide, round_half_up
from yqxl.registry import group_rule, native

#: from so many experts on the highest and the lowest score may be left out
TRIMMED_FROM = 5
#: scores this close are one: a criterion of a cell says a number in fifteen digits
CLOSE = 1e-9


@native("ROUND({scores}/{experts},2)")
def mean_score(scores: float, experts: float) -> float:
    """Return the mean of the experts' scores, in hundredths of a point.

    Args:
        scores: the scores together [points].
        experts: how many experts gave one.

    Raises:
        CellError: #DIV/0! when nobody gave one.

    >>> mean_score(10.5, 3)
    3.5
    """
    return round_half_up(divide(scores, experts), 2)


@native("ROUND(ROUND({scores}-{highest}-{lowest},8)/({experts}-2),2)")
def trimmed_mean(scores: float, highest: float, lowest: float, experts: float) -> float:
    """Return the mean without one highest and one lowest score, in hundredths of a point.

    What is left is cut to eight decimals before it is divided, so that a tie stays one.

    Args:
        scores: the scores together [points].
        highest: the highest of them [points].
        lowest: the lowest of them [points].
        experts: how many experts gave one.

    Raises:
        CellError: #DIV/0! when two gave one.

    >>> trimmed_mean(15, 4, 1, 5)
    3.33
    """
    left = round_half_up(scores - highest - lowest, 8)
    return round_half_up(divide(left, experts - 2), 2)


@group_rule(
    name="专家评分",
    grammar="expert_score(得分)：专家得分的平均；5位及以上的去掉最高、最低各一个",
    example="3、3.5、4：3.5；1、3、3、4、4：3.33",
    source="专家打分法的惯例：去掉一个最高分和一个最低分后平均；评定得分由评价组确定",
)
def expert_score(scores: Sequence[float]) -> float:
    """Return the mean of the scores; of five and more without the highest and the lowest.

    It is a proposal: 评定得分 is what the evaluators decide.

    Args:
        scores: what each expert gives [points].

    Raises:
        CellError: #DIV/0! for no score.

    >>> expert_score([3, 3.5, 4]), expert_score([1, 3, 3, 4, 4])
    (3.5, 3.33)
    """
    together, experts = math.fsum(scores), float(len(scores))
    if experts >= TRIMMED_FROM:
        return trimmed_mean(together, max(scores), min(scores), experts)
    return mean_score(together, experts)

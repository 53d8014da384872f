"""The share of its weight that an indicator, a level or the whole has scored (得分率)."""

from __future__ import annotations

from yqxl.arithmetic import Value, divide
from yqxl.registry import Argument, formula
from yqxl.rules.arguments import numbers


@formula(
    name="YQ_SCORE_RATE",
    label="得分率",
    unit="比率",
    source="公开报告表3-1：得分率=得分/权重（阳泉 2022：20.99/30=69.97%）",
    core="{score}/{weight}",
    example="=YQ_SCORE_RATE(20.99,30)",
    arguments=(
        Argument("score", "得分", "已按两位小数合计的得分", "分"),
        Argument("weight", "权重", "权重（分值）合计；为 0 时得 #DIV/0!", "分"),
    ),
)
def score_rate(score: Value, weight: Value) -> float:
    """得分率 = 得分 ÷ 权重。

    rate = score / weight   [ratio; both in points], of stored sums, not rounded

    Args:
        score: points scored, a sum that is already rounded to two decimals.
        weight: points that could be scored.

    Raises:
        CellError: #DIV/0! when the weight is 0, #VALUE! for a text.

    Source:
        表3-1 of the published case.

    >>> score_rate(17, 20), round(score_rate(20.99, 30), 4), score_rate(77.73, 100)
    (0.85, 0.6997, 0.7773)
    """
    points, full = numbers(score, weight)
    return divide(points, full)

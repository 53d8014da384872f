"""Judgement: a factor from 0 to 1 chosen by the evaluators, or the points themselves."""

from __future__ import annotations

from yqxl.arithmetic import round_half_up
from yqxl.errors import CellError, ErrorValue
from yqxl.registry import RuleInput, native, scoring_rule


@scoring_rule(
    number=0,
    name="直接评分",
    branch="",
    grammar="无参数：在“评定得分”中打分",
    example="权重4，评定得分3.5：3.5分",
    source="财预〔2020〕10号 第十六条（单位自评的定性指标）；评分依据写入扣分原因和佐证材料",
    takes_value=False,
)
def judged(values: RuleInput) -> float:
    """Return the points that were given, as the value x; there is nothing to compute.

    In the sheet 评定得分 holds them and 规则得分 stays blank.

    >>> judged(RuleInput(4.0, 3.5, 0.0, 0.0, 0.0, 1.0))
    3.5
    """
    return values.x


@native("ROUND({points},2)")
def given_score(points: float) -> float:
    """Return what the evaluators gave (评定得分), in hundredths of a point.

    >>> given_score(3.456)
    3.46
    """
    return round_half_up(points, 2)


@scoring_rule(
    number=15,
    name="定性系数",
    branch="{w}*IF(AND({x}>=0,{x}<=1),{x},NA())",
    grammar="取值=0～100%的系数：达成100%～80%，部分达成80%～60%，未达成60%～0",
    example="权重5，系数85%：4.25分",
    source="财预〔2020〕10号 第十六条（单位自评）、财预〔2021〕101号 (七)3",
    value_limit=1.0,
    value_range=(0.0, 1.0),
)
def qualitative(values: RuleInput) -> float:
    """Return w·x for a factor x from 0 to 1; any other factor is #N/A.

    >>> qualitative(RuleInput(5.0, 0.85, 0.0, 0.0, 0.0, 1.0))
    4.25
    """
    # a sheet takes 1 + 2^-52 for 1 when it compares
    if values.x < 0 or round_half_up(values.x, 14) > 1:
        raise CellError(ErrorValue.NA)
    return values.w * values.x

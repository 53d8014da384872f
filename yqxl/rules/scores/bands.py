"""Scoring by bands: a value falls into a band of a scheme, the band has a factor.

A scheme is data (参数). Its lower bounds rise without gaps and each has one factor; a
value below the first bound, or a bad scheme, has no score (``#N/A``).
"""

from __future__ import annotations

from collections.abc import Sequence

from yqxl.arithmetic import Value, round_half_up
from yqxl.model.contract.choices import BOUNDS, UPPER
from yqxl.registry import BAND_SCHEME, RuleInput, native, scoring_rule

#: what is wrong with a scheme whose 闭合 is neither
NOT_CLOSED = f"闭合应为 {' 或 '.join(BOUNDS)}"


def closes_above(closed: str) -> bool:
    """Return whether a bound of a scheme belongs to the band below it (≤5 % 满分).

    >>> closes_above("上限"), closes_above("")
    (True, False)
    """
    return closed == UPPER


@scoring_rule(
    number=4,
    name="分档",
    branch="{w}*{f}",
    grammar="在“档位方案”中选方案；得分=权重×取值所在档的系数",
    example="执行率分档，权重3，取值64.83%：1.5分",
    source="财预〔2021〕101号 (七)2、(七)4",
    factor=BAND_SCHEME,
)
def banded(values: RuleInput) -> float:
    """Return w × the factor of the band.

    >>> banded(RuleInput(3.0, 0.6483, 0.0, 0.0, 0.0, 0.5))
    1.5
    """
    return values.w * values.factor


@scoring_rule(
    number=26,
    name="分档(含上限)",
    branch="{w}*{f}",
    grammar="在“档位方案”中选方案；等于下限的取值归下面一档（≤5%满分），首档含下限",
    example="超支率方案 0→100%、5%→50%、10%→0，取值恰好5%：满分",
    source="公开评分表：成本超支率≤5%得满分（界限归前一档）",
    factor=BAND_SCHEME,
    closed_above=True,
)
def banded_closed_above(values: RuleInput) -> float:
    """Return w × the factor of the band, a bound belonging to the band below it.

    >>> banded_closed_above(RuleInput(95.0, 0.05, 0.0, 0.0, 0.0, 1.0))
    95.0
    """
    return values.w * values.factor


@native('({lower}<>"")*({lower}<=ROUND({value},10))')
def band_number(lower: Sequence[Value], value: float) -> int:
    """Return the number of the band that holds the value; 0 when it is below the first.

    The native core tells of each bound whether it is reached; the sheet adds up those of
    the scheme.

    >>> band_number((0.0, 0.6, 0.8, 1.0, None, None), 414.77 / 639.79)
    2
    """
    seen = round_half_up(value, 10)
    return sum(isinstance(bound, float | int) and bound <= seen for bound in lower)


@native('({lower}<>"")*({lower}<ROUND({value},10))')
def band_number_closed_above(lower: Sequence[Value], value: float) -> int:
    """Return the number of the band where a bound belongs to the band below it (≤5 % 满分).

    The first bound belongs to the first band all the same: nothing lies below it.

    >>> [band_number_closed_above((0.0, 0.05, 0.1), value) for value in (0, 0.05, 0.051, 0.1)]
    [1, 1, 2, 2]
    """
    seen = round_half_up(value, 10)
    below = sum(isinstance(bound, float | int) and bound < seen for bound in lower)
    return below + (lower[0] == seen)


def is_full_when_completed(completed: str, value: float) -> bool:
    """Return whether a finished project within its budget has full marks whatever its band.

    财预〔2021〕101号 (七)2：已完成且执行数不超过预算的，得满分; more than the budget does not.

    >>> is_full_when_completed("是", 0.95), is_full_when_completed("是", 1.05)
    (True, False)
    """
    return completed == "是" and round_half_up(value - 1, 10) <= 0

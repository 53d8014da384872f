"""Scoring by bands: a value falls into a band of a scheme, the band has a factor.

A scheme is data (参数). Its lower bounds rise without gaps and each has one factor; a
value below the first bound, or a bad scheme, has no score (``#N/A``).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from yqxl.arithmetic import Value, is_number, round_half_up
from yqxl.errors import CellError, ErrorValue
from yqxl.model.rows import Band
from yqxl.registry import RuleInput, scoring_rule

#: what 检查 says of a scheme
UNEQUAL_FACTORS = "下限与系数个数不同"
UNORDERED = "下限须从左到右递增、中间不空"


@scoring_rule(
    number=4,
    name="分档",
    branch="{w}*{f}",
    grammar="在“档位方案”中选方案；得分=权重×取值所在档的系数",
    example="执行率分档，权重3，取值64.83%：1.5分",
    source="财预〔2021〕101号 (七)2、(七)4",
)
def banded(values: RuleInput) -> float:
    """Return w × the factor of the band.

    >>> banded(RuleInput(3.0, 0.6483, 0.0, 0.0, 0.0, 0.5))
    1.5
    """
    return values.w * values.factor


def bounds_fault(lower: Sequence[Value], filled: int, unequal: str) -> str:
    """Return what is wrong with the bounds of a scheme, "" when nothing is.

    Args:
        lower: lower bounds, blank from some column on.
        filled: how many factors or grades stand beside them.
        unequal: what to say when the numbers of both differ.
    """
    count = sum(is_number(bound) for bound in lower)
    if count == 0 or count != filled:
        return unequal
    for before, bound in pairwise(lower):
        if not _is_blank(bound) and (_is_blank(before) or not _below(before, bound)):
            return UNORDERED
    return ""


def _is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value)


def _below(before: Value, bound: Value) -> bool:
    """Return whether a bound rises; to a sheet a text is larger than every number."""
    if isinstance(before, float | int) and isinstance(bound, float | int):
        return before < bound
    return not isinstance(before, str) and isinstance(bound, str)


def band_fault(band: Band) -> str:
    """Return what is wrong with a band scheme, "" when nothing is.

    >>> band_fault(Band("坏", (0.6, 0.5), (0.0, 1.0)))
    '下限须从左到右递增、中间不空'
    """
    return bounds_fault(
        band.lower, sum(is_number(factor) for factor in band.factor), UNEQUAL_FACTORS
    )


def band_number(lower: Sequence[Value], value: float) -> int:
    """Return the number of the band that holds the value; 0 when it is below the first.

    >>> band_number((0.0, 0.6, 0.8, 1.0, None, None), 414.77 / 639.79)
    2
    """
    seen = round_half_up(value, 10)
    return sum(isinstance(bound, float | int) and bound <= seen for bound in lower)


def band_factor(band: Band, value: float) -> float:
    """Return the factor of the band that holds the value.

    Raises:
        CellError: #N/A for a bad scheme or a value below its first bound.

    >>> band_factor(Band("x", (0.0, 0.6), (0.0, 0.5)), 0.7)
    0.5
    """
    number = band_number(band.lower, value)
    factor = band.factor[number - 1] if number and not band_fault(band) else None
    if not isinstance(factor, float | int):
        raise CellError(ErrorValue.NA)
    return float(factor)

"""Change between two years, in percentage points or as a growth rate.

Not a worksheet function: in the workbook the difference of two cells says it, as 差额
of 指标取值.
"""

from __future__ import annotations

from yqxl.arithmetic import divide, finite, round_half_up


def percentage_points(later: float, earlier: float, *, digits: int = 2) -> float:
    """Return by how many percentage points a rate rose.

    points = (later - earlier) × 100, rounded   [percentage points; rates as ratios]

    Args:
        later: the later rate [ratio].
        earlier: the earlier rate [ratio].
        digits: decimals of the result.

    Source:
        the published case: 一本达线率 15.78 % in 2023, up 1.11, 1.43 and 2.43 points
        on 14.67 %, 14.35 % and 13.35 %.

    >>> [percentage_points(0.1578, earlier) for earlier in (0.1467, 0.1435, 0.1335)]
    [1.11, 1.43, 2.43]
    """
    return round_half_up(finite((later - earlier) * 100), digits)


def growth_rate(later: float, earlier: float) -> float:
    """Return the growth against the earlier value.

    growth = (later - earlier) / |earlier|   [ratio]

    Raises:
        CellError: #DIV/0! when the earlier value is 0.

    >>> round(growth_rate(15.78, 13.35), 4)
    0.182
    """
    return divide(later - earlier, abs(earlier))

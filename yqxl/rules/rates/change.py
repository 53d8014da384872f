"""Change between two years, in percentage points or as a growth rate.

No worksheet functions: in the workbook the kinds 差额 and 变动率 of 指标取值 say it.
"""

from __future__ import annotations

from yqxl.arithmetic import divide, finite, round_half_up
from yqxl.registry import native, rate_kind


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


@rate_kind(
    name="变动率",
    number=5,
    place=9,
    source="财预〔2013〕53号（部门）：结转结余变动率=(本年累计-上年累计)/上年累计；三公经费变动率",
    numerator="later",
    denominator="earlier",
)
@native("({later}-{earlier})/{earlier}")
def growth_rate(later: float, earlier: float) -> float:
    """Return the growth against the earlier value: above 0 it rose, below 0 it fell.

    growth = (later - earlier) / earlier   [ratio; both in the same unit]

    The documents state it for amounts; an earlier value below 0 turns the sign.

    Args:
        later: value of the year evaluated [any unit].
        earlier: value of the year before [same unit].

    Raises:
        CellError: #DIV/0! when the earlier value is 0.

    Source:
        财预〔2013〕53号（部门整体支出）：结转结余变动率、“三公经费”变动率。

    >>> growth_rate(60, 50), round(growth_rate(15.78, 13.35), 4), growth_rate(40, 50)
    (0.2, 0.182, -0.2)
    """
    return divide(later - earlier, earlier)

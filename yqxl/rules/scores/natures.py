"""Bonus and deduction items (加分项、扣分项), which stand outside the 100 points.

Their weight is 0 and 加扣上限 says how much they can add or take away. A rule scores them
out of that limit: a bonus item adds what the rule gives, a deduction item takes away what
the rule withholds of it. So 一票否决 with a limit of 100 is a veto on the total: one
violation takes everything, and a total never falls below 0.
"""

from __future__ import annotations

from yqxl.arithmetic import Value, is_number, round_half_up
from yqxl.errors import CellError, ErrorValue
from yqxl.model.natures import BONUS, DEDUCTION, SCORED, is_blank_cell, is_outside

SOURCE = "公开评分表：加分项、扣分项在100分之外，设上限；扣分项记负分；总分不低于0分"

_OUTSIDE = f'OR([nature]="{BONUS}",[nature]="{DEDUCTION}")'


def rule_limit(nature: str, limit: Value) -> float:
    """Return the points that a rule scores an item outside the 100 points out of.

    0 for a scored item, whose weight says it.

    Raises:
        CellError: #N/A where 加扣上限 is no number from 0 on.

    Source:
        published score tables, see ``SOURCE``.

    >>> rule_limit("扣分", 5.0), rule_limit("计分", None)
    (5.0, 0.0)
    """
    if not is_outside(nature):
        return 0.0
    if not is_number(limit) or float(limit) < 0:  # type: ignore[arg-type]  # is_number says so
        raise CellError(ErrorValue.NA)
    return float(limit)  # type: ignore[arg-type]  # likewise


def given_points(points: float, nature: str, limit: Value) -> float:
    """Return a score that the evaluators gave an item of any nature, within its limit.

    Args:
        points: 评定得分 [points]; a deduction is negative.
        nature: 计分, 加分, 扣分 or ``""``.
        limit: 加扣上限 [points]; a blank is none.

    Raises:
        CellError: #N/A for a bonus below 0, a deduction above 0, a limit that is no
            number from 0 on.

    Source:
        published score tables, see ``SOURCE``.

    >>> given_points(2.0, "加分", None), given_points(-8.0, "扣分", 5.0)
    (2.0, -5.0)
    """
    own = round_half_up(points, 2)
    if not is_outside(nature):
        return own
    most = 1e300 if is_blank_cell(limit) else rule_limit(nature, limit)
    if (points < 0) if nature == BONUS else (points > 0):
        raise CellError(ErrorValue.NA)
    return min(most, own) if nature == BONUS else max(-most, own) + 0.0


def counted_points(nature: str, limit: float, points: float) -> float:
    """Return what of a rule's points counts: of a deduction item what they miss of its limit.

    >>> counted_points("扣分", 5.0, 3.5), counted_points("加分", 5.0, 3.5)
    (1.5, 3.5)
    """
    return abs((limit if nature == DEDUCTION else 0.0) - points)


def taken_away(nature: str, points: float) -> float:
    """Return the points of a rule as they count: what a deduction item takes away is negative.

    >>> taken_away("扣分", 1.5), taken_away("加分", 1.5)
    (-1.5, 1.5)
    """
    return 0.0 - points if nature == DEDUCTION else points


def native_fault(*, limited: bool) -> str:
    """Return the native condition of ``nature_fault``; ``limited`` where there is 加扣上限."""
    within = f'OR([nature]="",[nature]="{SCORED}")'
    else_ = f'IF({within},[limit]<>"",TRUE)' if limited else f"NOT({within})"
    return f"IF({_OUTSIDE},[weight]<>0,{else_})"


def native_no_limit(*, limited: bool) -> str:
    """Return the native condition that a rule has no limit to score an item out of."""
    if not limited:
        return _OUTSIDE
    return f"AND({_OUTSIDE},IF(ISNUMBER([limit]),[limit]<0,TRUE))"


def native_given(given: str, *, limited: bool) -> str:
    """Return the formula of :func:`given_points` over the text of a plain score."""
    most = "1E+300"
    if limited:
        most = f'IF(ISNUMBER([limit]),IF([limit]<0,NA(),[limit]),IF([limit]="",{most},NA()))'
    bonus = f"IF([given]<0,NA(),MIN({most},{given}))"
    deduction = f"IF([given]>0,NA(),MAX(0-{most},{given}))"
    return f'IF([nature]="{BONUS}",{bonus},IF([nature]="{DEDUCTION}",{deduction},{given}))'


def native_left(points: str) -> str:
    """Return the formula of what counts before it is rounded and signed: the deduction or bonus."""
    return f'ABS(IF([nature]="{DEDUCTION}",[limit],0)-{points})'


NATIVE_SIGN = f'*IF([nature]="{DEDUCTION}",-1,1)+0'

"""Rounding of a score to what its indicator counts in (取整): whole, half or tenth points.

Published tables print 9 for 8.62 of 10 and 5 for 5.96: half up in the one, cut in the
other. Each indicator says how; blank is the usual two decimals, half up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from yqxl.arithmetic import divide, round_half_up, round_score
from yqxl.errors import CellError, ErrorValue

SOURCE = "公开评分表：普陀 8.62 印作 9；他处 9.91 印作 9、5.96 印作 5、1.897 印作 1.8"


@dataclass(frozen=True)
class ScoreRounding:
    """One way: so many steps in a point, and what a started step counts."""

    name: str
    steps: int
    cut: bool = False


ROUNDINGS = (
    ScoreRounding("整数", 1),
    ScoreRounding("半分", 2),
    ScoreRounding("一位小数", 10),
    ScoreRounding("两位小数", 100),
    ScoreRounding("整数(舍去)", 1, cut=True),
    ScoreRounding("半分(舍去)", 2, cut=True),
    ScoreRounding("一位小数(舍去)", 10, cut=True),
    ScoreRounding("两位小数(舍去)", 100, cut=True),
)
_BY_NAME = {rounding.name: rounding for rounding in ROUNDINGS}


def rounded_points(points: float, name: str) -> float:
    """Return points as an indicator counts them; ``""`` is two decimals, half up.

    points·steps is cut to eight decimals before steps are counted, as everywhere.

    Args:
        points: what the rule gives, not below 0 [points].
        name: a name of ``ROUNDINGS``.

    Raises:
        CellError: #N/A for another name.

    Source:
        published score tables, see ``SOURCE``.

    >>> [rounded_points(8.62, "整数"), rounded_points(9.91, "整数(舍去)")]
    [9.0, 9.0]
    >>> [rounded_points(5.96, "整数(舍去)"), rounded_points(1.897, "一位小数(舍去)")]
    [5.0, 1.8]
    """
    if not name:
        return round_score(points)
    rounding = _BY_NAME.get(name)
    if rounding is None:
        raise CellError(ErrorValue.NA)
    steps = round_half_up(points * rounding.steps, 8)
    return divide(math.trunc(steps + (0 if rounding.cut else 0.5)), rounding.steps)


def native_rounded(points: str, name: str) -> str:
    """Return the formula of the same over the texts of the points and of the name's cell.

    Only where the name is not blank.
    """
    steps = "NA()"
    for number in sorted({rounding.steps for rounding in ROUNDINGS}, reverse=True):
        names = [rounding.name for rounding in ROUNDINGS if rounding.steps == number]
        steps = f"IF({_is_any(name, names)},{number},{steps})"
    whole = _is_any(name, [rounding.name for rounding in ROUNDINGS if rounding.cut])
    return f"ROUNDDOWN(ROUND({points}*{steps},8)+IF({whole},0,0.5),0)/{steps}"


def _is_any(cell: str, names: list[str]) -> str:
    conditions = [f'{cell}="{name}"' for name in names]
    return f"OR({','.join(conditions)})"

"""Timeliness: money that arrived in time, work that was done in time.

财预〔2013〕53号 has another rate by almost the same name, for projects: 完成及时率 =
(计划时间-实际时间)/计划时间. It measures time saved (0 = exactly on time) and cannot be
compared with the rates here; ``time_saved`` is kept apart under a name of its own.
"""

from __future__ import annotations

import math

from yqxl.arithmetic import Value, divide
from yqxl.registry import Argument, formula, native, rate_kind
from yqxl.rules.arguments import numbers


@rate_kind(
    name="及时率",
    number=1,
    place=5,
    source="财预〔2013〕53号：及时到位资金/应到位资金；及时完成工作数/计划工作数",
    numerator="timely",
    denominator="due",
)
@formula(
    name="YQ_TIMELY_RATE",
    label="及时率",
    unit="比率",
    source="财预〔2013〕53号：到位及时率=及时到位资金/应到位资金；及时完成实际工作数/计划工作数",
    core="{timely}/{due}",
    example="=YQ_TIMELY_RATE(180,200)",
    arguments=(
        Argument("timely", "及时数", "截至规定时点到位的资金，或及时完成的工作数", "与应有数相同"),
        Argument("due", "应有数", "按规定时点应到位的资金，或计划工作数", "与及时数相同"),
    ),
)
def timely_rate(timely: Value, due: Value) -> float:
    """及时率 = 及时到位资金 ÷ 应到位资金，或及时完成工作数 ÷ 计划工作数。

    rate = timely / due   [ratio; both in the same unit], not capped

    Args:
        timely: money that arrived in time, or pieces of work done in time.
        due: money due by then, or planned pieces of work [same unit].

    Raises:
        CellError: #DIV/0! when nothing was due, #VALUE! for a text.

    Source:
        财预〔2013〕53号（项目：到位及时率；部门：完成及时率）。

    >>> timely_rate(180, 200)
    0.9
    """
    punctual, expected = numbers(timely, due)
    return divide(punctual, expected)


def time_saved(planned_time: float, actual_time: float) -> float:
    """Return the share of the planned time that was saved; negative when late.

    saved = (planned - actual) / planned   [ratio; both in the same unit of time]

    Args:
        planned_time: planned duration [days, months].
        actual_time: actual duration [same unit].

    Raises:
        CellError: #DIV/0! when the planned time is 0.

    Source:
        财预〔2013〕53号（项目：完成及时率）.

    >>> time_saved(10, 10), time_saved(10, 12)
    (0.0, -0.2)
    """
    return divide(planned_time - actual_time, planned_time)


@rate_kind(
    name="逾期天数",
    number=6,
    place=10,
    source="财预〔2020〕10号 附2 完成及时性：实际与计划完成时间的比较；公开评分表：逾期扣分",
    numerator="actual",
    denominator="planned",
)
@native("MAX(0,INT({actual})-INT({planned}))")
def days_late(actual: float, planned: float) -> float:
    """Return by how many days work was done late; 0 where it was done in time.

    days = max(0, actual - planned)   [days; both as the numbers of days that cells hold]

    A planned month ends with its last day: 2022-04 is 2022-04-30.

    Args:
        actual: the day on which it was done [number of the day].
        planned: the day by which it should have been done [number of the day].

    Source:
        财预〔2020〕10号 附2（完成及时性）: a comparison of the two times, no formula.

    >>> days_late(44767.0, 44681.0), days_late(44650.0, 44681.0)
    (86.0, 0.0)
    """
    return float(max(0, math.floor(actual) - math.floor(planned)))

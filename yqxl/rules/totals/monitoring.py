"""Monitoring during the year (绩效监控): a warning, never a score.

In 0.1.0 this stood among the scoring rules; the source only warns. It belongs to the
monitoring form and to whoever looks at an evaluation before its year is over.
"""

from __future__ import annotations

from yqxl.arithmetic import round_half_up
from yqxl.errors import CellError, ErrorValue
from yqxl.registry import group_rule

#: month and the share of the budget that must be spent by its end
SCHEDULE = ((4, 0.25), (6, 0.4), (8, 0.6), (10, 0.8))
#: how far execution may lie behind the attainment of the goals, or ahead of it
GAP = 0.1
SOURCE = (
    "川财绩〔2025〕10号：4、6、8、10月执行进度低于25%、40%、60%、80%预警；"
    "与目标实现程度相差超过10%预警"
)


def due_progress(month: int) -> float:
    """Return the share that must be spent by the end of a month; 0 before the first date.

    Raises:
        CellError: #NUM! for a month outside 1 to 12.

    >>> [due_progress(month) for month in (3, 4, 7, 12)]
    [0.0, 0.25, 0.4, 0.8]
    """
    if not 1 <= month <= 12:  # noqa: PLR2004 - the months of a year
        raise CellError(ErrorValue.NUM)
    return max((share for first, share in SCHEDULE if first <= month), default=0.0)


@group_rule(
    name="监控阈值",
    grammar="monitoring_warnings(月份, 进度, 目标实现程度)：低于25/40/60/80%或相差超10%预警",
    example="6月执行35%、目标实现50%：进度低于40%，且落后目标实现程度15%",
    source=SOURCE,
)
def monitoring_warnings(month: int, progress: float, attained: float) -> tuple[str, ...]:
    """Return what a monitoring form warns of: nothing, the progress, the gap, or both.

    Args:
        month: month up to whose end the figures run [1-12].
        progress: spent against the budget of the year [ratio].
        attained: attainment of the goals at the same time [ratio].

    Raises:
        CellError: #NUM! for a month outside 1 to 12.

    >>> monitoring_warnings(6, 0.35, 0.42)
    ('执行进度 35% 低于 6 月应达的 40%',)
    >>> monitoring_warnings(10, 0.8, 0.9), monitoring_warnings(2, 0.05, 0.3)
    ((), ('执行进度 5% 与目标实现程度 30% 相差超过 10%',))
    """
    due, found = due_progress(month), []
    if round_half_up(progress - due, 10) < 0:
        found.append(f"执行进度 {_percent(progress)} 低于 {month} 月应达的 {_percent(due)}")
    if round_half_up(abs(attained - progress) - GAP, 10) > 0:
        found.append(
            f"执行进度 {_percent(progress)} 与目标实现程度 {_percent(attained)} "
            f"相差超过 {_percent(GAP)}"
        )
    return tuple(found)


def _percent(share: float) -> str:
    return f"{round_half_up(share * 100, 2):g}%"

"""Goals that name an indicator which is not in 指标体系."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.checks.keys import folded
from yqxl.checks.live_texts import rows_with
from yqxl.checks.wording import quoted
from yqxl.grid import ColumnRef, Formula, WorkingRef
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveCheck, LiveRows, Subject, check

CODE = "YQ-080"
REMEDY = "请填指标体系中的三级指标编码，没有对应指标请留空。"


def _unknown(evaluation: Evaluation) -> list[int]:
    codes = folded(row.code for row in evaluation.indicators)
    return [
        place
        for place, goal in enumerate(evaluation.goals)
        if goal.indicator and goal.indicator.lower() not in codes
    ]


def _live_values(evaluation: Evaluation, _results: Results) -> list[Value]:
    unknown = set(_unknown(evaluation))
    return [float(place in unknown) for place in range(len(evaluation.goals))]


def _live_value(evaluation: Evaluation, _results: Results) -> Value:
    return float(len(_unknown(evaluation)))


_LIVE = LiveCheck(
    Formula("SUM({0})", (WorkingRef(CODE),)),
    _live_value,
    (
        LiveRows(
            "goals",
            f'IF([indicator]="",0,IF({rows_with(0, "[indicator]")}=0,1,0))',
            (ColumnRef("indicators", "code"),),
            _live_values,
            at="indicator",
        ),
    ),
)


@check(code=CODE, level=Level.ERROR, title="目标的指标编码未知", live=_LIVE)
def unknown_goal_indicators(subject: Subject) -> Iterator[Finding]:
    """Goals that name an indicator which is not in 指标体系."""
    for place in _unknown(subject.evaluation):
        goal = subject.evaluation.goals[place]
        message = f"目标{quoted(goal.goal)}的指标编码{quoted(goal.indicator)}不在指标体系中。"
        yield Finding(CODE, Level.ERROR, message, REMEDY, Place("goals", place, "indicator"))

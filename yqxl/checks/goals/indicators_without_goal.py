"""Output and benefit indicators for which no goal was set."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.keys import folded
from yqxl.checks.wording import listed
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.output_levels import counts
from yqxl.registry import Subject, check

CODE = "YQ-082"
REMEDY = "申报过目标的请在绩效目标表填指标编码；没有的可以保留。"


@check(code=CODE, level=Level.NOTE, title="产出效益指标没有目标")
def indicators_without_goal(subject: Subject) -> Iterator[Finding]:
    """Output and benefit indicators for which no goal was set: one note lists them."""
    evaluation = subject.evaluation
    aimed = folded(goal.indicator for goal in evaluation.goals)
    places = [
        place
        for place, row in enumerate(evaluation.indicators)
        if row.code.lower() not in aimed and row.code and counts(row.level1, row.level2)
    ]
    if places:
        names = listed([evaluation.indicators[place].code for place in places])
        message = f"{len(places)} 个产出、效益指标没有对应的绩效目标：{names}。"
        yield Finding(CODE, Level.NOTE, message, REMEDY, Place("indicators", places[0], "code"))

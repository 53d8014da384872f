"""Goals that no indicator measures."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.wording import quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-081"
REMEDY = "有对应指标请填其编码；没有可以留空，或增设指标。"


@check(code=CODE, level=Level.NOTE, title="目标没有指标")
def goals_without_indicator(subject: Subject) -> Iterator[Finding]:
    """Goals that no indicator measures."""
    for place, goal in enumerate(subject.evaluation.goals):
        if goal.goal and not goal.indicator:
            message = f"目标{quoted(goal.goal)}没有对应的三级指标。"
            yield Finding(CODE, Level.NOTE, message, REMEDY, Place("goals", place, "indicator"))
